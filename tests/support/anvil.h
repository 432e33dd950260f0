// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/http_client.h"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <QProcess>
#include <QTemporaryDir>

#include <string>
#include <vector>

namespace bursar::test {

/// A real EVM chain of one test: anvil on a free loopback port, which dies with the test. It comes from tests/peers.
/// Everything throws std::runtime_error when anvil refuses.
class Anvil {
public:
    /// Ten accounts of 10 000 ether each come from it.
    static constexpr const char* kMnemonic = "test test test test test test test test test test test junk";
    /// The private key of the first five, as hex.
    static std::string privateKey(unsigned account);

    struct Options {
        std::uint64_t chainId = 31337;
        std::uint64_t genesisTime = 1'790'000'000; // Unix seconds
        bool automine = true;                      // a block for every transaction; else mine() makes them
    };

    Anvil();
    explicit Anvil(Options options);
    ~Anvil();

    /// Starts it and waits until it answers: QVERIFY2(anvil.start(), anvil.problem().c_str()).
    bool start();
    /// Why start() failed: a sentence.
    const std::string& problem() const { return m_problem; }
    const std::string& url() const { return m_url; }

    boost::json::value ask(const std::string& method, const boost::json::array& parameters = {});
    void mine(unsigned blocks = 1);
    /// Replaces that many of the newest blocks by empty ones; their transactions are forgotten.
    void reorg(unsigned depth);
    /// False: transactions wait in the pool for mine().
    void setAutomine(bool on);
    void setNextBlockTimestamp(std::uint64_t seconds);
    /// Lets eth_sendTransaction send from this address without its key.
    void impersonate(const std::string& address);
    void setBalance(const std::string& address, const std::string& weiHex);
    void setCode(const std::string& address, const std::string& codeHex);

private:
    Options m_options;
    QTemporaryDir m_directory;
    QProcess m_process;
    net::HttpClient m_http;
    std::string m_url;
    std::string m_problem;
};

} // namespace bursar::test
