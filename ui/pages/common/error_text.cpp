// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/common/error_text.h"

#include "models/common/format.h"
#include "ui/shell/page.h"

#include <QCoreApplication>

namespace bursar::ui {
namespace {

QString words(const char* source)
{
    return QCoreApplication::translate("ErrorText", source);
}

struct ReasonRow {
    std::string_view reason;
    const char* sentence;
};

constexpr ReasonRow kReasons[] = {
    {"offline", QT_TRANSLATE_NOOP("ErrorText", "The console is not connected to the engine.")},
    {"key_reused", QT_TRANSLATE_NOOP("ErrorText", "The same request was sent before with other contents.")},
    {"in_progress", QT_TRANSLATE_NOOP("ErrorText", "The same request is still being worked on.")},
    {"unreadable_answer",
     QT_TRANSLATE_NOOP("ErrorText", "The engine's answer could not be read: it may be of another version.")},
};

const char* sentenceOf(base::ErrorCode code)
{
    using base::ErrorCode;
    switch (code) {
    case ErrorCode::Unauthenticated:
        return QT_TRANSLATE_NOOP("ErrorText", "You are signed out. Sign in again.");
    case ErrorCode::Forbidden:
        return QT_TRANSLATE_NOOP("ErrorText", "Your role may not see this. An admin can grant it.");
    case ErrorCode::NotFound:
        return QT_TRANSLATE_NOOP("ErrorText", "There is no such thing any more.");
    case ErrorCode::Timeout:
        return QT_TRANSLATE_NOOP("ErrorText", "The engine did not answer in time.");
    case ErrorCode::Gone:
        return QT_TRANSLATE_NOOP("ErrorText", "This is no longer available.");
    case ErrorCode::TooLarge:
        return QT_TRANSLATE_NOOP("ErrorText", "The request was too large.");
    case ErrorCode::RateLimited:
        return QT_TRANSLATE_NOOP("ErrorText", "Too many requests at once. Wait a moment.");
    case ErrorCode::Internal:
        return QT_TRANSLATE_NOOP("ErrorText", "The engine failed while it worked on this.");
    case ErrorCode::NotImplemented:
    case ErrorCode::MethodNotAllowed:
    case ErrorCode::Unsupported:
        return QT_TRANSLATE_NOOP("ErrorText", "This engine cannot do that. It may be older than the console.");
    case ErrorCode::Upstream:
        return QT_TRANSLATE_NOOP("ErrorText", "A server that the engine depends on failed.");
    case ErrorCode::Unavailable:
        return QT_TRANSLATE_NOOP("ErrorText", "The engine or its database is not available right now.");
    case ErrorCode::OutcomeUnknown:
        return QT_TRANSLATE_NOOP("ErrorText", "The outcome is unknown and is being checked. Nothing is sent again.");
    case ErrorCode::InvalidInput:
    case ErrorCode::PaymentRequired:
    case ErrorCode::Conflict:
        return nullptr; // the engine's own sentence says which field or what is in the way
    }
    return nullptr;
}

QString withRetry(QString sentence, const base::Error& error)
{
    if (!error.retryAfter)
        return sentence;
    //: after a sentence; %1 is a duration
    return sentence + QLatin1Char(' ')
        + words(QT_TRANSLATE_NOOP("ErrorText", "Try again in %1."))
              .arg(models::formatDuration(std::chrono::microseconds(*error.retryAfter)));
}

/// The id of the request, where the error carries one.
template <class E>
QString requestIdOf(const E& error)
{
    if constexpr (requires { error.requestId; })
        return error.requestId ? QString::fromStdString(*error.requestId) : QString();
    else
        return {};
}

} // namespace

ErrorText errorText(const base::Error& error)
{
    ErrorText out{{}, QString::fromStdString(error.reason()), requestIdOf(error)};
    for (const ReasonRow& row : kReasons) {
        if (row.reason == error.reason())
            out.sentence = words(row.sentence);
    }
    if (out.sentence.isEmpty()) {
        const char* sentence = sentenceOf(error.code());
        out.sentence = sentence ? words(sentence) : QString::fromStdString(error.text());
    }
    if (out.sentence.isEmpty())
        out.sentence = words(QT_TRANSLATE_NOOP("ErrorText", "The engine refused this."));
    out.sentence = withRetry(out.sentence, error);
    return out;
}

void toastFailure(Shell& shell, const base::Error& error)
{
    if (error.reason() != "offline")
        shell.toastError(errorText(error).sentence);
}

QString linkText(const contract::Link& link)
{
    using contract::LinkState;
    switch (link.state) {
    case LinkState::connecting:
        return words(QT_TRANSLATE_NOOP("ErrorText", "Connecting to the engine."));
    case LinkState::refused:
        return words(QT_TRANSLATE_NOOP("ErrorText", "The engine refused this console's key."));
    case LinkState::certificate_changed:
        return words(QT_TRANSLATE_NOOP("ErrorText", "The server's certificate changed. Compare it before you go on."));
    case LinkState::offline:
        return words(QT_TRANSLATE_NOOP("ErrorText", "The console is not connected to the engine."));
    default:
        return {};
    }
}

} // namespace bursar::ui
