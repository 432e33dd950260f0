// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/ledger/ledger_cells.h"

#include "base/signed_amount.h"
#include "models/common/format.h"
#include "models/common/tr.h"
#include "models/pages/common/amounts.h"

#include <algorithm>
#include <set>

namespace bursar::models {

namespace {
QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

Cell optCode(const std::optional<std::string>& value, const QString& whyAbsent)
{
    return value && !value->empty() ? Cell(Code{text(*value)}) : Cell(Absent{whyAbsent});
}

Cell optTime(const std::optional<base::Time>& at, const QString& whyAbsent, TimeStyle style = TimeStyle::Auto)
{
    return at ? Cell(Time{*at, style}) : Cell(Absent{whyAbsent});
}

bool isOn(const contract::LedgerPosting& posting, PostingSide side)
{
    return posting.amount_atomic.starts_with('-') == (side == PostingSide::Gives);
}

bool hasLimit(const contract::LedgerAccount& row)
{
    return row.limit_transaction_atomic || row.limit_day_atomic || row.limit_month_atomic;
}

Cell rulesCell(const contract::LedgerAccount& row)
{
    QStringList words;
    if (row.frozen)
        words << tr("Frozen");
    if (row.may_be_negative)
        words << tr("May be negative");
    if (hasLimit(row))
        words << tr("Limits");
    return words.isEmpty() ? Cell(Absent{tr("No rule but that it may not be overdrawn.")})
                           : Cell(Text{words.join(QStringLiteral(" · ")), !row.frozen});
}

/// Who gives or takes: the one owner, or how many accounts.
Cell sideCell(const contract::LedgerEntry& row, PostingSide side)
{
    const contract::LedgerPosting* first = firstPosting(row, side);
    if (!first)
        return Absent{row.type == "transfer" ? QString() : tr("It moves nothing.")};
    std::set<std::string> owners;
    for (const contract::LedgerPosting& posting : row.postings) {
        if (isOn(posting, side))
            owners.insert(posting.owner);
    }
    if (owners.size() > 1)
        return Text{tr("%1 owners").arg(formatCount(static_cast<qint64>(owners.size())))};
    return ownerCell(first->owner);
}
} // namespace

QString journalNumber(std::int64_t id)
{
    return QStringLiteral("#%1").arg(formatCount(id));
}

QString entryTypeWord(const std::string& type)
{
    if (type == "open")
        return tr("Account opened");
    if (type == "rules")
        return tr("Rules changed");
    if (type == "transfer")
        return tr("Transfer");
    if (type == "hold")
        return tr("Hold");
    if (type == "post")
        return tr("Hold posted");
    if (type == "void")
        return tr("Hold released");
    if (type == "expire")
        return tr("Hold expired");
    return text(type); // a newer server's
}

State holdState(const contract::LedgerHold& hold)
{
    return {StateThing::Hold, text(hold.state), {}};
}

const contract::LedgerPosting* firstPosting(const contract::LedgerEntry& entry, PostingSide side)
{
    const auto found =
        std::ranges::find_if(entry.postings, [side](const auto& posting) { return isOn(posting, side); });
    return found == entry.postings.end() ? nullptr : &*found;
}

std::optional<Money> movedBy(const contract::LedgerEntry& entry)
{
    const contract::LedgerPosting* first = firstPosting(entry, PostingSide::Takes);
    if (!first)
        return std::nullopt;
    base::SignedAmount sum;
    for (const contract::LedgerPosting& posting : entry.postings) {
        const auto amount = base::SignedAmount::fromAtomic(posting.amount_atomic);
        if (!amount)
            return amountOf(first->amount_atomic, first->asset); // more digits than we add up
        if (posting.asset == first->asset && amount->isPositive())
            sum += *amount;
    }
    return amountOf(sum.atomic(), first->asset);
}

Cell accountCell(const contract::LedgerAccount& row, AccountColumn column)
{
    switch (column) {
    case AccountColumn::Number:
        return Count{row.account_id};
    case AccountColumn::Owner:
        return ownerCell(row.owner);
    case AccountColumn::Kind:
        return Text{text(row.kind)};
    case AccountColumn::Asset:
        return Text{text(row.asset)};
    case AccountColumn::Settled:
        return amountOf(row.settled_atomic, row.asset, AssetName::Omitted);
    case AccountColumn::Held:
        return amountOf(row.held_atomic, row.asset, AssetName::Omitted);
    case AccountColumn::Available:
        return amountOf(row.available_atomic, row.asset, AssetName::Omitted);
    case AccountColumn::Rules:
        return rulesCell(row);
    case AccountColumn::Opened:
        return Time{row.opened_at};
    }
    return Absent{};
}

Cell entryCell(const contract::LedgerEntry& row, EntryColumn column)
{
    switch (column) {
    case EntryColumn::Number:
        return Count{row.entry_id};
    case EntryColumn::Time:
        return Time{row.at, TimeStyle::Log};
    case EntryColumn::Type:
        return Text{entryTypeWord(row.type)};
    case EntryColumn::Amount: {
        const auto moved = movedBy(row);
        return moved ? Cell(*moved) : Cell(Absent{tr("It moves nothing.")});
    }
    case EntryColumn::Asset: {
        const auto moved = movedBy(row);
        return moved ? Cell(Text{moved->asset}) : Cell(Absent{tr("It moves nothing.")});
    }
    case EntryColumn::From:
        return sideCell(row, PostingSide::Gives);
    case EntryColumn::To:
        return sideCell(row, PostingSide::Takes);
    case EntryColumn::Cause:
        return optCode(row.cause, tr("No cause was named."));
    case EntryColumn::Memo:
        return row.memo && !row.memo->empty() ? Cell(Text{text(*row.memo)}) : Cell(Absent{tr("No memo.")});
    case EntryColumn::Key:
        return Code{text(row.key)};
    }
    return Absent{};
}

Cell holdCell(const contract::LedgerHold& row, HoldColumn column)
{
    const bool isOpen = row.state == "open";
    switch (column) {
    case HoldColumn::Number:
        return Count{row.hold_id};
    case HoldColumn::State:
        return holdState(row);
    case HoldColumn::Amount:
        return amountOf(row.amount_atomic, row.asset);
    case HoldColumn::Asset:
        return Text{text(row.asset)};
    case HoldColumn::From:
        return ownerCell(row.from_owner);
    case HoldColumn::To:
        return ownerCell(row.to_owner);
    case HoldColumn::Cause:
        return optCode(row.cause, tr("No cause was named."));
    case HoldColumn::Made:
        return Time{row.made_at};
    case HoldColumn::Expires:
        if (!isOpen)
            return Absent{tr("It is closed.")};
        return optTime(row.expires_at, tr("It stays until it is posted or released."), TimeStyle::Until);
    case HoldColumn::Closed:
        return optTime(row.closed_at, tr("It is still held."));
    case HoldColumn::Posted:
        return amountCell(row.posted_atomic, row.asset, isOpen ? tr("It is still held.") : tr("Nothing was posted."));
    case HoldColumn::ClosedBy:
        return row.closed_by ? Cell(Count{*row.closed_by}) : Cell(Absent{tr("It is still held.")});
    }
    return Absent{};
}

Cell postingCell(const contract::LedgerPosting& row, PostingColumn column)
{
    switch (column) {
    case PostingColumn::Owner:
        return ownerCell(row.owner);
    case PostingColumn::Kind:
        return Text{text(row.kind), true};
    case PostingColumn::Amount:
        return amountOf(row.amount_atomic, row.asset);
    }
    return Absent{};
}

Cell statementCell(const contract::StatementRow& row, const std::string& asset, StatementColumn column)
{
    switch (column) {
    case StatementColumn::Number:
        return Count{row.entry_id};
    case StatementColumn::Time:
        return Time{row.at};
    case StatementColumn::Amount:
        if (row.amount_atomic == "0")
            return Absent{tr("Only the held part changed.")};
        return amountOf(row.amount_atomic, asset, AssetName::Omitted);
    case StatementColumn::Settled:
        return amountOf(row.settled_atomic, asset, AssetName::Omitted);
    case StatementColumn::Held:
        return amountOf(row.held_atomic, asset, AssetName::Omitted);
    }
    return Absent{};
}

} // namespace bursar::models
