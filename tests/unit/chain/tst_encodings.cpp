// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "chain/evm/abi.h"
#include "chain/evm/revert.h"
#include "chain/evm/rlp.h"
#include "chain/evm/typed_data.h"
#include "crypto/ethereum.h"
#include "crypto/private_key.h"
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

std::string rlpOf(const json::value& value)
{
    if (value.is_string())
        return rlp::bytes(unhex(value.get_string()));
    std::vector<std::string> items;
    for (const json::value& item : value.as_array())
        items.push_back(rlpOf(item));
    return rlp::list(items);
}

std::string encodedAgain(const rlp::Item& item)
{
    if (!item.isList)
        return rlp::bytes(item.bytes);
    std::vector<std::string> items;
    for (const rlp::Item& inner : item.items)
        items.push_back(encodedAgain(inner));
    return rlp::list(items);
}

/// A vector's JSON value as a value of that type.
abi::Value valueOf(const abi::Type& type, const json::value& value)
{
    using Kind = abi::Type::Kind;
    if (type.kind == Kind::Array || type.kind == Kind::Tuple) {
        abi::Value::List list;
        for (const json::value& item : value.as_array())
            list.push_back(valueOf(type.members[type.kind == Kind::Tuple ? list.size() : 0], item));
        return list;
    }
    if (type.kind == Kind::Bool)
        return value.as_bool();
    const std::string_view text = value.as_string();
    switch (type.kind) {
    case Kind::Uint: return amount(text);
    case Kind::Int: return Signed::fromText(text).value();
    case Kind::Address: return address(text);
    case Kind::String: return std::string(text);
    default: return unhex(text);
    }
}

std::vector<abi::Type> typesOf(const json::value& names)
{
    std::vector<abi::Type> types;
    for (const json::value& name : names.as_array())
        types.push_back(abi::Type::parse(name.as_string()).value());
    return types;
}

std::string refusedBecause(const json::object& typedData)
{
    try {
        TypedData data(typedData);
        return "accepted";
    } catch (const bursar::base::Error& error) {
        return error.reason() == "invalid_typed_data" ? error.text() : error.reason();
    }
}
} // namespace

class EncodingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void quantitiesAreStrict()
    {
        QCOMPARE(quantityHex(0), std::string("0x0"));
        QCOMPARE(quantityHex(0x13882), std::string("0x13882"));
        QVERIFY(fromQuantityHex("0x0") == Amount(0));
        QVERIFY(fromQuantityHex("0xdf8475800") == Amount(60'000'000'000));
        QVERIFY(fromQuantityHex("0x" + std::string(64, 'f')).has_value());
        for (const char* text : {"", "0x", "0x00", "0x01", "13882", "0xg", "0X1", "-0x1", "0x 1", "1"})
            QVERIFY2(!fromQuantityHex(text), text);
        QVERIFY(!fromQuantityHex("0x1" + std::string(64, '0')));
        QVERIFY(!fromDataHex("0x1") && !fromDataHex("") && !fromDataHex("00") && fromDataHex("0x") == "");
        QVERIFY(!Address::fromHex("0x00") && !Hash::fromHex(std::string(66, '0')));
    }

    void signedNumbersComeBackFromTheirWords()
    {
        for (const char* text : {"0", "1", "-1", "-5", "9977", "-170141183460469231731687303715884105728",
                                 "57896044618658097711785492504343953926634992332820282019728792003956564819967",
                                 "-57896044618658097711785492504343953926634992332820282019728792003956564819968"}) {
            const auto number = Signed::fromText(text);
            QVERIFY2(number, text);
            QCOMPARE(number->text(), std::string(text));
            QVERIFY(Signed::fromWord(number->word()) == number);
        }
        QVERIFY(!Signed::fromText("57896044618658097711785492504343953926634992332820282019728792003956564819968"));
        QVERIFY(!Signed::fromText("-57896044618658097711785492504343953926634992332820282019728792003956564819969"));
        QVERIFY(!Signed::fromText("--1") && !Signed::fromText("") && !Signed::fromText("-"));
        QVERIFY(Signed::fromText("-0") == Signed());
        QCOMPARE(Signed::of(INT64_MIN).text(), std::string("-9223372036854775808"));
    }

    void rlpMatchesTheVectors()
    {
        for (const json::value& item : primitives().at("rlp").at("encode").as_array()) {
            const std::string encoded = text(item, "encoded");
            QCOMPARE(dataHex(rlpOf(item.at("value"))), encoded);
            const std::string raw = unhex(encoded);
            const auto decoded = rlp::decode(raw);
            QVERIFY2(decoded, encoded.c_str());
            QCOMPARE(dataHex(encodedAgain(*decoded)), encoded);
        }
        QCOMPARE(dataHex(rlp::integer(0)), std::string("0x80"));
        QCOMPARE(dataHex(rlp::integer(1024)), std::string("0x820400"));
    }

    void rlpRefusesWhatIsNotCanonical()
    {
        for (const json::value& item : primitives().at("rlp").at("decode_must_fail").as_array())
            QVERIFY2(!rlp::decode(unhex(item.as_string())), item.as_string().c_str());
        for (const char* hex : {"", "0x8080", "0xc0c0", "0xc281", "0xc3820102c0", "0xb838", "0xb90037", "0xf838", "0xf90038",
                                "0xff", "0xffffffffffffffffff", "0xbf0000000000000001", "0xc28100", "0x8000"})
            QVERIFY2(!rlp::decode(unhex(hex)), hex);
    }

    void rlpIsBounded()
    {
        std::string deep = rlp::list({});
        for (unsigned i = 0; i < rlp::kDepthMax; ++i)
            deep = rlp::list({deep});
        QVERIFY(rlp::decode(deep));
        QVERIFY(!rlp::decode(rlp::list({deep})));
        QVERIFY(rlp::decode(rlp::list({std::string(rlp::kItemsMax - 1, '\x01')})));
        QVERIFY(!rlp::decode(rlp::list({std::string(rlp::kItemsMax, '\x01')})));
        QVERIFY(!rlp::decode(rlp::bytes(std::string(rlp::kInputBytesMax, 'x'))));
    }

    void rlpIntegersHaveNoLeadingZeros()
    {
        QVERIFY(!rlp::Item{.bytes = std::string_view("\0", 1)}.integer());
        QVERIFY(rlp::Item{}.integer() == Amount(0));
        QVERIFY(!rlp::Item{.isList = true}.integer());
        const std::string wide(33, '\x01');
        QVERIFY(!rlp::Item{.bytes = wide}.integer());
        QVERIFY(!rlp::Item{.bytes = std::string_view(wide).substr(24)}.uint64());
    }

    void contractsLandWhereTheVectorsSay()
    {
        const json::value& all = primitives().at("contract_addresses");
        for (const json::value& item : all.at("create").as_array()) {
            const Address made = createdAddress(address(text(item, "from")), item.at("nonce").to_number<std::uint64_t>());
            QCOMPARE(checksummed(made), text(item, "address"));
        }
        for (const json::value& item : all.at("create2").as_array()) {
            const Address made = created2Address(address(text(item, "factory")), hash(text(item, "salt")),
                                                 unhex(text(item, "init_code")));
            QCOMPARE(checksummed(made), text(item, "address"));
        }
    }

    void abiMatchesTheVectors()
    {
        for (const json::value& item : primitives().at("abi").at("encode").as_array()) {
            const auto types = typesOf(item.at("types"));
            abi::Value::List values;
            for (const json::value& value : item.at("values").as_array())
                values.push_back(valueOf(types[values.size()], value));
            const std::string encoded = abi::encode(types, values);
            QCOMPARE(dataHex(encoded), text(item, "data"));
            QVERIFY(abi::decode(types, encoded) == values);
        }
    }

    void readsTypes()
    {
        for (const char* text : {"uint256", "int8", "address", "bool", "bytes32", "bytes", "string", "uint256[]",
                                 "(uint256,string)[]", "bytes32[2][]", "((address,bytes)[3],bool)"})
            QCOMPARE(abi::Type::parse(text).value().text(), std::string(text));
        QCOMPARE(abi::Type::parse("uint").value().text(), std::string("uint256"));
        for (const char* text : {"", "uint7", "uint0", "uint264", "uint08", "int4", "bytes0", "bytes33", "uint256[0]",
                                 "uint256[01]", "uint256[-1]", "uint256[", "()", "(uint256", "(uint256,)", "string ",
                                 "function", "uint256[65535][65535]", "(((((((((uint8)))))))))", "uint256[][][][][][][][][]"})
            QVERIFY2(!abi::Type::parse(text), text);
    }

    void erc20CallsMatchTheVectors()
    {
        const json::value& erc20 = primitives().at("erc20");
        const std::map<std::string, abi::Function> functions{
            {"transfer", abi::Function("transfer(address to, uint256 amount)")},
            {"approve", abi::Function("approve(address,uint256)")},
            {"transferFrom", abi::Function("transferFrom(address,address,uint)")},
            {"balanceOf", abi::Function("balanceOf(address)")},
            {"allowance", abi::Function("allowance(address,address)")},
            {"decimals", abi::Function("decimals()", "(uint8)")},
            {"symbol", abi::Function("symbol()", "(string)")},
            {"name", abi::Function("name()")},
            {"totalSupply", abi::Function("totalSupply()")}};
        for (const json::value& item : erc20.at("calldata").as_array()) {
            abi::Value::List arguments;
            for (const json::value& argument : item.at("args").as_array()) {
                const std::string_view raw = argument.as_string();
                arguments.push_back(raw.starts_with("0x") ? abi::Value(address(raw)) : abi::Value(amount(raw)));
            }
            const abi::Function& function = functions.at(text(item, "function"));
            QCOMPARE(dataHex(function.encode(arguments)), text(item, "data"));
            QVERIFY(function.decode(unhex(text(item, "data"))) == arguments);
        }
        QCOMPARE(abi::Event("Transfer(address indexed from, address indexed to, uint256 value)").topic().hex(),
                 text(erc20, "transfer_topic0"));
        QCOMPARE(abi::Event("Approval(address indexed,address indexed,uint256)").topic().hex(),
                 text(erc20, "approval_topic0"));
    }

    void decodingIsStrict_data()
    {
        QTest::addColumn<QByteArray>("types");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const char* types, const char* words) {
            QTest::newRow(name) << QByteArray(types) << QByteArray(words);
        };
        row("too short", "(uint256)", "");
        row("cut word", "(uint256)", "0");
        row("more than was asked for", "(uint256)", "1 1");
        row("address with dirt above", "(address)", "ffffffffffffffffffffffffffffffffffffffffff");
        row("boolean of 2", "(bool)", "2");
        row("uint8 of 256", "(uint8)", "100");
        row("int8 of 128", "(int8)", "80");
        row("bytes4 with dirt below", "(bytes4)", "1");
        row("offset into the head", "(string)", "0 0");
        row("offset beyond the data", "(string)", "40 0");
        row("huge offset", "(string)", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff 0");
        row("wrapping offset", "(string)", "ffffffffffffffe0 0");
        row("length beyond the data", "(bytes)", "20 1");
        row("huge length", "(bytes)", "20 ffffffffffffffff");
        row("dirty padding", "(bytes)", "20 1 1");
        row("array longer than the data", "(uint256[])", "20 2 1");
        row("array of absurd length", "(uint256[])", "20 800000000000000");
        row("array of strings of absurd length", "(string[])", "20 7fffffffffffffff");
        row("two strings in one place", "(string,string)", "40 40 0");
        row("tails in another order", "(string,string)", "60 40 0 0");
        row("a gap before the tail", "(string)", "40 0 0");
    }
    void decodingIsStrict()
    {
        QFETCH(const QByteArray, types);
        QFETCH(const QByteArray, words);
        std::string data;
        for (const QByteArray& digits : words.isEmpty() ? QList<QByteArray>() : words.split(' '))
            data += digits == "0" && words == "0" ? std::string(31, '\0') : unhex(digits.rightJustified(64, '0').toStdString());
        const auto tuple = abi::Type::parse(types.toStdString());
        QVERIFY(tuple);
        QVERIFY(!abi::decode(tuple->members, data));
    }

    void refusesToEncodeWhatDoesNotFit()
    {
        const auto refuses = [](const char* signature, abi::Value::List values) {
            try {
                abi::Function(signature).encode(values);
                return false;
            } catch (const bursar::base::Error& error) {
                return error.reason() == "bad_abi_value";
            }
        };
        QVERIFY(refuses("f(uint8)", {256u}));
        QVERIFY(!refuses("f(uint8)", {255u}));
        QVERIFY(refuses("f(uint8)", {1})); // a signed number
        QVERIFY(refuses("f(int8)", {128}));
        QVERIFY(!refuses("f(int8)", {-128}));
        QVERIFY(refuses("f(address)", {"0x"}));
        QVERIFY(refuses("f(bytes4)", {"abc"}));
        QVERIFY(refuses("f(uint8[2])", {abi::Value::List{1u}}));
        QVERIFY(refuses("f(uint8)", {}));
        QVERIFY(refuses("f()", {1u}));
        QVERIFY_EXCEPTION_THROWN(abi::Function("f(uint9)"), bursar::base::Error);
        QVERIFY_EXCEPTION_THROWN(abi::Function("f(uint8"), bursar::base::Error);
        QVERIFY_EXCEPTION_THROWN(abi::Event("f(uint8) "), bursar::base::Error);
    }

    void revertsMatchTheVectors()
    {
        for (const json::value& item : primitives().at("abi").at("revert_data").as_array()) {
            const Revert revert = Revert::fromData(unhex(text(item, "data")));
            const std::string kind = text(item, "kind");
            if (kind == "Error(string)") {
                QCOMPARE(revert.kind, Revert::Kind::Error);
                QCOMPARE(revert.reason, text(item, "text"));
            } else if (kind == "Panic(uint256)") {
                QCOMPARE(revert.panicCode, item.at("code").to_number<std::uint64_t>());
                QCOMPARE(revert.text(), "panic 0x11: " + text(item, "meaning"));
            } else if (kind == "empty") {
                QCOMPARE(revert.kind, Revert::Kind::Empty);
            } else {
                QCOMPARE(revert.text(), std::string("custom error 0xe450d38c"));
                const auto values
                    = abi::Function("ERC20InsufficientBalance(address,uint256,uint256)").decode(revert.data);
                QVERIFY(values && values->at(2).amount() == Amount(2));
            }
        }
        QCOMPARE(Revert::fromData(unhex("0x08c379a0")).kind, Revert::Kind::Custom);
        QCOMPARE(Revert::fromData("ab").text(), std::string("custom error 0x6162"));
        QCOMPARE(oneLine("a\nb\xff"), std::string("a?b?"));
    }

    void registryRevertsAreRead()
    {
        const json::object chain = bursar::test::vectors("erc8004_chain.json");
        for (const json::value& item : chain.at("reverts").as_array()) {
            const std::string message = text(item.at("error"), "message");
            const Revert revert = Revert::fromData(unhex(text(item.at("error"), "data")));
            if (revert.kind == Revert::Kind::Error)
                QCOMPARE("execution reverted: " + revert.reason, message);
            else
                QVERIFY(message.starts_with("execution reverted: " + revert.text()));
        }
    }

    void registryEventsAreRead()
    {
        const json::object chain = bursar::test::vectors("erc8004_chain.json");
        const abi::Event registered("Registered(uint256 indexed agentId, string agentURI, address indexed owner)");
        const abi::Event feedback("NewFeedback(uint256 indexed agentId, address indexed clientAddress, uint64 feedbackIndex,"
                                  " int128 value, uint8 valueDecimals, string indexed indexedTag1, string tag1, string tag2,"
                                  " string endpoint, string feedbackURI, bytes32 feedbackHash)");
        int read = 0;
        for (const json::value& transaction : chain.at("transactions").as_array()) {
            for (const json::value& log : transaction.at("logs").as_array()) {
                std::vector<Hash> topics;
                for (const json::value& topic : log.at("topics").as_array())
                    topics.push_back(hash(topic.as_string()));
                const std::string data = unhex(text(log, "data"));
                const json::value& args = log.at("decoded").at("args");
                if (const auto values = registered.decode(topics, data)) {
                    QCOMPARE(values->at(0).amount().atomic(), text(args, "agentId"));
                    QCOMPARE(values->at(1).bytes(), text(args, "agentURI"));
                    QCOMPARE(checksummed(values->at(2).address()), text(args, "owner"));
                    ++read;
                } else if (const auto given = feedback.decode(topics, data)) {
                    QCOMPARE(given->at(3).number().text(), text(args, "value"));
                    QCOMPARE(given->at(5).hash(), keccak(text(args, "tag1")));
                    ++read;
                } else {
                    QVERIFY(topics[0] != registered.topic() && topics[0] != feedback.topic());
                }
            }
        }
        QCOMPARE(read, 7);
        QVERIFY(!registered.decode({}, ""));
    }

    void registryResultsAreRead()
    {
        const json::object chain = bursar::test::vectors("erc8004_chain.json");
        const abi::Function readAll("readAllFeedback(uint256,address[],string,string,bool)",
                                    "(address[],uint64[],int128[],uint8[],string[],string[],bool[])");
        int read = 0;
        for (const json::value& call : chain.at("calls").as_array()) {
            if (text(call, "function") != "readAllFeedback")
                continue;
            const auto arguments = readAll.decode(unhex(text(call, "data")));
            QVERIFY(arguments);
            QCOMPARE(dataHex(readAll.encode(*arguments)), text(call, "data"));
            const auto results = readAll.decodeResults(unhex(text(call, "result")));
            QVERIFY(results);
            for (const abi::Value& column : *results)
                QCOMPARE(column.list().size(), results->at(0).list().size());
            ++read;
        }
        QVERIFY(read >= 2);
    }

    void typedDataMatchesTheVectors()
    {
        for (const json::value& item : primitives().at("eip712").as_array()) {
            const TypedData data(item.as_object());
            QCOMPARE(data.encodedType(), text(item, "encode_type"));
            QCOMPARE(keccak(data.encodedType()).hex(), text(item, "type_hash"));
            QCOMPARE(data.domainSeparator().hex(), text(item, "domain_separator"));
            QCOMPARE(data.structHash().hex(), text(item, "struct_hash"));
            QCOMPARE(data.digest().hex(), text(item, "digest"));
            const auto key = PrivateKey::fromHex(text(item, "private_key"));
            QCOMPARE(bursar::crypto::checksumAddress(key->address()), text(item, "signer"));
            QCOMPARE(dataHex(key->sign(data.digest().bytes())), text(item, "signature"));
        }
        const json::object chain = bursar::test::vectors("erc8004_chain.json");
        const json::object& wallet = chain.at("agent_wallet_typed_data").as_object();
        const TypedData data(wallet); // no EIP712Domain among its types
        QCOMPARE(data.domainSeparator().hex(), text(wallet, "domain_separator"));
        QCOMPARE(data.digest().hex(), text(wallet, "digest"));
        QCOMPARE(bursar::crypto::recoverAddress(data.digest().bytes(), text(wallet, "signature")).value_or(""),
                 address(text(wallet, "signer")).hex());
    }

    void paymentsOfX402MatchTheVectors()
    {
        const json::object x402 = bursar::test::vectors("x402_evm.json");
        const json::value& typed = x402.at("typed_data");
        const json::value& message = typed.at("message");
        const Domain domain{.name = "USDC", .version = "2", .chainId = Amount(84532),
                            .verifyingContract = address(text(typed.at("domain"), "verifyingContract"))};
        const TransferWithAuthorization transfer{address(text(message, "from")), address(text(message, "to")),
                                                 amount(text(message, "value")), amount(text(message, "validAfter")),
                                                 amount(text(message, "validBefore")), hash(text(message, "nonce"))};
        QCOMPARE(domain.separator().hex(), text(typed, "domain_separator"));
        QCOMPARE(transfer.structHash().hex(), text(typed, "struct_hash"));
        QCOMPARE(transfer.digest(domain).hex(), text(typed, "digest"));
        QCOMPARE(TypedData(typed.as_object()).digest(), transfer.digest(domain));
        const auto key = PrivateKey::fromHex(text(typed, "private_key"));
        const std::string signature = key->sign(transfer.digest(domain).bytes());
        QCOMPARE(dataHex(signature), text(typed, "signature"));

        const json::value& settle = x402.at("settle_calldata");
        const std::string calldata
            = abi::Function(text(settle, "function"))
                  .encode({transfer.from, transfer.to, transfer.value, transfer.validAfter, transfer.validBefore,
                           transfer.nonce, unsigned(static_cast<unsigned char>(signature[64])), signature.substr(0, 32),
                           signature.substr(32, 32)});
        QVERIFY(dataHex(calldata).starts_with(text(settle, "data")));
        for (const auto& [name, selector] : x402.at("eip3009").at("selectors").as_object())
            QCOMPARE(dataHex(abi::Function(name).selector()), std::string(selector.as_string()));
        const json::object& others = x402.at("other_domain_separators").as_object();
        const Domain mainnet{.name = "USD Coin", .version = "2", .chainId = Amount(1),
                             .verifyingContract = address("0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48")};
        QCOMPARE(mainnet.separator().hex(), std::string(others.at("USDC mainnet (name \"USD Coin\")").as_string()));
    }

    void refusesMalformedTypedData()
    {
        const json::object good = primitives().at("eip712").at(1).as_object();
        QCOMPARE(refusedBecause(good), std::string("accepted"));
        const auto changed = [&](std::string_view pointer, const json::value& value) {
            json::value copy = good;
            const auto last = pointer.rfind('/');
            json::value& parent = copy.at_pointer(pointer.substr(0, last));
            parent.as_object()[pointer.substr(last + 1)] = value;
            return refusedBecause(copy.as_object());
        };
        QCOMPARE(changed("/message/payee", "0x70997970c51812dc3a010c7d01b50e0d17dc79cG"),
                 std::string("\"payee\" of typed data is no address"));
        for (const auto& [pointer, value] : std::initializer_list<std::pair<const char*, json::value>>{
                 {"/message/payee", 5}, {"/message/delta", "5.0"}, {"/message/delta", 1.5},
                 {"/message/flags", "0x0102"}, {"/message/ok", "true"}, {"/message/tags", "a"},
                 {"/message/tags", json::array{1}}, {"/message/extra", 1}, {"/message/blob", "c0ffee"},
                 {"/domain/chainId", -1}, {"/domain/more", 1}, {"/primaryType", "Nobody"}, {"/message", 1},
                 {"/types/Release/0/type", "bytes33"}, {"/types/Release/0/type", "Nobody"},
                 {"/types/Release/0/name", "payee"}, {"/types/Release/0/name", "a,b"}, {"/types/Release", 1},
                 {"/types/Release/6/type", "string[3]"}, {"/types/Release/6/type", "string["},
                 {"/types/Release/0/type", "(bytes32)"}, {"/types/Release/2/type", "int"}})
            QVERIFY2(changed(pointer, value) != "accepted", pointer);
        QCOMPARE(changed("/types/Release/6/type", "string[2]"), std::string("accepted"));
        // A type that contains itself needs values without end: refused where they lack, bounded where they do not.
        json::value deep = json::object{{"next", json::array()}};
        for (int i = 0; i < 30; ++i)
            deep = json::object{{"next", json::array{deep}}};
        json::object recursive{{"types", {{"Node", json::array{{{"name", "next"}, {"type", "Node[]"}}}}}},
                               {"domain", json::object()}, {"primaryType", "Node"}, {"message", deep}};
        QCOMPARE(refusedBecause(recursive), std::string("typed data is too deep or too large"));
    }
};

QTEST_APPLESS_MAIN(EncodingsTest)
#include "tst_encodings.moc"
