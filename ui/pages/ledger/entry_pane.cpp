// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ledger/entry_pane.h"

#include "models/common/format.h"
#include "models/pages/common/amounts.h"
#include "models/pages/ledger/ledger_cells.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/common/links.h"
#include "ui/pages/common/page_scroll.h"
#include "ui/pages/common/receipt_button.h"
#include "ui/pages/ledger/ledger_fields.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/text_label.h"

#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <boost/json/serialize.hpp>

namespace bursar::ui {

namespace {
constexpr QLatin1StringView kEntry("entry:");
constexpr QLatin1StringView kCause("cause:");
constexpr int kPostingsMost = 64;

QString entryLink(std::int64_t id)
{
    return QString(kEntry + QString::number(id));
}

EvidenceLink entryLinkOf(const contract::LedgerEntry& entry)
{
    EvidenceLink link{.glyph = Glyph::Check, .tone = Tone::Positive, .kind = models::entryTypeWord(entry.type),
                      .id = models::journalNumber(entry.entry_id), .note = text(entry.memo), .at = entry.at};
    if (const auto moved = models::movedBy(entry))
        link.amount = *moved;
    return link;
}

QString holdNote(const contract::LedgerHold& hold)
{
    if (hold.closed_by)
        return EntryPane::tr("closed by %1, %2").arg(models::journalNumber(*hold.closed_by),
                                                     hold.closed_at ? models::formatTime(*hold.closed_at) : QString());
    return hold.expires_at ? EntryPane::tr("expires %1").arg(models::formatTime(*hold.expires_at, models::TimeStyle::Until))
                           : EntryPane::tr("until it is posted or released");
}

EvidenceLink holdLinkOf(models::EntryRecord& record, const contract::LedgerEntry& entry)
{
    const bool isOwn = *entry.hold_id == entry.entry_id;
    EvidenceLink link{.glyph = Glyph::Half, .tone = Tone::Progress, .kind = EntryPane::tr("Hold"),
                      .id = isOwn ? QString() : models::journalNumber(*entry.hold_id),
                      .link = isOwn ? QString() : entryLink(*entry.hold_id)};
    if (const contract::LedgerHold* hold = record.hold()) {
        const models::StateLook look = models::lookOf(models::StateThing::Hold, text(hold->state));
        link.glyph = look.glyph;
        link.tone = look.tone;
        if (isOwn)
            link.kind = look.word; // the link above is the hold itself
        link.note = isOwn ? holdNote(*hold) : QStringList{look.word, holdNote(*hold)}.join(QStringLiteral(" · "));
        link.amount = models::amountOf(hold->amount_atomic, hold->asset);
        link.at = hold->made_at;
        if (isOwn && hold->closed_by)
            link.link = entryLink(*hold->closed_by);
        return link;
    }
    const auto& failure = record.holdEntry().failure() ? record.holdEntry().failure() : record.holds().failure();
    if (failure) {
        link.glyph = Glyph::Cross;
        link.tone = Tone::Negative;
        link.note = errorText(*failure).sentence;
        link.isBroken = true;
    } else if (record.holds().hasData()) {
        link.glyph = Glyph::Ring;
        link.tone = Tone::Neutral;
        link.note = EntryPane::tr("not among the last holds of its account");
    }
    return link;
}

EvidenceLink causeLinkOf(const contract::LedgerEntry& entry)
{
    if (!entry.cause || entry.cause->empty())
        return {.kind = EntryPane::tr("No cause was named")};
    const QString cause = text(*entry.cause);
    const bool isChannel = cause.startsWith(QLatin1String("channel:"));
    return {.glyph = Glyph::Check, .tone = Tone::Positive, .kind = isChannel ? EntryPane::tr("Channel") : EntryPane::tr("Cause"),
            .id = isChannel ? cause.section(QLatin1Char(':'), 1) : cause, .link = QString(kCause + cause)};
}

EvidenceLink receiptLinkOf(models::EntryRecord& record)
{
    EvidenceLink link{.glyph = Glyph::Half, .tone = Tone::Progress, .kind = EntryPane::tr("Receipt")};
    const auto sealed = record.isSealed();
    if (sealed == true) {
        const contract::LedgerSummary& summary = *record.summary().data();
        link.glyph = Glyph::Check;
        link.tone = Tone::Positive;
        link.kind = EntryPane::tr("Receipt, sealed");
        link.note = EntryPane::tr("signed head over %1 entries").arg(models::formatCount(summary.sealed));
        link.at = summary.sealed_at;
    } else if (sealed == false) {
        link.glyph = Glyph::Clock;
        link.note = EntryPane::tr("not sealed yet: it is within a second");
    } else if (record.summary().failure()) {
        link.glyph = Glyph::Cross;
        link.tone = Tone::Negative;
        link.note = errorText(*record.summary().failure()).sentence;
        link.isBroken = true;
    }
    return link;
}
} // namespace

std::vector<EvidenceLink> evidenceOf(models::EntryRecord& record)
{
    const contract::LedgerEntry& entry = *record.entry();
    std::vector<EvidenceLink> links{entryLinkOf(entry)};
    if (entry.hold_id)
        links.push_back(holdLinkOf(record, entry));
    links.push_back(causeLinkOf(entry));
    links.push_back(receiptLinkOf(record));
    return links;
}

EntryPane::EntryPane(Shell& shell, QObject* parent)
    : QObject(parent), m_shell(shell), m_record(shell.gateway()), m_postings(models::kPostingColumns)
{
    connect(&m_record, &models::EntryRecord::changed, this, &EntryPane::onRecord);
}

void EntryPane::open(std::int64_t entryId)
{
    begin(entryId);
    m_record.open(entryId);
    m_shell.showInspector();
}

void EntryPane::open(const contract::LedgerEntry& entry)
{
    begin(entry.entry_id);
    m_record.open(entry);
    m_shell.showInspector();
}

void EntryPane::begin(std::int64_t entryId)
{
    Inspector& inspector = m_shell.inspector();
    if (m_record.id() != entryId) {
        inspector.setKind(tr("Journal entry"));
        inspector.setTitle(models::journalNumber(entryId));
        inspector.setContext({});
        inspector.setId({});
        inspector.setStateLook({});
        inspector.setWhy(Tone::Neutral, Glyph::None, {});
        inspector.clearActions();
        m_facts->clear();
        m_postings.setRows({});
        m_table->hide();
        m_evidence->setLinks({});
        m_raw->clear();
        m_said.clear();
        m_actionsOf = 0;
    }
}

void EntryPane::build()
{
    Inspector& inspector = m_shell.inspector();
    inspector.addTab(QStringLiteral("summary"), tr("Summary"), makeSummary());
    m_evidence = new EvidenceView;
    m_evidence->setObjectName(QStringLiteral("ledgerEvidence"));
    connect(m_evidence, &EvidenceView::linkActivated, this, &EntryPane::openLink);
    inspector.addTab(QStringLiteral("evidence"), tr("Evidence"), m_evidence);
    m_raw = new QPlainTextEdit;
    m_raw->setObjectName(QStringLiteral("sealedText"));
    m_raw->setReadOnly(true);
    m_raw->setAccessibleName(tr("The text that is sealed"));
    m_raw->setFont(fontOf(TextRole::Mono));
    m_raw->setWordWrapMode(QTextOption::WrapAnywhere);
    inspector.addTab(QStringLiteral("raw"), tr("Raw"), m_raw);
}

QWidget* EntryPane::makeSummary()
{
    auto* summary = new QWidget;
    auto* column = new QVBoxLayout(summary);
    column->setContentsMargins({});
    column->setSpacing(theme().px(12));
    m_facts = new FactList;
    m_facts->setObjectName(QStringLiteral("entryFacts"));
    m_table = new DataTable({});
    m_table->setObjectName(QStringLiteral("postings"));
    m_table->setColumns(postingColumns());
    m_table->setModel(&m_postings);
    fitRows(m_table, 1, kPostingsMost);
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    column->addWidget(m_facts);
    column->addWidget(m_table);
    connect(m_table, &DataTable::rowActivated, this, [this](const QModelIndex& index) {
        m_shell.open(ledgerAccountAt(m_postings.row(index.row()).key.section(QLatin1Char('/'), 0, 0).toLongLong()));
    });
    return summary;
}

void EntryPane::onRecord()
{
    if (!m_facts)
        return;
    if (!m_record.entry()) {
        if (const auto& failure = m_record.failure(); failure && std::exchange(m_said, failure->text()) != failure->text()) {
            m_facts->clear();
            m_facts->addHeading(errorText(*failure).sentence);
            Q_EMIT failed(*failure);
        }
        return;
    }
    const contract::LedgerEntry& entry = *m_record.entry();
    fillHeader(entry);
    fillFacts(entry);
    m_evidence->setLinks(evidenceOf(m_record));
    if (std::exchange(m_actionsOf, entry.entry_id) != entry.entry_id) {
        fillPostings(entry);
        fillActions(entry);
        m_raw->setPlainText(text(entry.text));
    }
}

void EntryPane::fillHeader(const contract::LedgerEntry& entry)
{
    Inspector& inspector = m_shell.inspector();
    inspector.setKind(tr("Journal entry"));
    if (auto moved = models::movedBy(entry)) {
        const QString asset = std::exchange(moved->asset, QString());
        inspector.setTitle(models::formatMoney(*moved, models::MoneyDigits::All), asset);
    } else {
        inspector.setTitle(models::entryTypeWord(entry.type));
    }
    inspector.setContext(QStringList{models::entryTypeWord(entry.type), models::formatTime(entry.at)}
                             .join(QStringLiteral(" · ")));
    inspector.setId(QStringLiteral("#%1").arg(entry.entry_id));
    const contract::LedgerHold* hold = m_record.hold();
    hold ? inspector.setState(models::holdState(*hold)) : inspector.setStateLook({});
}

void EntryPane::fillFacts(const contract::LedgerEntry& entry)
{
    using contract::Codec;
    const contract::LedgerHold* hold = m_record.hold();
    std::string said = entry.text;
    if (hold)
        said += boost::json::serialize(Codec<contract::ListHolds>::encodeOutput({{*hold}, {}}));
    if (const auto sealed = m_record.isSealed())
        said += *sealed ? "sealed" : "waiting";
    if (std::exchange(m_said, said) == said)
        return;
    using models::EntryColumn;
    m_facts->clear();
    const auto add = [&](const QString& label, EntryColumn column) { m_facts->addFact(label, models::entryCell(entry, column)); };
    add(tr("Type"), EntryColumn::Type);
    m_facts->addFact(tr("Time"), models::Time{entry.at, models::TimeStyle::Log});
    add(tr("Cause"), EntryColumn::Cause);
    add(tr("Memo"), EntryColumn::Memo);
    m_facts->addFact(tr("Key"), models::entryCell(entry, EntryColumn::Key));
    if (hold) {
        m_facts->addFact(tr("Hold"), models::holdState(*hold));
        m_facts->addFact(tr("Held"), models::amountOf(hold->amount_atomic, hold->asset));
        m_facts->addFact(hold->closed_by ? tr("Closed") : tr("Expires"),
                         models::holdCell(*hold, hold->closed_by ? models::HoldColumn::Closed : models::HoldColumn::Expires));
        if (hold->posted_atomic)
            m_facts->addFact(tr("Posted"), models::amountOf(*hold->posted_atomic, hold->asset));
    }
    if (const auto sealed = m_record.isSealed())
        m_facts->addFact(tr("Sealed"), models::Text{*sealed ? tr("Yes") : tr("Within a second")});
}

void EntryPane::fillPostings(const contract::LedgerEntry& entry)
{
    std::vector<models::CellRow> rows;
    for (std::size_t i = 0; i < entry.postings.size(); ++i) {
        models::CellRow row{.key = QStringLiteral("%1/%2").arg(entry.postings[i].account_id).arg(i)};
        for (int column = 0; column < models::kPostingColumns; ++column)
            row.cells.push_back(models::postingCell(entry.postings[i], static_cast<models::PostingColumn>(column)));
        rows.push_back(std::move(row));
    }
    m_table->setVisible(!rows.empty());
    m_postings.setRows(std::move(rows));
}

void EntryPane::fillActions(const contract::LedgerEntry& entry)
{
    Inspector& inspector = m_shell.inspector();
    inspector.clearActions();
    auto* receipt = makeReceiptButton<contract::GetLedgerReceipt>(
        m_shell, {entry.entry_id}, QStringLiteral("bursar-receipt-%1.json").arg(entry.entry_id));
    connect(receipt, &ReceiptButton::noteChanged, this, [this](const QString& note) {
        m_shell.inspector().setActionNote(note);
    });
    inspector.addAction(receipt);
    if (!entry.cause || entry.cause->empty())
        return;
    auto* cause = new Button(tr("Same cause"), ButtonKind::Text);
    cause->setObjectName(QStringLiteral("showCause"));
    cause->setToolTip(tr("Everything in the journal that has this cause."));
    connect(cause, &QPushButton::clicked, this,
            [this, named = text(*entry.cause)] { m_shell.open(ledgerCausedBy(named)); });
    inspector.addAction(cause);
}

/// A cause leads to its record where it names one, else to what it caused.
void EntryPane::openLink(const QString& link)
{
    if (link.startsWith(kEntry))
        return m_shell.open(ledgerEntryAt(link.mid(kEntry.size()).toLongLong()));
    const QString cause = link.mid(kCause.size());
    m_shell.open(placeOfCause(cause).value_or(ledgerCausedBy(cause)));
}

} // namespace bursar::ui
