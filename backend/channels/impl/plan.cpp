// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/impl/plan.h"

#include "base/error.h"
#include "base/ids.h"
#include "base/utf8.h"
#include "channels/impl/book.h"
#include "crypto/ethereum.h"
#include "crypto/hash.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <numeric>

namespace bursar::channels {

namespace {
namespace json = boost::json;
using base::invalidField;

constexpr int kParticipantsDefault = 10;

struct Named {
    std::string name;
    std::optional<std::string> role;
};

Named namedIn(const json::value& value, const std::string& path)
{
    if (value.is_string())
        return {std::string(value.get_string()), {}};
    if (!value.is_object())
        throw invalidField(path, "wrong_type", "must be an agent's id, or an object with agent_id and role");
    Named out;
    for (const auto& member : value.get_object()) {
        if (!member.value().is_string())
            throw invalidField(fmt::format("{}.{}", path, std::string_view(member.key())), "wrong_type", "must be text");
        const std::string text(member.value().get_string());
        if (member.key() == "agent_id")
            out.name = text;
        else if (member.key() == "role")
            out.role = text;
        else
            throw invalidField(fmt::format("{}.{}", path, std::string_view(member.key())), "unknown_field",
                               "is not a field of a participant");
    }
    if (out.role && *out.role != "client" && *out.role != "provider")
        throw invalidField(path + ".role", "not_allowed", "must be client or provider");
    return out;
}

void addParticipant(Snapshot& plan, const Named& named, const std::string& path, registry::Registry& registry)
{
    ParticipantRow row;
    row.participant = participantName(named.name);
    row.role = named.role;
    if (row.participant.empty())
        throw invalidField(path, "malformed", "must be an agent's id, or a 0x address");
    if (plan.participant(row.participant))
        throw invalidField(path, "duplicate", "stands in the list twice");
    if (row.participant.starts_with("0x")) {
        row.address = row.participant;
    } else {
        try {
            const contract::Agent agent = registry.agent(row.participant);
            if (agent.status != "active")
                throw invalidField(path, "participant_not_active", "is an agent that is " + agent.status);
            row.address = agent.evm_address;
            plan.channel.simulated = plan.channel.simulated || agent.simulated;
        } catch (const base::Error& error) {
            if (error.code() != base::ErrorCode::NotFound)
                throw;
            throw invalidField(path, "participant_not_found", "is not an agent of this server");
        }
    }
    plan.participants.push_back(std::move(row));
}

/// Atomic units of a JSON number or decimal text. What JSON holds as 16.4 is 16.4, not the nearest double.
std::optional<base::Amount> usdcIn(const json::value& value)
{
    std::string text;
    if (value.is_string())
        text = value.get_string();
    else if (value.is_int64())
        text = std::to_string(value.get_int64());
    else if (value.is_uint64())
        text = std::to_string(value.get_uint64());
    else if (value.is_double())
        text = fmt::format("{}", value.get_double());
    else
        return std::nullopt;
    return base::Amount::fromDecimal(text, 6);
}

std::int64_t creditsOf(const contract::CreateChannelInput& input)
{
    std::optional<std::int64_t> credits = input.credits;
    if (credits && (*credits <= 0 || *credits > kCreditsMax))
        throw invalidField("credits", "out_of_range", fmt::format("must be 1 to {}", kCreditsMax));
    if (!input.usdc_amount) {
        if (!credits)
            throw invalidField("usdc_amount", "missing", "is required");
        return *credits;
    }
    const auto amount = usdcIn(*input.usdc_amount);
    const auto atomic = amount ? amount->asUint64() : std::nullopt;
    if (!amount || amount->isZero() || !atomic || *atomic / kUnitsPerCredit > std::uint64_t(kCreditsMax))
        throw invalidField("usdc_amount", "out_of_range", "must be a positive amount with at most six decimals");
    if (*atomic % kUnitsPerCredit != 0)
        throw invalidField("usdc_amount", "not_whole_credits", "must be a multiple of 0.001: one credit");
    const auto bought = std::int64_t(*atomic / kUnitsPerCredit);
    if (credits && *credits != bought)
        throw invalidField("credits", "contradicts_usdc_amount", "is not what usdc_amount buys (1 USDC = 1000 credits)");
    return bought;
}

void shareOut(Snapshot& plan, std::int64_t credits, const std::optional<std::map<std::string, std::int64_t>>& balances)
{
    const auto count = std::int64_t(plan.participants.size());
    if (!balances) {
        for (ParticipantRow& row : plan.participants)
            row.share = credits / count;
        plan.participants.front().share += credits % count;
        return;
    }
    std::int64_t sum = 0;
    for (const auto& [name, share] : *balances) {
        const std::string stored = participantName(name);
        const std::string path = "balances." + name;
        ParticipantRow* found = nullptr;
        for (ParticipantRow& row : plan.participants)
            found = row.participant == stored ? &row : found;
        if (!found)
            throw invalidField(path, "not_a_participant", "does not take part");
        if (share < 0 || share > credits || found->share != 0)
            throw invalidField(path, "out_of_range", "must be a part of the deposit, once");
        found->share = share;
        sum += share;
    }
    if (sum != credits)
        throw invalidField("balances", "sum_differs", fmt::format("must add up to {} credits", credits));
}

std::string partner(const Snapshot& plan, const std::optional<std::string>& given, const char* role, const std::string& path)
{
    if (given) {
        const std::string name = participantName(*given);
        if (!plan.participant(name))
            throw invalidField(path, "not_a_participant", "does not take part");
        return name;
    }
    for (const ParticipantRow& row : plan.participants) {
        if (row.role == role)
            return row.participant;
    }
    throw invalidField(path, "missing", fmt::format("is required, or a participant with the role {}", role));
}

void addMilestones(Snapshot& plan, const std::vector<contract::MilestoneInput>& wanted)
{
    if (wanted.size() > kMilestonesMax)
        throw invalidField("milestones", "too_many", fmt::format("has at most {} items", kMilestonesMax));
    std::map<std::string, std::int64_t> promised;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const std::string path = fmt::format("milestones[{}]", i);
        MilestoneRow row;
        row.name = wanted[i].name;
        row.credits = wanted[i].credits;
        if (row.name.empty() || row.name.size() > kMilestoneNameBytesMax || !base::isUtf8(row.name))
            throw invalidField(path + ".name", "malformed", fmt::format("has 1 to {} bytes", kMilestoneNameBytesMax));
        for (const MilestoneRow& other : plan.milestones) {
            if (other.name == row.name)
                throw invalidField(path + ".name", "duplicate", "stands in the list twice");
        }
        if (row.credits <= 0 || row.credits > kCreditsMax)
            throw invalidField(path + ".credits", "out_of_range", "must be positive");
        row.client = partner(plan, wanted[i].client, "client", path + ".client");
        row.provider = partner(plan, wanted[i].provider, "provider", path + ".provider");
        if (row.client == row.provider)
            throw invalidField(path + ".provider", "self_transfer", "is the client itself");
        promised[row.client] += row.credits;
        if (promised[row.client] > plan.participant(row.client)->share)
            throw invalidField(path + ".credits", "insufficient_balance", "is more than the client will have");
        plan.milestones.push_back(std::move(row));
    }
}

/// What this server does not offer is refused by name rather than taken for something else.
void requireOnly(const std::optional<std::string>& given, const char* only, const char* field)
{
    if (given && *given != only)
        throw invalidField(field, "not_allowed", fmt::format("must be {}", only));
}
} // namespace

std::string participantName(std::string_view text)
{
    if (text.starts_with("0x") || text.starts_with("0X")) {
        std::string address(text);
        address[1] = 'x';
        return crypto::parseAddress(address).value_or("");
    }
    if (text.size() > 64)
        return {};
    std::string out(text);
    for (char& c : out)
        c = c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
    return out;
}

Snapshot planOf(const contract::CreateChannelInput& input, registry::Registry& registry)
{
    Snapshot plan;
    requireOnly(input.mode, "lite", "mode");
    requireOnly(input.type, "private", "type");
    plan.channel.maxParticipants = input.max_participants.value_or(kParticipantsDefault);
    if (plan.channel.maxParticipants < 1 || std::size_t(plan.channel.maxParticipants) > kParticipantsMax)
        throw invalidField("max_participants", "out_of_range", fmt::format("must be 1 to {}", kParticipantsMax));
    if (input.participants.empty())
        throw invalidField("participants", "missing", "is required");
    if (input.participants.size() > std::size_t(plan.channel.maxParticipants))
        throw invalidField("participants", "too_many", fmt::format("has at most {} items", plan.channel.maxParticipants));
    for (std::size_t i = 0; i < input.participants.size(); ++i) {
        const std::string path = fmt::format("participants[{}]", i);
        addParticipant(plan, namedIn(input.participants[i], path), path, registry);
    }
    const std::int64_t credits = creditsOf(input);
    shareOut(plan, credits, input.balances);
    if (input.milestones)
        addMilestones(plan, *input.milestones);
    DepositRow deposit;
    deposit.kind = "open";
    deposit.amount = usdcOf(credits);
    plan.deposits.push_back(std::move(deposit));
    return plan;
}

std::string versionOf(std::string_view what)
{
    return base::toHex(crypto::sha256(what).substr(0, 16));
}

} // namespace bursar::channels
