// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/registry/registry_page.h"

#include "models/common/tr.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/common/links.h"
#include "ui/pages/common/panel_loader.h"
#include "ui/pages/common/snippet.h"
#include "ui/pages/registry/agent_inspector.h"
#include "ui/pages/registry/register_dialog.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/segmented_tabs.h"

#include <QLineEdit>
#include <QScrollBar>
#include <QVBoxLayout>

#include <array>

namespace bursar::ui {

namespace {
constexpr int kPadding = 24;
constexpr int kSearchWidth = 260;
constexpr QLatin1StringView kSort("sort");
const std::array<QString, 4> kStatuses{QString(), QStringLiteral("active"), QStringLiteral("suspended"),
                                       QStringLiteral("deregistered")};

/// A column that the engine sorts by, with its word for it.
struct SortWord {
    QLatin1StringView column;
    QLatin1StringView word;
    bool isTurned = false; ///< its plain word is the descending order
};
constexpr SortWord kSorts[] = {{QLatin1StringView("name"), QLatin1StringView("name")},
                               {QLatin1StringView("requests"), QLatin1StringView("requests")},
                               {QLatin1StringView("revenue"), QLatin1StringView("revenue")},
                               {QLatin1StringView("customers"), QLatin1StringView("customers")},
                               {QLatin1StringView("last"), QLatin1StringView("last_request")},
                               {QLatin1StringView("created"), QLatin1StringView("newest"), true}};

std::vector<Column> columns()
{
    return {
        {.key = QStringLiteral("name"), .title = tr("Agent"), .kind = ColumnKind::Text, .width = 140,
         .stretches = true},
        {.key = QStringLiteral("id"), .title = tr("Id"), .kind = ColumnKind::Code, .width = 150, .priority = 1,
         .isSortable = false},
        {.key = QStringLiteral("status"), .title = tr("State"), .kind = ColumnKind::State, .width = 168,
         .isSortable = false},
        {.key = QStringLiteral("requests"), .title = tr("Requests"), .kind = ColumnKind::Count, .width = 100},
        {.key = QStringLiteral("revenue"), .title = tr("Revenue"), .kind = ColumnKind::Money, .width = 160},
        {.key = QStringLiteral("customers"), .title = tr("Customers"), .kind = ColumnKind::Count, .width = 96,
         .priority = 2},
        {.key = QStringLiteral("latency"), .title = tr("Latency"), .kind = ColumnKind::Duration, .width = 88,
         .priority = 3, .isSortable = false},
        {.key = QStringLiteral("last"), .title = tr("Last call"), .kind = ColumnKind::Time, .width = 132,
         .priority = 1},
        {.key = QStringLiteral("tier"), .title = tr("Tier"), .kind = ColumnKind::Text, .width = 60, .priority = 5,
         .isSortable = false},
        {.key = QStringLiteral("category"), .title = tr("Category"), .kind = ColumnKind::Text, .width = 110,
         .priority = 4, .isSortable = false},
        {.key = QStringLiteral("created"), .title = tr("Registered"), .kind = ColumnKind::Time, .width = 132,
         .priority = 6, .isShown = false},
    };
}
} // namespace

RegistryPage::RegistryPage(Shell& shell, QWidget* parent)
    : Page(shell, parent), m_model(gateway()), m_pulse(gateway(), view()), m_search(new QLineEdit),
      m_status(new SegmentedTabs), m_table(new DataTable(QStringLiteral("registry"))),
      m_inspector(new AgentInspector(shell, this)), m_firstSteps(new FirstSteps(gateway(), this))
{
    build();
    connect(&m_model.list(), &models::QueryBase::stateChanged, this, &RegistryPage::showState);
    connect(&m_pulse, &models::LivePulse::pulse, &m_model, &models::AgentModel::refresh);
    connect(&m_pulse, &models::LivePulse::resynced, &m_model, &models::AgentModel::read);
    connect(m_inspector, &AgentInspector::agentChanged, &m_model, &models::AgentModel::read);
    connect(m_inspector, &AgentInspector::closed, this, [this] { this->shell().stateChanged(); });
    connect(m_firstSteps, &FirstSteps::changed, this, [this] {
        if (m_table->state() == TableState::Empty)
            showState();
    });
    connect(&gateway(), &models::Gateway::linkChanged, this, &RegistryPage::showTotals);
    connect(&models::displaySettings(), &models::DisplaySettings::changed, this, &RegistryPage::showTotals);
}

QString RegistryPage::title() const
{
    return tr("Registry");
}

void RegistryPage::build()
{
    auto* column = new QVBoxLayout(this);
    const int padding = theme().px(kPadding);
    column->setContentsMargins(padding, 0, padding, theme().px(16));
    column->setSpacing(theme().px(8));
    for (const QString& title : {tr("All"), tr("Active"), tr("Suspended"), tr("Deregistered")})
        m_status->addTab(title);
    m_search->setObjectName(QStringLiteral("agentSearch"));
    m_search->setAccessibleName(tr("Find by name or id"));
    m_status->setObjectName(QStringLiteral("agentStatus"));
    m_search->setPlaceholderText(tr("Find by name or id   /"));
    m_search->setClearButtonEnabled(true);
    m_search->setFixedWidth(theme().px(kSearchWidth));
    setSmall(m_search, true);
    auto* row = new QHBoxLayout;
    row->addWidget(m_status);
    row->addStretch();
    row->addWidget(m_search);
    m_table->setObjectName(QStringLiteral("agents"));
    m_table->setColumns(columns());
    m_table->setModel(&m_model.rows());
    m_table->setState(TableState::Loading);
    setSort(m_model.sort());
    column->addLayout(row);
    column->addWidget(m_table, 1);
    connect(m_status, &SegmentedTabs::currentChanged, this, [this](int tab) {
        m_model.setStatus(kStatuses.at(static_cast<std::size_t>(tab)));
        shell().stateChanged();
    });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& typed) {
        m_model.setSearch(typed);
        shell().stateChanged();
    });
    connect(m_table, &DataTable::rowActivated, this,
            [this](const QModelIndex& index) { inspect(m_model.rows().row(index.row()).key); });
    connect(m_table, &DataTable::rowOpenedInWindow, this, [this](const QModelIndex& index) {
        shell().openInWindow(pageAt(id(), {{state::kSelected, m_model.rows().row(index.row()).key}}));
    });
    connect(m_table, &DataTable::currentRowChanged, this, [this](const QModelIndex& index) {
        // With the keys, the next agent takes the place of the one in the inspector.
        if (index.isValid() && m_table->view()->hasFocus() && !m_inspector->current().isEmpty()
            && m_model.rows().row(index.row()).key != m_inspector->current())
            inspect(m_model.rows().row(index.row()).key);
    });
    connect(m_table, &DataTable::pauseToggled, this, [this] { view().setLive(!view().live()); });
    connect(m_table, &DataTable::sortRequested, this, &RegistryPage::sortBy);
    connect(m_table->view()->verticalScrollBar(), &QScrollBar::valueChanged, this, &RegistryPage::fillView);
    connect(m_table, &DataTable::retryRequested, this, [this] { m_model.list().repeat(); });
    connect(m_table, &DataTable::clearFiltersRequested, this, [this] {
        m_search->clear();
        m_status->setCurrent(0);
    });
}

void RegistryPage::sortBy(const QString& key, Qt::SortOrder order)
{
    for (const SortWord& sort : kSorts) {
        if (sort.column != key)
            continue;
        const bool isDescending = (order == Qt::DescendingOrder) != sort.isTurned;
        setSort(QString((isDescending ? QStringLiteral("-") : QString()) + sort.word));
        shell().stateChanged();
    }
}

void RegistryPage::setSort(const QString& sort)
{
    const bool isMinus = sort.startsWith(QLatin1Char('-'));
    const QString word = isMinus ? sort.mid(1) : sort;
    for (const SortWord& each : kSorts) {
        if (each.word != word)
            continue;
        m_model.setSort(sort);
        m_table->setSort(each.column, isMinus != each.isTurned ? Qt::DescendingOrder : Qt::AscendingOrder);
    }
}

void RegistryPage::showState()
{
    const models::QueryBase& list = m_model.list();
    const bool hasRows = m_model.rows().rowCount() > 0;
    showTotals();
    // Offline the rows stay as they were; the footer says of when.
    if (list.failure() && (gateway().isLive() || !hasRows)) {
        const ErrorText failure = errorText(*list.failure());
        return m_table->setFailure(failure.sentence, failure.code, failure.requestId);
    }
    if (!list.hasData())
        return m_table->setState(TableState::Loading);
    if (list.isLoading())
        return m_table->setState(hasRows && !list.isQuiet() ? TableState::Reloading : m_table->state());
    const bool filtered = !m_model.search().isEmpty() || !m_model.status().isEmpty();
    if (!hasRows && !filtered)
        m_firstSteps->say(m_table->emptyState(), tr("Your agents appear here. Register one, and send its requests with "
                                                    "the key that is shown once."));
    m_table->setState(hasRows ? TableState::Rows : filtered ? TableState::EmptyFiltered : TableState::Empty);
    if (const contract::Agent* shown = m_model.find(m_inspector->current()))
        m_inspector->update(*shown);
    if (!m_pendingSelection.isEmpty())
        inspect(std::exchange(m_pendingSelection, {}));
    fillView();
}

void RegistryPage::showTotals()
{
    const models::QueryBase& list = m_model.list();
    if (!list.hasData())
        return;
    m_table->setTotal(m_model.total());
    const QString stale = staleSince(list, gateway());
    m_table->setFooterNote(!stale.isEmpty()  ? tr("as of %1").arg(stale)
                           : m_model.isCut() ? tr("The search finds the others.")
                                             : QString());
}

void RegistryPage::fillView()
{
    const int end = m_model.rows().rowCount() * theme().rowHeight();
    const TableView* rows = m_table->view();
    if (isVisible() && rows->verticalScrollBar()->value() + rows->viewport()->height() >= end)
        m_model.more();
}

void RegistryPage::inspect(const QString& agentId)
{
    if (const auto row = m_model.rows().rowOf(agentId); row && m_table->currentRow().row() != *row)
        m_table->selectRow(*row);
    const contract::Agent* agent = m_model.find(agentId);
    agent ? m_inspector->show(*agent) : m_inspector->open(agentId);
    shell().stateChanged();
}

std::vector<PageAction> RegistryPage::actions()
{
    return {
        {.id = QStringLiteral("register"), .text = tr("Register agent…"), .icon = QStringLiteral("plus"),
         .shortcut = QKeySequence(Qt::Key_N), .weight = PageAction::Weight::Primary,
         .run = [this] { openRegister(); },
         .whyDisabled = [this] {
             const auto& me = gateway().me();
             const auto role = me && me->role ? contract::roleFromWord(*me->role) : std::nullopt;
             return role && *role >= contract::Role::desk_operator ? QString() : tr("Operators register agents.");
         }},
    };
}

void RegistryPage::openRegister()
{
    auto* dialog = new RegisterDialog(gateway(), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RegisterDialog::registered, this, &RegistryPage::showRegistered);
    dialog->open();
}

void RegistryPage::showRegistered(const QString& agentId, const QString& key)
{
    m_pendingSelection = agentId;
    m_search->clear(); // or the new one may be hidden
    m_status->setCurrent(0);
    m_model.read();
    auto* secret = new SecretDialog(tr("Key of %1").arg(agentId), tr("The agent sends its requests with this key."), key,
                                    window());
    secret->setAttribute(Qt::WA_DeleteOnClose);
    secret->open();
}

void RegistryPage::refresh()
{
    m_pulse.start();
    m_model.read();
}

void RegistryPage::deactivate()
{
    m_pulse.stop();
}

QJsonObject RegistryPage::saveState() const
{
    return {{state::kFilter, m_search->text()}, {state::kTab, m_status->current()},
            {kSort, m_model.sort()}, {state::kSelected, m_inspector->current()}};
}

void RegistryPage::restoreState(const QJsonObject& saved)
{
    if (saved.isEmpty())
        return;
    m_search->setText(saved.value(state::kFilter).toString());
    m_status->setCurrent(saved.value(state::kTab).toInt());
    setSort(saved.value(kSort).toString(m_model.sort()));
    m_pendingSelection = saved.value(state::kSelected).toString();
}

void RegistryPage::focusFilter()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

} // namespace bursar::ui
