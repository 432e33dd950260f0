// SPDX-License-Identifier: GPL-3.0-or-later
#include "x402/payments.h"

#include "base/error.h"
#include "base/ids.h"
#include "base/log.h"
#include "chain/evm/revert.h"

#include <array>
#include <fmt/format.h>
#include <cassert>

namespace bursar::x402 {

namespace evm = chain::evm;
using base::Error;
using base::ErrorCode;

namespace {
constexpr base::Log kLog{"x402"};
constexpr std::array<std::string_view, 5> kStateWords{"claimed", "settling", "unknown", "settled", "failed"};
constexpr std::string_view kColumns
    = "id, chain_id, token, payer, nonce, pay_to, value, valid_after, valid_before, search_from, signature, cause, "
      "state, transaction, block, reason, next_look_at, created_at, updated_at";

PaymentState stateOf(std::string_view word)
{
    for (std::size_t i = 0; i < kStateWords.size(); ++i) {
        if (kStateWords[i] == word)
            return PaymentState(i);
    }
    throw Error(ErrorCode::Internal, "bad_payment_row", "a stored payment is in no state that this version knows");
}

/// Of text that only we write.
template <class Bytes> Bytes stored(const db::Row& row, int column)
{
    const auto bytes = Bytes::fromHex(row.text(column));
    if (!bytes)
        throw Error(ErrorCode::Internal, "bad_payment_row", "a stored payment cannot be read");
    return *bytes;
}

PaymentRow rowOf(const db::Row& row)
{
    PaymentRow payment;
    payment.id = row.string(0);
    payment.chainId = std::uint64_t(row.integer(1));
    payment.sought.token = stored<evm::Address>(row, 2);
    auto& authorization = payment.sought.authorization;
    authorization.from = stored<evm::Address>(row, 3);
    authorization.nonce = stored<evm::Hash>(row, 4);
    authorization.to = stored<evm::Address>(row, 5);
    authorization.value = row.amount(6);
    authorization.validAfter = row.amount(7);
    authorization.validBefore = row.amount(8);
    payment.sought.searchFrom = std::uint64_t(row.integer(9));
    payment.signature = row.bytes(10);
    payment.cause = row.string(11);
    payment.state = stateOf(row.text(12));
    if (!row.isNull(13))
        payment.transaction = stored<evm::Hash>(row, 13);
    if (const auto block = row.optInteger(14))
        payment.block = std::uint64_t(*block);
    payment.reason = row.optString(15).value_or("");
    payment.nextLookAt = row.optTime(16);
    payment.createdAt = row.time(17);
    payment.updatedAt = row.time(18);
    return payment;
}

PaymentRow locked(db::Transaction& tx, std::string_view id)
{
    const db::Result found
        = tx.exec(fmt::format("SELECT {} FROM x402_payment WHERE id = $1 FOR UPDATE", kColumns), {id});
    if (found.empty())
        throw base::notFound("payment");
    return rowOf(found[0]);
}

bool hasEnded(PaymentState state)
{
    return state == PaymentState::Settled || state == PaymentState::Failed;
}

Error wrongState(PaymentState state)
{
    return Error(ErrorCode::Conflict, "payment_state",
                 fmt::format("this payment is {}", paymentStateWord(state)));
}

/// Whether one that was sent is still going on.
bool isUnderWay(const PaymentRow& row)
{
    if (row.state == PaymentState::Claimed)
        throw wrongState(row.state);
    return !hasEnded(row.state);
}

/// Ends a payment that has not ended.
void end(db::Transaction& tx, base::Time now, const PaymentRow& row, const Standing& standing)
{
    const bool isSettled = standing.state == Standing::State::Settled;
    assert(isSettled ? standing.transaction && standing.block : !standing.reason.empty());
    tx.exec("UPDATE x402_payment SET state = $2, transaction = $3, block = $4, reason = $5, next_look_at = NULL, "
            "updated_at = $6 WHERE id = $1",
            {row.id, paymentStateWord(isSettled ? PaymentState::Settled : PaymentState::Failed),
             standing.transaction ? db::Param(standing.transaction->hex()) : db::Param(std::nullopt),
             standing.block ? db::Param(standing.block->number) : db::Param(std::nullopt),
             isSettled ? db::Param(std::nullopt) : db::Param(standing.reason), now});
}
} // namespace

std::string_view paymentStateWord(PaymentState state)
{
    return kStateWords.at(std::size_t(state));
}

Claim claim(db::Transaction& tx, base::Time now, const Payment& payment, const Requirement& requirement,
            std::uint64_t searchFrom, std::string_view cause, base::Time nextLook)
{
    const auto& authorization = payment.authorization;
    const db::Result made = tx.exec(
        fmt::format("INSERT INTO x402_payment (id, chain_id, token, payer, nonce, pay_to, value, valid_after, "
                    "valid_before, search_from, signature, cause, state, next_look_at, created_at, updated_at) "
                    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'claimed', $13, $14, $14) "
                    "ON CONFLICT (chain_id, token, payer, nonce) DO NOTHING RETURNING {}", kColumns),
        {base::uuid7(now), requirement.chainId, requirement.token.address.hex(), authorization.from.hex(),
         authorization.nonce.hex(), authorization.to.hex(), authorization.value, authorization.validAfter,
         authorization.validBefore, searchFrom, db::Param::bytes(payment.signature), cause, nextLook, now});
    if (!made.empty())
        return {.payment = rowOf(made[0]), .isFirst = true};
    return {.payment = findClaim(tx, payment, requirement, cause).value(), .isFirst = false};
}

std::optional<PaymentRow> findClaim(db::Transaction& tx, const Payment& payment, const Requirement& requirement,
                                    std::string_view cause)
{
    const auto& authorization = payment.authorization;
    const db::Result found = tx.exec(
        fmt::format("SELECT {} FROM x402_payment WHERE chain_id = $1 AND token = $2 AND payer = $3 AND nonce = $4",
                    kColumns),
        {requirement.chainId, requirement.token.address.hex(), authorization.from.hex(), authorization.nonce.hex()});
    if (found.empty())
        return std::nullopt;
    PaymentRow taken = rowOf(found[0]);
    if (taken.cause != cause || taken.sought.authorization.structHash() != authorization.structHash())
        throw Error(ErrorCode::Conflict, "payment_already_used", "this payment has been used already");
    return taken;
}

std::optional<PaymentRow> findPayment(db::Transaction& tx, std::string_view id)
{
    const db::Result found = tx.exec(fmt::format("SELECT {} FROM x402_payment WHERE id = $1", kColumns), {id});
    return found.empty() ? std::nullopt : std::optional(rowOf(found[0]));
}

std::vector<PaymentRow> paymentsToLookUp(db::Transaction& tx, base::Time now, int limit)
{
    std::vector<PaymentRow> due;
    for (const db::Row& row : tx.exec(fmt::format("SELECT {} FROM x402_payment WHERE next_look_at <= $1 "
                                                  "ORDER BY next_look_at, id LIMIT $2", kColumns),
                                      {now, limit}))
        due.push_back(rowOf(row));
    return due;
}

void beginSettling(db::Transaction& tx, base::Time now, std::string_view id, base::Time nextLook)
{
    const PaymentRow row = locked(tx, id);
    if (row.state != PaymentState::Claimed)
        throw wrongState(row.state);
    tx.exec("UPDATE x402_payment SET state = 'settling', next_look_at = $2, updated_at = $3 WHERE id = $1",
            {id, nextLook, now});
}

void noteTransaction(db::Transaction& tx, base::Time now, std::string_view id, const evm::Hash& transaction,
                     base::Time nextLook)
{
    if (!isUnderWay(locked(tx, id)))
        return;
    tx.exec("UPDATE x402_payment SET transaction = $2, next_look_at = $3, updated_at = $4 WHERE id = $1",
            {id, transaction.hex(), nextLook, now});
}

void markUnknown(db::Transaction& tx, base::Time now, std::string_view id, std::string_view evidence,
                 base::Time nextLook)
{
    if (!isUnderWay(locked(tx, id)))
        return;
    tx.exec("UPDATE x402_payment SET state = 'unknown', reason = $2, next_look_at = $3, updated_at = $4 WHERE id = $1",
            {id, evm::oneLine(evidence, kEvidenceBytesMax), nextLook, now});
}

bool record(db::Transaction& tx, base::Time now, std::string_view id, const Standing& standing, base::Time nextLook)
{
    const PaymentRow row = locked(tx, id);
    const bool isEnd = standing.state == Standing::State::Settled || standing.state == Standing::State::Failed;
    if (!hasEnded(row.state) && isEnd) {
        end(tx, now, row, standing);
        return true;
    }
    if (hasEnded(row.state)) {
        const bool agrees = row.state == PaymentState::Settled
            ? standing.state == Standing::State::Settled && standing.transaction == row.transaction
            : standing.state == Standing::State::Failed && standing.reason == row.reason;
        if (isEnd && !agrees) {
            kLog.error("the chain contradicts how payment {} ended: {}", row.id, paymentStateWord(row.state));
            throw Error(ErrorCode::Internal, "payment_contradiction", "the chain contradicts how this payment ended");
        }
        return false;
    }
    const auto& transaction = standing.transaction ? standing.transaction : row.transaction;
    tx.exec("UPDATE x402_payment SET transaction = $2, next_look_at = $3, updated_at = $4 WHERE id = $1",
            {id, transaction ? db::Param(transaction->hex()) : db::Param(std::nullopt), nextLook, now});
    return false;
}

} // namespace bursar::x402
