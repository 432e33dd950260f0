// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bursar::base {

/// The class of a failure. One table maps it to an HTTP status, another to what the console says.
enum class ErrorCode {
    InvalidInput,     // 400
    Unauthenticated,  // 401
    PaymentRequired,  // 402
    Forbidden,        // 403
    NotFound,         // 404
    MethodNotAllowed, // 405
    Timeout,          // 408
    Conflict,         // 409
    Gone,             // 410
    TooLarge,         // 413
    Unsupported,      // 415
    RateLimited,      // 429
    Internal,         // 500
    NotImplemented,   // 501
    Upstream,         // 502
    Unavailable,      // 503
    OutcomeUnknown,   // 504: the effect may or may not have happened; look, never repeat blindly
};

int httpStatus(ErrorCode code);
ErrorCode errorCodeFromStatus(int status);

/// One field of the input that was refused: `path` as on the wire (`entries[3].statusCode`), `code` stable.
struct FieldError {
    std::string path;
    std::string code;
    std::string detail;
    bool operator==(const FieldError&) const = default;
};

/// Ends a request or a job. `reason` is the stable snake_case code on the wire, `what()` a plain sentence that is
/// safe to show to whoever called.
class Error : public std::exception {
public:
    Error(ErrorCode code, std::string reason, std::string text, std::vector<FieldError> fields = {});

    ErrorCode code() const { return m_code; }
    const std::string& reason() const { return m_reason; }
    const std::string& text() const { return m_text; }
    const std::vector<FieldError>& fields() const { return m_fields; }
    const char* what() const noexcept override { return m_text.c_str(); }

    /// For 429 and 503: when a repeat may succeed.
    std::optional<std::chrono::seconds> retryAfter;
    /// The resource that is in the way of a 409, where an existing client reads it.
    std::optional<std::string> conflictId;
    /// What a protocol wants to say beyond our own error body: headers of the answer, and a JSON object (as text) whose
    /// members join the body.
    std::vector<std::pair<std::string, std::string>> headers;
    std::string members;

private:
    ErrorCode m_code;
    std::string m_reason;
    std::string m_text;
    std::vector<FieldError> m_fields;
};

Error invalidField(std::string path, std::string code, std::string detail);
Error notFound(std::string_view what);

} // namespace bursar::base
