// SPDX-License-Identifier: GPL-3.0-or-later
// Logs, results and reverts of contracts: refused, or the same bytes when encoded again.
#include "chain/evm/abi.h"
#include "chain/evm/revert.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    using namespace bursar::chain::evm;
    static const abi::Function functions[]{
        abi::Function("f(uint256,string,bytes,address[])"), abi::Function("f((uint8,string)[],int128[2],bool)"),
        abi::Function("f(string[][],bytes4)"), abi::Function("f((bytes,(string,uint64[2])[2])[])")};
    static const abi::Event event("E(address indexed a, string indexed b, int64 indexed c, (uint256,string)[] d)");
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const abi::Function& function : functions) {
        const std::string call = function.selector() + std::string(bytes);
        if (const auto values = function.decode(call); values && function.encode(*values) != call)
            std::abort();
    }
    const Revert revert = Revert::fromData(std::string(bytes));
    if (revert.data != bytes || revert.text().size() > 300)
        std::abort();
    if (size >= 96) {
        const Hash topics[]{event.topic(), *Hash::fromBytes(bytes.substr(0, 32)),
                            *Hash::fromBytes(bytes.substr(32, 32)), *Hash::fromBytes(bytes.substr(64, 32))};
        if (const auto values = event.decode(topics, bytes.substr(96)); values && values->size() != 4)
            std::abort();
    }
    const auto type = abi::Type::parse(bytes);
    if (type && abi::Type::parse(type->text()) != type)
        std::abort();
    return 0;
}
