// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/impl/entry.h"

#include "base/error.h"
#include "base/ids.h"
#include "crypto/hash.h"

#include <boost/json.hpp>

#include <cstring>

namespace bursar::ledger {

namespace {
namespace json = boost::json;

[[noreturn]] void unreadable(std::string_view what)
{
    throw base::Error(base::ErrorCode::Internal, "journal_unreadable",
                      "The journal holds an entry that cannot be read (" + std::string(what) + ").");
}

/// Writes members in the order of the calls.
class Writer {
public:
    explicit Writer(std::string& out) : m_out(out) { m_out += '{'; }
    void end() { m_out += '}'; }
    void raw(std::string_view name, std::string_view text)
    {
        if (!m_first)
            m_out += ',';
        m_first = false;
        ((m_out += '"') += name) += "\":";
        m_out += text;
    }
    void number(std::string_view name, std::int64_t value) { raw(name, std::to_string(value)); }
    void id(std::string_view name, JournalId value) { number(name, ledger::number(value)); }
    void amount(std::string_view name, base::SignedAmount value) { raw(name, '"' + value.atomic() + '"'); }
    void text(std::string_view name, std::string_view value)
    {
        if (isPlain(value))
            raw(name, '"' + std::string(value) + '"');
        else
            raw(name, json::serialize(json::string(value)));
    }
    void boolean(std::string_view name, bool value) { raw(name, value ? "true" : "false"); }

private:
    static bool isPlain(std::string_view value)
    {
        for (const char c : value) {
            if (c < ' ' || c == '"' || c == '\\' || c == 0x7f)
                return false; // also for bytes above 0x7f, which are negative here: the library knows UTF-8
        }
        return true;
    }
    std::string& m_out;
    bool m_first = true;
};

void writeRules(Writer& members, const Rules& rules)
{
    if (rules.mayBeNegative)
        members.boolean("may_be_negative", true);
    if (rules.frozen)
        members.boolean("frozen", true);
    if (rules.limits.transaction)
        members.amount("limit_transaction", *rules.limits.transaction);
    if (rules.limits.day)
        members.amount("limit_day", *rules.limits.day);
    if (rules.limits.month)
        members.amount("limit_month", *rules.limits.month);
}

void writeAction(Writer& members, const OpenAccount& open)
{
    members.text("type", "open");
    members.text("owner", open.name.owner);
    members.text("asset", open.name.asset);
    members.text("kind", open.name.kind);
    writeRules(members, open.rules);
}
void writeAction(Writer& members, const SetRules& set)
{
    members.text("type", "rules");
    members.id("account", set.account);
    writeRules(members, set.rules);
}
void writeAction(Writer& members, const Transfer& transfer)
{
    members.text("type", "transfer");
    std::string postings = "[";
    for (const Posting& posting : transfer.postings) {
        if (postings.size() > 1)
            postings += ',';
        ((((postings += '[') += std::to_string(number(posting.account))) += ",\"") += posting.amount.atomic()) += "\"]";
    }
    members.raw("postings", postings += ']');
}
void writeAction(Writer& members, const Hold& hold)
{
    members.text("type", "hold");
    members.id("from", hold.from);
    members.id("to", hold.to);
    members.amount("amount", hold.amount);
    if (hold.expiresAt)
        members.text("expires_at", base::formatTime(*hold.expiresAt));
}
void writeAction(Writer& members, const PostHold& post)
{
    members.text("type", "post");
    members.id("hold", post.hold);
    if (post.amount)
        members.amount("amount", *post.amount);
}
void writeAction(Writer& members, const VoidHold& given)
{
    members.text("type", "void");
    members.id("hold", given.hold);
}
void writeAction(Writer& members, const ExpireHold& expired)
{
    members.text("type", "expire");
    members.id("hold", expired.hold);
}

const json::value& member(const json::object& object, std::string_view name)
{
    const json::value* value = object.if_contains(name);
    if (!value)
        unreadable(name);
    return *value;
}
std::string textOf(const json::object& object, std::string_view name)
{
    const json::value& value = member(object, name);
    if (!value.is_string())
        unreadable(name);
    return std::string(value.get_string());
}
JournalId idFrom(const json::value& value)
{
    if (!value.is_int64() || value.get_int64() <= 0)
        unreadable("id");
    return JournalId(value.get_int64());
}
JournalId idOf(const json::object& object, std::string_view name)
{
    return idFrom(member(object, name));
}
base::SignedAmount amountFrom(const json::value& value)
{
    const auto amount = value.is_string() ? base::SignedAmount::fromAtomic(value.get_string()) : std::nullopt;
    if (!amount)
        unreadable("amount");
    return *amount;
}
std::optional<base::SignedAmount> optAmount(const json::object& object, std::string_view name)
{
    const json::value* value = object.if_contains(name);
    return value ? std::optional(amountFrom(*value)) : std::nullopt;
}
base::Time timeFrom(std::string_view text)
{
    const auto time = base::parseTime(text);
    if (!time)
        unreadable("time");
    return *time;
}
bool flagOf(const json::object& object, std::string_view name)
{
    const json::value* value = object.if_contains(name);
    return value && value->is_bool() && value->get_bool();
}

Rules rulesOf(const json::object& object)
{
    return {flagOf(object, "may_be_negative"),
            flagOf(object, "frozen"),
            {optAmount(object, "limit_transaction"), optAmount(object, "limit_day"), optAmount(object, "limit_month")}};
}

EntryAction actionOf(const json::object& object)
{
    const std::string type = textOf(object, "type");
    if (type == "transfer") {
        Transfer transfer;
        const json::value& postings = member(object, "postings");
        if (!postings.is_array())
            unreadable("postings");
        for (const json::value& posting : postings.get_array()) {
            if (!posting.is_array() || posting.get_array().size() != 2)
                unreadable("postings");
            transfer.postings.push_back({idFrom(posting.get_array()[0]), amountFrom(posting.get_array()[1])});
        }
        return transfer;
    }
    if (type == "hold") {
        Hold hold{idOf(object, "from"), idOf(object, "to"), amountFrom(member(object, "amount")), {}};
        if (object.contains("expires_at"))
            hold.expiresAt = timeFrom(textOf(object, "expires_at"));
        return hold;
    }
    if (type == "post")
        return PostHold{idOf(object, "hold"), optAmount(object, "amount")};
    if (type == "void")
        return VoidHold{idOf(object, "hold")};
    if (type == "expire")
        return ExpireHold{idOf(object, "hold")};
    if (type == "open")
        return OpenAccount{{textOf(object, "owner"), textOf(object, "asset"), textOf(object, "kind")}, rulesOf(object)};
    if (type == "rules")
        return SetRules{idOf(object, "account"), rulesOf(object)};
    unreadable("type");
}

json::object parsed(std::string_view text)
{
    json::error_code error;
    json::value value = json::parse(json::string_view(text.data(), text.size()), error);
    if (error || !value.is_object())
        unreadable("not JSON");
    return std::move(value.get_object());
}

std::string textOr(const json::object& object, std::string_view name)
{
    return object.contains(name) ? textOf(object, name) : std::string();
}

json::array expectedToJson(const std::vector<Seen>& expected)
{
    json::array out;
    for (const Seen& seen : expected)
        out.push_back(json::array{number(seen.account), seen.balance.settled.atomic(), seen.balance.held.atomic()});
    return out;
}

std::vector<Seen> expectedOf(const json::object& object)
{
    std::vector<Seen> out;
    const json::value* list = object.if_contains("expected");
    if (!list)
        return out;
    if (!list->is_array())
        unreadable("expected");
    for (const json::value& seen : list->get_array()) {
        if (!seen.is_array() || seen.get_array().size() != 3)
            unreadable("expected");
        const json::array& parts = seen.get_array();
        out.push_back({idFrom(parts[0]), {amountFrom(parts[1]), amountFrom(parts[2])}});
    }
    return out;
}

/// What a command and its entry have in common, except the key.
void writeBody(Writer& members, std::string_view cause, std::string_view memo, const auto& action)
{
    if (!cause.empty())
        members.text("cause", cause);
    if (!memo.empty())
        members.text("memo", memo);
    std::visit([&](const auto& it) { writeAction(members, it); }, action);
}
} // namespace

Digest digestOf(std::string_view bytes)
{
    const std::string whole = crypto::sha256(bytes);
    Digest digest;
    std::memcpy(digest.data(), whole.data(), digest.size());
    return digest;
}

std::size_t DigestHash::operator()(const Digest& digest) const
{
    std::size_t hash = 0;
    std::memcpy(&hash, digest.data(), sizeof hash);
    return hash;
}

std::string encode(const Entry& entry)
{
    std::string out;
    out.reserve(256);
    Writer members(out);
    members.id("id", entry.id);
    members.text("at", base::formatTime(entry.at));
    members.text("key", entry.key);
    members.text("body", base::toHex({entry.body.data(), entry.body.size()}));
    writeBody(members, entry.cause, entry.memo, entry.action);
    members.end();
    return out;
}

Entry decode(std::string_view text)
{
    const json::object object = parsed(text);
    Entry entry{idOf(object, "id"), timeFrom(textOf(object, "at")), textOf(object, "key"), {},
                textOr(object, "cause"), textOr(object, "memo"), actionOf(object)};
    std::string body;
    if (!base::fromHex(textOf(object, "body"), body) || body.size() != entry.body.size())
        unreadable("body");
    std::memcpy(entry.body.data(), body.data(), body.size());
    return entry;
}

Digest bodyOf(const Command& command)
{
    std::string out;
    Writer members(out);
    writeBody(members, command.cause, command.memo, command.action);
    members.end();
    return digestOf(out);
}

std::string encodeCommand(const Command& command)
{
    std::string out;
    Writer members(out);
    members.text("key", command.key);
    writeBody(members, command.cause, command.memo, command.action);
    if (!command.expected.empty())
        members.raw("expected", json::serialize(expectedToJson(command.expected)));
    members.end();
    return out;
}

Command decodeCommand(std::string_view text)
{
    const json::object object = parsed(text);
    Command command{textOf(object, "key"), textOr(object, "cause"), textOr(object, "memo"), {}, expectedOf(object)};
    std::visit(
        [&command](auto&& action) {
            if constexpr (std::is_same_v<std::decay_t<decltype(action)>, ExpireHold>)
                unreadable("type");
            else
                command.action = std::forward<decltype(action)>(action);
        },
        actionOf(object));
    return command;
}

} // namespace bursar::ledger
