// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/database_engine.h"
#include "contract/channels_desk.h"
#include "ledger/reader.h"

namespace bursar::channels {

/// What an entry of the journal means in a channel: the journal is the stream of a channel's events, and its numbers are
/// their sequence. Empty for entries that say nothing to those who watch.
std::optional<contract::ChannelEvent> eventOf(const ledger::JournalRow& row, DatabaseEngine& engine);

/// The message that subscribers get: {type, channel_id, seq, payload, timestamp}.
std::string messageOf(const contract::ChannelEvent& event);

/// The channel that an entry belongs to; empty when it is none's.
std::string_view channelOfCause(std::string_view cause);

} // namespace bursar::channels
