// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "base/time.h"

#include <boost/describe.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// The wire contract: every operation of the engine, declared once. An operation is a struct with kName, kMethod,
/// kPaths, kAccess, kEffect, kSummary, Input and Output (see registry.h for examples); from it come decoding,
/// encoding, the HTTP route, /openapi.json, `bursarctl call` and the permission-matrix test.
namespace bursar::contract {

namespace json = boost::json;

enum class Method { get, post, put, patch, del };
BOOST_DESCRIBE_ENUM(Method, get, post, put, patch, del)
std::string_view methodWord(Method method); // "GET"

/// What calling an operation twice does.
enum class Effect {
    read,       // changes nothing
    write,      // the same input leads to the same state
    write_once, // repeating it without an Idempotency-Key does it again
};

/// Desk roles, from least to most. On the wire: observer, operator, admin, owner.
enum class Role { observer, desk_operator, admin, owner };
std::string_view roleWord(Role role);
std::optional<Role> roleFromWord(std::string_view word);

enum class Relation { owner_of, participant_of, sponsor_of, self };

/// What an API key may be used for.
enum class Scope { ingest, read, manage };
std::string_view scopeWord(Scope scope);
std::optional<Scope> scopeFromWord(std::string_view word);

/// Who may call an operation. Default deny: whatever is not granted here is refused.
struct Access {
    enum class Kind {
        everyone,  // no credential needed
        signed_in, // any principal, with the scope
        desk,      // a desk role, at least `role`
        relation,  // `relation` to the resource named by `resourceField`; or, if set, a desk role
        service,   // the internal service secret
    };
    Kind kind = Kind::desk;
    Role role = Role::owner;
    bool deskAllowed = false;               // with Kind::relation
    Relation relation = Relation::owner_of; // with Kind::relation
    std::string_view resource;              // kind of thing: "agent", "wallet"
    std::string_view resourceField;         // input field that names it
    Scope scope = Scope::read;              // what an API key needs

    static constexpr Access everyone() { return {.kind = Kind::everyone}; }
    static constexpr Access signedIn(Scope scope) { return {.kind = Kind::signed_in, .scope = scope}; }
    static constexpr Access desk(Role role) { return {.kind = Kind::desk, .role = role, .scope = Scope::manage}; }
    static constexpr Access deskRead() { return {.kind = Kind::desk, .role = Role::observer}; }
    static constexpr Access service() { return {.kind = Kind::service}; }
    static constexpr Access agentOwnerOr(Role role, Scope scope)
    {
        return {.kind = Kind::relation, .role = role, .deskAllowed = true, .relation = Relation::owner_of,
                .resource = "agent", .resourceField = "agent_id", .scope = scope};
    }
    static constexpr Access agentOwner(Scope scope)
    {
        return {.kind = Kind::relation, .relation = Relation::owner_of, .resource = "agent",
                .resourceField = "agent_id", .scope = scope};
    }
    /// Whoever takes part in the thing that `id` names; or a desk role.
    static constexpr Access participantOr(std::string_view resource, Role role, Scope scope)
    {
        return {.kind = Kind::relation, .role = role, .deskAllowed = true, .relation = Relation::participant_of,
                .resource = resource, .resourceField = "id", .scope = scope};
    }
    static constexpr Access walletOr(Role role)
    {
        return {.kind = Kind::relation, .role = role, .deskAllowed = true, .relation = Relation::self,
                .resource = "wallet", .resourceField = "address"};
    }
};

enum class PrincipalKind { anonymous, user, agent, wallet, service };
BOOST_DESCRIBE_ENUM(PrincipalKind, anonymous, user, agent, wallet, service)

/// Who calls. Made by identity from a credential, or by the engine for the local console.
struct Principal {
    PrincipalKind kind = PrincipalKind::anonymous;
    std::string id;                // principal id; "" when anonymous
    std::string name;              // for people
    std::optional<Role> desk;      // desk role
    std::set<Scope> scopes;        // what the credential allows
    std::string agentId;           // kind agent: the public agent id
    std::int64_t agentKey = 0;     // kind agent: its row in registry_agent
    std::string wallet;            // lower-case 0x address that was proven
    std::string keyId;             // API key used, "" otherwise
    std::string keyPrefix;

    bool hasDesk(Role least) const { return desk && *desk >= least; }
    bool hasScope(Scope scope) const { return scopes.contains(scope); }
};

/// What a handler knows of its call.
struct Context {
    Principal principal;
    std::string requestId;
    std::string remoteAddress; // "" for the console in the same process
    bool loopback = true;      // in-process or from a loopback address
    base::Time now;
};

enum class FieldKind { text, integer, number, boolean, list, object };

struct Field {
    std::string_view name;
    FieldKind kind = FieldKind::text;
    bool required = false;
};

enum class BodyKind { json, octets };

using OperationId = std::string_view; // an operation's kName

/// A field that travels in an HTTP header. Of the input: read from it, empty when it is not there. Of the output: also
/// sent in it.
struct HeaderField {
    std::string_view header;
    std::string_view field;
};

struct OperationInfo {
    OperationId name;
    std::string_view area;
    Method method = Method::get;
    std::span<const char* const> paths; // the first is canonical, the rest aliases of older clients
    Access access;
    Effect effect = Effect::read;
    BodyKind body = BodyKind::json;
    int success = 200;
    bool lenient = false;          // ignores fields it does not know: bodies of older clients
    bool local = false;            // only where the engine runs (chooses folders, …)
    bool secretOutput = false;     // shows a secret once: its answer is never stored for a repeat
    std::size_t bodyBytesMax = 1024 * 1024;
    std::string_view summary;
    std::vector<Field> fields;
    std::span<const HeaderField> requestHeaders;
    std::span<const HeaderField> answerHeaders;
    json::value (*inputSchema)() = nullptr;
    json::value (*outputSchema)() = nullptr;
};

/// Every operation, by area, in the order of declaration.
std::span<const OperationInfo> operations();
const OperationInfo* findOperation(OperationId name);

/// Encoding and decoding of one operation; instantiated once per area (impl/*_codec.cpp). decode… throws
/// Error{InvalidInput, "invalid_input"} that names every bad field.
template <class Op>
struct Codec {
    static OperationInfo info(std::string_view area);
    static typename Op::Input decodeInput(const json::value& value);
    static json::value encodeInput(const typename Op::Input& input);
    static typename Op::Output decodeOutput(const json::value& value);
    static json::value encodeOutput(const typename Op::Output& output);
};

/// A result or the error that took its place.
template <class T>
class Outcome {
public:
    Outcome(T value) : m_state(std::move(value)) {}
    Outcome(base::Error error) : m_state(std::move(error)) {}
    explicit operator bool() const { return m_state.index() == 0; }
    const T& operator*() const { return std::get<0>(m_state); }
    const T* operator->() const { return &std::get<0>(m_state); }
    T take() { return std::move(std::get<0>(m_state)); }
    const base::Error& error() const { return std::get<1>(m_state); }

private:
    std::variant<T, base::Error> m_state;
};

/// Called exactly once, on any thread.
template <class T>
using Reply = std::function<void(Outcome<T>)>;

/// Operation → handler. Filled by the modules at start, then read only.
class HandlerTable {
public:
    using Raw = std::function<void(const Context&, const json::value& input, Reply<json::value>)>;

    /// A handler that may block on the database: runs on the bounded pool.
    template <class Op, class F>
    void on(F handle)
    {
        add(Op::kName, Kind::blocking,
            [handle = std::move(handle)](const Context& context, const json::value& input, Reply<json::value> reply) {
                reply(Codec<Op>::encodeOutput(handle(context, Codec<Op>::decodeInput(input))));
            });
    }
    /// A handler that returns at once and replies later from any thread.
    template <class Op, class F>
    void onAsync(F handle)
    {
        add(Op::kName, Kind::async,
            [handle = std::move(handle)](const Context& context, const json::value& input, Reply<json::value> reply) {
                handle(context, Codec<Op>::decodeInput(input),
                       [reply = std::move(reply)](Outcome<typename Op::Output> outcome) {
                           if (outcome)
                               reply(Codec<Op>::encodeOutput(*outcome));
                           else
                               reply(outcome.error());
                       });
            });
    }

    enum class Kind { blocking, async };
    struct Entry {
        Kind kind = Kind::blocking;
        Raw run;
    };
    const Entry* find(OperationId name) const;

private:
    void add(OperationId name, Kind kind, Raw run);
    std::map<OperationId, Entry> m_entries;
};

/// How an access relation to one kind of resource is decided: registered by the module that owns the resource.
/// Throws notFound when there is no such resource.
using RelationResolver = std::function<bool(const Principal&, Relation, const std::string& resourceId)>;

} // namespace bursar::contract
