// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain/evm/impl/signature.h"

#include <algorithm>
#include <charconv>

namespace bursar::chain::evm::impl {

using abi::Type;

namespace {
constexpr std::size_t kWord = 32;

bool isNameByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

/// Canonical decimal, at most 65535.
std::optional<unsigned> smallNumber(std::string_view digits)
{
    std::uint16_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size() || (digits[0] == '0' && digits.size() > 1))
        return std::nullopt;
    return number;
}

std::optional<Type> elementary(std::string_view word)
{
    using Kind = Type::Kind;
    if (word == "address")
        return Type{Kind::Address, 160, {}, {}};
    if (word == "bool")
        return Type{Kind::Bool, 8, {}, {}};
    if (word == "string")
        return Type{Kind::String, 0, {}, {}};
    if (word == "bytes")
        return Type{Kind::Bytes, 0, {}, {}};
    const auto sized = [word](std::string_view prefix) {
        return word.size() > prefix.size() ? smallNumber(word.substr(prefix.size())) : std::nullopt;
    };
    if (word.starts_with("bytes")) {
        const auto bytes = sized("bytes");
        if (bytes && *bytes >= 1 && *bytes <= kWord)
            return Type{Kind::FixedBytes, *bytes, {}, {}};
    }
    for (const auto& [prefix, kind] : {std::pair{"uint", Kind::Uint}, std::pair{"int", Kind::Int}}) {
        if (word == prefix)
            return Type{kind, 256, {}, {}};
        const auto bits = word.starts_with(prefix) ? sized(prefix) : std::nullopt;
        if (bits && *bits >= 8 && *bits <= 256 && *bits % 8 == 0)
            return Type{kind, *bits, {}, {}};
    }
    return std::nullopt;
}

class Parser {
public:
    explicit Parser(std::string_view text) : m_rest(text) {}

    bool atEnd() const { return m_rest.empty(); }

    std::string_view name()
    {
        const auto end = std::find_if_not(m_rest.begin(), m_rest.end(), isNameByte);
        return take(std::size_t(end - m_rest.begin()));
    }

    std::optional<Type> type(unsigned depth = 0)
    {
        if (depth > abi::kTypeDepthMax)
            return std::nullopt;
        std::optional<Type> found;
        if (m_rest.starts_with('(')) {
            if (const auto members = parameters(depth + 1)) {
                found = Type{Type::Kind::Tuple, 0, {}, {}};
                for (const Parameter& member : *members)
                    found->members.push_back(member.type);
                if (found->members.empty())
                    return std::nullopt; // would take no bytes: an array of them could claim any length
            }
        } else {
            found = elementary(name());
        }
        for (; found && skip('['); ++depth)
            found = arrayOf(std::move(*found), depth);
        if (found && headBytes(*found) > abi::kHeadBytesMax)
            return std::nullopt;
        return found;
    }

    std::optional<std::vector<Parameter>> parameters(unsigned depth = 0)
    {
        std::vector<Parameter> all;
        if (!skip('('))
            return std::nullopt;
        skipSpaces();
        if (skip(')'))
            return all;
        do {
            skipSpaces();
            auto found = type(depth);
            if (!found)
                return std::nullopt;
            bool indexed = false;
            if (skipSpaces()) {
                indexed = name() == "indexed"; // otherwise it was the parameter's name
                skipSpaces();
                if (indexed)
                    name();
                skipSpaces();
            }
            all.push_back({std::move(*found), indexed});
        } while (skip(','));
        if (!skip(')'))
            return std::nullopt;
        return all;
    }

private:
    std::optional<Type> arrayOf(Type element, unsigned depth)
    {
        const std::string_view digits = name();
        const auto length = smallNumber(digits);
        if (!skip(']') || depth >= abi::kTypeDepthMax || (!digits.empty() && length.value_or(0) == 0))
            return std::nullopt;
        Type array{Type::Kind::Array, 0, {}, {}};
        if (!digits.empty())
            array.length = *length;
        array.members.push_back(std::move(element));
        if (headBytes(array) > abi::kHeadBytesMax)
            return std::nullopt;
        return array;
    }

    bool skip(char c)
    {
        if (!m_rest.starts_with(c))
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    bool skipSpaces()
    {
        bool any = false;
        while (skip(' '))
            any = true;
        return any;
    }

    std::string_view take(std::size_t count)
    {
        const std::string_view taken = m_rest.substr(0, count);
        m_rest.remove_prefix(count);
        return taken;
    }

    std::string_view m_rest;
};
} // namespace

std::size_t headBytes(const Type& type)
{
    if (type.isDynamic())
        return kWord;
    if (type.kind == Type::Kind::Array)
        return *type.length * headBytes(type.members[0]);
    if (type.kind != Type::Kind::Tuple)
        return kWord;
    std::size_t sum = 0;
    for (const Type& member : type.members)
        sum += headBytes(member);
    return sum;
}

std::optional<Signature> Signature::parse(std::string_view text)
{
    Parser parser(text);
    Signature signature;
    signature.name = parser.name();
    auto parameters = parser.parameters();
    if (!parameters || !parser.atEnd())
        return std::nullopt;
    signature.parameters = std::move(*parameters);
    return signature;
}

std::string Signature::canonical() const
{
    std::string text = name + "(";
    for (const Parameter& parameter : parameters)
        text.append(text.back() == '(' ? "" : ",").append(parameter.type.text());
    return text + ")";
}

} // namespace bursar::chain::evm::impl

namespace bursar::chain::evm::abi {

std::optional<Type> Type::parse(std::string_view text)
{
    impl::Parser parser(text);
    auto type = parser.type();
    return type && parser.atEnd() ? std::move(type) : std::nullopt;
}

std::string Type::text() const
{
    switch (kind) {
    case Kind::Uint: return "uint" + std::to_string(size);
    case Kind::Int: return "int" + std::to_string(size);
    case Kind::Address: return "address";
    case Kind::Bool: return "bool";
    case Kind::FixedBytes: return "bytes" + std::to_string(size);
    case Kind::Bytes: return "bytes";
    case Kind::String: return "string";
    case Kind::Array: return members[0].text() + "[" + (length ? std::to_string(*length) : "") + "]";
    case Kind::Tuple: break;
    }
    std::string all;
    for (const Type& member : members)
        all.append(all.empty() ? "" : ",").append(member.text());
    return "(" + all + ")";
}

bool Type::isDynamic() const
{
    switch (kind) {
    case Kind::Bytes:
    case Kind::String: return true;
    case Kind::Array: return !length || members[0].isDynamic();
    case Kind::Tuple: return std::any_of(members.begin(), members.end(), [](const Type& t) { return t.isDynamic(); });
    default: return false;
    }
}

} // namespace bursar::chain::evm::abi
