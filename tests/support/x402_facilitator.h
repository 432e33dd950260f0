// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <cstdint>
#include <string>

namespace bursar::test {

/// The reference facilitator of x402 as a process, for one chain; dies with the test. It comes from tests/peers and
/// needs node. It pays gas with the key that it is given.
class X402Facilitator {
public:
    struct Options {
        std::string rpcUrl;
        std::uint64_t chainId = 0;
        std::string networkV1; // what version 1 calls the chain
        std::string privateKey;
    };

    ~X402Facilitator();

    /// Starts it and waits until it listens: QVERIFY2(facilitator.start(…), facilitator.problem().c_str()).
    bool start(const Options& options);
    /// Why start() failed: a sentence.
    const std::string& problem() const { return m_problem; }
    const std::string& url() const { return m_url; }

private:
    QTemporaryDir m_directory;
    QProcess m_process;
    std::string m_url;
    std::string m_problem;
};

} // namespace bursar::test
