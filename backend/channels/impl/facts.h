// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/impl/store.h"

#include <memory>
#include <mutex>
#include <unordered_map>

namespace bursar::channels {

/// What a transaction has to know of its channel. It may be a second old on a server that did not make the change; the
/// ledger refuses what is wrong all the same, since a channel that closes has taken the credits in.
struct Facts {
    struct Participant {
        std::string name;
        std::optional<ledger::AccountId> account;
        contract::ParticipantState state = contract::ParticipantState::active;
    };
    std::string id;
    contract::ChannelState state = contract::ChannelState::pending;
    bool paused = false;
    std::vector<Participant> participants;

    const Participant* participant(std::string_view name) const;
    const Participant* participant(ledger::AccountId account) const;
};

class FactsCache {
public:
    static constexpr std::chrono::seconds kStaleness{1};
    static constexpr std::size_t kChannelsMax = 10'000;

    explicit FactsCache(db::Pool& pool) : m_pool(pool) {}

    /// Null when there is no such channel.
    std::shared_ptr<const Facts> find(const std::string& id);
    /// Read anew, whatever is remembered.
    std::shared_ptr<const Facts> read(const std::string& id);
    void forget(const std::string& id);

private:
    struct Known {
        std::shared_ptr<const Facts> facts;
        std::chrono::steady_clock::time_point until;
    };
    db::Pool& m_pool;
    std::mutex m_mutex;
    std::unordered_map<std::string, Known> m_known;
};

} // namespace bursar::channels
