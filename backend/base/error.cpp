// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

#include <array>

namespace bursar::base {

namespace {
struct Status {
    ErrorCode code;
    int status;
};
constexpr std::array kStatuses{
    Status{ErrorCode::InvalidInput, 400},    Status{ErrorCode::Unauthenticated, 401},
    Status{ErrorCode::PaymentRequired, 402}, Status{ErrorCode::Forbidden, 403},
    Status{ErrorCode::NotFound, 404},        Status{ErrorCode::MethodNotAllowed, 405},
    Status{ErrorCode::Timeout, 408},         Status{ErrorCode::Conflict, 409},
    Status{ErrorCode::Gone, 410},            Status{ErrorCode::TooLarge, 413},
    Status{ErrorCode::Unsupported, 415},     Status{ErrorCode::RateLimited, 429},
    Status{ErrorCode::Internal, 500},        Status{ErrorCode::NotImplemented, 501},
    Status{ErrorCode::Upstream, 502},        Status{ErrorCode::Unavailable, 503},
    Status{ErrorCode::OutcomeUnknown, 504},
};
} // namespace

int httpStatus(ErrorCode code)
{
    for (const Status& row : kStatuses) {
        if (row.code == code)
            return row.status;
    }
    return 500;
}

ErrorCode errorCodeFromStatus(int status)
{
    for (const Status& row : kStatuses) {
        if (row.status == status)
            return row.code;
    }
    return status >= 500 ? ErrorCode::Internal : ErrorCode::InvalidInput;
}

Error::Error(ErrorCode code, std::string reason, std::string text, std::vector<FieldError> fields)
    : m_code(code), m_reason(std::move(reason)), m_text(std::move(text)), m_fields(std::move(fields))
{
}

Error invalidField(std::string path, std::string code, std::string detail)
{
    std::string text = path + ": " + detail;
    return Error(ErrorCode::InvalidInput, "invalid_input", std::move(text),
                 {FieldError{std::move(path), std::move(code), std::move(detail)}});
}

Error notFound(std::string_view what)
{
    std::string reason(what);
    for (char& c : reason) {
        if (c == ' ')
            c = '_';
    }
    return Error(ErrorCode::NotFound, reason + "_not_found", std::string(what) + " not found");
}

} // namespace bursar::base
