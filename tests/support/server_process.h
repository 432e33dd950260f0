// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/json/value.hpp>

#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace bursar::test {

struct Answer {
    int status = 0; // 0: no answer
    boost::json::value body;
    std::string text;
    std::vector<std::pair<std::string, std::string>> headers;
};

/// The real bursard, as a process of its own with a data folder of its own.
class ServerProcess {
public:
    explicit ServerProcess(QStringList options = {});
    ~ServerProcess();

    /// A command that runs the server: `unshare -m …`. The last word before the server's own command line.
    void setLauncher(QStringList launcher) { m_launcher = std::move(launcher); }
    /// Starts (again) and waits for the line that says it is ready; false and a message in the log otherwise.
    bool start();
    /// SIGTERM, then waits; the exit code, or -1 when it had to be killed.
    int stop();
    void killHard(); // SIGKILL
    bool running() const;
    qint64 pid() const;

    const std::string& url() const { return m_url; }
    std::string ownerKey() const;
    QString directory() const { return m_directory.path(); }
    /// The data folder as the server sees it, also when it has mounts of its own.
    QString dataPath() const;
    /// PostgreSQL's postmaster of the private cluster.
    qint64 postmasterPid() const;
    QByteArray log() const { return m_log; }

    Answer get(const std::string& path, const std::string& key = {});
    Answer post(const std::string& path, const boost::json::value& body, const std::string& key = {});
    Answer send(const std::string& method, const std::string& path, const std::string& body, const std::string& key,
                std::vector<std::pair<std::string, std::string>> headers = {});
    /// Registers an agent and returns its API key.
    std::string registerAgent(const std::string& agentId);

private:
    QTemporaryDir m_directory;
    QStringList m_options;
    QStringList m_launcher;
    std::unique_ptr<QProcess> m_process;
    std::string m_url;
    QByteArray m_log;
};

} // namespace bursar::test
