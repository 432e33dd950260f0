// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/impl/store.h"
#include "registry/registry.h"

namespace bursar::channels {

inline constexpr std::int64_t kCreditsMax = 1'000'000'000'000'000; // a billion dollars, a thousand times over
inline constexpr std::size_t kMilestonesMax = 32;
inline constexpr std::size_t kMilestoneNameBytesMax = 100;

/// A participant by the name under which it is stored: an agent's slug, or a lower-case address.
std::string participantName(std::string_view text);

/// The channel that an input asks for, with its participants, milestones and one deposit, all without ids and times.
/// Throws InvalidInput with the path of every kind of bad field.
Snapshot planOf(const contract::CreateChannelInput& input, registry::Registry& registry);

/// A short name of a state of affairs: equal when nothing has changed.
std::string versionOf(std::string_view what);

} // namespace bursar::channels
