// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/types.h"

/// Who calls: challenge and login with an Ethereum wallet, people of the desk, API keys.
namespace bursar::contract {

struct Challenge {
    std::string challenge; // 64 hex digits: sign these 32 bytes with personal_sign
    std::int64_t expires_at = 0; // unix seconds, as older clients read it
    std::string message;   // what a wallet shows
};
BOOST_DESCRIBE_STRUCT(Challenge, (), (challenge, expires_at, message))

struct AuthChallenge {
    static constexpr OperationId kName = "AuthChallenge";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/auth/challenge"};
    static constexpr Access kAccess = Access::everyone();
    static constexpr Effect kEffect = Effect::write_once;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Makes a single-use challenge for an agent id or a wallet address.";
    struct Input {
        std::string agent_id; // an agent id, or the wallet's address
    };
    using Output = Challenge;
};
BOOST_DESCRIBE_STRUCT(AuthChallenge::Input, (), (agent_id))

struct Verified {
    std::string agent_id;
    std::string evm_address;
    std::optional<double> reputation_score;
    bool verified = true;
    std::string session_token; // bearer token of this wallet, 24 h
    base::Time session_expires_at;
};
BOOST_DESCRIBE_STRUCT(Verified, (),
                      (agent_id, evm_address, reputation_score, verified, session_token, session_expires_at))

struct AuthVerify {
    static constexpr OperationId kName = "AuthVerify";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/auth/verify"};
    static constexpr Access kAccess = Access::everyone();
    static constexpr Effect kEffect = Effect::write_once;
    static constexpr bool kSecretOutput = true;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary =
        "Proves that the caller holds the wallet of an agent (EIP-191). An agent without a wallet takes this one only "
        "when its own API key comes along.";
    struct Input {
        std::string agent_id;
        std::string challenge;
        std::string signature;
    };
    using Output = Verified;
};
BOOST_DESCRIBE_STRUCT(AuthVerify::Input, (), (agent_id, challenge, signature))

struct Me {
    PrincipalKind kind = PrincipalKind::anonymous;
    std::string id;
    std::string name;
    std::optional<std::string> role; // desk role word
    std::vector<std::string> scopes;
    std::optional<std::string> agent_id;
    std::optional<std::string> wallet;
    std::optional<std::string> key_prefix;
};
BOOST_DESCRIBE_STRUCT(Me, (), (kind, id, name, role, scopes, agent_id, wallet, key_prefix))

struct WhoAmI {
    static constexpr OperationId kName = "WhoAmI";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/me"};
    static constexpr Access kAccess = Access::signedIn(Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "The principal behind the credential.";
    using Input = Empty;
    using Output = Me;
};

struct NewUser {
    std::string id;
    std::string name;
    std::string role;
    std::string api_key; // shown once
};
BOOST_DESCRIBE_STRUCT(NewUser, (), (id, name, role, api_key))

struct CreateUser {
    static constexpr OperationId kName = "CreateUser";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/users"};
    static constexpr Access kAccess = Access::desk(Role::admin);
    static constexpr Effect kEffect = Effect::write_once;
    static constexpr bool kSecretOutput = true;
    static constexpr int kSuccess = 201;
    static constexpr std::string_view kSummary =
        "Adds a person to the desk and shows their API key once. Only an owner makes owners and admins.";
    struct Input {
        std::string name;
        std::string role;
    };
    using Output = NewUser;
};
BOOST_DESCRIBE_STRUCT(CreateUser::Input, (), (name, role))

struct AuditRow {
    std::string id;
    base::Time at;
    std::string actor;      // principal's name
    std::string actor_kind;
    std::optional<std::string> key_id;
    std::string action;     // operation or event
    std::string target_kind;
    std::string target_id;
    std::string request_id;
    json::object detail;
};
BOOST_DESCRIBE_STRUCT(AuditRow, (),
                      (id, at, actor, actor_kind, key_id, action, target_kind, target_id, request_id, detail))

struct AuditPage {
    std::vector<AuditRow> rows;
    std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(AuditPage, (), (rows, next))

struct ListActivity {
    static constexpr OperationId kName = "ListActivity";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/activity"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "Who changed what: audit rows of one thing, newest first.";
    struct Input {
        std::optional<std::string> target_kind;
        std::optional<std::string> target_id;
        std::optional<std::string> key_id;
        std::optional<std::string> cursor;
        std::optional<int> limit;
    };
    using Output = AuditPage;
};
BOOST_DESCRIBE_STRUCT(ListActivity::Input, (), (target_kind, target_id, key_id, cursor, limit))

struct SocketTicket {
    std::string ticket; // for ?ticket= of a WebSocket
    base::Time expires_at;
};
BOOST_DESCRIBE_STRUCT(SocketTicket, (), (ticket, expires_at))

struct CreateSocketTicket {
    static constexpr OperationId kName = "CreateSocketTicket";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/auth/socket-ticket"};
    static constexpr Access kAccess = Access::signedIn(Scope::read);
    static constexpr Effect kEffect = Effect::write_once;
    static constexpr bool kSecretOutput = true;
    static constexpr int kSuccess = 201;
    static constexpr std::string_view kSummary =
        "A ticket to open one WebSocket with, within 30 seconds: for browsers, which cannot send headers there.";
    using Input = Empty;
    using Output = SocketTicket;
};

} // namespace bursar::contract
