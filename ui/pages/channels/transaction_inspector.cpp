// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/channels/transaction_inspector.h"

#include "models/common/format.h"
#include "models/pages/channels/channel_cells.h"
#include "models/pages/common/amounts.h"
#include "ui/pages/channels/channel_export.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/common/evidence_view.h"
#include "ui/pages/common/links.h"
#include "ui/pages/common/receipt_button.h"
#include "ui/widgets/inspector.h"

#include <QTimer>

namespace bursar::ui {

namespace {
constexpr QLatin1StringView kChannel("channel:");
constexpr QLatin1StringView kEntry("entry:");

QString kindWord(const std::string& kind)
{
    if (kind == "payment")
        return TransactionInspector::tr("Payment");
    if (kind == "chain_transaction")
        return TransactionInspector::tr("Chain transaction");
    if (kind == "transfer")
        return TransactionInspector::tr("Transfer");
    if (kind == "hold")
        return TransactionInspector::tr("Hold");
    if (kind == "channel")
        return TransactionInspector::tr("Channel");
    if (kind == "payout")
        return TransactionInspector::tr("Payout");
    if (kind == "receipt")
        return TransactionInspector::tr("Receipt");
    return text(kind); // a newer server's
}

/// The look of a link by the state of what it stands for.
void fillLook(EvidenceLink& out, const contract::EvidenceLink& link)
{
    out.glyph = Glyph::Check;
    out.tone = Tone::Positive;
    const std::string state = link.state.value_or("");
    if (state == "unknown") {
        out.glyph = Glyph::Question;
        out.tone = Tone::Unknown;
    } else if (state == "failed") {
        out.glyph = Glyph::Cross;
        out.tone = Tone::Negative;
    } else if (state == "claimed" || state == "settling" || state == "mined" || state == "posting" || state == "signing"
               || state == "sending" || state == "pending" || state == "closing") {
        out.glyph = Glyph::Half;
        out.tone = Tone::Progress;
    }
}

EvidenceLink shownLink(const contract::EvidenceLink& link)
{
    EvidenceLink out{.kind = kindWord(link.kind), .note = text(link.title), .at = link.at};
    fillLook(out, link);
    const QString id = text(link.id);
    out.id = link.kind == "chain_transaction" ? models::shortenHash(id)
        : models::whoText(link.id) != id      ? models::whoText(link.id)
                                              : id;
    if (link.amount_atomic && link.asset)
        out.amount = models::amountOf(*link.amount_atomic, *link.asset);
    if (link.kind == "channel")
        out.link = kChannel + id;
    if (link.kind == "transfer" || link.kind == "hold" || link.kind == "receipt")
        out.link = kEntry + QString(id).remove(QLatin1Char('#')).remove(QLatin1Char(','));
    return out;
}
} // namespace

TransactionInspector::TransactionInspector(Shell& shell, QObject* parent)
    : QObject(parent), m_shell(shell), m_evidence(shell.gateway())
{
    connect(&m_evidence, &models::QueryBase::stateChanged, this, &TransactionInspector::showEvidence);
}

void TransactionInspector::build()
{
    if (m_facts)
        return;
    Inspector& inspector = m_shell.inspector();
    m_facts = new FactList;
    m_chain = new EvidenceView;
    m_chain->setObjectName(QStringLiteral("channelEvidence"));
    inspector.addTab(QStringLiteral("summary"), tr("Summary"), m_facts);
    inspector.addTab(QStringLiteral("evidence"), tr("Evidence"), m_chain);
    connect(m_chain, &EvidenceView::linkActivated, this, &TransactionInspector::openLink);
    // The dock closes and opens again when it moves the pane over the page or beside it.
    connect(&inspector, &Inspector::closed, this, [this] {
        QTimer::singleShot(0, this, [this] {
            if (m_shell.inspector().isOpen() || m_entry == 0)
                return;
            m_entry = 0;
            m_shell.stateChanged();
        });
    });
}

void TransactionInspector::open(const contract::ChannelTransaction& transaction)
{
    build();
    Inspector& inspector = m_shell.inspector();
    if (std::exchange(m_entry, transaction.entry_id) != transaction.entry_id) {
        inspector.setKind(tr("Transaction"));
        inspector.setTitle(models::formatMoney(models::credits(transaction.amount, models::CreditName::Omitted),
                                               models::MoneyDigits::All),
                           QStringLiteral("CREDIT"));
        inspector.setContext(QStringList{models::whoText(transaction.from_address), models::whoText(transaction.to_address)}
                                 .join(QStringLiteral(" → ")));
        inspector.setId(text(transaction.tx_id));
        inspector.setStateLook({});
        fillFacts(transaction);
        inspector.clearActions();
        m_save = new Button(tr("Save evidence…"));
        m_save->setObjectName(QStringLiteral("saveEvidence"));
        m_save->setToolTip(tr("The chain and the sealed receipt in one file, for a third party to check."));
        connect(m_save, &QPushButton::clicked, this, &TransactionInspector::saveEvidence);
        inspector.addAction(m_save);
        auto* receipt = makeReceiptButton<contract::GetLedgerReceipt>(
            m_shell, {m_entry}, QStringLiteral("bursar-receipt-%1.json").arg(m_entry));
        connect(receipt, &ReceiptButton::noteChanged, &inspector, &Inspector::setActionNote);
        inspector.addAction(receipt);
        m_chain->setLinks({});
        m_evidence.clear();
    }
    m_evidence.read({.entry_id = m_entry});
    m_shell.showInspector();
}

void TransactionInspector::close()
{
    if (std::exchange(m_entry, 0) != 0)
        m_shell.hideInspector();
}

void TransactionInspector::fillFacts(const contract::ChannelTransaction& transaction)
{
    using models::TransactionColumn;
    m_facts->clear();
    const auto add = [&](const QString& label, TransactionColumn column) {
        m_facts->addFact(label, models::transactionCell(transaction, column));
    };
    add(tr("Time"), TransactionColumn::Time);
    add(tr("From"), TransactionColumn::From);
    add(tr("To"), TransactionColumn::To);
    add(tr("Amount"), TransactionColumn::Amount);
    add(tr("Memo"), TransactionColumn::Memo);
    add(tr("Latency"), TransactionColumn::Latency);
    m_facts->addFact(tr("Journal"), models::Code{QStringLiteral("#%1").arg(models::formatCount(transaction.entry_id))});
    add(tr("Transaction"), TransactionColumn::Id);
}

void TransactionInspector::showEvidence()
{
    if (!m_chain || m_entry == 0)
        return;
    if (m_evidence.failure() && !m_evidence.hasData()) {
        const ErrorText words = errorText(*m_evidence.failure());
        m_chain->setLinks({{.glyph = Glyph::Cross, .tone = Tone::Negative, .kind = tr("Evidence"), .note = words.sentence,
                            .isBroken = true}});
        return;
    }
    if (!m_evidence.data())
        return;
    std::vector<EvidenceLink> links;
    for (const contract::EvidenceLink& link : m_evidence.data()->links)
        links.push_back(shownLink(link));
    for (const std::string& gap : m_evidence.data()->gaps)
        links.push_back({.glyph = Glyph::Cross, .tone = Tone::Negative, .kind = tr("Missing"), .note = text(gap),
                         .isBroken = true});
    m_chain->setLinks(links);
}

void TransactionInspector::openLink(const QString& link)
{
    if (link.startsWith(kEntry))
        return m_shell.open(ledgerEntryAt(link.mid(kEntry.size()).toLongLong()));
    m_shell.open(channelAt(link.mid(kChannel.size())));
}

/// Evidence is read with the receipt, so that both are of one moment.
void TransactionInspector::saveEvidence()
{
    m_save->setBusy(true);
    const std::int64_t entry = m_entry;
    const auto fail = [this](const base::Error& error) {
        m_save->setBusy(false);
        const bool isTooEarly = error.reason() == "not_sealed_yet";
        m_shell.inspector().setActionNote(isTooEarly ? tr("It is sealed within a second.") : QString());
        if (!isTooEarly)
            toastFailure(m_shell, error);
    };
    m_shell.gateway().call<contract::GetLedgerReceipt>(
        {entry}, m_save, [this, entry, fail](const contract::Outcome<contract::SealReceipt>& receipt) {
            if (!receipt)
                return fail(receipt.error());
            m_shell.gateway().call<contract::GetEvidence>(
                {.entry_id = entry}, m_save,
                [this, entry, fail, text = receipt->receipt](const contract::Outcome<contract::Evidence>& evidence) {
                    if (!evidence)
                        return fail(evidence.error());
                    m_save->setBusy(false);
                    m_shell.inspector().setActionNote({});
                    exportFile(m_shell, m_shell.inspector().window(), tr("Save evidence"), evidenceJson(*evidence, text),
                               QStringLiteral("bursar-evidence-%1.json").arg(entry), tr("Evidence (*.json)"));
                });
        });
}

} // namespace bursar::ui
