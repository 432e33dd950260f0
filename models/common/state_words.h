// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <span>
#include <string_view>

namespace bursar::models {

/// The meaning of a state's colour. `Unknown` is used for outcomes that nobody knows yet, and for nothing
/// else.
enum class Tone { Neutral, Positive, Progress, Warning, Negative, Unknown };

/// The glyphs of visual.md §6; `ui/theme/glyph.h` paints them.
enum class Glyph {
    None,
    Dot,      ///< ● running
    Check,    ///< ✓ done
    Ring,     ///< ○ not begun
    Dash,     ///< – ended
    Hatch,    ///< ▨ simulated
    Half,     ///< ◐ under way
    Arrow,    ///< → sent
    Clock,    ///< ◷ waits for time
    Lock,     ///< ▣ locked
    Triangle, ///< △ look
    Pause,    ///< ‖ held by a person
    Octagon,  ///< ⬢ act now
    Cross,    ///< ✕ failed
    Question  ///< ? unknown
};

/// What a state belongs to: the rows of visual.md §6.
enum class StateThing {
    Channel,
    BatchChannel,
    EscrowCheck,
    Milestone,
    Hold,
    Revenue,
    Withdrawal,
    Attempt,
    Payout,
    Queue,
    Message,
    AlertRule,
    Topic,
    Submission,
    Agent,
    Endpoint,
    Key,
    User,
    Chain,
    Wallet,
    Connection,
    Task,
    Churn,
    Severity
};

/// How a state looks and reads.
struct StateLook {
    Glyph glyph = Glyph::Question;
    Tone tone = Tone::Unknown;
    QString word;
    /// Warning, negative and unknown stand on a soft ground; the others are quiet.
    bool hasGround() const
    {
        return tone == Tone::Warning || tone == Tone::Negative || tone == Tone::Unknown;
    }
};

/// A row of the table, as written in the source.
struct StateEntry {
    StateThing thing;
    std::string_view wire; ///< lower case with underscores; compared without case
    Glyph glyph;
    Tone tone;
    const char* word;      ///< source text, `%1` `%2` for arguments
    const char* shortWord; ///< source text when the arguments are not known
};

/// The look of a state. A wire word that the table does not know is shown as it came, with the glyph `?` and
/// a neutral tone: a newer server must not be reported as an unknown outcome.
StateLook lookOf(StateThing thing, const QString& wire, const QStringList& args = {});
/// The tone that a glyph has when the table gives no other.
Tone toneOf(Glyph glyph);
std::span<const StateEntry> stateTable();
/// The wire words of a thing, for filters.
QStringList wireWordsOf(StateThing thing);

} // namespace bursar::models
