// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain/evm/types.h"

namespace bursar::chain::evm {

/// Why a contract reverted: the data that it gave back, read.
struct Revert {
    enum class Kind {
        Empty,  // no data: out of gas, no such function, require() without a text
        Error,  // Error(string): `reason`
        Panic,  // Panic(uint256): `panicCode`
        Custom, // an error of its own: decode `data` with abi::Function
    };
    Kind kind = Kind::Empty;
    std::string data; // raw
    std::string reason; // not always UTF-8
    std::uint64_t panicCode = 0;

    /// Data that starts like Error or Panic but is malformed is Custom.
    static Revert fromData(std::string data);
    /// One line for people, printable ASCII, at most 300 bytes: "insufficient balance", "panic 0x11: arithmetic
    /// overflow", "custom error 0xe450d38c".
    std::string text() const;
    bool operator==(const Revert&) const = default;
};

/// Text of another system for people: printable ASCII on one line, cut at `bytesMax`.
std::string oneLine(std::string_view text, std::size_t bytesMax = 300);

} // namespace bursar::chain::evm
