// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/common/state_words.h"

#include <QCoreApplication>

namespace bursar::models {
namespace {

using enum StateThing;
using G = Glyph;
using T = Tone;

/// The words are looked up in the contexts of `contextOf`. They are not marked for lupdate: their Korean is the table
/// resources/i18n/states_ko.tsv, and a word collected into bursar_ko.ts would stand in two files.
constexpr StateEntry kTable[] = {
    {Channel, "pending", G::Half, T::Progress, "Pending", nullptr},
    {Channel, "active", G::Dot, T::Positive, "Active", nullptr},
    {Channel, "closing", G::Half, T::Progress, "Closing", nullptr},
    {Channel, "settled", G::Check, T::Neutral, "Settled", nullptr},
    {Channel, "failed", G::Cross, T::Negative, "Failed", nullptr},
    {Channel, "disputed", G::Triangle, T::Warning, "Disputed", nullptr},

    {BatchChannel, "open", G::Dot, T::Positive, "Open", nullptr},
    {BatchChannel, "exposure_high", G::Triangle, T::Warning, "Exposure high", nullptr},
    {BatchChannel, "payer_withdraws", G::Octagon, T::Negative, "Payer withdraws, claim within %1",
     "Payer withdraws"},
    {BatchChannel, "claiming", G::Half, T::Progress, "Claiming", nullptr},
    {BatchChannel, "settled", G::Check, T::Neutral, "Settled", nullptr},

    {EscrowCheck, "agrees", G::Check, T::Positive, "Agrees", nullptr},
    {EscrowCheck, "explained", G::Half, T::Progress, "Explained", nullptr},
    {EscrowCheck, "differs", G::Octagon, T::Negative, "Differs %1", "Differs"},
    {EscrowCheck, "not_read", G::Clock, T::Progress, "Not read since %1", "Not read"},

    {Milestone, "pending", G::Ring, T::Neutral, "Pending", nullptr},
    {Milestone, "delivered", G::Clock, T::Progress, "Delivered, approves itself in %1", "Delivered"},
    {Milestone, "approved", G::Check, T::Positive, "Approved", nullptr},
    {Milestone, "rejected", G::Triangle, T::Warning, "Rejected", nullptr},

    {Hold, "held", G::Lock, T::Progress, "Held", nullptr},
    {Hold, "open", G::Lock, T::Progress, "Held", nullptr}, // as the ledger's wire has it
    {Hold, "posted", G::Check, T::Positive, "Posted", nullptr},
    {Hold, "released", G::Dash, T::Neutral, "Released", nullptr},
    {Hold, "voided", G::Dash, T::Neutral, "Released", nullptr},
    {Hold, "expired", G::Dash, T::Neutral, "Expired", nullptr},
    {Hold, "reversed", G::Triangle, T::Warning, "Reversed", nullptr},

    {Revenue, "verified", G::Check, T::Positive, "Verified", nullptr},
    {Revenue, "claimed", G::Ring, T::Neutral, "Claimed", nullptr},
    {Revenue, "unverified", G::Ring, T::Neutral, "Claimed", nullptr},
    {Revenue, "rejected", G::Triangle, T::Warning, "Rejected", nullptr},
    {Revenue, "simulated", G::Hatch, T::Neutral, "Simulated", nullptr},

    {Withdrawal, "requested", G::Ring, T::Neutral, "Requested", nullptr},
    {Withdrawal, "checking", G::Half, T::Progress, "Checking", nullptr},
    {Withdrawal, "approval", G::Pause, T::Warning, "Approval %1 of %2", "Approval"},
    {Withdrawal, "signing", G::Half, T::Progress, "Signing", nullptr},
    {Withdrawal, "signed", G::Half, T::Progress, "Signed", nullptr},
    {Withdrawal, "sent", G::Arrow, T::Progress, "Sent", nullptr},
    {Withdrawal, "mined", G::Half, T::Progress, "Mined %1 of %2", "Mined"},
    {Withdrawal, "safe", G::Half, T::Progress, "Safe", nullptr},
    {Withdrawal, "confirmed", G::Check, T::Positive, "Final", nullptr},
    {Withdrawal, "final", G::Check, T::Positive, "Final", nullptr},
    {Withdrawal, "retrying", G::Triangle, T::Warning, "Retrying in %1", "Retrying"},
    {Withdrawal, "unknown", G::Question, T::Unknown, "Unknown, checking", nullptr},
    {Withdrawal, "reorganised", G::Triangle, T::Warning, "Reorganised", nullptr},
    {Withdrawal, "failed", G::Cross, T::Negative, "Failed", nullptr},
    {Withdrawal, "canceled", G::Dash, T::Neutral, "Canceled", nullptr},

    {Attempt, "signed", G::Half, T::Progress, "Signed", nullptr},
    {Attempt, "broadcast", G::Arrow, T::Progress, "Broadcast", nullptr},
    {Attempt, "mined", G::Half, T::Progress, "Mined", nullptr},
    {Attempt, "final", G::Check, T::Positive, "Final", nullptr},
    {Attempt, "confirmed", G::Check, T::Positive, "Final", nullptr},
    {Attempt, "replaced", G::Dash, T::Neutral, "Replaced", nullptr},
    {Attempt, "reverted", G::Cross, T::Negative, "Reverted", nullptr},
    {Attempt, "dropped", G::Dash, T::Neutral, "Dropped", nullptr},
    {Attempt, "unknown", G::Question, T::Unknown, "Unknown", nullptr},

    {Payout, "pending", G::Ring, T::Neutral, "Pending", nullptr},
    {Payout, "sent", G::Arrow, T::Progress, "Sent", nullptr},
    {Payout, "confirmed", G::Check, T::Positive, "Confirmed", nullptr},
    {Payout, "failed", G::Cross, T::Negative, "Failed", nullptr},
    {Payout, "insufficient_funds", G::Cross, T::Negative, "Not enough funds", nullptr},
    {Payout, "reversed", G::Triangle, T::Warning, "Reversed", nullptr},
    {Payout, "unknown", G::Question, T::Unknown, "Unknown, checking", nullptr},

    {Queue, "empty", G::Ring, T::Neutral, "Empty", nullptr},
    {Queue, "flowing", G::Dot, T::Positive, "Flowing", nullptr},
    {Queue, "growing", G::Triangle, T::Warning, "Growing", nullptr},
    {Queue, "stalled", G::Cross, T::Negative, "Stalled", nullptr},
    {Queue, "paused", G::Pause, T::Warning, "Paused", nullptr},
    {Queue, "draining", G::Half, T::Progress, "Draining, %1 left", "Draining"},

    {Message, "waiting", G::Ring, T::Neutral, "Waiting", nullptr},
    {Message, "delayed", G::Clock, T::Progress, "Delayed", nullptr},
    {Message, "in_flight", G::Arrow, T::Progress, "In flight", nullptr},
    {Message, "retrying", G::Triangle, T::Warning, "Retrying", nullptr},
    {Message, "dead", G::Cross, T::Negative, "Dead", nullptr},
    {Message, "redriving", G::Half, T::Progress, "Redriving", nullptr},
    {Message, "archived", G::Dash, T::Neutral, "Archived", nullptr},

    {AlertRule, "ok", G::Check, T::Positive, "OK", nullptr},
    {AlertRule, "firing", G::Triangle, T::Warning, "Firing", nullptr},
    {AlertRule, "critical", G::Octagon, T::Negative, "Critical", nullptr},
    {AlertRule, "acknowledged", G::Half, T::Progress, "Acknowledged by %1", "Acknowledged"},
    {AlertRule, "resolved", G::Check, T::Neutral, "Resolved", nullptr},
    {AlertRule, "muted", G::Dash, T::Neutral, "Muted until %1", "Muted"},
    {AlertRule, "no_data", G::Question, T::Unknown, "No data", nullptr},

    {Topic, "open", G::Dot, T::Positive, "Open", nullptr},
    {Topic, "final_vote", G::Clock, T::Progress, "Final vote, %1 left", "Final vote"},
    {Topic, "closed", G::Check, T::Neutral, "Closed", nullptr},
    {Topic, "tally_differs", G::Triangle, T::Warning, "Winner differs from tally", nullptr},

    {Submission, "submitted", G::Ring, T::Neutral, "Submitted", nullptr},
    {Submission, "leading", G::Dot, T::Positive, "Leading", nullptr},
    {Submission, "winner", G::Check, T::Positive, "Winner", nullptr},
    {Submission, "slashed", G::Cross, T::Negative, "Slashed", nullptr},

    {Agent, "active", G::Dot, T::Positive, "Active", nullptr},
    {Agent, "waiting", G::Clock, T::Progress, "Waits for its first call", nullptr},
    {Agent, "suspended", G::Pause, T::Negative, "Suspended", nullptr},
    {Agent, "deregistered", G::Dash, T::Neutral, "Deregistered", nullptr},

    {Endpoint, "healthy", G::Check, T::Positive, "Healthy", nullptr},
    {Endpoint, "slow", G::Triangle, T::Warning, "Slow", nullptr},
    {Endpoint, "down", G::Cross, T::Negative, "Down", nullptr},
    {Endpoint, "none", G::Dash, T::Neutral, "None", nullptr},

    {Key, "active", G::Dot, T::Positive, "Active", nullptr},
    {Key, "never_used", G::Ring, T::Neutral, "Never used", nullptr},
    {Key, "overlap", G::Triangle, T::Warning, "Old key works %1 more", "Old key works"},
    {Key, "revoked", G::Dash, T::Neutral, "Revoked", nullptr},

    {User, "active", G::Dot, T::Positive, "Active", nullptr},
    {User, "invited", G::Ring, T::Neutral, "Invited", nullptr},
    {User, "no_two_factor", G::Triangle, T::Warning, "No two-factor", nullptr},
    {User, "deactivated", G::Dash, T::Neutral, "Deactivated", nullptr},

    {Chain, "in_sync", G::Check, T::Positive, "In sync", nullptr},
    {Chain, "behind", G::Clock, T::Progress, "Behind %1 blocks", "Behind"},
    {Chain, "finality_late", G::Triangle, T::Warning, "Finality late %1", "Finality late"},
    {Chain, "rpcs_down", G::Triangle, T::Warning, "%1 of %2 RPCs down", "RPCs down"},
    {Chain, "unreachable", G::Cross, T::Negative, "Unreachable", nullptr},

    {Wallet, "ready", G::Dot, T::Positive, "Ready", nullptr},
    {Wallet, "gas_low", G::Triangle, T::Warning, "Gas for %1", "Gas is low"},
    {Wallet, "out_of_gas", G::Pause, T::Negative, "Paused, out of gas", nullptr},
    {Wallet, "paused", G::Pause, T::Warning, "Paused", nullptr},

    {Connection, "live", G::Dot, T::Positive, "Live", nullptr},
    {Connection, "catching_up", G::Half, T::Progress, "Catching up", nullptr},
    {Connection, "slow", G::Clock, T::Progress, "Slow", nullptr},
    {Connection, "offline", G::Cross, T::Negative, "Offline, next try %1", "Offline"},
    {Connection, "certificate_changed", G::Octagon, T::Negative, "Certificate changed", nullptr},
    {Connection, "older_server", G::Triangle, T::Warning, "Older server", nullptr},

    {Task, "running", G::Half, T::Progress, "%1", "Running"},
    {Task, "done", G::Check, T::Positive, "Done", nullptr},
    {Task, "warned", G::Triangle, T::Warning, "Done, %1 lines refused", "Done, some refused"},
    {Task, "failed", G::Cross, T::Negative, "Failed", nullptr},
    {Task, "canceled", G::Dash, T::Neutral, "Canceled", nullptr},

    {Churn, "low", G::Ring, T::Neutral, "Low", nullptr},
    {Churn, "medium", G::Clock, T::Progress, "Medium", nullptr},
    {Churn, "high", G::Triangle, T::Warning, "High", nullptr},

    {Severity, "info", G::Ring, T::Neutral, "Info", nullptr},
    {Severity, "warning", G::Triangle, T::Warning, "Warning", nullptr},
    {Severity, "critical", G::Octagon, T::Negative, "Critical", nullptr},
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
