// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/amount.h"
#include "base/time.h"
#include "ingest/ingest.h"
#include "rollup/rollup.h"

#include <optional>
#include <string>

namespace bursar::ingest {

/// A claimed payment.
struct Payment {
    std::string token;      // as reported: "USDC-base-mainnet"; stored with the request
    std::string asset;      // normalised: "USDC"
    unsigned decimals = 6;
    base::Amount amount;    // atomic, more than zero
    std::string tx;         // "" when unknown
};

/// One request, ready to be stored. Empty texts are stored as NULL. Texts must be UTF-8; the writer cuts what is too
/// long and drops what the database cannot hold.
struct Ingest::Row {
    std::int64_t agentKey = 0;
    base::Time at;
    bool arrivalTime = false; // `at` is when it arrived, because it came without a usable time
    bool repaired = false;    // from a line that was cut off
    std::string requestId;
    rollup::Protocol protocol = rollup::Protocol::http;
    rollup::Source source = rollup::Source::sdk;
    int status = 200;
    std::chrono::microseconds response{};
    std::string method, path, tool;
    std::string customer;
    int knownBy = 3; // 0 customer id, 1 payer, 2 header, 3 address
    std::string error; // "HTTP_404" is filled in for errors without one
    std::optional<std::int64_t> requestSize, responseSize;
    std::optional<Payment> payment;
    std::string payer; // of the payment, or who tried to pay
    std::string ip, country, city; // country and city are looked up when empty and there is an address
    std::string userAgent, referer, contentType, acceptLanguage;
    std::string agentVersion, sdkVersion, batchId;
    std::string keyId; // uuid of the API key, "" when none
    std::string headers;      // JSON object, already redacted; "" when none
    std::string requestBody, responseBody;
    std::string identity; // 16 bytes; the writer fills it in
};

/// What makes a request the same one: the first 16 bytes of SHA-256(UTC day ‖ 0x00 ‖ request id).
std::string identityOf(base::Time at, std::string_view requestId);
std::string uuidText(std::string_view raw16);

} // namespace bursar::ingest
