// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain/evm/abi.h"

#include "base/error.h"
#include "chain/evm/impl/signature.h"

#include <algorithm>

namespace bursar::chain::evm::abi {

using Kind = Type::Kind;

namespace {
constexpr std::size_t kWord = 32;
constexpr std::size_t kSelector = 4;

[[noreturn]] void badValue(const char* what)
{
    throw base::Error(base::ErrorCode::Internal, "bad_abi_value", what);
}

impl::Signature parsedSignature(std::string_view text)
{
    auto signature = impl::Signature::parse(text);
    if (!signature)
        throw base::Error(base::ErrorCode::Internal, "bad_abi", "a contract's signature is malformed");
    return std::move(*signature);
}

std::vector<Type> typesOf(const impl::Signature& signature)
{
    std::vector<Type> types;
    for (const impl::Parameter& parameter : signature.parameters)
        types.push_back(parameter.type);
    return types;
}

std::size_t headBytesOf(std::span<const Type> types)
{
    std::size_t sum = 0;
    for (const Type& type : types)
        sum += impl::headBytes(type);
    return sum;
}

bool isZero(std::string_view bytes)
{
    return bytes.find_first_not_of('\0') == std::string_view::npos;
}

std::string padded(std::string_view bytes)
{
    std::string whole(bytes);
    whole.resize((bytes.size() + kWord - 1) / kWord * kWord, '\0');
    return whole;
}

/// Whether `word` is a number of `bits` bits: what is above repeats the sign.
bool fits(std::string_view word, unsigned bits, bool isSigned)
{
    const std::size_t free = kWord - bits / 8;
    const bool negative = isSigned && (static_cast<unsigned char>(word[free]) & 0x80) != 0;
    const std::string_view above = word.substr(0, free);
    return negative ? above.find_first_not_of('\xff') == std::string_view::npos : isZero(above);
}

std::optional<Value> decodeWord(const Type& type, std::string_view word)
{
    switch (type.kind) {
    case Kind::Uint:
        if (!fits(word, type.size, false))
            return std::nullopt;
        return Value(*Amount::fromBigEndian(word));
    case Kind::Int:
        if (!fits(word, type.size, true))
            return std::nullopt;
        return Value(*Signed::fromWord(word));
    case Kind::Address:
        if (!isZero(word.substr(0, 12)))
            return std::nullopt;
        return Value(*Address::fromBytes(word.substr(12)));
    case Kind::Bool:
        if (!isZero(word.substr(0, kWord - 1)) || static_cast<unsigned char>(word.back()) > 1)
            return std::nullopt;
        return Value(word.back() == 1);
    case Kind::FixedBytes:
        if (!isZero(word.substr(type.size)))
            return std::nullopt;
        return Value(std::string(word.substr(0, type.size)));
    default: return std::nullopt;
    }
}

std::string encodeWord(const Type& type, const Value& value)
{
    switch (type.kind) {
    case Kind::Uint: {
        std::string word = value.amount().bigEndian();
        if (!fits(word, type.size, false))
            badValue("a number is too large for its type");
        return word;
    }
    case Kind::Int: {
        std::string word = value.number().word();
        if (Signed::fromWord(word) != value.number() || !fits(word, type.size, true))
            badValue("a number is too large for its type");
        return word;
    }
    case Kind::Address: return std::string(word(value.address()).bytes());
    case Kind::Bool: return std::string(kWord - 1, '\0') + static_cast<char>(value.flag());
    default:
        if (value.bytes().size() != type.size)
            badValue("bytes are of another length than their type");
        return padded(value.bytes());
    }
}

/// Reads consecutive values; what is dynamic must lie behind their heads in order, without gaps.
class Decoder {
public:
    explicit Decoder(std::string_view data) : m_data(data) {}

    /// The members of a tuple, whose frame begins at `begin`; their tails end at `end`.
    std::optional<Value::List> members(std::span<const Type> types, std::size_t begin, std::size_t& end) const
    {
        Value::List values;
        std::size_t head = begin;
        std::size_t tail = begin + headBytesOf(types);
        if (tail > m_data.size())
            return std::nullopt;
        values.reserve(types.size());
        for (const Type& type : types) {
            auto value = member(type, begin, head, tail);
            if (!value)
                return std::nullopt;
            values.push_back(std::move(*value));
        }
        end = tail;
        return values;
    }

private:
    std::optional<Value> member(const Type& type, std::size_t begin, std::size_t& head, std::size_t& tail) const
    {
        if (type.isDynamic()) {
            if (size(head) != tail - begin)
                return std::nullopt;
            head += kWord;
            return dynamic(type, tail, tail);
        }
        const std::size_t at = head;
        head += impl::headBytes(type);
        if (type.kind != Kind::Array && type.kind != Kind::Tuple)
            return decodeWord(type, m_data.substr(at, kWord));
        std::size_t end = 0;
        return asValue(type.kind == Kind::Array ? elements(type.members[0], *type.length, at, end)
                                                : members(type.members, at, end));
    }

    std::optional<Value> dynamic(const Type& type, std::size_t at, std::size_t& end) const
    {
        if (type.kind == Kind::Tuple)
            return asValue(members(type.members, at, end));
        std::size_t count = type.length.value_or(0);
        if (!type.length) {
            const auto claimed = size(at);
            if (!claimed)
                return std::nullopt;
            count = *claimed;
            at += kWord;
        }
        if (type.kind == Kind::Array)
            return asValue(elements(type.members[0], count, at, end));
        if (count > m_data.size() - at)
            return std::nullopt;
        end = at + (count + kWord - 1) / kWord * kWord;
        if (end > m_data.size() || !isZero(m_data.substr(at + count, end - at - count)))
            return std::nullopt;
        return Value(std::string(m_data.substr(at, count)));
    }

    std::optional<Value::List> elements(const Type& type, std::size_t count, std::size_t begin, std::size_t& end) const
    {
        const std::size_t each = impl::headBytes(type);
        if (begin > m_data.size() || count > (m_data.size() - begin) / each)
            return std::nullopt;
        Value::List values;
        values.reserve(count);
        std::size_t head = begin;
        std::size_t tail = begin + count * each;
        for (std::size_t i = 0; i < count; ++i) {
            auto value = member(type, begin, head, tail);
            if (!value)
                return std::nullopt;
            values.push_back(std::move(*value));
        }
        end = tail;
        return values;
    }

    /// An offset or a length; empty beyond the data.
    std::optional<std::size_t> size(std::size_t at) const
    {
        if (at > m_data.size() || m_data.size() - at < kWord)
            return std::nullopt;
        const auto number = Amount::fromBigEndian(m_data.substr(at, kWord))->asUint64();
        return number && *number <= m_data.size() ? std::optional(std::size_t(*number)) : std::nullopt;
    }

    static std::optional<Value> asValue(std::optional<Value::List> list)
    {
        return list ? std::optional<Value>(std::move(*list)) : std::nullopt;
    }

    std::string_view m_data;
};

std::string encodeValue(const Type& type, const Value& value);

template <class TypeOf> std::string encodeMembers(const Value::List& values, std::size_t headBytes, TypeOf typeOf)
{
    std::string heads;
    std::string tails;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Type& type = typeOf(i);
        std::string encoded = encodeValue(type, values[i]);
        if (!type.isDynamic()) {
            heads += encoded;
            continue;
        }
        heads.append(word(Amount(headBytes + tails.size())).bytes());
        tails += encoded;
    }
    return heads + tails;
}

std::string encodeValue(const Type& type, const Value& value)
{
    switch (type.kind) {
    case Kind::Bytes:
    case Kind::String:
        return std::string(word(Amount(value.bytes().size())).bytes()) + padded(value.bytes());
    case Kind::Tuple: return encode(type.members, value.list());
    case Kind::Array: {
        const Type& element = type.members[0];
        const Value::List& values = value.list();
        if (type.length && *type.length != values.size())
            badValue("an array has another length than its type");
        std::string count = type.length ? std::string() : std::string(word(Amount(values.size())).bytes());
        return count
            + encodeMembers(values, values.size() * impl::headBytes(element),
                            [&](std::size_t) -> const Type& { return element; });
    }
    default: return encodeWord(type, value);
    }
}
} // namespace

Hash Value::hash() const
{
    const auto hash = Hash::fromBytes(bytes());
    return hash ? *hash : (wrongKind(), Hash());
}

const Value& Value::at(std::size_t index) const
{
    if (index >= list().size())
        wrongKind();
    return list()[index];
}

void Value::wrongKind()
{
    badValue("a value is of another kind than its type");
}

std::string encode(std::span<const Type> types, const Value::List& values)
{
    if (types.size() != values.size())
        badValue("more or fewer values than types");
    return encodeMembers(values, headBytesOf(types), [&](std::size_t i) -> const Type& { return types[i]; });
}

std::optional<Value::List> decode(std::span<const Type> types, std::string_view data)
{
    std::size_t end = 0;
    auto values = Decoder(data).members(types, 0, end);
    return values && end == data.size() ? std::move(values) : std::nullopt;
}

Hash word(const Amount& number)
{
    return *Hash::fromBytes(number.bigEndian());
}

Hash word(const Address& address)
{
    return *Hash::fromBytes(std::string(12, '\0').append(address.bytes()));
}

Function::Function(std::string_view signature, std::string_view results)
{
    const impl::Signature parsed = parsedSignature(signature);
    m_canonical = parsed.canonical();
    m_selector = keccak(m_canonical).bytes().substr(0, kSelector);
    m_arguments = typesOf(parsed);
    m_results = typesOf(parsedSignature(results));
}

std::string Function::encode(const Value::List& arguments) const
{
    return m_selector + abi::encode(m_arguments, arguments);
}

std::optional<Value::List> Function::decode(std::string_view data) const
{
    if (!data.starts_with(m_selector))
        return std::nullopt;
    return abi::decode(m_arguments, data.substr(kSelector));
}

std::optional<Value::List> Function::decodeResults(std::string_view data) const
{
    return abi::decode(m_results, data);
}

Event::Event(std::string_view signature)
{
    const impl::Signature parsed = parsedSignature(signature);
    m_canonical = parsed.canonical();
    m_topic = keccak(m_canonical);
    for (const impl::Parameter& parameter : parsed.parameters) {
        m_parameters.push_back({parameter.type, parameter.indexed});
        if (parameter.indexed)
            ++m_indexed;
        else
            m_dataTypes.push_back(parameter.type);
    }
}

std::optional<Value::List> Event::decode(std::span<const Hash> topics, std::string_view data) const
{
    if (topics.size() != m_indexed + 1 || topics[0] != m_topic)
        return std::nullopt;
    auto inData = abi::decode(m_dataTypes, data);
    if (!inData)
        return std::nullopt;
    Value::List all;
    std::size_t topic = 1;
    std::size_t next = 0;
    for (const Parameter& parameter : m_parameters) {
        if (!parameter.indexed) {
            all.push_back(std::move((*inData)[next++]));
            continue;
        }
        const Hash& hash = topics[topic++];
        const bool isHashed = parameter.type.isDynamic() || parameter.type.kind == Kind::Array
            || parameter.type.kind == Kind::Tuple;
        auto value = isHashed ? Value(hash) : decodeWord(parameter.type, hash.bytes());
        if (!value)
            return std::nullopt;
        all.push_back(std::move(*value));
    }
    return all;
}

} // namespace bursar::chain::evm::abi
