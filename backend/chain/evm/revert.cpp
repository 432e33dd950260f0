// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain/evm/revert.h"

#include "chain/evm/abi.h"

namespace bursar::chain::evm {

namespace {
std::string_view panicMeaning(std::uint64_t code)
{
    switch (code) { // Solidity's documentation, "Panic via assert and Error via require"
    case 0x01: return "assertion failed";
    case 0x11: return "arithmetic overflow";
    case 0x12: return "division by zero";
    case 0x21: return "no such enumerator";
    case 0x22: return "bad storage encoding";
    case 0x31: return "pop of an empty array";
    case 0x32: return "index out of bounds";
    case 0x41: return "out of memory";
    case 0x51: return "call of an empty function";
    default: return "unknown";
    }
}
} // namespace

Revert Revert::fromData(std::string data)
{
    static const abi::Function error("Error(string)");
    static const abi::Function panic("Panic(uint256)");
    Revert revert;
    revert.kind = data.empty() ? Kind::Empty : Kind::Custom;
    if (const auto values = error.decode(data)) {
        revert.kind = Kind::Error;
        revert.reason = values->at(0).bytes();
    } else if (const auto code = panic.decode(data); code && code->at(0).amount().asUint64()) {
        revert.kind = Kind::Panic;
        revert.panicCode = *code->at(0).amount().asUint64();
    }
    revert.data = std::move(data);
    return revert;
}

std::string Revert::text() const
{
    switch (kind) {
    case Kind::Error: return oneLine(reason);
    case Kind::Panic: return "panic " + quantityHex(panicCode) + ": " + std::string(panicMeaning(panicCode));
    case Kind::Custom: return "custom error " + dataHex(std::string_view(data).substr(0, 4));
    case Kind::Empty: break;
    }
    return "reverted without data";
}

std::string oneLine(std::string_view text, std::size_t bytesMax)
{
    std::string line(text.substr(0, bytesMax));
    for (char& c : line) {
        if (c < ' ' || c > '~')
            c = '?';
    }
    return line;
}

} // namespace bursar::chain::evm
