// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/types.h"

#include <array>
#include <string_view>

namespace bursar::ledger {

/// 16 bytes of SHA-256: of an idempotency key, or of a command without its key.
using Digest = std::array<char, 16>;
Digest digestOf(std::string_view bytes);
struct DigestHash {
    std::size_t operator()(const Digest& digest) const;
};

/// A hold whose time ran out; made by the ledger itself.
struct ExpireHold {
    HoldId hold{};
    bool operator==(const ExpireHold&) const = default;
};
using EntryAction = std::variant<OpenAccount, SetRules, Transfer, Hold, PostHold, VoidHold, ExpireHold>;

/// One row of the journal.
struct Entry {
    JournalId id{};
    base::Time at;
    std::string key;
    Digest body{}; // of the command: the same key with another one is a conflict
    std::string cause;
    std::string memo;
    EntryAction action;
    bool operator==(const Entry&) const = default;
};

/// The canonical text of an entry: compact JSON with its members in one order (README). It is what is stored, sealed and
/// put into receipts.
std::string encode(const Entry& entry);
/// Throws Error{Internal, "journal_unreadable"}.
Entry decode(std::string_view text);

/// What makes two commands with the same key the same.
Digest bodyOf(const Command& command);

/// A command as a server hands it to the one that writes.
std::string encodeCommand(const Command& command);
Command decodeCommand(std::string_view text);

} // namespace bursar::ledger
