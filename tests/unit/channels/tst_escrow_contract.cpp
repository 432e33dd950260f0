// SPDX-License-Identifier: GPL-3.0-or-later
// What we call and sign is what the contract's own tests say it takes.
#include "channels/impl/escrow_contract.h"

#include "base/error.h"
#include "chain/evm/abi.h"
#include "crypto/ethereum.h"

#include <boost/json.hpp>

#include <QtTest>

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace bursar;
using namespace bursar::channels::escrow_contract;
namespace json = boost::json;
namespace evm = chain::evm;

namespace {
json::object file(const char* name)
{
    std::ifstream in(std::string(BURSAR_TEST_DATA "/escrow/") + name);
    std::stringstream text;
    text << in.rdbuf();
    return json::parse(text.str()).as_object();
}
std::string text(const json::value& object, const char* key) { return std::string(object.at(key).as_string()); }
Address address(const std::string& hex) { return evm::Address::fromHex(crypto::parseAddress(hex).value()).value(); }
std::uint64_t number(const json::value& object, const char* key) { return std::stoull(text(object, key)); }

/// The name that a channel's id stands for.
std::string channelOf(const std::string& id)
{
    const std::string bytes = evm::fromDataHex(id).value();
    return bytes.substr(0, bytes.find('\0'));
}
} // namespace

class EscrowContractTest : public QObject {
    Q_OBJECT

    const json::object m_vectors = file("statements.json");
    const Address m_escrow = address(text(m_vectors, "escrow"));
    const std::uint64_t m_chainId = std::uint64_t(m_vectors.at("chainId").as_int64());

    Statement unsignedOf(const json::value& vector, bool isExit) const
    {
        Statement out{channelOf(text(vector, "channelId")), number(vector, "sequence"),
                      Amount::fromAtomic(text(vector, "deposited")).value(), {}, isExit, {}};
        if (isExit) {
            out.shares.push_back({address(text(vector, "agent")), number(vector, "creditBalance")});
            return out;
        }
        const json::array& agents = vector.at("agents").as_array();
        for (std::size_t i = 0; i < agents.size(); ++i)
            out.shares.push_back({address(std::string(agents[i].as_string())),
                                  std::stoull(std::string(vector.at("creditBalances").at(i).as_string()))});
        return out;
    }

private Q_SLOTS:
    void signsWhatTheContractTakes_data()
    {
        QTest::addColumn<bool>("isExit");
        QTest::addColumn<int>("which");
        for (const bool isExit : {true, false}) {
            const std::size_t count = m_vectors.at(isExit ? "exits" : "settlements").as_array().size();
            QVERIFY(count > 0);
            for (std::size_t i = 0; i < count; ++i)
                QTest::addRow("%s %zu", isExit ? "exit" : "settlement", i) << isExit << int(i);
        }
    }
    void signsWhatTheContractTakes()
    {
        QFETCH(bool, isExit);
        QFETCH(int, which);
        const json::value& vector = m_vectors.at(isExit ? "exits" : "settlements").at(std::size_t(which));
        Statement statement = unsignedOf(vector, isExit);
        QVERIFY(idOf(statement.channel).hex() == text(vector, "channelId"));
        QCOMPARE(statement.digest(m_chainId, m_escrow).hex(), text(vector, "digest"));
        const auto settler = crypto::PrivateKey::fromHex(text(m_vectors, "settlerKey")).value();
        statement.signature = settler.sign(statement.digest(m_chainId, m_escrow).bytes());
        QCOMPARE(evm::dataHex(statement.signature), text(vector, "signature"));
        QCOMPARE(evm::dataHex(statement.call()), text(vector, "calldata"));
        // As it is stored, and read again by whoever carries on.
        const Statement again = Statement::fromJson(statement.toJson());
        QCOMPARE(evm::dataHex(again.call()), text(vector, "calldata"));
        QCOMPARE(again.digest(m_chainId, m_escrow).hex(), text(vector, "digest"));
        // Every field counts.
        Statement other = statement;
        ++other.sequence;
        QVERIFY(other.digest(m_chainId, m_escrow) != statement.digest(m_chainId, m_escrow));
        other = statement;
        other.deposited += Amount(1000);
        QVERIFY(other.digest(m_chainId, m_escrow) != statement.digest(m_chainId, m_escrow));
        QVERIFY(statement.digest(m_chainId + 1, m_escrow) != statement.digest(m_chainId, m_escrow));
        QVERIFY(statement.digest(m_chainId, address(text(m_vectors, "token"))) != statement.digest(m_chainId, m_escrow));
    }

    void callsWhatTheContractHas()
    {
        const json::object functions = file("interface.json").at("functions").as_object();
        const auto selector = [](const std::string& data) { return evm::dataHex(data.substr(0, 4)); };
        const evm::TransferWithAuthorization authorization{m_escrow, m_escrow, Amount(1000), Amount(), Amount(9), idOf("nonce")};
        QCOMPARE(selector(depositWithAuthorization("ch_1", authorization, "signature")),
                 text(functions, "depositWithAuthorization(bytes32,address,uint256,uint256,uint256,bytes32,bytes)"));
        QCOMPARE(selector(assignDeposit("ch_1", m_escrow, Amount(1000), idOf("nonce"))),
                 text(functions, "assignDeposit(bytes32,address,uint256,bytes32)"));
        QCOMPARE(selector(touch({"ch_1", "ch_2"})), text(functions, "touch(bytes32[])"));
        const evm::abi::Function deposit("depositWithAuthorization(bytes32,address,uint256,uint256,uint256,bytes32,bytes)");
        const auto read = deposit.decode(depositWithAuthorization("ch_1", authorization, "signature")).value();
        QVERIFY(read[0].hash() == idOf("ch_1") && read[2].amount() == Amount(1000) && read[4].amount() == Amount(9));
        QCOMPARE(read[6].bytes(), std::string("signature"));
    }

    void putsSharesOfOneAddressTogether()
    {
        const Address a = address("0x" + std::string(39, '0') + "a"), b = address("0x" + std::string(39, '0') + "b");
        const auto shares = merged({{b, 5}, {a, 1}, {b, 7}, {a, 2}});
        QCOMPARE(shares.size(), std::size_t(2));
        QVERIFY(shares[0].agent == a && shares[0].credits == 3 && shares[1].agent == b && shares[1].credits == 12);
        QVERIFY(merged({}).empty());
    }

    void refusesAStatementThatCannotBeRead()
    {
        for (const char* broken : {"", "[]", "{}", R"({"kind":"exit","channel_id":"ch","sequence":-1,"deposited":"1","shares":[],"signature":"0x"})",
                                   R"({"kind":"exit","channel_id":"ch","sequence":0,"deposited":"x","shares":[],"signature":"0x"})"})
            QVERIFY_THROWS_EXCEPTION(base::Error, Statement::fromJson(broken));
    }
};

QTEST_GUILESS_MAIN(EscrowContractTest)
#include "tst_escrow_contract.moc"
