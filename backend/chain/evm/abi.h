// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain/evm/types.h"

#include <concepts>
#include <span>
#include <variant>
#include <vector>

/// The contract ABI (Solidity's specification, version 2): what calls, their results, events and errors look like.
/// Decoding is strict: numbers fit their type, padding is zero, tails lie in order without gaps, nothing follows; so
/// what was decoded encodes to the same bytes. Nothing is allocated for a length that the data does not hold.
namespace bursar::chain::evm::abi {

inline constexpr unsigned kTypeDepthMax = 8;
inline constexpr std::size_t kHeadBytesMax = 64 * 1024; // of one type: bounds fixed-size arrays

struct Type {
    enum class Kind { Uint, Int, Address, Bool, FixedBytes, Bytes, String, Array, Tuple };
    Kind kind = Kind::Uint;
    unsigned size = 256;               // bits of Uint and Int, bytes of FixedBytes
    std::optional<std::size_t> length; // of an Array; none: dynamic
    std::vector<Type> members;         // one for an Array, any number for a Tuple

    /// "uint256", "(uint256,string)[]", "bytes32[2][]"; "uint" and "int" have 256 bits.
    static std::optional<Type> parse(std::string_view text);
    std::string text() const;
    bool isDynamic() const;
    bool operator==(const Type&) const = default;
};

/// A value of any type: numbers, addresses, booleans; bytesN, bytes and string as raw bytes (a string of a chain is not
/// always UTF-8); arrays and tuples as a list.
class Value {
public:
    using List = std::vector<Value>;

    Value(Amount number) : m_data(number) {}
    Value(std::unsigned_integral auto number) : m_data(Amount(number)) {}
    Value(std::signed_integral auto number) : m_data(Signed::of(number)) {}
    Value(bool flag) : m_data(flag) {}
    Value(Signed number) : m_data(number) {}
    Value(const Address& address) : m_data(address) {}
    Value(const Hash& bytes32) : m_data(std::string(bytes32.bytes())) {}
    Value(std::string bytes) : m_data(std::move(bytes)) {}
    Value(const char* text) : m_data(std::string(text)) {}
    Value(List list) : m_data(std::move(list)) {}

    /// Each throws Error{Internal, "bad_abi_value"} when the value is of another kind: the caller named the type.
    const Amount& amount() const { return get<Amount>(); }
    const Signed& number() const { return get<Signed>(); } // of an int type
    const Address& address() const { return get<Address>(); }
    bool flag() const { return get<bool>(); }
    const std::string& bytes() const { return get<std::string>(); }
    Hash hash() const; // of a bytes32
    const List& list() const { return get<List>(); }
    const Value& at(std::size_t index) const;

    bool operator==(const Value&) const = default;

private:
    friend class Encoder;
    template <class T> const T& get() const
    {
        if (const T* found = std::get_if<T>(&m_data))
            return *found;
        wrongKind();
    }
    [[noreturn]] static void wrongKind();

    std::variant<Amount, Signed, Address, bool, std::string, List> m_data;
};

/// Arguments, results, the members of a tuple. A value that does not fit throws Error{Internal, "bad_abi_value"}.
std::string encode(std::span<const Type> types, const Value::List& values);
/// Empty when malformed.
std::optional<Value::List> decode(std::span<const Type> types, std::string_view data);

/// The 32-byte word of an elementary value: in a topic, in EIP-712.
Hash word(const Amount& number);
Hash word(const Address& address);

/// A function or an error, by its Solidity signature: "transfer(address to, uint256 amount)". Names are optional.
/// A malformed signature throws Error{Internal, "bad_abi"}.
class Function {
public:
    explicit Function(std::string_view signature, std::string_view results = "()");

    const std::string& selector() const { return m_selector; } // 4 bytes
    const std::string& canonical() const { return m_canonical; }
    /// Selector and arguments.
    std::string encode(const Value::List& arguments) const;
    /// Selector and arguments of a call, or the data of an error. Empty when it is another one, or malformed.
    std::optional<Value::List> decode(std::string_view data) const;
    std::optional<Value::List> decodeResults(std::string_view data) const;

private:
    std::string m_canonical;
    std::string m_selector;
    std::vector<Type> m_arguments;
    std::vector<Type> m_results;
};

/// An event: "Transfer(address indexed from, address indexed to, uint256 value)".
class Event {
public:
    explicit Event(std::string_view signature);

    const Hash& topic() const { return m_topic; } // topics[0]
    const std::string& canonical() const { return m_canonical; }
    /// All parameters in the order of the signature; an indexed string, bytes, array or tuple is the keccak of its
    /// contents (32 bytes). Empty when it is another event, has other indexed parameters, or is malformed.
    std::optional<Value::List> decode(std::span<const Hash> topics, std::string_view data) const;

private:
    struct Parameter {
        Type type;
        bool indexed = false;
    };
    std::string m_canonical;
    Hash m_topic;
    std::vector<Parameter> m_parameters;
    std::vector<Type> m_dataTypes;
    std::size_t m_indexed = 0;
};

} // namespace bursar::chain::evm::abi
