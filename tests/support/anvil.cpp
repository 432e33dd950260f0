// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/anvil.h"

#include <boost/json.hpp>

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QRegularExpression>

#include <array>
#include <csignal>
#include <stdexcept>
#include <sys/prctl.h>

namespace bursar::test {

namespace json = boost::json;

namespace {
constexpr int kReadyWithinMs = 30'000;
constexpr const char* kBinary = BURSAR_SOURCE_DIR "/tests/peers/node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil";
} // namespace

std::string Anvil::privateKey(unsigned account)
{
    static constexpr std::array kKeys{
        "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
        "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d",
        "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a",
        "0x7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6",
        "0x47e179ec197488593b187f80a00eb0da91f1b9d0b13f8733639f19c30a34926a",
    };
    return kKeys.at(account);
}

Anvil::Anvil() : Anvil(Options()) {}

Anvil::Anvil(Options options) : m_options(options) {}

Anvil::~Anvil()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

bool Anvil::start()
{
    if (!QFileInfo(QString::fromLatin1(kBinary)).isExecutable()) {
        m_problem = "anvil is missing: run ./dev test, which installs what tests/peers names (npm ci --ignore-scripts)";
        return false;
    }
    QStringList arguments{QStringLiteral("--host"), QStringLiteral("127.0.0.1"),
                          QStringLiteral("--port"), QStringLiteral("0"),
                          QStringLiteral("--mnemonic"), QString::fromLatin1(kMnemonic),
                          QStringLiteral("--chain-id"), QString::number(m_options.chainId),
                          QStringLiteral("--timestamp"), QString::number(m_options.genesisTime)};
    if (!m_options.automine)
        arguments << QStringLiteral("--no-mining");
    // Into a file: nobody empties a pipe while a test computes.
    const QString log = m_directory.filePath(QStringLiteral("anvil.log"));
    m_process.setStandardOutputFile(log);
    m_process.setStandardErrorFile(m_directory.filePath(QStringLiteral("anvil.err")));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOME"), m_directory.path()); // where it keeps a cache
    m_process.setProcessEnvironment(environment);
    m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process.start(QString::fromLatin1(kBinary), arguments);
    if (!m_process.waitForStarted()) {
        m_problem = "anvil does not start: " + m_process.errorString().toStdString();
        return false;
    }
    static const QRegularExpression listening(QStringLiteral("Listening on (\\S+:\\d+)"));
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < kReadyWithinMs) {
        QFile file(log);
        const QByteArray said = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        const auto match = listening.match(QString::fromUtf8(said));
        if (match.hasMatch()) {
            m_url = "http://" + match.captured(1).toStdString();
            return true;
        }
        if (m_process.waitForFinished(5))
            break;
    }
    QFile errors(m_directory.filePath(QStringLiteral("anvil.err")));
    m_problem = "anvil did not begin to listen: "
        + (errors.open(QIODevice::ReadOnly) ? errors.readAll().toStdString() : std::string("no reason given"));
    return false;
}

json::value Anvil::ask(const std::string& method, const json::array& parameters)
{
    const json::object question{{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", parameters}};
    const auto response = m_http.send({.method = "POST",
                                       .url = m_url,
                                       .headers = {{"Content-Type", "application/json"}},
                                       .body = json::serialize(question),
                                       .policy = net::AddressPolicy::Open,
                                       .timeout = std::chrono::seconds(30),
                                       .bodyBytesMax = 16 * 1024 * 1024});
    const json::value answer = json::parse(response.body);
    if (!answer.as_object().contains("result"))
        throw std::runtime_error(method + ": " + response.body);
    return answer.at("result");
}

void Anvil::mine(unsigned blocks)
{
    ask("anvil_mine", {blocks});
}

void Anvil::reorg(unsigned depth)
{
    ask("anvil_reorg", {depth, json::array()});
}

void Anvil::setAutomine(bool on)
{
    ask("evm_setAutomine", {on});
}

void Anvil::setNextBlockTimestamp(std::uint64_t seconds)
{
    ask("evm_setNextBlockTimestamp", {seconds});
}

void Anvil::impersonate(const std::string& address)
{
    ask("anvil_impersonateAccount", {json::string(address)});
}

void Anvil::setBalance(const std::string& address, const std::string& weiHex)
{
    ask("anvil_setBalance", {json::string(address), json::string(weiHex)});
}

void Anvil::setCode(const std::string& address, const std::string& codeHex)
{
    ask("anvil_setCode", {json::string(address), json::string(codeHex)});
}

} // namespace bursar::test
