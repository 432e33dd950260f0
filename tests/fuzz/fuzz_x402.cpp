// SPDX-License-Identifier: GPL-3.0-or-later
// What payers put into headers and facilitators answer: read, or refused in the one way that is promised.
#include "base/error.h"
#include "crypto/hash.h"
#include "x402/impl/facilitator_answer.h"

#include <boost/json.hpp>

#include <cstdlib>

namespace {
using namespace bursar::x402;
using State = FacilitatorAnswer::State;

std::optional<Payment> read(Payment (*parse)(std::string_view), std::string_view header)
{
    try {
        return parse(header);
    } catch (const bursar::base::Error& error) {
        if (error.reason() != "payment_malformed" || error.fields().size() != 1)
            std::abort();
        return std::nullopt;
    }
}

void want(bool holds)
{
    if (!holds)
        std::abort();
}

/// What goes to a facilitator is read back as what we read.
void checkPayment(const Payment& payment)
{
    want(payment.signature.size() <= kSignatureBytesMax);
    want((payment.version == Version::V2) == payment.accepted.has_value());
    const std::string again = boost::json::serialize(paymentJson(payment, {}));
    if (again.size() > kHeaderBytesMax)
        return;
    const Payment same = parseXPayment(again);
    want(same.version == payment.version && same.scheme == payment.scheme && same.network == payment.network
         && same.signature == payment.signature
         && same.authorization.structHash() == payment.authorization.structHash());
}

bool isPlain(std::string_view text)
{
    for (const char c : text) {
        if (c < ' ' || c > '~')
            return false;
    }
    return text.size() <= 300;
}

void checkAnswer(const FacilitatorAnswer& answer, int status)
{
    want(isPlain(answer.reason) && isPlain(answer.message));
    want(answer.state == State::Accepted ? status == 200 && answer.reason.empty() : !answer.reason.empty());
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    const std::string base64 = bursar::crypto::toBase64(text);
    for (const auto& payment : {read(parseXPayment, text), read(parseXPayment, base64),
                                read(parsePaymentSignature, text), read(parsePaymentSignature, base64)}) {
        if (payment)
            checkPayment(*payment);
    }
    Payment asked;
    asked.network = "base-sepolia";
    for (const int status : {200, 402, 500}) {
        bursar::net::ClientResponse response;
        response.status = status;
        response.body = text;
        checkAnswer(impl::readVerifyAnswer(response, asked), status);
        const FacilitatorAnswer settled = impl::readSettleAnswer(response, asked);
        checkAnswer(settled, status);
        want(settled.state != State::Accepted || settled.transaction);
        if (const auto kinds = impl::readSupported(response))
            want(kinds->size() <= Facilitator::kKindsMax);
    }
    return 0;
}
