// SPDX-License-Identifier: GPL-3.0-or-later
// What a node answers: read, or BadAnswer; nothing else.
#include "base/error.h"
#include "chain/evm/impl/answer.h"
#include "chain/evm/log_scanner.h"
#include "chain/evm/typed_data.h"

#include <cstdlib>

namespace {
using namespace bursar::chain::evm;

template <class F> void attempt(F read)
{
    try {
        read();
    } catch (const impl::BadAnswer&) {
    }
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    attempt([&] {
        const impl::Answer answer = impl::readAnswer(text, 1);
        (void)impl::readRejection(answer.error);
        (void)classifyRejection(answer.error.message);
        const auto& result = answer.result;
        attempt([&] { (void)impl::readQuantity(result); });
        attempt([&] { (void)impl::readData(result); });
        attempt([&] { (void)impl::readBlock(result); });
        attempt([&] { (void)impl::readReceipt(result).fee(); }); // must not overflow
        attempt([&] { (void)impl::readTransaction(result); });
        attempt([&] { (void)suggestedCaps(impl::readFeeHistory(result, 4), Amount(1)); });
        attempt([&] {
            for (const Log& log : impl::readLogs(result, {}, 1, 100)) {
                if (log.block.number < 1 || log.block.number > 100)
                    std::abort();
            }
        });
        if (const auto* object = result.if_object()) {
            try {
                (void)TypedData(*object).digest();
            } catch (const bursar::base::Error& error) {
                if (error.reason() != "invalid_typed_data")
                    std::abort();
            }
        }
    });
    if (const auto state = ScanState::fromJson(text)) {
        if (ScanState::fromJson(state->toJson()) != state)
            std::abort();
    }
    return 0;
}
