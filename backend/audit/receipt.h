// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bursar::audit {

/// What a log was at some time: the root of its Merkle tree, signed. Heads of a log are chained by `previous`.
struct Head {
    std::string log;       // "journal", "audit"
    std::uint64_t size = 0;
    std::string root;      // 32 bytes
    std::string previous;  // SHA-256 of the signed text of the head before; 32 zero bytes for the first
    base::Time at;
    std::string publicKey; // Ed25519, 32 bytes
    std::string signature; // of signedText(), 64 bytes

    /// Compact JSON of log, size, root, previous and at (hashes in hexadecimal): what is signed.
    std::string signedText() const;
};

/// That an entry stands in a log at a place, for whoever trusts the key.
struct Receipt {
    std::uint64_t index = 0;
    std::string entry; // its canonical bytes
    std::vector<std::string> path;
    Head head;
};

/// JSON, as exported and as `bursarctl verify-receipt` reads it.
std::string toText(const Receipt& receipt);
/// Throws Error{InvalidInput, "bad_receipt"}.
Receipt receiptFromText(std::string_view text);

/// What is wrong with it for someone who trusts `publicKey`: a sentence, or empty when it proves what it says. Needs no
/// database and no network.
std::optional<std::string> faultOf(const Receipt& receipt, std::string_view publicKey);

} // namespace bursar::audit
