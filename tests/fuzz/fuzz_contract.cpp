// SPDX-License-Identifier: GPL-3.0-or-later
// Every operation's input from any JSON: either decoded, or refused by Error{InvalidInput} with at least one field.
#include "base/error.h"
#include "contract/analytics.h"
#include "contract/http_form.h"
#include "contract/identity.h"
#include "contract/ingest.h"
#include "contract/insight.h"
#include "contract/logs.h"
#include "contract/registry.h"
#include "contract/system.h"

#include <boost/json.hpp>

#include <cstdlib>

namespace {
using namespace bursar;

template <class Op>
void decode(const contract::json::value& value)
{
    try {
        const auto input = contract::Codec<Op>::decodeInput(value);
        const auto again = contract::Codec<Op>::encodeInput(input);
        if (contract::Codec<Op>::encodeInput(contract::Codec<Op>::decodeInput(again)) != again)
            std::abort();
    } catch (const base::Error& error) {
        if (error.code() != base::ErrorCode::InvalidInput || error.fields().empty())
            std::abort();
    }
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    using namespace bursar::contract;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    errorOf(400, text);
    boost::system::error_code failed;
    const json::value value = json::parse(text, failed);
    if (failed)
        return 0;
    decode<RegisterAgent>(value);
    decode<ListLogs>(value);
    decode<GetSeries>(value);
    decode<CompareSpans>(value);
    decode<UploadImportChunk>(value);
    decode<CreateKey>(value);
    decode<AuthVerify>(value);
    decode<ListCustomers>(value);
    decode<FindAnything>(value);
    return 0;
}
