// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "x402/facilitator.h"

namespace bursar::x402::impl {

/// What /verify and /settle answered. Never throws: what cannot be believed is Unknown.
FacilitatorAnswer readVerifyAnswer(const net::ClientResponse& response, const Payment& payment);
FacilitatorAnswer readSettleAnswer(const net::ClientResponse& response, const Payment& payment);
/// Empty when malformed. Kinds that are of no version that we know are passed over.
std::optional<std::vector<SupportedKind>> readSupported(const net::ClientResponse& response);

} // namespace bursar::x402::impl
