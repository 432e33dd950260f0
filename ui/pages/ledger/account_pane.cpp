// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ledger/account_pane.h"

#include "models/common/format.h"
#include "models/pages/common/amounts.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/common/links.h"
#include "ui/pages/ledger/ledger_fields.h"
#include "ui/theme/style.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/range_picker.h"
#include "ui/widgets/text_label.h"

#include <QJsonDocument>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QVBoxLayout>

#include <boost/json/serialize.hpp>

namespace bursar::ui {

namespace {
constexpr int kStatementHeight = 240;

std::string encoded(const contract::LedgerAccount& account)
{
    return boost::json::serialize(contract::Codec<contract::GetLedgerAccount>::encodeOutput(account));
}

void addBalance(FactList* facts, const contract::LedgerAccount& account)
{
    facts->addFact(AccountPane::tr("Settled"), models::amountOf(account.settled_atomic, account.asset));
    facts->addFact(AccountPane::tr("Held"), models::amountOf(account.held_atomic, account.asset));
    facts->addFact(AccountPane::tr("Available"), models::amountOf(account.available_atomic, account.asset));
}
} // namespace

AccountPane::AccountPane(Shell& shell, QObject* parent) : QObject(parent), m_shell(shell), m_record(shell.gateway())
{
    connect(&m_record.account(), &models::QueryBase::stateChanged, this, &AccountPane::onAccount);
    connect(&m_record.then(), &models::QueryBase::stateChanged, this, &AccountPane::showThen);
    connect(&m_record.statement(), &models::PagedModelBase::answered, this, &AccountPane::showStatement);
    connect(&m_record.statement(), &models::PagedModelBase::failed, this, &AccountPane::showStatement);
}

void AccountPane::open(std::int64_t accountId)
{
    Inspector& inspector = m_shell.inspector();
    if (m_record.id() != accountId) {
        inspector.setKind(tr("Account"));
        inspector.setTitle(models::journalNumber(accountId));
        inspector.setContext({});
        inspector.setId({});
        inspector.setStateLook({});
        inspector.setWhy(Tone::Neutral, Glyph::None, {});
        inspector.clearActions();
        m_facts->clear();
        m_then->clear();
        m_problem->hide();
        m_at->clear();
        m_raw->clear();
        m_said.clear();
        m_statement->setState(TableState::Loading);
    }
    m_record.open(accountId);
    m_shell.showInspector();
}

void AccountPane::build()
{
    Inspector& inspector = m_shell.inspector();
    inspector.addTab(QStringLiteral("summary"), tr("Summary"), makeSummary());
    inspector.addTab(QStringLiteral("statement"), tr("Statement"), makeStatement());
    m_raw = new QPlainTextEdit;
    m_raw->setReadOnly(true);
    m_raw->setAccessibleName(tr("As the engine sent it"));
    m_raw->setFont(fontOf(TextRole::Mono));
    m_raw->setLineWrapMode(QPlainTextEdit::NoWrap);
    inspector.addTab(QStringLiteral("raw"), tr("Raw"), m_raw);
}

void AccountPane::open(const contract::LedgerAccount& account)
{
    open(account.account_id);
    fill(account);
}

QWidget* AccountPane::makeSummary()
{
    auto* summary = new QWidget;
    auto* column = new QVBoxLayout(summary);
    column->setContentsMargins({});
    column->setSpacing(theme().px(8));
    m_facts = new FactList;
    m_facts->setObjectName(QStringLiteral("accountFacts"));
    m_at = new QLineEdit;
    m_at->setObjectName(QStringLiteral("balanceAt"));
    m_at->setAccessibleName(tr("Balance at a time"));
    m_at->setPlaceholderText(tr("2026-11-20 14:00, 14:00, -3h"));
    m_at->setToolTip(tr("In the shown zone. Enter shows the balance as it was then."));
    setSmall(m_at, true);
    auto* look = new Button(tr("Show"), ButtonKind::Secondary);
    look->setObjectName(QStringLiteral("showBalanceAt"));
    setSmall(look, true);
    m_problem = new TextLabel({}, TextRole::Label, Ink::Negative);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_then = new FactList;
    m_then->setObjectName(QStringLiteral("balanceThen"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_at, 1);
    row->addWidget(look);
    column->addWidget(m_facts);
    column->addSpacing(theme().px(8));
    column->addWidget(new TextLabel(tr("Balance at a time"), TextRole::BodyStrong));
    column->addLayout(row);
    column->addWidget(m_problem);
    column->addWidget(m_then);
    connect(m_at, &QLineEdit::returnPressed, this, &AccountPane::askThen);
    connect(look, &QPushButton::clicked, this, &AccountPane::askThen);
    return summary;
}

QWidget* AccountPane::makeStatement()
{
    m_statement = new DataTable(QStringLiteral("ledgerStatement"));
    m_statement->setObjectName(QStringLiteral("ledgerStatement"));
    m_statement->setColumns(statementColumns());
    m_statement->setModel(&m_record.statement());
    m_statement->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_statement->setMinimumHeight(theme().px(kStatementHeight));
    m_statement->setState(TableState::Loading);
    m_statement->emptyState()->showGood(tr("Nothing moved on this account yet."));
    connect(m_statement, &DataTable::rowActivated, this, [this](const QModelIndex& index) {
        m_shell.open(ledgerEntryAt(m_record.statement().row(index.row()).entry_id));
    });
    connect(m_statement, &DataTable::rowOpenedInWindow, this, [this](const QModelIndex& index) {
        m_shell.openInWindow(ledgerEntryAt(m_record.statement().row(index.row()).entry_id));
    });
    connect(m_statement, &DataTable::retryRequested, &m_record.statement(), &models::PagedModelBase::retry);
    connect(m_statement->view()->verticalScrollBar(), &QScrollBar::valueChanged, &m_record.statement(),
            [this](int value) { m_record.statement().setAtTop(value == 0); });
    return m_statement;
}

void AccountPane::onAccount()
{
    const auto& query = m_record.account();
    if (query.isLoading() || !m_facts || m_record.id() == 0)
        return;
    if (query.data())
        return fill(*query.data());
    if (query.failure()) {
        if (m_said.empty()) { // else what the list knew stays
            m_facts->clear();
            m_facts->addHeading(errorText(*query.failure()).sentence);
        }
        const ErrorText words = errorText(*query.failure());
        m_statement->setFailure(words.sentence, words.code, words.requestId);
        Q_EMIT failed(*query.failure());
    }
}

void AccountPane::fill(const contract::LedgerAccount& account)
{
    // Facts are selected and read: they are made anew only when they say something else.
    const std::string said = encoded(account);
    if (std::exchange(m_said, said) == said)
        return;
    Inspector& inspector = m_shell.inspector();
    inspector.setKind(tr("Account"));
    inspector.setTitle(models::shown(models::ownerCell(account.owner)));
    inspector.setContext(QStringList{text(account.kind), text(account.asset)}.join(QStringLiteral(" · ")));
    inspector.setId(text(account.owner));
    if (account.frozen)
        inspector.setWhy(Tone::Warning, Glyph::Pause, tr("Frozen"),
                         tr("Nothing leaves it and nothing arrives. What is held can still be released."));
    else
        inspector.setWhy(Tone::Neutral, Glyph::None, {});
    fillFacts(account);
    fillActions(account);
    m_raw->setPlainText(QString::fromUtf8(
        QJsonDocument::fromJson(QByteArray::fromStdString(said)).toJson(QJsonDocument::Indented)));
}

void AccountPane::fillFacts(const contract::LedgerAccount& account)
{
    m_facts->clear();
    addBalance(m_facts, account);
    const auto limit = [&](const QString& label, const std::optional<std::string>& atomic) {
        m_facts->addFact(label, models::amountCell(atomic, account.asset, tr("No limit.")));
    };
    limit(tr("At once, at most"), account.limit_transaction_atomic);
    limit(tr("A day, at most"), account.limit_day_atomic);
    limit(tr("A month, at most"), account.limit_month_atomic);
    m_facts->addFact(tr("May be negative"), models::Text{account.may_be_negative ? tr("Yes: it stands for the outside world")
                                                                                 : tr("No")});
    m_facts->addFact(tr("Number"), models::Count{account.account_id});
    m_facts->addFact(tr("Opened"), models::Time{account.opened_at});
}

void AccountPane::fillActions(const contract::LedgerAccount& account)
{
    Inspector& inspector = m_shell.inspector();
    inspector.clearActions();
    auto* holds = new Button(tr("Show its holds"), ButtonKind::Secondary);
    holds->setObjectName(QStringLiteral("showHolds"));
    connect(holds, &QPushButton::clicked, this, [this, id = account.account_id] {
        m_shell.open(ledgerHoldsWith({condition(QStringLiteral("account"), QString::number(id))}));
    });
    auto* owner = new Button(tr("Other accounts of the owner"), ButtonKind::Text);
    owner->setObjectName(QStringLiteral("showOwner"));
    connect(owner, &QPushButton::clicked, this, [this, name = text(account.owner)] {
        m_shell.open(ledgerAccountsWith({condition(QStringLiteral("owner"), name)}));
    });
    inspector.addAction(holds);
    inspector.addAction(owner);
}

void AccountPane::askThen()
{
    const models::Instant now = models::displaySettings().now();
    const auto at = parseInstant(m_at->text(), now);
    m_problem->setVisible(!at || *at > now);
    if (!at)
        m_problem->setText(tr("Write a time like 2026-11-20 14:00, 20 Nov 14:00, 14:00 or -3h."));
    else if (*at > now)
        m_problem->setText(tr("That is in the future."));
    else
        m_record.lookAt(*at);
}

void AccountPane::showThen()
{
    const auto& query = m_record.then();
    if (query.isLoading() || !m_then)
        return;
    m_then->clear();
    if (query.failure())
        return m_then->addHeading(errorText(*query.failure()).sentence);
    if (!query.data())
        return;
    const models::Instant at = *query.answered()->at;
    m_then->addFact(tr("At"), models::Time{at}, models::displaySettings().zoneName());
    if (at < query.data()->opened_at)
        return m_then->addFact(tr("Balance"), models::Absent{tr("The account was opened later.")});
    addBalance(m_then, *query.data());
}

void AccountPane::showStatement()
{
    if (!m_statement)
        return;
    const models::StatementModel& statement = m_record.statement();
    if (statement.failure() && (m_shell.gateway().isLive() || statement.rowCount() == 0)) {
        const ErrorText words = errorText(*statement.failure());
        return m_statement->setFailure(words.sentence, words.code, words.requestId);
    }
    m_statement->setState(statement.rowCount() > 0 ? TableState::Rows : TableState::Empty);
    m_statement->setTotal(statement.isWhole() ? statement.rowCount() : -1);
}

} // namespace bursar::ui
