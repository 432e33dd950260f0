// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/channels.h"

#include <QString>

#include <optional>

/// Payments by x402 as people hand them over: the demand that a wallet signs, and the signed payment that comes back.
namespace bursar::models {

/// What has to be paid, from an x402 `PaymentRequired` of version 2.
struct PaymentDemand {
    QString network;      ///< CAIP-2
    QString token;        ///< address
    QString tokenName;
    QString amountAtomic;
    QString payTo;
    QByteArray json;      ///< the whole demand, to be handed to a wallet
};
/// Empty when it is none, or offers nothing that can be paid.
std::optional<PaymentDemand> readDemand(const contract::json::value& payment);

/// A signed payment as a header carries it: base64 of its JSON.
struct SignedPayment {
    int version = 0; ///< 1: X-PAYMENT, 2: PAYMENT-SIGNATURE
    std::string header;
    friend bool operator==(const SignedPayment&, const SignedPayment&) = default;
};
/// Reads base64 (either alphabet) or JSON; empty when it is neither, or of another version.
std::optional<SignedPayment> readPayment(const QString& text);

} // namespace bursar::models
