// SPDX-License-Identifier: GPL-3.0-or-later
#include "transactions/impl/store.h"

#include "base/error.h"

#include <array>

namespace bursar::transactions {

using base::Error;
using base::ErrorCode;
using chain::evm::Address;
using chain::evm::Hash;
using chain::evm::SignedTransaction;
using db::Param;

namespace {
constexpr std::array<std::string_view, 7> kVerdicts{
    "none", "accepted", "unknown", "permanent", "underpriced", "nonce_conflict", "insufficient_funds"};
constexpr std::array<std::string_view, 6> kSlotStates{"signed", "sent", "unknown", "mined", "final", "lost"};

[[noreturn]] void corrupt(std::string_view what)
{
    throw Error(ErrorCode::Internal, "transactions_corrupt",
                "a stored transaction is unreadable: " + std::string(what));
}

template <class E, std::size_t N>
E fromWord(const std::array<std::string_view, N>& words, std::string_view word)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (words[i] == word)
            return E(i);
    }
    corrupt("state");
}

template <std::size_t N> chain::evm::FixedBytes<N> fixed(const std::string& bytes)
{
    const auto value = chain::evm::FixedBytes<N>::fromBytes(bytes);
    if (!value)
        corrupt("bytes");
    return *value;
}

template <std::size_t N> Param bytea(const chain::evm::FixedBytes<N>& value)
{
    return Param::bytes(value.bytes());
}
Param bytea(const std::optional<Address>& value)
{
    return value ? bytea(*value) : Param(std::nullopt);
}

Call readCall(const db::Row& row, int column)
{
    return {row.isNull(column) ? std::nullopt : std::optional(fixed<20>(row.bytes(column))),
            row.amount(column + 1), row.bytes(column + 2)};
}

constexpr const char* kMinedColumns
    = "n.mined_hash, n.block_number, n.block_hash, n.gas_used, n.gas_price, n.succeeded";
MinedFacts readMined(const db::Row& row, int column)
{
    return {{std::uint64_t(row.integer(column + 1)), fixed<32>(row.bytes(column + 2))},
            std::uint64_t(row.integer(column + 3)), row.amount(column + 4), row.boolean(column + 5)};
}

/// Of an intent and, once it has one, of its nonce.
State stateOf(std::string_view intent, const std::optional<std::string>& nonce)
{
    if (intent == "in_flight") {
        switch (fromWord<SlotState>(kSlotStates, nonce.value_or("lost"))) {
        case SlotState::Signed: return State::Signed;
        case SlotState::Sent: return State::Sent;
        case SlotState::Unknown: return State::Unknown;
        case SlotState::Mined: return State::Mined;
        case SlotState::Final:
        case SlotState::Lost: corrupt("nonce");
        }
    }
    constexpr std::array kOthers{State::Queued, State::Succeeded, State::Reverted, State::Refused,
                                 State::Failed};
    for (const State state : kOthers) {
        if (stateWord(state) == intent)
            return state;
    }
    corrupt("state");
}

void wantOne(const db::Result& result)
{
    if (result.affected() != 1)
        throw Overtaken{};
}
} // namespace

std::vector<SignedTransaction> Slot::signedSoFar() const
{
    std::vector<SignedTransaction> all;
    for (const Attempt& attempt : attempts)
        all.push_back(attempt.transaction);
    return all;
}

Store::Store(std::uint64_t chainId, const Address& sender) : m_chainId(chainId), m_sender(sender) {}

void Store::lockNonces(db::Transaction& tx) const
{
    tx.exec("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
            {"transactions " + std::to_string(m_chainId) + " " + m_sender.hex()});
}

bool Store::insertIntent(db::Transaction& tx, const Intent& intent, base::Time now) const
{
    return tx.exec("INSERT INTO transactions_intent (key, chain_id, sender, cause, recipient, value, data, "
                   "gas_limit_max, state, reason, detail, revert_data, next_look_at, made_at) "
                   "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', '', '', '', $9, $9) ON CONFLICT (key) "
                   "DO NOTHING",
                   {intent.key, m_chainId, bytea(m_sender), intent.cause, bytea(intent.to), intent.value,
                    Param::bytes(intent.data), intent.gasLimitMax, now})
               .affected()
        == 1;
}

Store::KeyIs Store::lookUpKey(db::Transaction& tx, const Intent& intent) const
{
    const auto found = tx.exec("SELECT chain_id, sender, recipient, value, data FROM transactions_intent "
                               "WHERE key = $1",
                               {intent.key});
    if (found.empty())
        return KeyIs::Free;
    const db::Row row = found[0];
    const bool same = std::uint64_t(row.integer(0)) == m_chainId && fixed<20>(row.bytes(1)) == m_sender
        && readCall(row, 2) == Call{intent.to, intent.value, intent.data};
    return same ? KeyIs::SameCall : KeyIs::AnotherCall;
}

std::optional<Status> Store::status(db::Transaction& tx, const std::string& key) const
{
    const auto found = tx.exec(
        std::string("SELECT i.state, i.reason, i.detail, i.revert_data, i.next_look_at, n.state, n.reason, "
                    "n.detail, "
                    "n.next_look_at, n.nonce, a.ordinal, a.hash, ")
            + kMinedColumns
            + " FROM transactions_intent i LEFT JOIN LATERAL (SELECT * FROM transactions_nonce WHERE intent "
              "= i.id "
              "ORDER BY nonce DESC LIMIT 1) n ON true LEFT JOIN LATERAL (SELECT ordinal, hash FROM "
              "transactions_attempt "
              "WHERE (chain_id, sender, nonce) = (n.chain_id, n.sender, n.nonce) ORDER BY ordinal DESC "
              "LIMIT 1) a ON true "
              "WHERE i.key = $1 AND i.chain_id = $2 AND i.sender = $3",
        {key, m_chainId, bytea(m_sender)});
    if (found.empty())
        return std::nullopt;
    const db::Row row = found[0];
    Status status{.state = stateOf(row.text(0), row.optString(5)), .reason = row.string(1),
                  .detail = row.string(2), .revertData = row.bytes(3)};
    const bool isInFlight = row.text(0) == "in_flight";
    if (isInFlight) {
        status.reason = row.string(6);
        status.detail = row.string(7);
    }
    if (!isFinal(status.state))
        status.nextLook = row.time(isInFlight ? 8 : 4);
    if (const auto nonce = row.optInteger(9)) {
        status.nonce = std::uint64_t(*nonce);
        status.attempts = unsigned(row.integer(10)) + 1;
        status.hash = fixed<32>(row.bytes(11));
    }
    if (!row.isNull(12)) {
        status.hash = fixed<32>(row.bytes(12));
        if (status.state != State::Failed) // then it was the filler
            status.mined = readMined(row, 12);
    }
    return status;
}

std::int64_t Store::queued(db::Transaction& tx) const
{
    return tx.one("SELECT count(*) FROM transactions_intent WHERE chain_id = $1 AND sender = $2 AND state = "
                  "'queued'",
                  {m_chainId, bytea(m_sender)})
        .integer(0);
}

std::vector<QueuedIntent> Store::dueIntents(db::Transaction& tx, base::Time now, std::size_t rowsMax) const
{
    std::vector<QueuedIntent> due;
    for (const db::Row& row :
         tx.exec("SELECT id, key, gas_limit_max, made_at, recipient, value, data FROM transactions_intent "
                 "WHERE chain_id = $1 AND sender = $2 AND state = 'queued' AND next_look_at <= $3 ORDER BY "
                 "id LIMIT $4",
                 {m_chainId, bytea(m_sender), now, rowsMax}))
        due.push_back({.id = row.integer(0), .key = row.string(1), .call = readCall(row, 4),
                       .gasLimitMax = std::uint64_t(row.integer(2)), .madeAt = row.time(3)});
    return due;
}

void Store::lockQueued(db::Transaction& tx, std::int64_t intent) const
{
    wantOne(
        tx.exec("SELECT 1 FROM transactions_intent WHERE id = $1 AND state = 'queued' FOR UPDATE", {intent}));
}

void Store::postpone(db::Transaction& tx, std::int64_t intent, const Why& why, base::Time until) const
{
    wantOne(tx.exec("UPDATE transactions_intent SET reason = $2, detail = $3, next_look_at = $4 "
                    "WHERE id = $1 AND state = 'queued'",
                    {intent, why.reason, why.detail, until}));
}

void Store::refuse(db::Transaction& tx, std::int64_t intent, const Why& why, std::string_view revertData,
                   base::Time now) const
{
    wantOne(tx.exec("UPDATE transactions_intent SET state = 'refused', reason = $2, detail = $3, "
                    "revert_data = $4, "
                    "ended_at = $5 WHERE id = $1 AND state = 'queued'",
                    {intent, why.reason, why.detail,
                     Param::bytes(revertData.substr(0, Status::kRevertBytesMax)), now}));
}

void Store::postponeDue(db::Transaction& tx, const Why& why, base::Time now, base::Time until) const
{
    tx.exec("UPDATE transactions_intent SET reason = $3, detail = $4, next_look_at = $6 "
            "WHERE chain_id = $1 AND sender = $2 AND state = 'queued' AND next_look_at <= $5",
            {m_chainId, bytea(m_sender), why.reason, why.detail, now, until});
    tx.exec("UPDATE transactions_nonce SET reason = $3, detail = $4, next_look_at = $6, version = version + "
            "1 "
            "WHERE chain_id = $1 AND sender = $2 AND state NOT IN ('final', 'lost') AND next_look_at <= $5",
            {m_chainId, bytea(m_sender), why.reason, why.detail, now, until});
}

void Store::endIntent(db::Transaction& tx, std::int64_t intent, State outcome, const Why& why,
                      base::Time now) const
{
    wantOne(tx.exec("UPDATE transactions_intent SET state = $2, reason = $3, detail = $4, ended_at = $5 "
                    "WHERE id = $1 AND state = 'in_flight'",
                    {intent, stateWord(outcome), why.reason, why.detail, now}));
}

void Store::requeue(db::Transaction& tx, std::int64_t intent, const Why& why, base::Time now) const
{
    wantOne(tx.exec("UPDATE transactions_intent SET state = 'queued', reason = $2, detail = $3, "
                    "next_look_at = $4 "
                    "WHERE id = $1 AND state = 'in_flight'",
                    {intent, why.reason, why.detail, now}));
}

unsigned Store::open(db::Transaction& tx) const
{
    return unsigned(tx.one("SELECT count(*) FROM transactions_nonce WHERE chain_id = $1 AND sender = $2 "
                           "AND state NOT IN ('final', 'lost')",
                           {m_chainId, bytea(m_sender)})
                        .integer(0));
}

std::vector<Slot> Store::dueSlots(db::Transaction& tx, base::Time now, std::size_t rowsMax) const
{
    std::vector<Slot> due;
    for (const db::Row& row : tx.exec(
             std::string("SELECT n.nonce, n.intent, i.key, coalesce(i.made_at, n.assigned_at), n.version, "
                         "n.state, "
                         "n.reason, n.detail, n.next_look_at, n.foreign_looks, n.waiting_since, "
                         "i.recipient, i.value, i.data, ")
                 + kMinedColumns
                 + " FROM transactions_nonce n LEFT JOIN transactions_intent i ON i.id = n.intent "
                   "WHERE n.chain_id = $1 AND n.sender = $2 AND n.state NOT IN ('final', 'lost') "
                   "AND n.next_look_at <= $3 ORDER BY n.nonce LIMIT $4",
             {m_chainId, bytea(m_sender), now, rowsMax})) {
        Slot slot{.nonce = std::uint64_t(row.integer(0)), .intent = row.optInteger(1),
                  .key = row.optString(2).value_or(""),
                  .call = row.isNull(1) ? Call{m_sender, {}, {}} : readCall(row, 11),
                  .madeAt = row.time(3), .version = row.integer(4),
                  .state = fromWord<SlotState>(kSlotStates, row.text(5)),
                  .why = {row.string(6), row.string(7)}, .nextLook = row.time(8),
                  .waitingSince = row.time(10), .foreignLooks = unsigned(row.integer(9)),
                  .minedHash = {}, .mined = {}, .attempts = {}};
        if (!row.isNull(14)) {
            slot.minedHash = fixed<32>(row.bytes(14));
            slot.mined = readMined(row, 14);
        }
        slot.attempts = attempts(tx, slot.nonce);
        due.push_back(std::move(slot));
    }
    return due;
}

std::vector<Attempt> Store::attempts(db::Transaction& tx, std::uint64_t nonce) const
{
    std::vector<Attempt> all;
    for (const db::Row& row :
         tx.exec("SELECT ordinal, raw, filler, signed_at, sent_at, verdict, detail FROM transactions_attempt "
                 "WHERE chain_id = $1 AND sender = $2 AND nonce = $3 ORDER BY ordinal",
                 {m_chainId, bytea(m_sender), nonce})) {
        auto transaction = SignedTransaction::decode(row.bytes(1));
        if (!transaction || transaction->sender != m_sender)
            corrupt("signed bytes");
        all.push_back({unsigned(row.integer(0)), std::move(*transaction), row.boolean(2), row.time(3),
                       row.optTime(4), fromWord<Verdict>(kVerdicts, row.text(5)), row.string(6)});
    }
    if (all.empty())
        corrupt("no attempt");
    return all;
}

std::optional<Store::Lowest> Store::lowestUnmined(db::Transaction& tx) const
{
    const auto found = tx.exec("SELECT nonce, assigned_at FROM transactions_nonce WHERE chain_id = $1 AND "
                               "sender = $2 "
                               "AND state NOT IN ('final', 'lost') AND state <> 'mined' ORDER BY nonce "
                               "LIMIT 1",
                               {m_chainId, bytea(m_sender)});
    if (found.empty())
        return std::nullopt;
    const db::Row row = found[0];
    return Lowest{std::uint64_t(row.integer(0)), row.time(1)};
}

bool Store::isOurs(db::Transaction& tx, std::uint64_t nonce) const
{
    return !tx.exec("SELECT 1 FROM transactions_nonce WHERE chain_id = $1 AND sender = $2 AND nonce = $3",
                    {m_chainId, bytea(m_sender), nonce})
                .empty();
}

std::uint64_t Store::nextNonce(db::Transaction& tx) const
{
    return std::uint64_t(tx.one("SELECT coalesce(max(nonce) + 1, 0) FROM transactions_nonce WHERE chain_id "
                                "= $1 "
                                "AND sender = $2",
                                {m_chainId, bytea(m_sender)})
                             .integer(0));
}

unsigned Store::noncesOf(db::Transaction& tx, std::int64_t intent) const
{
    return unsigned(tx.one("SELECT count(*) FROM transactions_nonce WHERE intent = $1", {intent}).integer(0));
}

Amount Store::reserved(db::Transaction& tx) const
{
    return tx.one("SELECT coalesce(sum(most), 0) FROM (SELECT max(a.cost_max) AS most FROM "
                  "transactions_nonce n "
                  "JOIN transactions_attempt a USING (chain_id, sender, nonce) WHERE chain_id = $1 AND "
                  "sender = $2 "
                  "AND n.state IN ('signed', 'sent', 'unknown') GROUP BY nonce) costs",
                  {m_chainId, bytea(m_sender)})
        .amount(0);
}

void Store::insertSlot(db::Transaction& tx, const Slot& slot, base::Time now) const
{
    if (slot.intent) {
        if (!tx.exec("SELECT 1 FROM transactions_nonce WHERE intent = $1 AND state <> 'lost'", {*slot.intent})
                 .empty())
            throw Error(ErrorCode::Internal, "second_nonce",
                        "this intent has a nonce that may still be mined");
        wantOne(tx.exec("UPDATE transactions_intent SET state = 'in_flight', reason = '', detail = '' "
                        "WHERE id = $1 AND state = 'queued'",
                        {*slot.intent}));
    }
    tx.exec("INSERT INTO transactions_nonce (chain_id, sender, nonce, intent, assigned_at, version, state, "
            "reason, "
            "detail, next_look_at, waiting_since, foreign_looks) "
            "VALUES ($1, $2, $3, $4, $5, 0, 'signed', '', '', $5, $5, 0)",
            {m_chainId, bytea(m_sender), slot.nonce, slot.intent, now});
    insertAttempt(tx, slot.nonce, slot.attempts.front());
}

void Store::postponeSlot(db::Transaction& tx, const Slot& slot, const Why& why, base::Time until) const
{
    wantOne(tx.exec("UPDATE transactions_nonce SET version = version + 1, reason = $5, detail = $6, "
                    "next_look_at = $7 "
                    "WHERE chain_id = $1 AND sender = $2 AND nonce = $3 AND version = $4",
                    {m_chainId, bytea(m_sender), slot.nonce, slot.version, why.reason, why.detail, until}));
}

void Store::save(db::Transaction& tx, const Slot& slot) const
{
    const auto& mined = slot.mined;
    using Number = std::optional<std::uint64_t>;
    wantOne(tx.exec("UPDATE transactions_nonce SET version = version + 1, state = $5, reason = $6, detail = "
                    "$7, "
                    "next_look_at = $8, foreign_looks = $9, mined_hash = $10, block_number = $11, "
                    "block_hash = $12, "
                    "gas_used = $13, gas_price = $14, succeeded = $15, waiting_since = $16 "
                    "WHERE chain_id = $1 AND sender = $2 AND nonce = $3 AND version = $4",
                    {m_chainId, bytea(m_sender), slot.nonce, slot.version,
                     kSlotStates[std::size_t(slot.state)], slot.why.reason, slot.why.detail,
                     slot.nextLook, slot.foreignLooks,
                     mined ? bytea(slot.minedHash.value()) : Param(std::nullopt),
                     mined ? Number(mined->block.number) : std::nullopt,
                     mined ? bytea(mined->block.hash) : Param(std::nullopt),
                     mined ? Number(mined->gasUsed) : std::nullopt,
                     mined ? Param(mined->effectiveGasPrice) : Param(std::nullopt),
                     mined ? Param(mined->succeeded) : Param(std::nullopt), slot.waitingSince}));
}

void Store::insertAttempt(db::Transaction& tx, std::uint64_t nonce, const Attempt& attempt) const
{
    tx.exec("INSERT INTO transactions_attempt (chain_id, sender, nonce, ordinal, hash, raw, filler, "
            "cost_max, signed_at, "
            "verdict, detail) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'none', '')",
            {m_chainId, bytea(m_sender), nonce, attempt.ordinal, bytea(attempt.transaction.hash),
             Param::bytes(attempt.transaction.raw), attempt.filler, attempt.transaction.transaction.costMax(),
             attempt.signedAt});
}

void Store::saveVerdict(db::Transaction& tx, std::uint64_t nonce, const Attempt& attempt) const
{
    tx.exec("UPDATE transactions_attempt SET sent_at = $5, verdict = $6, detail = $7 "
            "WHERE chain_id = $1 AND sender = $2 AND nonce = $3 AND ordinal = $4",
            {m_chainId, bytea(m_sender), nonce, attempt.ordinal, attempt.sentAt,
             kVerdicts[std::size_t(attempt.verdict)], attempt.detail});
}

} // namespace bursar::transactions
