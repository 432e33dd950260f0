// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain/evm/rpc.h"

namespace bursar::chain::evm {

/// When a block counts as final.
struct FinalityRule {
    /// Blocks from it to the head, both counted: 1 is the head itself. 0 is taken for 1.
    std::uint64_t confirmations = 12;
    /// The chain has a `finalized` block: both must hold. While the chain does not name it, nothing is final.
    bool useFinalizedTag = false;
};

/// The highest final block; none while there is none.
std::optional<std::uint64_t> finalBlock(Rpc& rpc, const FinalityRule& rule);

/// Where a scan stands: to be stored in the transaction that stores what its logs caused.
struct ScanState {
    static constexpr std::size_t kTrailMax = 256;

    std::uint64_t nextBlock = 0; // the first that has not been read
    /// Blocks that the read ones build on, ascending: many close behind nextBlock, ever fewer further back.
    std::vector<BlockRef> trail;

    /// {"next":7,"trail":[[5,"0x…"],…]}; empty when malformed.
    std::string toJson() const;
    static std::optional<ScanState> fromJson(std::string_view text);
    bool operator==(const ScanState&) const = default;
};

struct ScanStep {
    enum class Kind {
        UpToDate,   // nothing new is final, or the nodes disagree for the moment: later
        Advanced,   // `logs` of blocks old nextBlock … new nextBlock - 1
        RolledBack, // the chain was reorganised: what came from blocks >= voidFrom did not happen
    };
    Kind kind = Kind::UpToDate;
    ScanState state; // what to store
    std::vector<Log> logs;
    std::uint64_t voidFrom = 0; // of RolledBack; equals state.nextBlock
};

/// Reads the logs of a filter block range by block range, up to the finality rule, and notices when the chain takes
/// back what was read. Keeps nothing: step() goes from one state to the next, so a scan may be taken up again by
/// another process. With confirmations 1 and no tag it follows the head and reorganisations are daily business; with a
/// rule that holds they mean that the rule was too weak.
/// A roll-back goes to the last common block that the trail remembers: at or below the true one, at least firstBlock.
/// A node that merely lags behind is not taken for a reorganisation.
class LogScanner {
public:
    struct Options {
        std::uint64_t firstBlock = 0; // nothing of interest lies before: the contract's own block
        std::uint64_t blocksPerStep = 2'000;
    };

    LogScanner(LogFilter filter, FinalityRule rule, Options options);

    ScanState begin() const { return {.nextBlock = m_options.firstBlock, .trail = {}}; }
    /// One range at most. Throws what Rpc throws; the state that was passed then still holds.
    ScanStep step(Rpc& rpc, const ScanState& state) const;

private:
    std::optional<ScanStep> rollBack(Rpc& rpc, const ScanState& state) const;
    bool stillHolds(Rpc& rpc, const std::vector<BlockRef>& blocks) const;

    LogFilter m_filter;
    FinalityRule m_rule;
    Options m_options;
};

} // namespace bursar::chain::evm
