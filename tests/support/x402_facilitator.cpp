// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/x402_facilitator.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <csignal>
#include <sys/prctl.h>

namespace bursar::test {

namespace {
constexpr int kReadyWithinMs = 30'000;
constexpr const char* kPeers = BURSAR_SOURCE_DIR "/tests/peers";

std::string contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}
} // namespace

X402Facilitator::~X402Facilitator()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

bool X402Facilitator::start(const Options& options)
{
    const QString peers = QString::fromUtf8(kPeers);
    if (!QFileInfo::exists(peers + QStringLiteral("/node_modules/@x402/evm"))) {
        m_problem = "@x402 is missing: run ./dev test, which installs what tests/peers names (npm ci --ignore-scripts)";
        return false;
    }
    const QString log = m_directory.filePath(QStringLiteral("facilitator.log"));
    const QString errors = m_directory.filePath(QStringLiteral("facilitator.err"));
    m_process.setStandardOutputFile(log);
    m_process.setStandardErrorFile(errors);
    m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process.start(QStringLiteral("node"),
                    {peers + QStringLiteral("/x402_facilitator.mjs"), QString::fromStdString(options.rpcUrl),
                     QString::number(options.chainId), QString::fromStdString(options.networkV1),
                     QString::fromStdString(options.privateKey)});
    if (!m_process.waitForStarted()) {
        m_problem = "node does not start: " + m_process.errorString().toStdString();
        return false;
    }
    static const QRegularExpression listening(QStringLiteral("Listening on (\\S+:\\d+)\n"));
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < kReadyWithinMs) {
        const auto match = listening.match(QString::fromStdString(contentsOf(log)));
        if (match.hasMatch()) {
            m_url = "http://" + match.captured(1).toStdString();
            return true;
        }
        if (m_process.waitForFinished(5))
            break;
    }
    m_problem = "the facilitator did not begin to listen: " + contentsOf(errors);
    return false;
}

} // namespace bursar::test
