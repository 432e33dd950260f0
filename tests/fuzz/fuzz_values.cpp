// SPDX-License-Identifier: GPL-3.0-or-later
// Times, days, amounts: whatever is accepted must survive being written and read again.
#include "base/amount.h"
#include "base/ids.h"
#include "base/time.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    using namespace bursar::base;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto time = parseTime(text)) {
        if (parseTime(formatTime(*time)) != time)
            std::abort();
    }
    if (const auto day = parseDay(text)) {
        if (parseDay(formatDay(*day)) != day)
            std::abort();
    }
    for (const unsigned decimals : {0u, 6u, 18u}) {
        if (const auto amount = Amount::fromDecimal(text, decimals)) {
            if (Amount::fromDecimal(amount->decimal(decimals), decimals) != amount)
                std::abort();
        }
    }
    if (const auto amount = Amount::fromAtomic(text)) {
        if (Amount::fromAtomic(amount->atomic()) != amount)
            std::abort();
    }
    std::string raw;
    if (fromHex(text, raw) && raw.size() * 2 != size)
        std::abort();
    return 0;
}
