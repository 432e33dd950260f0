// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/common/state_words.h"

#include <QCoreApplication>

namespace bursar::models {
namespace {

using enum StateThing;
using G = Glyph;
using T = Tone;

constexpr StateEntry kTable[] = {
    {Channel, "pending", G::Half, T::Progress, QT_TRANSLATE_NOOP("StateChannel", "Pending"), nullptr},
    {Channel, "active", G::Dot, T::Positive, QT_TRANSLATE_NOOP("StateChannel", "Active"), nullptr},
    {Channel, "closing", G::Half, T::Progress, QT_TRANSLATE_NOOP("StateChannel", "Closing"), nullptr},
    {Channel, "settled", G::Check, T::Neutral, QT_TRANSLATE_NOOP("StateChannel", "Settled"), nullptr},
    {Channel, "failed", G::Cross, T::Negative, QT_TRANSLATE_NOOP("StateChannel", "Failed"), nullptr},
    {Channel, "disputed", G::Triangle, T::Warning, QT_TRANSLATE_NOOP("StateChannel", "Disputed"), nullptr},

    {BatchChannel, "open", G::Dot, T::Positive, QT_TRANSLATE_NOOP("StateBatchChannel", "Open"), nullptr},
    {BatchChannel, "exposure_high", G::Triangle, T::Warning,
     QT_TRANSLATE_NOOP("StateBatchChannel", "Exposure high"),
     nullptr},
    {BatchChannel, "payer_withdraws", G::Octagon, T::Negative,
     QT_TRANSLATE_NOOP("StateBatchChannel", "Payer withdraws, claim within %1"),
     QT_TRANSLATE_NOOP("StateBatchChannel", "Payer withdraws")},
    {BatchChannel, "claiming", G::Half, T::Progress, QT_TRANSLATE_NOOP("StateBatchChannel", "Claiming"),
     nullptr},
    {BatchChannel, "settled", G::Check, T::Neutral, QT_TRANSLATE_NOOP("StateBatchChannel", "Settled"),
     nullptr},

    {EscrowCheck, "agrees", G::Check, T::Positive, QT_TRANSLATE_NOOP("StateEscrowCheck", "Agrees"), nullptr},
    {EscrowCheck, "explained", G::Half, T::Progress, QT_TRANSLATE_NOOP("StateEscrowCheck", "Explained"),
     nullptr},
    {EscrowCheck, "differs", G::Octagon, T::Negative, QT_TRANSLATE_NOOP("StateEscrowCheck", "Differs %1"),
     QT_TRANSLATE_NOOP("StateEscrowCheck", "Differs")},
    {EscrowCheck, "not_read", G::Clock, T::Progress,
     QT_TRANSLATE_NOOP("StateEscrowCheck", "Not read since %1"),
     QT_TRANSLATE_NOOP("StateEscrowCheck", "Not read")},

    {Milestone, "pending", G::Ring, T::Neutral, QT_TRANSLATE_NOOP("StateMilestone", "Pending"), nullptr},
    {Milestone, "delivered", G::Clock, T::Progress,
     QT_TRANSLATE_NOOP("StateMilestone", "Delivered, approves itself in %1"),
     QT_TRANSLATE_NOOP("StateMilestone", "Delivered")},
    {Milestone, "approved", G::Check, T::Positive, QT_TRANSLATE_NOOP("StateMilestone", "Approved"), nullptr},
    {Milestone, "rejected", G::Triangle, T::Warning, QT_TRANSLATE_NOOP("StateMilestone", "Rejected"),
     nullptr},

    {Hold, "held", G::Lock, T::Progress, QT_TRANSLATE_NOOP("StateHold", "Held"), nullptr},
    {Hold, "posted", G::Check, T::Positive, QT_TRANSLATE_NOOP("StateHold", "Posted"), nullptr},
    {Hold, "released", G::Dash, T::Neutral, QT_TRANSLATE_NOOP("StateHold", "Released"), nullptr},
    {Hold, "expired", G::Dash, T::Neutral, QT_TRANSLATE_NOOP("StateHold", "Expired"), nullptr},
    {Hold, "reversed", G::Triangle, T::Warning, QT_TRANSLATE_NOOP("StateHold", "Reversed"), nullptr},

    {Revenue, "verified", G::Check, T::Positive, QT_TRANSLATE_NOOP("StateRevenue", "Verified"), nullptr},
    {Revenue, "claimed", G::Ring, T::Neutral, QT_TRANSLATE_NOOP("StateRevenue", "Claimed"), nullptr},
    {Revenue, "rejected", G::Triangle, T::Warning, QT_TRANSLATE_NOOP("StateRevenue", "Rejected"), nullptr},
    {Revenue, "simulated", G::Hatch, T::Neutral, QT_TRANSLATE_NOOP("StateRevenue", "Simulated"), nullptr},

    {Withdrawal, "requested", G::Ring, T::Neutral, QT_TRANSLATE_NOOP("StateWithdrawal", "Requested"),
     nullptr},
    {Withdrawal, "checking", G::Half, T::Progress, QT_TRANSLATE_NOOP("StateWithdrawal", "Checking"), nullptr},
    {Withdrawal, "approval", G::Pause, T::Warning, QT_TRANSLATE_NOOP("StateWithdrawal", "Approval %1 of %2"),
     QT_TRANSLATE_NOOP("StateWithdrawal", "Approval")},
    {Withdrawal, "signing", G::Half, T::Progress, QT_TRANSLATE_NOOP("StateWithdrawal", "Signing"), nullptr},
    {Withdrawal, "signed", G::Half, T::Progress, QT_TRANSLATE_NOOP("StateWithdrawal", "Signed"), nullptr},
    {Withdrawal, "sent", G::Arrow, T::Progress, QT_TRANSLATE_NOOP("StateWithdrawal", "Sent"), nullptr},
    {Withdrawal, "mined", G::Half, T::Progress, QT_TRANSLATE_NOOP("StateWithdrawal", "Mined %1 of %2"),
     QT_TRANSLATE_NOOP("StateWithdrawal", "Mined")},
    {Withdrawal, "safe", G::Half, T::Progress, QT_TRANSLATE_NOOP("StateWithdrawal", "Safe"), nullptr},
    {Withdrawal, "confirmed", G::Check, T::Positive, QT_TRANSLATE_NOOP("StateWithdrawal", "Final"), nullptr},
    {Withdrawal, "final", G::Check, T::Positive, QT_TRANSLATE_NOOP("StateWithdrawal", "Final"), nullptr},
    {Withdrawal, "retrying", G::Triangle, T::Warning, QT_TRANSLATE_NOOP("StateWithdrawal", "Retrying in %1"),
     QT_TRANSLATE_NOOP("StateWithdrawal", "Retrying")},
    {Withdrawal, "unknown", G::Question, T::Unknown,
     QT_TRANSLATE_NOOP("StateWithdrawal", "Unknown, checking"),
     nullptr},
    {Withdrawal, "reorganised", G::Triangle, T::Warning, QT_TRANSLATE_NOOP("StateWithdrawal", "Reorganised"),
     nullptr},
    {Withdrawal, "failed", G::Cross, T::Negative, QT_TRANSLATE_NOOP("StateWithdrawal", "Failed"), nullptr},
    {Withdrawal, "canceled", G::Dash, T::Neutral, QT_TRANSLATE_NOOP("StateWithdrawal", "Canceled"), nullptr},

    {Attempt, "signed", G::Half, T::Progress, QT_TRANSLATE_NOOP("StateAttempt", "Signed"), nullptr},
    {Attempt, "broadcast", G::Arrow, T::Progress, QT_TRANSLATE_NOOP("StateAttempt", "Broadcast"), nullptr},
    {Attempt, "mined", G::Half, T::Progress, QT_TRANSLATE_NOOP("StateAttempt", "Mined"), nullptr},
    {Attempt, "final", G::Check, T::Positive, QT_TRANSLATE_NOOP("StateAttempt", "Final"), nullptr},
    {Attempt, "confirmed", G::Check, T::Positive, QT_TRANSLATE_NOOP("StateAttempt", "Final"), nullptr},
    {Attempt, "replaced", G::Dash, T::Neutral, QT_TRANSLATE_NOOP("StateAttempt", "Replaced"), nullptr},
    {Attempt, "reverted", G::Cross, T::Negative, QT_TRANSLATE_NOOP("StateAttempt", "Reverted"), nullptr},
    {Attempt, "dropped", G::Dash, T::Neutral, QT_TRANSLATE_NOOP("StateAttempt", "Dropped"), nullptr},
    {Attempt, "unknown", G::Question, T::Unknown, QT_TRANSLATE_NOOP("StateAttempt", "Unknown"), nullptr},

    {Payout, "pending", G::Ring, T::Neutral, QT_TRANSLATE_NOOP("StatePayout", "Pending"), nullptr},
    {Payout, "sent", G::Arrow, T::Progress, QT_TRANSLATE_NOOP("StatePayout", "Sent"), nullptr},
    {Payout, "confirmed", G::Check, T::Positive, QT_TRANSLATE_NOOP("StatePayout", "Confirmed"), nullptr},
    {Payout, "failed", G::Cross, T::Negative, QT_TRANSLATE_NOOP("StatePayout", "Failed"), nullptr},
    {Payout, "insufficient_funds", G::Cross, T::Negative,
     QT_TRANSLATE_NOOP("StatePayout", "Not enough funds"),
     nullptr},
    {Payout, "reversed", G::Triangle, T::Warning, QT_TRANSLATE_NOOP("StatePayout", "Reversed"), nullptr},
    {Payout, "unknown", G::Question, T::Unknown, QT_TRANSLATE_NOOP("StatePayout", "Unknown, checking"),
     nullptr},

    {Queue, "empty", G::Ring, T::Neutral, QT_TRANSLATE_NOOP("StateQueue", "Empty"), nullptr},
    {Queue, "flowing", G::Dot, T::Positive, QT_TRANSLATE_NOOP("StateQueue", "Flowing"), nullptr},
    {Queue, "growing", G::Triangle, T::Warning, QT_TRANSLATE_NOOP("StateQueue", "Growing"), nullptr},
    {Queue, "stalled", G::Cross, T::Negative, QT_TRANSLATE_NOOP("StateQueue", "Stalled"), nullptr},
    {Queue, "paused", G::Pause, T::Warning, QT_TRANSLATE_NOOP("StateQueue", "Paused"), nullptr},
    {Queue, "draining", G::Half, T::Progress, QT_TRANSLATE_NOOP("StateQueue", "Draining, %1 left"),
     QT_TRANSLATE_NOOP("StateQueue", "Draining")},

    {Message, "waiting", G::Ring, T::Neutral, QT_TRANSLATE_NOOP("StateMessage", "Waiting"), nullptr},
    {Message, "delayed", G::Clock, T::Progress, QT_TRANSLATE_NOOP("StateMessage", "Delayed"), nullptr},
    {Message, "in_flight", G::Arrow, T::Progress, QT_TRANSLATE_NOOP("StateMessage", "In flight"), nullptr},
    {Message, "retrying", G::Triangle, T::Warning, QT_TRANSLATE_NOOP("StateMessage", "Retrying"), nullptr},
    {Message, "dead", G::Cross, T::Negative, QT_TRANSLATE_NOOP("StateMessage", "Dead"), nullptr},
    {Message, "redriving", G::Half, T::Progress, QT_TRANSLATE_NOOP("StateMessage", "Redriving"), nullptr},
    {Message, "archived", G::Dash, T::Neutral, QT_TRANSLATE_NOOP("StateMessage", "Archived"), nullptr},

    {AlertRule, "ok", G::Check, T::Positive, QT_TRANSLATE_NOOP("StateAlertRule", "OK"), nullptr},
    {AlertRule, "firing", G::Triangle, T::Warning, QT_TRANSLATE_NOOP("StateAlertRule", "Firing"), nullptr},
    {AlertRule, "critical", G::Octagon, T::Negative, QT_TRANSLATE_NOOP("StateAlertRule", "Critical"),
     nullptr},
    {AlertRule, "acknowledged", G::Half, T::Progress,
     QT_TRANSLATE_NOOP("StateAlertRule", "Acknowledged by %1"),
     QT_TRANSLATE_NOOP("StateAlertRule", "Acknowledged")},
    {AlertRule, "resolved", G::Check, T::Neutral, QT_TRANSLATE_NOOP("StateAlertRule", "Resolved"), nullptr},
    {AlertRule, "muted", G::Dash, T::Neutral, QT_TRANSLATE_NOOP("StateAlertRule", "Muted until %1"),
     QT_TRANSLATE_NOOP("StateAlertRule", "Muted")},
    {AlertRule, "no_data", G::Question, T::Unknown, QT_TRANSLATE_NOOP("StateAlertRule", "No data"), nullptr},

    {Topic, "open", G::Dot, T::Positive, QT_TRANSLATE_NOOP("StateTopic", "Open"), nullptr},
    {Topic, "final_vote", G::Clock, T::Progress, QT_TRANSLATE_NOOP("StateTopic", "Final vote, %1 left"),
     QT_TRANSLATE_NOOP("StateTopic", "Final vote")},
    {Topic, "closed", G::Check, T::Neutral, QT_TRANSLATE_NOOP("StateTopic", "Closed"), nullptr},
    {Topic, "tally_differs", G::Triangle, T::Warning,
     QT_TRANSLATE_NOOP("StateTopic", "Winner differs from tally"),
     nullptr},

    {Submission, "submitted", G::Ring, T::Neutral, QT_TRANSLATE_NOOP("StateSubmission", "Submitted"),
     nullptr},
    {Submission, "leading", G::Dot, T::Positive, QT_TRANSLATE_NOOP("StateSubmission", "Leading"), nullptr},
    {Submission, "winner", G::Check, T::Positive, QT_TRANSLATE_NOOP("StateSubmission", "Winner"), nullptr},
    {Submission, "slashed", G::Cross, T::Negative, QT_TRANSLATE_NOOP("StateSubmission", "Slashed"), nullptr},

    {Agent, "active", G::Dot, T::Positive, QT_TRANSLATE_NOOP("StateAgent", "Active"), nullptr},
    {Agent, "waiting", G::Clock, T::Progress, QT_TRANSLATE_NOOP("StateAgent", "Waits for its first call"),
     nullptr},
    {Agent, "suspended", G::Pause, T::Negative, QT_TRANSLATE_NOOP("StateAgent", "Suspended"), nullptr},
    {Agent, "deregistered", G::Dash, T::Neutral, QT_TRANSLATE_NOOP("StateAgent", "Deregistered"), nullptr},

    {Endpoint, "healthy", G::Check, T::Positive, QT_TRANSLATE_NOOP("StateEndpoint", "Healthy"), nullptr},
    {Endpoint, "slow", G::Triangle, T::Warning, QT_TRANSLATE_NOOP("StateEndpoint", "Slow"), nullptr},
    {Endpoint, "down", G::Cross, T::Negative, QT_TRANSLATE_NOOP("StateEndpoint", "Down"), nullptr},
    {Endpoint, "none", G::Dash, T::Neutral, QT_TRANSLATE_NOOP("StateEndpoint", "None"), nullptr},

    {Key, "active", G::Dot, T::Positive, QT_TRANSLATE_NOOP("StateKey", "Active"), nullptr},
    {Key, "never_used", G::Ring, T::Neutral, QT_TRANSLATE_NOOP("StateKey", "Never used"), nullptr},
    {Key, "overlap", G::Triangle, T::Warning, QT_TRANSLATE_NOOP("StateKey", "Old key works %1 more"),
     QT_TRANSLATE_NOOP("StateKey", "Old key works")},
    {Key, "revoked", G::Dash, T::Neutral, QT_TRANSLATE_NOOP("StateKey", "Revoked"), nullptr},

    {User, "active", G::Dot, T::Positive, QT_TRANSLATE_NOOP("StateUser", "Active"), nullptr},
    {User, "invited", G::Ring, T::Neutral, QT_TRANSLATE_NOOP("StateUser", "Invited"), nullptr},
    {User, "no_two_factor", G::Triangle, T::Warning, QT_TRANSLATE_NOOP("StateUser", "No two-factor"),
     nullptr},
    {User, "deactivated", G::Dash, T::Neutral, QT_TRANSLATE_NOOP("StateUser", "Deactivated"), nullptr},

    {Chain, "in_sync", G::Check, T::Positive, QT_TRANSLATE_NOOP("StateChain", "In sync"), nullptr},
    {Chain, "behind", G::Clock, T::Progress, QT_TRANSLATE_NOOP("StateChain", "Behind %1 blocks"),
     QT_TRANSLATE_NOOP("StateChain", "Behind")},
    {Chain, "finality_late", G::Triangle, T::Warning, QT_TRANSLATE_NOOP("StateChain", "Finality late %1"),
     QT_TRANSLATE_NOOP("StateChain", "Finality late")},
    {Chain, "rpcs_down", G::Triangle, T::Warning, QT_TRANSLATE_NOOP("StateChain", "%1 of %2 RPCs down"),
     QT_TRANSLATE_NOOP("StateChain", "RPCs down")},
    {Chain, "unreachable", G::Cross, T::Negative, QT_TRANSLATE_NOOP("StateChain", "Unreachable"), nullptr},

    {Wallet, "ready", G::Dot, T::Positive, QT_TRANSLATE_NOOP("StateWallet", "Ready"), nullptr},
    {Wallet, "gas_low", G::Triangle, T::Warning, QT_TRANSLATE_NOOP("StateWallet", "Gas for %1"),
     QT_TRANSLATE_NOOP("StateWallet", "Gas is low")},
    {Wallet, "out_of_gas", G::Pause, T::Negative, QT_TRANSLATE_NOOP("StateWallet", "Paused, out of gas"),
     nullptr},
    {Wallet, "paused", G::Pause, T::Warning, QT_TRANSLATE_NOOP("StateWallet", "Paused"), nullptr},

    {Connection, "live", G::Dot, T::Positive, QT_TRANSLATE_NOOP("StateConnection", "Live"), nullptr},
    {Connection, "catching_up", G::Half, T::Progress, QT_TRANSLATE_NOOP("StateConnection", "Catching up"),
     nullptr},
    {Connection, "slow", G::Clock, T::Progress, QT_TRANSLATE_NOOP("StateConnection", "Slow"), nullptr},
    {Connection, "offline", G::Cross, T::Negative,
     QT_TRANSLATE_NOOP("StateConnection", "Offline, next try %1"),
     QT_TRANSLATE_NOOP("StateConnection", "Offline")},
    {Connection, "certificate_changed", G::Octagon, T::Negative,
     QT_TRANSLATE_NOOP("StateConnection", "Certificate changed"),
     nullptr},
    {Connection, "older_server", G::Triangle, T::Warning,
     QT_TRANSLATE_NOOP("StateConnection", "Older server"),
     nullptr},

    {Task, "running", G::Half, T::Progress, QT_TRANSLATE_NOOP("StateTask", "%1"),
     QT_TRANSLATE_NOOP("StateTask", "Running")},
    {Task, "done", G::Check, T::Positive, QT_TRANSLATE_NOOP("StateTask", "Done"), nullptr},
    {Task, "warned", G::Triangle, T::Warning, QT_TRANSLATE_NOOP("StateTask", "Done, %1 lines refused"),
     QT_TRANSLATE_NOOP("StateTask", "Done, some refused")},
    {Task, "failed", G::Cross, T::Negative, QT_TRANSLATE_NOOP("StateTask", "Failed"), nullptr},
    {Task, "canceled", G::Dash, T::Neutral, QT_TRANSLATE_NOOP("StateTask", "Canceled"), nullptr},

    {Churn, "low", G::Ring, T::Neutral, QT_TRANSLATE_NOOP("StateChurn", "Low"), nullptr},
    {Churn, "medium", G::Clock, T::Progress, QT_TRANSLATE_NOOP("StateChurn", "Medium"), nullptr},
    {Churn, "high", G::Triangle, T::Warning, QT_TRANSLATE_NOOP("StateChurn", "High"), nullptr},

    {Severity, "info", G::Ring, T::Neutral, QT_TRANSLATE_NOOP("StateSeverity", "Info"), nullptr},
    {Severity, "warning", G::Triangle, T::Warning, QT_TRANSLATE_NOOP("StateSeverity", "Warning"), nullptr},
    {Severity, "critical", G::Octagon, T::Negative, QT_TRANSLATE_NOOP("StateSeverity", "Critical"), nullptr},
};

/// The translation context of a thing: the same English word may need another Korean one.
const char* contextOf(StateThing thing)
{
    switch (thing) {
    case Channel:
        return "StateChannel";
    case BatchChannel:
        return "StateBatchChannel";
    case EscrowCheck:
        return "StateEscrowCheck";
    case Milestone:
        return "StateMilestone";
    case Hold:
        return "StateHold";
    case Revenue:
        return "StateRevenue";
    case Withdrawal:
        return "StateWithdrawal";
    case Attempt:
        return "StateAttempt";
    case Payout:
        return "StatePayout";
    case Queue:
        return "StateQueue";
    case Message:
        return "StateMessage";
    case AlertRule:
        return "StateAlertRule";
    case Topic:
        return "StateTopic";
    case Submission:
        return "StateSubmission";
    case Agent:
        return "StateAgent";
    case Endpoint:
        return "StateEndpoint";
    case Key:
        return "StateKey";
    case User:
        return "StateUser";
    case Chain:
        return "StateChain";
    case Wallet:
        return "StateWallet";
    case Connection:
        return "StateConnection";
    case Task:
        return "StateTask";
    case Churn:
        return "StateChurn";
    case Severity:
        return "StateSeverity";
    }
    return "State";
}

/// Blanks that a translation leaves out are dropped, which QString::arg would warn about.
QString fill(QString text, const QStringList& args)
{
    for (qsizetype i = 0; i < args.size(); ++i)
        text.replace(QLatin1Char('%') + QString::number(i + 1), args.at(i));
    return text;
}

} // namespace

StateLook lookOf(StateThing thing, const QString& wire, const QStringList& args)
{
    const QByteArray word = wire.toLower().replace(QLatin1Char('-'), QLatin1Char('_')).toUtf8();
    for (const StateEntry& entry : kTable) {
        if (entry.thing != thing || entry.wire != std::string_view(word.constData(), word.size()))
            continue;
        const bool isShort = args.isEmpty() && entry.shortWord != nullptr;
        const QString text
            = QCoreApplication::translate(contextOf(thing), isShort ? entry.shortWord : entry.word);
        return {entry.glyph, entry.tone, fill(text, args)};
    }
    return {Glyph::Question, Tone::Neutral, wire};
}

Tone toneOf(Glyph glyph)
{
    switch (glyph) {
    case Glyph::Dot:
    case Glyph::Check:
        return Tone::Positive;
    case Glyph::Half:
    case Glyph::Arrow:
    case Glyph::Clock:
    case Glyph::Lock:
        return Tone::Progress;
    case Glyph::Triangle:
    case Glyph::Pause:
        return Tone::Warning;
    case Glyph::Octagon:
    case Glyph::Cross:
        return Tone::Negative;
    case Glyph::Question:
        return Tone::Unknown;
    case Glyph::None:
    case Glyph::Ring:
    case Glyph::Dash:
    case Glyph::Hatch:
        break;
    }
    return Tone::Neutral;
}

std::span<const StateEntry> stateTable()
{
    return kTable;
}

QStringList wireWordsOf(StateThing thing)
{
    QStringList words;
    for (const StateEntry& entry : kTable)
        if (entry.thing == thing)
            words << QString::fromUtf8(entry.wire.data(), static_cast<qsizetype>(entry.wire.size()));
    return words;
}

} // namespace bursar::models
