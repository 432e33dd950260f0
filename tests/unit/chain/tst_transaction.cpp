// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain/evm/rlp.h"
#include "chain/evm/transaction.h"
#include "crypto/ethereum.h"
#include "hex.h"

using namespace bursar::chain::evm;
using namespace bursar::chain::evm::test;
using bursar::crypto::PrivateKey;

namespace {
const json::object& primitives()
{
    static const json::object all = bursar::test::vectors("eth_primitives.json");
    return all;
}

std::uint64_t number(const json::value& value)
{
    return value.is_string() ? amount(value.get_string()).asUint64().value() : value.to_number<std::uint64_t>();
}

Transaction transactionOf(const json::object& tx)
{
    Transaction made;
    made.chainId = number(tx.at("chainId"));
    made.nonce = number(tx.at("nonce"));
    made.fees = {amount(tx.at("maxPriorityFeePerGas").as_string()), amount(tx.at("maxFeePerGas").as_string())};
    made.gasLimit = number(tx.at("gas"));
    if (tx.contains("to"))
        made.to = address(tx.at("to").as_string());
    made.value = amount(tx.at("value").as_string());
    if (tx.contains("data"))
        made.data = unhex(tx.at("data").as_string());
    if (tx.contains("accessList")) {
        for (const json::value& item : tx.at("accessList").as_array()) {
            AccessListEntry entry{address(text(item, "address")), {}};
            for (const json::value& key : item.at("storageKeys").as_array())
                entry.storageKeys.push_back(hash(key.as_string()));
            made.accessList.push_back(entry);
        }
    }
    return made;
}

/// Every type-2 transaction of the vectors.
std::vector<json::object> vectors()
{
    std::vector<json::object> all;
    for (const json::value& item : primitives().at("transactions").as_array()) {
        if (text(item.at("tx"), "type") == "eip1559")
            all.push_back(item.as_object());
    }
    return all;
}
} // namespace

class TransactionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signsWhatTheVectorsSigned()
    {
        QCOMPARE(vectors().size(), std::size_t(8));
        for (const json::object& item : vectors()) {
            const Transaction transaction = transactionOf(item.at("tx").as_object());
            QCOMPARE(dataHex(transaction.unsignedBytes()), text(item, "unsigned"));
            QCOMPARE(transaction.signingHash().hex(), text(item, "signing_hash"));
            const auto made = SignedTransaction::sign(transaction, *PrivateKey::fromHex(text(item, "private_key")));
            QCOMPARE(dataHex(made.raw), text(item, "raw"));
            QCOMPARE(made.hash.hex(), text(item, "hash"));
            QCOMPARE(checksummed(made.sender), text(item, "from"));
        }
    }

    void readsWhatTheVectorsSigned()
    {
        for (const json::object& item : vectors()) {
            const auto read = SignedTransaction::decode(unhex(text(item, "raw")));
            QVERIFY(read);
            QVERIFY(read->transaction == transactionOf(item.at("tx").as_object()));
            QCOMPARE(checksummed(read->sender), text(item, "from"));
            QCOMPARE(read->hash.hex(), text(item, "hash"));
            QCOMPARE(dataHex(read->raw), text(item, "raw"));
        }
    }

    void changedBytesRecoverSomebodyElse()
    {
        for (const json::value& item : primitives().at("transactions_must_reject").as_array()) {
            const auto read = SignedTransaction::decode(unhex(text(item, "raw")));
            QVERIFY(read);
            QCOMPARE(checksummed(read->sender), text(item, "recovers"));
        }
    }

    void refusesWhatIsNoSignedTransaction()
    {
        const json::object item = vectors().at(0);
        const std::string raw = unhex(text(item, "raw"));
        QVERIFY(!SignedTransaction::decode(""));
        QVERIFY(!SignedTransaction::decode("\x02"));
        QVERIFY(!SignedTransaction::decode(unhex(text(item, "unsigned"))));
        QVERIFY(!SignedTransaction::decode(raw + '\0'));
        QVERIFY(!SignedTransaction::decode(raw.substr(0, raw.size() - 1)));
        QVERIFY(!SignedTransaction::decode('\x01' + raw.substr(1)));
        for (const json::value& other : primitives().at("transactions").as_array()) {
            if (text(other.at("tx"), "type") == "legacy")
                QVERIFY(!SignedTransaction::decode(unhex(text(other, "raw"))));
        }
    }

    void refusesFieldsThatAreNotCanonical()
    {
        const std::string raw = unhex(text(vectors().at(0), "raw"));
        const std::string body = raw.substr(1);
        const auto list = rlp::decode(body);
        QVERIFY(list && list->items.size() == 12);
        const auto with = [&](std::size_t field, const std::string& encoded) {
            std::vector<std::string> items;
            for (const rlp::Item& item : list->items)
                items.push_back(item.isList ? rlp::list({}) : rlp::bytes(item.bytes));
            items.at(field) = encoded;
            return SignedTransaction::decode('\x02' + rlp::list(items));
        };
        QVERIFY(with(1, rlp::integer(0)));
        QVERIFY(!with(1, std::string(1, '\0')));                       // zero as a byte
        QVERIFY(!with(0, rlp::bytes(std::string_view("\0\x01", 2)))); // a leading zero
        QVERIFY(!with(1, rlp::bytes(std::string(9, '\x01'))));         // a nonce of more than 64 bits
        QVERIFY(!with(5, rlp::bytes(std::string(19, '\x01'))));        // a short recipient
        QVERIFY(!with(6, rlp::list({})));                              // a list for a number
        QVERIFY(!with(8, rlp::bytes("")));                             // bytes for the access list
        QVERIFY(!with(8, rlp::list({rlp::list({})})));
        QVERIFY(!with(9, rlp::integer(2)));                            // no such parity
        QVERIFY(!with(10, rlp::integer(0)));
        // The upper half of s
        const auto s = list->items[11].integer();
        const Amount n = *Amount::fromBigEndian(unhex(text(primitives().at("recover_variants"), "n")));
        QVERIFY(!with(11, rlp::integer(n - *s)));
    }

    /// Only new transactions are made here; that older bytes add up shows RLP, keccak and signing at work together.
    void theLegacyVectorAddsUp()
    {
        for (const json::value& item : primitives().at("transactions").as_array()) {
            if (text(item.at("tx"), "type") != "legacy")
                continue;
            const std::string raw = unhex(text(item, "raw"));
            const std::string unsignedRaw = unhex(text(item, "unsigned"));
            QCOMPARE(keccak(unsignedRaw).hex(), text(item, "signing_hash"));
            QCOMPARE(keccak(raw).hex(), text(item, "hash"));
            const auto list = rlp::decode(raw);
            QVERIFY(list && list->items.size() == 9);
            const std::string signature
                = PrivateKey::fromHex(text(item, "private_key"))->sign(keccak(unsignedRaw).bytes());
            QCOMPARE(dataHex(signature.substr(0, 32)), text(item, "r"));
            QCOMPARE(dataHex(signature.substr(32, 32)), text(item, "s"));
            QVERIFY(list->items[6].integer() == amount(text(item, "v")));
            QVERIFY(Amount(std::uint64_t(signature[64] - 27 + 35 + 2 * 80002)) == amount(text(item, "v")));
        }
    }

    void replacementsRaiseBothCapsByAnEighth()
    {
        const FeeCaps raised = replacementCaps({Amount(25'000'000'000), Amount(60'000'000'001)});
        QVERIFY(raised == (FeeCaps{Amount(28'125'000'000), Amount(67'500'000'002)}));
        QVERIFY(replacementCaps({Amount(0), Amount(1)}) == (FeeCaps{Amount(0), Amount(2)}));
    }

    void knowsTheMostThatItCosts()
    {
        const Transaction transaction{.fees = {Amount(1), Amount(60'000'000'000)}, .gasLimit = 21'000, .value = Amount(5)};
        QCOMPARE(transaction.costMax().atomic(), std::string("1260000000000005"));
    }
};

QTEST_APPLESS_MAIN(TransactionTest)
#include "tst_transaction.moc"
