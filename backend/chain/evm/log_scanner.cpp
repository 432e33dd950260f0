// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain/evm/log_scanner.h"

#include <boost/json.hpp>

#include <algorithm>
#include <bit>

namespace bursar::chain::evm {

namespace json = boost::json;

namespace {
/// Logs this close to the end of what is read have the hash of their block compared with the chain's: another node may
/// have answered from a fork. Further back a range is only read when catching up.
constexpr std::uint64_t kComparedBlocks = 64;
/// The newest of the trail that are all kept.
constexpr std::size_t kTrailDense = 64;

/// Keeps the newest, and of the older ones two for each doubling of the distance: the furthest, and the nearest, which
/// takes its place once that has moved on. So a bounded trail reaches back to the beginning.
void prune(std::vector<BlockRef>& trail)
{
    if (trail.size() <= kTrailDense)
        return;
    const std::size_t dense = trail.size() - kTrailDense;
    const auto magnitude = [head = trail.back().number](const BlockRef& block) {
        return std::bit_width(head - block.number);
    };
    std::vector<BlockRef> kept;
    for (std::size_t i = 0; i < trail.size(); ++i) {
        const bool isFurthest = i == 0 || magnitude(trail[i - 1]) != magnitude(trail[i]);
        const bool isNearest = i + 1 >= dense || magnitude(trail[i + 1]) != magnitude(trail[i]);
        if (i >= dense || isFurthest || isNearest)
            kept.push_back(trail[i]);
    }
    trail = std::move(kept);
}

/// The blocks of `logs` that are worth comparing, without repeats.
std::vector<BlockRef> recentBlocks(const std::vector<Log>& logs, std::uint64_t end)
{
    std::vector<BlockRef> blocks;
    for (const Log& log : logs) {
        if (end - log.block.number < kComparedBlocks && (blocks.empty() || blocks.back() != log.block))
            blocks.push_back(log.block);
    }
    return blocks;
}

std::optional<BlockRef> readRef(const json::value& value)
{
    const auto* pair = value.if_array();
    if (!pair || pair->size() != 2 || !(*pair)[0].is_int64() || (*pair)[0].get_int64() < 0 || !(*pair)[1].is_string())
        return std::nullopt;
    const auto hash = Hash::fromHex((*pair)[1].get_string());
    return hash ? std::optional(BlockRef{std::uint64_t((*pair)[0].get_int64()), *hash}) : std::nullopt;
}
} // namespace

std::optional<std::uint64_t> finalBlock(Rpc& rpc, const FinalityRule& rule)
{
    const std::uint64_t behind = std::max<std::uint64_t>(rule.confirmations, 1) - 1;
    const std::uint64_t head = rpc.blockNumber();
    if (head < behind)
        return std::nullopt;
    if (!rule.useFinalizedTag)
        return head - behind;
    const auto finalized = rpc.block(BlockTag::Finalized);
    return finalized ? std::optional(std::min(head - behind, finalized->ref.number)) : std::nullopt;
}

std::string ScanState::toJson() const
{
    json::array blocks;
    for (const BlockRef& block : trail)
        blocks.push_back(json::array{block.number, block.hash.hex()});
    return json::serialize(json::object{{"next", nextBlock}, {"trail", std::move(blocks)}});
}

std::optional<ScanState> ScanState::fromJson(std::string_view text)
{
    boost::system::error_code failed;
    const json::value parsed = json::parse(json::string_view(text.data(), text.size()), failed);
    const auto* object = failed ? nullptr : parsed.if_object();
    const json::value* next = object ? object->if_contains("next") : nullptr;
    const json::value* trail = object ? object->if_contains("trail") : nullptr;
    if (!next || !next->is_int64() || next->get_int64() < 0 || !trail || !trail->is_array()
        || trail->get_array().size() > kTrailMax)
        return std::nullopt;
    ScanState state{std::uint64_t(next->get_int64()), {}};
    for (const json::value& item : trail->get_array()) {
        const auto block = readRef(item);
        const bool ascends = block && (state.trail.empty() || block->number > state.trail.back().number);
        if (!ascends || block->number >= state.nextBlock)
            return std::nullopt;
        state.trail.push_back(*block);
    }
    return state;
}

LogScanner::LogScanner(LogFilter filter, FinalityRule rule, Options options)
    : m_filter(std::move(filter)), m_rule(rule), m_options(options)
{
    m_options.blocksPerStep = std::max<std::uint64_t>(m_options.blocksPerStep, 1);
}

bool LogScanner::stillHolds(Rpc& rpc, const std::vector<BlockRef>& blocks) const
{
    return std::all_of(blocks.begin(), blocks.end(), [&](const BlockRef& ref) {
        const auto block = rpc.block(BlockAt(ref.number));
        return block && block->ref == ref;
    });
}

/// Empty when the newest block of the trail is still part of the chain.
std::optional<ScanStep> LogScanner::rollBack(Rpc& rpc, const ScanState& state) const
{
    if (state.trail.empty())
        return std::nullopt;
    const auto newest = rpc.block(BlockAt(state.trail.back().number));
    if (!newest)
        return ScanStep{.kind = ScanStep::Kind::UpToDate, .state = state}; // the node lags
    if (newest->ref == state.trail.back())
        return std::nullopt;
    ScanStep step{.kind = ScanStep::Kind::RolledBack, .state = state};
    auto& trail = step.state.trail;
    while (!trail.empty() && !stillHolds(rpc, {trail.back()}))
        trail.pop_back();
    step.state.nextBlock = trail.empty() ? m_options.firstBlock : trail.back().number + 1;
    step.voidFrom = step.state.nextBlock;
    return step;
}

ScanStep LogScanner::step(Rpc& rpc, const ScanState& state) const
{
    if (auto back = rollBack(rpc, state))
        return std::move(*back);
    ScanStep step{.kind = ScanStep::Kind::UpToDate, .state = state};
    const auto target = finalBlock(rpc, m_rule);
    if (!target || *target < state.nextBlock)
        return step;
    const std::uint64_t last = std::min(*target, state.nextBlock + m_options.blocksPerStep - 1);
    const auto end = rpc.block(BlockAt(last));
    if (!end)
        return step;
    auto logs = rpc.logs(m_filter, state.nextBlock, last);

    // The chain may have changed while it was read: everything that is relied on must hold afterwards.
    std::vector<BlockRef> built = recentBlocks(logs, last);
    if (built.empty() || built.back().number != last)
        built.push_back(end->ref);
    if (built.back() != end->ref || !stillHolds(rpc, built)
        || (!state.trail.empty() && !stillHolds(rpc, {state.trail.back()})))
        return step;
    step.kind = ScanStep::Kind::Advanced;
    step.logs = std::move(logs);
    step.state.nextBlock = last + 1;
    step.state.trail.insert(step.state.trail.end(), built.begin(), built.end());
    prune(step.state.trail);
    return step;
}

} // namespace bursar::chain::evm
