// SPDX-License-Identifier: GPL-3.0-or-later
#include "transactions/sender.h"

#include "base/error.h"
#include "base/utf8.h"
#include "transactions/impl/pass.h"

namespace bursar::transactions {

using base::Error;
using base::ErrorCode;

namespace {
Options checked(Options options)
{
    if (options.feeMax.isZero() || options.inFlightMax == 0 || options.raiseAfter.count() <= 0
        || options.lookEvery.count() <= 0 || options.waitEvery.count() <= 0)
        throw Error(ErrorCode::InvalidInput, "invalid_sender",
                    "a sender needs a limit for fees, and times above zero");
    return options;
}

bool isText(std::string_view text, std::size_t bytesMax)
{
    return text.size() <= bytesMax && text.find('\0') == text.npos && base::isUtf8(text);
}

void check(const Intent& intent)
{
    const auto wrong = [](const char* text) {
        return Error(ErrorCode::InvalidInput, "invalid_intent", text);
    };
    if (intent.key.empty() || !isText(intent.key, Intent::kKeyBytesMax))
        throw wrong("an intent needs a key of at most 200 bytes of text");
    if (!isText(intent.cause, Intent::kCauseBytesMax))
        throw wrong("a cause is at most 200 bytes of text");
    if (intent.data.size() > Intent::kDataBytesMax)
        throw wrong("the data of a transaction is at most 96 KiB");
    if (!intent.to && intent.data.empty())
        throw wrong("a contract is created from its code");
    if (intent.gasLimitMax < Signer::kFillerGas || intent.gasLimitMax > Intent::kGasLimitMax)
        throw wrong("a gas limit is between 21000 and 16000000");
}
} // namespace

std::string_view stateWord(State state)
{
    switch (state) {
    case State::Queued: return "queued";
    case State::Signed: return "signed";
    case State::Sent: return "sent";
    case State::Unknown: return "unknown";
    case State::Mined: return "mined";
    case State::Succeeded: return "succeeded";
    case State::Reverted: return "reverted";
    case State::Refused: return "refused";
    case State::Failed: break;
    }
    return "failed";
}

bool isFinal(State state)
{
    return state == State::Succeeded || state == State::Reverted || state == State::Refused
        || state == State::Failed;
}

struct Sender::Impl {
    Impl(db::Pool& database, chain::evm::Rpc& chain, crypto::PrivateKey key, base::Metrics& metrics,
         const base::Clock& now, Options given)
        : options(checked(std::move(given))), signer(chain.chainId(), std::move(key)),
          store(chain.chainId(), signer.address()), counters(metrics, chain.chainId(), signer.address()),
          desk{database, chain, now, options, signer, store, counters}
    {
    }

    const Options options;
    const Signer signer;
    const Store store;
    Counters counters;
    const Desk desk;
};

Sender::Sender(db::Pool& pool, chain::evm::Rpc& rpc, crypto::PrivateKey key, base::Metrics& metrics,
               const base::Clock& clock, Options options)
    : m_impl(std::make_unique<Impl>(pool, rpc, std::move(key), metrics, clock, std::move(options)))
{
}

Sender::~Sender() = default;

const chain::evm::Address& Sender::address() const
{
    return m_impl->signer.address();
}

void Sender::enqueue(db::Transaction& tx, const Intent& intent)
{
    check(intent);
    const Store& store = m_impl->store;
    auto key = store.lookUpKey(tx, intent);
    if (key == Store::KeyIs::Free) {
        if (store.queued(tx) >= kQueuedMax)
            throw Error(ErrorCode::Unavailable, "transactions_queue_full",
                        "too many transactions wait to be sent");
        if (store.insertIntent(tx, intent, m_impl->desk.clock.now()))
            return;
        key = store.lookUpKey(tx, intent); // somebody else was quicker
    }
    if (key != Store::KeyIs::SameCall)
        throw Error(ErrorCode::Conflict, "key_reused", "this key stands for another transaction");
}

std::optional<Status> Sender::find(db::Transaction& tx, const std::string& key) const
{
    return m_impl->store.status(tx, key);
}

std::vector<std::string> Sender::step()
{
    return Pass(m_impl->desk).run();
}

} // namespace bursar::transactions
