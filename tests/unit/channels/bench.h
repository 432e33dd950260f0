// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../ledger/ledger_bench.h"
#include "../registry/bench.h"
#include "channels/database_engine.h"
#include "channels/reader.h"
#include "ledger/reader.h"

#include <boost/json.hpp>

#include <future>

namespace bursar::test {

/// A server with a ledger and channels that open for nothing; agents alpha, beta and gamma.
struct ChannelsBench : RegistryBench {
    LedgerServer server{database};
    ledger::Reader journal{pool, server.ledger, std::string(32, 'k')};
    channels::DatabaseEngine engine;
    channels::Reader reader{pool, server.ledger, journal, engine, nullptr, registry, clock};

    explicit ChannelsBench(channels::Options options = {.freeChannels = true})
        : engine(pool, server.ledger, journal, registry, nullptr, server.metrics, clock, std::move(options))
    {
        for (const char* slug : {"alpha", "beta", "gamma"})
            keysOf[slug] = add(slug).api_key;
    }
    std::map<std::string, std::string> keysOf;

    contract::Context as(const std::string& slug)
    {
        contract::Principal who = call(keysOf.at(slug));
        return context(std::move(who));
    }
    contract::Context desk() { return operatorContext(); }

    static contract::CreateChannelInput wanted(std::int64_t credits, std::vector<std::string> participants = {"alpha", "beta"})
    {
        contract::CreateChannelInput input;
        input.credits = credits;
        for (const std::string& name : participants)
            input.participants.emplace_back(boost::json::string(name));
        return input;
    }
    contract::OpenedChannel open(contract::CreateChannelInput input)
    {
        std::promise<contract::Outcome<contract::OpenedChannel>> promise;
        engine.createChannel(desk(), input, [&](auto outcome) { promise.set_value(std::move(outcome)); });
        auto outcome = promise.get_future().get();
        if (!outcome)
            throw outcome.error();
        return outcome.take();
    }
    std::string open(std::int64_t credits) { return open(wanted(credits)).channel_id; }

    contract::TransactionResult send(const contract::Context& who, contract::SendTransaction::Input input)
    {
        std::promise<contract::Outcome<contract::TransactionResult>> promise;
        engine.sendTransaction(who, input, [&](auto outcome) { promise.set_value(std::move(outcome)); });
        auto outcome = promise.get_future().get();
        if (!outcome)
            throw outcome.error();
        return outcome.take();
    }
    contract::TransactionResult send(const std::string& channel, const std::string& from, const std::string& to, std::int64_t amount)
    {
        return send(as(from), {channel, from, to, amount, {}, {}, {}});
    }
    contract::ToppedUp topUp(const std::string& channel, const std::string& who, std::int64_t credits,
                             std::optional<std::string> version = {})
    {
        std::promise<contract::Outcome<contract::ToppedUp>> promise;
        engine.topupCredits(desk(), {channel, who, credits, version, {}, {}}, [&](auto outcome) { promise.set_value(std::move(outcome)); });
        auto outcome = promise.get_future().get();
        if (!outcome)
            throw outcome.error();
        return outcome.take();
    }
    contract::ClosedChannel close(const std::string& channel, std::optional<std::string> version = {})
    {
        return engine.closeChannel(desk(), {channel, {}, version});
    }
    contract::ChannelPreview preview(const std::string& channel, contract::ChannelAction action)
    {
        return engine.preview(desk(), {channel, action, {}, {}, {}, {}, {}});
    }
    std::int64_t balance(const std::string& channel, const std::string& who)
    {
        for (const contract::ChannelBalance& row : engine.getChannel(channel).balances) {
            if (row.agent_id == who)
                return row.balance;
        }
        return -1;
    }
    std::string stateOf(const std::string& channel)
    {
        return boost::describe::enum_to_string(engine.getChannel(channel).channel.status, "");
    }
    /// The ledger's own check; empty when everything adds up.
    std::string faults()
    {
        server.ledger.waitUntilDerived(std::chrono::seconds(10));
        std::string out;
        for (const std::string& fault : journal.check().faults)
            out += fault + "\n";
        return out;
    }
};

} // namespace bursar::test
