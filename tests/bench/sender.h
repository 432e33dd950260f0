// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace bursar::bench {

struct Sent {
    double seconds = 0;         // from the first byte sent to the last answer
    std::size_t accepted = 0;   // entries, as the answers say
    std::size_t postponed = 0;  // answers 429, sent again
    std::string problem;        // the first answer that was neither 202 nor 429
    std::vector<double> millis; // of each batch, from sending to its answer
};

/// Sends ready-made HTTP requests to 127.0.0.1:`port` over `connections` kept connections, each waiting for its answer
/// before the next, as SDKs do. One thread and prepared bytes: on a small machine the sender must not be what is measured.
Sent sendAll(unsigned port, const std::vector<std::string>& requests, std::size_t connections);

/// A POST of `body` with these header lines ("Name: value\r\n" each).
std::string httpPost(const std::string& path, const std::string& headers, const std::string& body);
std::string gzip(const std::string& text);

} // namespace bursar::bench
