// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ledger/ledger_header.h"

#include "models/common/format.h"
#include "models/pages/common/amounts.h"
#include "models/pages/ledger/ledger_cells.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/common/panel_loader.h"
#include "ui/theme/paint.h"
#include "ui/widgets/button.h"
#include "ui/widgets/stat_card.h"
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QClipboard>
#include <QMouseEvent>
#include <QPainter>
#include <QBoxLayout>

#include <functional>
#include <utility>

namespace bursar::ui {

namespace {
constexpr std::size_t kCardsMax = 3;
constexpr int kWholeDigits = 20; // longer amounts are shortened on their card; the tooltip has every digit
constexpr int kCardHeight = 100;
constexpr int kLineHeight = 36;
constexpr int kWideFrom = 820; // below, the journal is a line under the assets: the list needs the height
constexpr int kJournalWidth = 400;

QString shortKey(const QString& key)
{
    return key.size() <= 16 ? key : QString(key.left(8) + QChar(0x2026) + key.right(8));
}

QString onCard(const models::Money& money)
{
    const QString whole = models::formatMoney(money);
    return whole.size() <= kWholeDigits ? whole : models::formatMoney(money, models::MoneyDigits::Short);
}

QString accountsWord(std::int64_t accounts)
{
    return accounts == 1 ? LedgerHeader::tr("1 account") : LedgerHeader::tr("%1 accounts").arg(models::formatCount(accounts));
}

Stat assetStat(const contract::LedgerAsset& asset)
{
    using models::AssetName;
    const models::Money held = models::amountOf(asset.held_atomic, asset.asset, AssetName::Omitted);
    Stat stat;
    stat.label = LedgerHeader::tr("Circulating");
    stat.unit = text(asset.asset);
    stat.value = onCard(models::amountOf(asset.circulating_atomic, asset.asset, AssetName::Omitted));
    stat.against = LedgerHeader::tr("%1 held · %2").arg(onCard(held), accountsWord(asset.accounts));
    const auto all = [&asset](const std::string& atomic) {
        return models::formatMoney(models::amountOf(atomic, asset.asset), models::MoneyDigits::All);
    };
    stat.tooltip = LedgerHeader::tr("%1 in accounts that may not be negative\n%2 of it held")
                       .arg(all(asset.circulating_atomic), all(asset.held_atomic));
    if (!models::decimalsOf(asset.asset))
        stat.tooltip += QLatin1Char('\n') + LedgerHeader::tr("In the smallest unit: this console does not know the asset.");
    return stat;
}
} // namespace

/// How far the journal is written and sealed, by whom, and the key that receipts are checked with.
class JournalCard : public QWidget {
public:
    explicit JournalCard(std::function<void()> onOpened)
        : m_parts(new QBoxLayout(QBoxLayout::TopToBottom, this)), m_writer(new TextLabel({}, TextRole::Label, Ink::Muted)),
          m_entries(new TextLabel(QString(QChar(0x2014)), TextRole::Value)),
          m_sealed(new TextLabel({}, TextRole::Label, Ink::Muted)), m_key(new TextLabel({}, TextRole::Mono, Ink::Muted)),
          m_copy(new IconButton(Icon::Copy, LedgerHeader::tr("Copy the public key"))), m_onOpened(std::move(onOpened))
    {
        auto* top = new QHBoxLayout;
        top->addWidget(new TextLabel(LedgerHeader::tr("Journal entries"), TextRole::Label, Ink::Muted));
        top->addSpacing(theme().px(12));
        m_writer->setElided(Qt::ElideRight);
        m_writer->setAlignment(Qt::AlignRight);
        top->addWidget(m_writer, 1);
        auto* bottom = new QHBoxLayout;
        bottom->setSpacing(theme().px(4));
        m_sealed->setElided(Qt::ElideRight);
        bottom->addWidget(m_sealed, 1);
        bottom->addSpacing(theme().px(8));
        bottom->addWidget(m_key);
        bottom->addWidget(m_copy);
        m_parts->addLayout(top);
        m_parts->addWidget(m_entries);
        m_parts->addLayout(bottom, 1);
        m_copy->setObjectName(QStringLiteral("copyPublicKey"));
        m_copy->setEnabled(false);
        setCursor(Qt::PointingHandCursor);
        fit();
        connect(&theme(), &Theme::changed, this, [this] { fit(); });
        connect(m_copy, &IconButton::clicked, this, [this] { QApplication::clipboard()->setText(m_publicKey); });
    }

    void fill(const contract::LedgerSummary& summary)
    {
        m_entries->setText(models::formatCount(summary.entries));
        m_entries->setToolTip(LedgerHeader::tr("The lists show them up to %1.").arg(models::journalNumber(summary.derived)));
        const bool hasSeal = summary.sealed > 0 && summary.sealed_at;
        m_sealed->setText(hasSeal ? LedgerHeader::tr("Sealed up to %1, %2").arg(models::journalNumber(summary.sealed),
                                                                 models::formatTime(*summary.sealed_at))
                                  : LedgerHeader::tr("Nothing is sealed yet"));
        m_writer->setText(summary.writes_here ? LedgerHeader::tr("written by this server")
                          : summary.writer    ? LedgerHeader::tr("written by %1").arg(text(*summary.writer))
                                              : LedgerHeader::tr("no server writes it now"));
        if (summary.writer)
            m_writer->setToolTip(text(*summary.writer));
        m_publicKey = text(summary.public_key);
        m_key->setText(shortKey(m_publicKey));
        m_key->setToolTip(wrappedTip(LedgerHeader::tr("Public key of the seal (Ed25519). Receipts are checked with it:\n%1").arg(m_publicKey)));
        m_copy->setEnabled(!m_publicKey.isEmpty());
        update();
    }
    void setNote(const QString& note, Ink ink)
    {
        if (note.isEmpty())
            return;
        m_writer->setInk(ink);
        m_writer->setText(note);
    }
    /// A line instead of a card.
    void setLine(bool isLine)
    {
        if (std::exchange(m_isLine, isLine) != isLine)
            fit();
    }
    void clearNote() { m_writer->setInk(Ink::Muted); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintPanel(&painter, rect(), theme().pxF(8), tokens().surface, tokens().border, 1 / devicePixelRatioF());
    }
    void mouseReleaseEvent(QMouseEvent* event) override
    {
        if (event->button() == Qt::LeftButton && rect().contains(event->pos()))
            m_onOpened();
    }

private:
    void fit()
    {
        const int edge = theme().px(m_isLine ? 4 : 8);
        m_parts->setDirection(m_isLine ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
        m_parts->setContentsMargins(theme().px(16), edge, theme().px(m_isLine ? 8 : 16), edge);
        m_parts->setSpacing(m_isLine ? theme().px(12) : 0);
        m_writer->setVisible(!m_isLine);
        m_entries->setRole(m_isLine ? TextRole::BodyStrong : TextRole::Value);
        m_copy->setFixedSize(theme().px(24), theme().px(24));
        setFixedHeight(theme().px(m_isLine ? kLineHeight : kCardHeight));
    }

    QBoxLayout* m_parts;
    TextLabel* m_writer;
    TextLabel* m_entries;
    TextLabel* m_sealed;
    TextLabel* m_key;
    IconButton* m_copy;
    std::function<void()> m_onOpened;
    QString m_publicKey;
    bool m_isLine = false;
};

LedgerHeader::LedgerHeader(models::Query<contract::GetLedgerSummary>& summary, models::Gateway& gateway, QWidget* parent)
    : QWidget(parent), m_summary(summary), m_gateway(gateway), m_parts(new QBoxLayout(QBoxLayout::LeftToRight, this)),
      m_cards(new StatRow), m_journal(new JournalCard([this] { Q_EMIT journalOpened(); }))
{
    m_parts->setContentsMargins({});
    m_parts->addWidget(m_cards, 1);
    m_parts->addWidget(m_journal, 0, Qt::AlignTop);
    place();
    m_cards->setObjectName(QStringLiteral("ledgerAssets"));
    makeCards({});
    connect(&summary, &models::QueryBase::stateChanged, this, &LedgerHeader::showState);
    connect(&gateway, &models::Gateway::linkChanged, this, &LedgerHeader::showState);
    connect(&models::displaySettings(), &models::DisplaySettings::changed, this, &LedgerHeader::showState);
    showState();
}

void LedgerHeader::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

void LedgerHeader::place()
{
    const bool isWide = width() >= theme().px(kWideFrom);
    m_parts->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_parts->setSpacing(theme().px(isWide ? 16 : 8));
    m_journal->setLine(!isWide);
    m_journal->setMinimumWidth(isWide ? theme().px(kJournalWidth) : 0);
    m_journal->setMaximumWidth(isWide ? theme().px(kJournalWidth) : QWIDGETSIZE_MAX);
}

/// A card that is as high before its figures as with them.
StatCard* LedgerHeader::addCard(const QString& label)
{
    StatCard* card = m_cards->addCard(label);
    Stat stat;
    stat.label = label;
    stat.against = QString(QChar(0xa0));
    card->setStat(stat);
    return card;
}

void LedgerHeader::makeCards(const std::vector<std::string>& assets)
{
    m_assets = assets;
    m_cards->clear();
    for (const std::string& asset : m_assets) {
        StatCard* card = addCard(tr("Circulating"));
        connect(card, &StatCard::opened, this, [this, asset] { Q_EMIT assetOpened(text(asset)); });
    }
    if (m_hasMore || m_assets.empty()) {
        StatCard* card = addCard(m_assets.empty() ? tr("Circulating") : tr("Further assets"));
        connect(card, &StatCard::opened, this, [this] { Q_EMIT assetOpened({}); });
    }
}

void LedgerHeader::fill()
{
    const contract::LedgerSummary& summary = *m_summary.data();
    const bool hasMore = summary.assets.size() > kCardsMax;
    const std::size_t count = hasMore ? kCardsMax - 1 : summary.assets.size();
    std::vector<std::string> assets;
    for (std::size_t i = 0; i < count; ++i)
        assets.push_back(summary.assets[i].asset);
    if (assets != m_assets || hasMore != m_hasMore) {
        m_hasMore = hasMore;
        makeCards(assets);
    }
    for (std::size_t i = 0; i < count; ++i)
        m_cards->cards()[i]->setStat(assetStat(summary.assets[i]));
    if (hasMore) {
        QStringList names;
        for (std::size_t i = count; i < summary.assets.size(); ++i)
            names << text(summary.assets[i].asset);
        Stat stat;
        stat.label = tr("Further assets");
        stat.value = models::formatCount(static_cast<qint64>(summary.assets.size() - count));
        stat.against = names.join(QStringLiteral(", "));
        stat.tooltip = stat.against;
        m_cards->cards()[count]->setStat(stat);
    } else if (assets.empty()) {
        Stat stat;
        stat.label = tr("Circulating");
        stat.absentReason = tr("No account holds anything yet.");
        stat.against = tr("no accounts yet");
        m_cards->cards()[0]->setStat(stat);
    }
    m_journal->fill(summary);
}

void LedgerHeader::showState()
{
    m_journal->clearNote();
    if (m_summary.hasData())
        fill();
    const bool isFailed = m_summary.failure() && m_gateway.isLive();
    const QString failure = isFailed ? errorText(*m_summary.failure()).sentence : QString();
    const QString asOf = staleSince(m_summary, m_gateway);
    for (StatCard* card : m_cards->cards()) {
        card->setLoading(!m_summary.hasData() && !m_summary.failure());
        card->setFailure(failure);
        card->setStale(asOf);
    }
    if (isFailed)
        m_journal->setNote(failure, Ink::Negative);
    else if (!asOf.isEmpty())
        m_journal->setNote(tr("as of %1").arg(asOf), Ink::Muted);
}

} // namespace bursar::ui
