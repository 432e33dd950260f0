// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/channels/channels_page.h"

#include "models/common/format.h"
#include "ui/pages/channels/channel_export.h"
#include "ui/pages/channels/channel_fields.h"
#include "ui/pages/channels/channel_headline.h"
#include "ui/pages/channels/channel_list.h"
#include "ui/pages/channels/channel_view.h"
#include "ui/pages/channels/transaction_inspector.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/links.h"
#include "ui/pages/common/paged_list.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace bursar::ui {

namespace {
using namespace std::chrono_literals;
constexpr int kPadding = 24;
constexpr int kNarrowPadding = 16;
constexpr int kNarrowWindow = 1360;
constexpr int kBelow = 16;
constexpr models::LivePulse::Pace kListPace{.least = 1500ms, .without = 5000ms};
constexpr models::LivePulse::Pace kChannelPace{.least = 350ms, .without = 4000ms};
constexpr QLatin1StringView kSort("sort");
constexpr QLatin1StringView kEntry("entry");
} // namespace

ChannelsPage::ChannelsPage(Shell& shell, QWidget* parent)
    : Page(shell, parent), m_record(gateway()),
      m_listPulse(gateway(), view(), kListPace,
                  {.name = QStringLiteral("channel"), .concerns = [](const contract::Event&) { return true; }}),
      m_channelPulse(gateway(), view(), kChannelPace,
                     {.name = QStringLiteral("channel"),
                      .concerns = [this](const contract::Event& event) { return text(event.key) == m_shown; }}),
      m_headline(new ChannelHeadline(this)), m_stack(new QStackedWidget), m_list(new ChannelList(shell)),
      m_view(new ChannelView(shell, m_record, [this] { return whyNotActive(); })),
      m_inspector(new TransactionInspector(shell, this))
{
    m_headline->hide(); // shown in the header
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_view);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_stack);
    connectList();
    connectView();
}

ChannelsPage::~ChannelsPage()
{
    delete m_headline; // it may stand in the header
}

QString ChannelsPage::title() const
{
    return tr("Channels");
}

QWidget* ChannelsPage::headline()
{
    return showsChannel() ? m_headline.data() : nullptr;
}

void ChannelsPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    const int padding = window()->width() < kNarrowWindow ? kNarrowPadding : kPadding;
    m_list->layout()->setContentsMargins(padding, 0, padding, theme().px(kBelow));
}

void ChannelsPage::connectList()
{
    connect(m_list, &ChannelList::opened, this, [this](const QString& channel) { shell().open(channelAt(channel)); });
    connect(m_list, &ChannelList::openedInWindow, this,
            [this](const QString& channel) { shell().openInWindow(channelAt(channel)); });
    connect(m_list, &ChannelList::changed, this, [this] { shell().stateChanged(); });
    connect(&m_listPulse, &models::LivePulse::pulse, m_list, &ChannelList::refreshLive);
    connect(&m_listPulse, &models::LivePulse::resynced, this, &ChannelsPage::refresh);
}

void ChannelsPage::connectView()
{
    connect(m_headline, &ChannelHeadline::backRequested, this, [this] {
        shell().open(pageAt(id(), {{state::kFilter, m_list->filterText()}, {kSort, m_list->sort()}}));
    });
    connect(&m_record.detail(), &models::QueryBase::updated, this, [this] {
        m_headline->setChannel(&m_record.data()->channel);
        shell().stateChanged(); // what may be done now
    });
    connect(&m_record.transactions(), &models::PagedModelBase::answered, this, &ChannelsPage::inspectPending);
    connect(m_view, &ChannelView::transactionOpened, this, &ChannelsPage::inspect);
    connect(m_view, &ChannelView::decisionRequested, this, &ChannelsPage::decide);
    connect(m_view, &ChannelView::deliveryRequested, this, &ChannelsPage::deliver);
    connect(&m_channelPulse, &models::LivePulse::pulse, &m_record, &models::ChannelRecord::refresh);
    connect(&m_channelPulse, &models::LivePulse::resynced, this, &ChannelsPage::refresh);
    connect(&gateway(), &models::Gateway::linkChanged, this, [this] { shell().stateChanged(); });
}

void ChannelsPage::startPulses()
{
    m_listPulse.stop();
    m_channelPulse.stop();
    showsChannel() ? m_channelPulse.start() : m_listPulse.start();
}

void ChannelsPage::refresh()
{
    startPulses();
    if (!showsChannel())
        return m_list->read();
    const bool isOther = m_record.id() != m_shown;
    m_record.open(m_shown);
    if (isOther) {
        m_headline->setId(m_shown);
        const auto row = m_list->model().rowOf(m_shown);
        const contract::Channel* known = row ? &m_list->model().row(*row) : nullptr;
        m_headline->setChannel(known);
        m_view->begin(known);
    }
    inspectPending();
}

void ChannelsPage::readAgain()
{
    showsChannel() ? m_record.open(m_shown) : m_list->refreshLive();
}

void ChannelsPage::deactivate()
{
    m_listPulse.stop();
    m_channelPulse.stop();
}

bool ChannelsPage::isBusy() const
{
    return showsChannel() ? m_view->isBusy() : m_list->isBusy();
}

QJsonObject ChannelsPage::saveState() const
{
    if (!showsChannel())
        return {{state::kFilter, m_list->filterText()}, {kSort, m_list->sort()}};
    QJsonObject saved{{state::kSelected, m_shown}};
    const std::int64_t entry = m_pendingEntry != 0 ? m_pendingEntry : m_inspector->entry();
    if (entry != 0)
        saved.insert(kEntry, QString::number(entry));
    return saved;
}

void ChannelsPage::restoreState(const QJsonObject& saved)
{
    if (saved.isEmpty())
        return;
    const QString channel = saved.value(state::kSelected).toString();
    m_pendingEntry = saved.value(kEntry).toString().toLongLong();
    if (channel != m_shown || m_pendingEntry == 0)
        m_inspector->close();
    m_shown = channel;
    m_stack->setCurrentIndex(showsChannel() ? 1 : 0);
    if (showsChannel())
        return;
    m_record.close();
    m_list->setFilterText(saved.value(state::kFilter).toString());
    m_list->setSort(saved.value(kSort).toString());
}

void ChannelsPage::focusFilter()
{
    if (!showsChannel())
        m_list->list()->focusFilter();
}

void ChannelsPage::inspect(int row)
{
    const contract::ChannelTransaction& transaction = m_record.transactions().row(row);
    m_inspector->open(transaction);
    shell().stateChanged();
}

void ChannelsPage::inspectPending()
{
    if (m_pendingEntry == 0 || !m_record.transactions().hasAnswer())
        return;
    const std::int64_t entry = std::exchange(m_pendingEntry, 0);
    const auto row = m_record.transactions().rowOf(QString::number(entry));
    if (!row || m_inspector->entry() == entry)
        return;
    m_inspector->open(m_record.transactions().row(*row));
    m_view->transactions()->select(QString::number(entry));
}

QString ChannelsPage::whyNoExport() const
{
    if (m_export)
        return tr("An export is running.");
    const bool hasAny = showsChannel() ? m_record.data() != nullptr : m_list->model().rowCount() > 0;
    return hasAny ? QString() : tr("There is nothing to export.");
}

void ChannelsPage::exportList()
{
    const QString day = models::formatRfc3339(models::displaySettings().now()).left(10);
    const QString file = askExportFile(shell(), this, tr("Export this list"), QStringLiteral("bursar-channels-%1.csv").arg(day),
                                       tr("CSV (*.csv);;JSON lines (*.jsonl)"));
    if (!file.isEmpty())
        follow(new ListExport<models::ChannelList>(gateway(), m_list->model().question(), channelColumns(), file, this));
}

/// One question for all of it: the suffix says what.
void ChannelsPage::exportChannel()
{
    const QString file = askExportFile(
        shell(), this, tr("Export this channel"), QStringLiteral("bursar-%1.pdf").arg(m_shown),
        tr("Settlement or statement, PDF (*.pdf);;The same as JSON (*.json);;Transactions, CSV (*.csv);;Transactions, JSON "
           "lines (*.jsonl)"));
    if (file.isEmpty() || !m_record.data())
        return;
    if (file.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive))
        return saveExport(shell(), file,
                          reportPdf(channelReport(*m_record.data(), shell().serverName(),
                                                  m_record.detail().readAt().value_or(models::displaySettings().now()))));
    if (file.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        return saveExport(shell(), file, channelJson(*m_record.data(), shell().serverName()));
    follow(new ListExport<models::TransactionList>(gateway(), {.id = m_shown.toStdString()}, transactionColumns(), file, this));
}

void ChannelsPage::follow(PagedExport* running)
{
    m_export = running;
    connect(running, &PagedExport::finished, this, [this](const QString& path, qint64 rows) {
        endExport();
        shell().toast(tr("%1 rows written to %2").arg(models::formatCount(rows), path));
    });
    connect(running, &PagedExport::canceled, this, [this] {
        endExport();
        shell().toast(tr("Canceled; nothing was written."));
    });
    connect(running, &PagedExport::failed, this, [this](const QString& sentence) {
        endExport();
        shell().toastError(sentence);
    });
    shell().toast(tr("Writing the file …"), tr("Cancel"), [target = QPointer(running)] {
        if (target)
            target->cancel();
    });
    running->start();
    shell().stateChanged(); // what may be done now
}

void ChannelsPage::endExport()
{
    std::exchange(m_export, nullptr)->deleteLater();
    shell().stateChanged();
}

} // namespace bursar::ui
