// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/impl/entry.h"
#include "ledger/ledger.h"

namespace bursar::ledger {

/// A command on its way, and who waits for it.
struct Job {
    Command command;
    Digest key{}, body{};
    std::chrono::steady_clock::time_point deadline;
    Ledger::Done done;     // of a caller here
    std::string inboxId;   // or the row of another server's command
    bool attempted = false; // a commit of it failed: nobody knows yet what became of it
};

/// Between servers.
std::string encodeAnswer(const Answer& answer);
Answer decodeAnswer(std::string_view text);

} // namespace bursar::ledger
