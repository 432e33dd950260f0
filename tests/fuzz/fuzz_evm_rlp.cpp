// SPDX-License-Identifier: GPL-3.0-or-later
// RLP and signed transactions: what is accepted encodes to the same bytes.
#include "chain/evm/rlp.h"
#include "chain/evm/transaction.h"

#include <cstdlib>

namespace {
using namespace bursar::chain::evm;

std::string encoded(const rlp::Item& item)
{
    if (!item.isList)
        return rlp::bytes(item.bytes);
    std::vector<std::string> items;
    for (const rlp::Item& inner : item.items)
        items.push_back(encoded(inner));
    return rlp::list(items);
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto item = rlp::decode(bytes); item && encoded(*item) != bytes)
        std::abort();
    if (const auto transaction = SignedTransaction::decode(bytes)) {
        const auto item = rlp::decode(bytes.substr(1));
        std::vector<std::string> fields;
        for (std::size_t i = 0; i < 9; ++i)
            fields.push_back(encoded(item->items[i]));
        if (transaction->transaction.unsignedBytes() != '\x02' + rlp::list(fields))
            std::abort();
    }
    return 0;
}
