// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/http_client.h"
#include "x402/payment.h"

#include <vector>

namespace bursar::x402 {

/// What a facilitator said. It is a stranger with a copy of the signature: whatever it says, only lookUp() knows what
/// became of the money.
struct FacilitatorAnswer {
    enum class State {
        Accepted, // valid; of settle: it names the transaction that paid, mined but perhaps not final
        Refused,  // it says no. Of settle: it may have been sent all the same, so look until it cannot happen any more
        Unknown,  // no answer that could be believed: nothing follows from it
    };
    State state = State::Unknown;
    std::string reason;  // of Refused, in the facilitator's words; of Unknown, why: "upstream_timeout", "http_503" …
    std::string message; // the facilitator's, for people
    std::optional<chain::evm::Hash> transaction; // of settle, where it named one
};

/// What a facilitator deals with.
struct SupportedKind {
    Version version = Version::V1;
    std::string scheme;
    std::string network;
};

struct FacilitatorOptions {
    /// The API's root, of the operator's configuration. Plain http only to this machine.
    std::string url;
    std::chrono::milliseconds timeout{10'000};       // of verify and supported
    std::chrono::milliseconds settleTimeout{90'000}; // it waits for a block
};

/// An external facilitator over HTTP: POST /verify, POST /settle, GET /supported, bodies of either version.
///
/// An answer counts when it came with 200 or a 4xx, is well-formed, and does not contradict the question (payer,
/// network, amount). Timeouts, 5xx, redirects, larger answers and everything else are Unknown; nothing is asked twice.
/// Texts are cut and printable ASCII. Blocks; any thread.
class Facilitator {
public:
    static constexpr std::size_t kAnswerBytesMax = 256 * 1024;
    static constexpr std::size_t kKindsMax = 1'000;

    /// Throws Error{InvalidInput, "invalid_facilitator_url"}. `http` must outlive it.
    Facilitator(FacilitatorOptions options, net::HttpClient& http);

    FacilitatorAnswer verify(const Payment& payment, const Requirement& requirement);
    FacilitatorAnswer settle(const Payment& payment, const Requirement& requirement);
    /// Kinds of versions 1 and 2. Throws Error{Upstream, "facilitator_unavailable"}.
    std::vector<SupportedKind> supported();

private:
    net::ClientRequest question(std::string method, std::string_view path) const;

    FacilitatorOptions m_options;
    net::HttpClient& m_http;
};

} // namespace bursar::x402
