// SPDX-License-Identifier: GPL-3.0-or-later
// Encoded histograms: refused, or the same after being written and read again.
#include "base/error.h"
#include "rollup/latency.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    using namespace bursar;
    rollup::LatencyHistogram histogram;
    try {
        histogram.mergeEncoded({reinterpret_cast<const char*>(data), size});
    } catch (const base::Error&) {
        return 0;
    }
    rollup::LatencyHistogram again;
    again.mergeEncoded(histogram.encode());
    if (again.encode() != histogram.encode() || again.count() != histogram.count())
        std::abort();
    for (const double p : {0.001, 0.5, 0.95, 1.0})
        (void)histogram.percentile(p);
    return 0;
}
