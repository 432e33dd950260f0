// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain/evm/typed_data.h"

#include "base/error.h"
#include "chain/evm/abi.h"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <set>

namespace bursar::chain::evm {

namespace json = boost::json;
using abi::Type;
using abi::word;

namespace {
constexpr std::string_view kDomainType = "EIP712Domain";
constexpr std::size_t kNameBytesMax = 128;

[[noreturn]] void invalid(std::string text)
{
    throw base::Error(base::ErrorCode::InvalidInput, "invalid_typed_data", std::move(text));
}

struct Field {
    std::string name;
    std::string type;
};
using Fields = std::vector<Field>;
using Types = std::map<std::string, Fields, std::less<>>;

bool isName(std::string_view name)
{
    const auto isByte = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
    };
    return !name.empty() && name.size() <= kNameBytesMax && std::all_of(name.begin(), name.end(), isByte);
}

/// "Person" of "Person[2][]".
std::string_view elementName(std::string_view type)
{
    return type.substr(0, type.find('['));
}

const json::value& member(const json::object& object, std::string_view name)
{
    const json::value* found = object.if_contains(name);
    if (!found)
        invalid("typed data lacks \"" + std::string(name) + "\"");
    return *found;
}

std::string textOf(const json::value& value, std::string_view name)
{
    if (!value.is_string())
        invalid("\"" + std::string(name) + "\" of typed data is no text");
    return std::string(value.get_string());
}

const json::object& objectOf(const json::value& value, std::string_view name)
{
    if (!value.is_object())
        invalid("\"" + std::string(name) + "\" of typed data is no object");
    return value.get_object();
}

Types typesOf(const json::object& json)
{
    Types types;
    for (const auto& [name, fields] : json) {
        if (!isName(name) || !fields.is_array() || fields.get_array().size() > TypedData::kTypesMax
            || types.size() >= TypedData::kTypesMax)
            invalid("a type of typed data is malformed");
        Fields& all = types[std::string(name)];
        for (const json::value& item : fields.get_array()) {
            const json::object& field = objectOf(item, name);
            all.push_back({textOf(member(field, "name"), "name"), textOf(member(field, "type"), "type")});
            const Field& added = all.back();
            const bool taken = std::any_of(all.begin(), all.end() - 1,
                                           [&](const Field& other) { return other.name == added.name; });
            if (!isName(added.name) || taken || added.type.size() > kNameBytesMax)
                invalid("a field of typed data is malformed, or there twice");
        }
    }
    return types;
}

/// The domain's type follows from its fields, which have a fixed order.
Fields domainFields(const json::object& domain)
{
    Fields fields;
    for (const auto& [name, type] : {std::pair{"name", "string"}, {"version", "string"}, {"chainId", "uint256"},
                                     {"verifyingContract", "address"}, {"salt", "bytes32"}}) {
        if (domain.contains(name))
            fields.push_back({name, type});
    }
    return fields;
}

class Hasher {
public:
    explicit Hasher(Types types) : m_types(std::move(types)) {}

    std::string encodedType(const std::string& primary) const
    {
        std::set<std::string> referred;
        collect(primary, referred);
        referred.erase(primary);
        std::string text = declaration(primary);
        for (const std::string& name : referred)
            text += declaration(name);
        return text;
    }

    Hash structHash(const std::string& name, const json::object& value, unsigned depth = 0)
    {
        const Fields& all = fields(name);
        if (value.size() > all.size())
            invalid("typed data has a member that " + name + " has not");
        std::vector<Hash> words;
        for (const Field& field : all)
            words.push_back(encode(field.type, field.name, member(value, field.name), depth + 1));
        auto typeHash = m_typeHashes.find(name);
        if (typeHash == m_typeHashes.end())
            typeHash = m_typeHashes.emplace(name, keccak(encodedType(name))).first;
        return evm::structHash(typeHash->second, words);
    }

private:
    const Fields& fields(std::string_view name) const
    {
        const auto found = m_types.find(name);
        if (found == m_types.end())
            invalid("typed data has no type \"" + oneName(name) + "\"");
        return found->second;
    }

    static std::string oneName(std::string_view name) { return isName(name) ? std::string(name) : "?"; }

    std::string declaration(const std::string& name) const
    {
        std::string text = name + "(";
        for (const Field& field : fields(name))
            text.append(text.back() == '(' ? "" : ",").append(field.type).append(" ").append(field.name);
        return text + ")";
    }

    void collect(std::string_view name, std::set<std::string>& into) const
    {
        if (!into.insert(std::string(name)).second)
            return;
        for (const Field& field : fields(name)) {
            if (const auto element = elementName(field.type); m_types.contains(element))
                collect(element, into);
        }
    }

    Hash encode(const std::string& type, std::string_view name, const json::value& value, unsigned depth)
    {
        if (depth > TypedData::kNestingMax || ++m_values > TypedData::kValuesMax)
            invalid("typed data is too deep or too large");
        if (type.ends_with(']'))
            return encodeArray(type, name, value, depth);
        if (m_types.contains(type))
            return structHash(type, objectOf(value, name), depth);
        const auto elementary = Type::parse(type);
        if (!elementary || elementary->kind == Type::Kind::Tuple || elementary->text() != type)
            invalid("\"" + std::string(name) + "\" of typed data has an unknown type");
        return encodeElementary(*elementary, name, value);
    }

    Hash encodeArray(const std::string& type, std::string_view name, const json::value& value, unsigned depth)
    {
        const auto bracket = type.rfind('[');
        const std::string length = type.substr(bracket + 1, type.size() - bracket - 2);
        const bool matches = value.is_array() && (length.empty() || length == std::to_string(value.get_array().size()));
        if (!matches)
            invalid("\"" + std::string(name) + "\" of typed data is no array of that length");
        std::string words;
        for (const json::value& item : value.get_array())
            words.append(encode(type.substr(0, bracket), name, item, depth + 1).bytes());
        return keccak(words);
    }

    static Hash encodeElementary(const Type& type, std::string_view name, const json::value& value)
    {
        using Kind = Type::Kind;
        if (type.kind == Kind::Bool) {
            if (!value.is_bool())
                invalid("\"" + std::string(name) + "\" of typed data is no boolean");
            return word(Amount(value.get_bool() ? 1u : 0u));
        }
        const auto encoded = type.kind == Kind::Uint || type.kind == Kind::Int ? integer(type, value)
                                                                                : bytes(type, textOf(value, name));
        if (!encoded)
            invalid("\"" + std::string(name) + "\" of typed data is no " + type.text());
        return *encoded;
    }

    static std::optional<Hash> integer(const Type& type, const json::value& value)
    {
        std::optional<Signed> number;
        std::optional<Amount> amount;
        if (value.is_uint64() || (value.is_int64() && value.get_int64() >= 0)) {
            amount = Amount(value.is_uint64() ? value.get_uint64() : std::uint64_t(value.get_int64()));
        } else if (value.is_int64()) {
            number = Signed::of(value.get_int64());
        } else if (value.is_string()) {
            const std::string_view text = value.get_string();
            amount = text.starts_with("0x") ? fromQuantityHex(text) : Amount::fromAtomic(text);
            number = amount ? std::nullopt : Signed::fromText(text);
        }
        if (amount && type.kind == Type::Kind::Int)
            number = Signed{*amount, false};
        try {
            if (type.kind == Type::Kind::Int ? !number : !amount)
                return std::nullopt;
            const abi::Value checked = type.kind == Type::Kind::Int ? abi::Value(*number) : abi::Value(*amount);
            return Hash::fromBytes(abi::encode({&type, 1}, {checked}));
        } catch (const base::Error&) {
            return std::nullopt; // too large for its type
        }
    }

    static std::optional<Hash> bytes(const Type& type, const std::string& text)
    {
        if (type.kind == Type::Kind::String)
            return keccak(text);
        if (type.kind == Type::Kind::Address) {
            const auto address = parseAddress(text);
            return address ? std::optional(word(*address)) : std::nullopt;
        }
        auto raw = fromDataHex(text);
        if (!raw)
            return std::nullopt;
        if (type.kind == Type::Kind::Bytes)
            return keccak(*raw);
        if (raw->size() != type.size)
            return std::nullopt;
        raw->resize(Hash::kBytes, '\0');
        return Hash::fromBytes(*raw);
    }

    Types m_types;
    std::map<std::string, Hash, std::less<>> m_typeHashes; // each computed once: there may be many structs
    std::size_t m_values = 0;
};
} // namespace

Hash structHash(const Hash& typeHash, std::span<const Hash> members)
{
    std::string words(typeHash.bytes());
    for (const Hash& member : members)
        words.append(member.bytes());
    return keccak(words);
}

Hash typedDataDigest(const Hash& domainSeparator, const Hash& structHash)
{
    return keccak(std::string("\x19\x01").append(domainSeparator.bytes()).append(structHash.bytes()));
}

Hash Domain::separator() const
{
    std::string type;
    std::vector<Hash> members;
    const auto add = [&](const char* declaration, const Hash& value) {
        type.append(type.empty() ? "" : ",").append(declaration);
        members.push_back(value);
    };
    if (name)
        add("string name", keccak(*name));
    if (version)
        add("string version", keccak(*version));
    if (chainId)
        add("uint256 chainId", word(*chainId));
    if (verifyingContract)
        add("address verifyingContract", word(*verifyingContract));
    if (salt)
        add("bytes32 salt", *salt);
    return structHash(keccak(std::string(kDomainType) + "(" + type + ")"), members);
}

Hash TransferWithAuthorization::structHash() const
{
    const Hash members[]{word(from), word(to), word(value), word(validAfter), word(validBefore), nonce};
    static const Hash typeHash = keccak("TransferWithAuthorization(address from,address to,uint256 value,"
                                        "uint256 validAfter,uint256 validBefore,bytes32 nonce)");
    return evm::structHash(typeHash, members);
}

TypedData::TypedData(const json::object& json)
{
    Types types = typesOf(objectOf(member(json, "types"), "types"));
    const json::object& domain = objectOf(member(json, "domain"), "domain");
    types.try_emplace(std::string(kDomainType), domainFields(domain));
    m_primaryType = textOf(member(json, "primaryType"), "primaryType");
    Hasher hasher(std::move(types));
    m_encodedType = hasher.encodedType(m_primaryType);
    m_domainSeparator = hasher.structHash(std::string(kDomainType), domain);
    m_structHash = hasher.structHash(m_primaryType, objectOf(member(json, "message"), "message"));
}

} // namespace bursar::chain::evm
