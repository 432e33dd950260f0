// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server_process.h"

#include "base/error.h"
#include "net/http_client.h"

#include <boost/json.hpp>

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>

#include <csignal>

namespace bursar::test {

namespace {
constexpr int kReadyWithinMs = 60000;
constexpr int kStopWithinMs = 15000;
} // namespace

ServerProcess::ServerProcess(QStringList options) : m_options(std::move(options))
{
    // As root the cluster runs under another account, which must be able to reach the folder.
    QFile::setPermissions(m_directory.path(), QFile::permissions(m_directory.path()) | QFileDevice::ReadGroup
                                                  | QFileDevice::ExeGroup | QFileDevice::ReadOther
                                                  | QFileDevice::ExeOther);
}

ServerProcess::~ServerProcess()
{
    if (running())
        stop();
}

bool ServerProcess::start()
{
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::SeparateChannels);
    QStringList arguments{QStringLiteral("--data-dir"), m_directory.path()};
    if (!m_options.contains(QStringLiteral("--listen")))
        arguments << QStringLiteral("--listen") << QStringLiteral("127.0.0.1:0");
    QStringList command = m_launcher + QStringList{QStringLiteral(BURSAR_BIN_DIR "/bursard")} + arguments + m_options;
    const QString program = command.takeFirst();
    m_process->start(program, command);
    QByteArray out;
    QElapsedTimer timer;
    timer.start();
    const QRegularExpression ready(QStringLiteral("ready at (\\S+?),? "));
    while (timer.elapsed() < kReadyWithinMs) {
        m_process->waitForReadyRead(200);
        out += m_process->readAllStandardOutput();
        m_log += m_process->readAllStandardError();
        const auto match = ready.match(QString::fromUtf8(out));
        if (match.hasMatch()) {
            m_url = match.captured(1).remove(QLatin1Char(',')).toStdString();
            return true;
        }
        if (m_process->state() == QProcess::NotRunning)
            break;
    }
    m_log += m_process->readAllStandardError();
    qWarning("bursard did not start:\n%s", m_log.constData());
    return false;
}

int ServerProcess::stop()
{
    if (!m_process)
        return 0;
    m_process->terminate();
    const bool ended = m_process->waitForFinished(kStopWithinMs);
    m_log += m_process->readAllStandardError();
    if (!ended) {
        m_process->kill();
        m_process->waitForFinished();
        return -1;
    }
    return m_process->exitCode();
}

void ServerProcess::killHard()
{
    m_process->kill();
    m_process->waitForFinished();
    m_log += m_process->readAllStandardError();
}

bool ServerProcess::running() const
{
    return m_process && m_process->state() == QProcess::Running;
}

qint64 ServerProcess::pid() const
{
    return m_process ? m_process->processId() : 0;
}

QString ServerProcess::dataPath() const
{
    return m_launcher.isEmpty() ? m_directory.path()
                                : QStringLiteral("/proc/%1/root%2").arg(pid()).arg(m_directory.path());
}

std::string ServerProcess::ownerKey() const
{
    QFile file(dataPath() + QStringLiteral("/owner.key"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toStdString() : std::string();
}

qint64 ServerProcess::postmasterPid() const
{
    QFile file(dataPath() + QStringLiteral("/postgres/postmaster.pid"));
    return file.open(QIODevice::ReadOnly) ? file.readLine().trimmed().toLongLong() : 0;
}

Answer ServerProcess::get(const std::string& path, const std::string& key)
{
    return send("GET", path, {}, key);
}

Answer ServerProcess::post(const std::string& path, const boost::json::value& body, const std::string& key)
{
    return send("POST", path, boost::json::serialize(body), key);
}

Answer ServerProcess::send(const std::string& method, const std::string& path, const std::string& body,
                           const std::string& key, std::vector<std::pair<std::string, std::string>> headers)
{
    static net::HttpClient client;
    net::ClientRequest request;
    request.method = method;
    request.url = m_url + path;
    request.body = body;
    request.headers = std::move(headers);
    request.policy = net::AddressPolicy::Open;
    request.timeout = std::chrono::seconds(30);
    request.bodyBytesMax = 64 * 1024 * 1024;
    if (!key.empty())
        request.headers.emplace_back("Authorization", "Bearer " + key);
    Answer answer;
    try {
        net::ClientResponse response = client.send(request);
        answer.status = response.status;
        answer.headers = std::move(response.headers);
        answer.text = std::move(response.body);
    } catch (const base::Error& error) {
        answer.text = error.text();
        return answer;
    }
    boost::system::error_code failed;
    answer.body = boost::json::parse(answer.text, failed);
    return answer;
}

std::string ServerProcess::registerAgent(const std::string& agentId)
{
    const Answer answer = post("/v1/agents/register", {{"agent_id", agentId}, {"name", agentId}});
    return answer.status == 201 ? std::string(answer.body.at("api_key").as_string()) : std::string();
}

} // namespace bursar::test
