// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/customers/customer_inspector.h"

#include "models/common/format.h"
#include "models/pages/customers/customer_cells.h"
#include "ui/charts/bar_list.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/common/links.h"
#include "ui/pages/customers/customer_activity.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/inspector.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QPlainTextEdit>
#include <QTimer>

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace bursar::ui {

namespace {
constexpr std::size_t kToolBars = 5;
constexpr std::chrono::hours kLastDays{7 * 24};

QString trendText(const std::string& word)
{
    if (word == "growing")
        return CustomerInspector::tr("Growing: more than the week before");
    if (word == "falling")
        return CustomerInspector::tr("Falling: less than the week before");
    return CustomerInspector::tr("Steady");
}

QString twoDigits(int value)
{
    return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0'));
}
} // namespace

QString hoursText(std::vector<int> hours)
{
    std::ranges::sort(hours);
    QStringList stretches;
    for (std::size_t first = 0; first < hours.size();) {
        std::size_t last = first;
        while (last + 1 < hours.size() && hours[last + 1] <= hours[last] + 1)
            ++last;
        stretches << QString(twoDigits(hours[first]) + QChar(0x2013) + twoDigits(hours[last] + 1));
        first = last + 1;
    }
    return stretches.isEmpty() ? QString() : CustomerInspector::tr("%1 UTC").arg(stretches.join(QStringLiteral(", ")));
}

QString knownByText(const std::string& word)
{
    if (word == "customer_id")
        return CustomerInspector::tr("by the id that the agent sent");
    if (word == "payer")
        return CustomerInspector::tr("by its x402 payer");
    if (word == "header")
        return CustomerInspector::tr("by a header of its requests");
    if (word == "address")
        return CustomerInspector::tr("by its network address");
    return text(word);
}

CustomerInspector::CustomerInspector(Shell& shell, QObject* parent)
    : QObject(parent), m_shell(shell), m_record(shell.gateway())
{
    connect(&m_record.customer(), &models::QueryBase::stateChanged, this, &CustomerInspector::onRecord);
    for (models::QueryBase* query : {static_cast<models::QueryBase*>(&m_record.tools()),
                                     static_cast<models::QueryBase*>(&m_record.revenue())})
        connect(query, &models::QueryBase::stateChanged, this, [this, query] {
            if (!query->isLoading() && !m_shown.customer_id.empty() && text(m_shown.customer_id) == current())
                fillFacts(m_shown);
        });
}

void CustomerInspector::build()
{
    if (std::exchange(m_isBuilt, true))
        return;
    Inspector& inspector = m_shell.inspector();
    inspector.setKind(tr("Customer"));
    m_facts = new FactList;
    inspector.addTab(QStringLiteral("summary"), tr("Summary"), m_facts);
    auto* activity = new CustomerActivity(m_record, m_shell.gateway());
    inspector.addTab(QStringLiteral("activity"), tr("Activity"), activity);
    m_raw = new QPlainTextEdit;
    m_raw->setReadOnly(true);
    m_raw->setAccessibleName(tr("As the engine sent it"));
    m_raw->setFont(fontOf(TextRole::Mono));
    m_raw->setLineWrapMode(QPlainTextEdit::NoWrap);
    inspector.addTab(QStringLiteral("raw"), tr("Raw"), m_raw);
    connect(activity, &CustomerActivity::toolActivated, this, [this](const QString& tool) {
        const bool isNamed = !tool.isEmpty();
        showLogs(isNamed ? QStringList{condition(QStringLiteral("tool"), tool)} : QStringList{}, std::nullopt);
    });
    connect(activity, &CustomerActivity::dayActivated, this,
            [this](const models::Span& span) { showLogs({}, span); });
    // The dock closes and opens again when it moves the pane over the page or beside it.
    connect(&inspector, &Inspector::closed, this, [this] {
        QTimer::singleShot(0, this, [this] {
            if (m_shell.inspector().isOpen() || current().isEmpty())
                return;
            m_record.close();
            m_shown = {};
            m_factsSaid.clear();
            Q_EMIT closed();
        });
    });
}

void CustomerInspector::begin(const QString& customerId)
{
    build();
    m_record.open(scopeOf(m_shell.view()), customerId);
}

void CustomerInspector::show(const contract::Customer& customer)
{
    begin(text(customer.customer_id));
    fill(customer);
    m_shell.showInspector();
}

void CustomerInspector::open(const QString& customerId)
{
    const bool isShown = text(m_shown.customer_id) == customerId;
    begin(customerId);
    if (!isShown) {
        m_shown = {};
        m_shown.customer_id = customerId.toStdString();
        Inspector& inspector = m_shell.inspector();
        inspector.setTitle(models::shown(models::customerIdCell(m_shown.customer_id)));
        inspector.setId(customerId);
        inspector.setContext({});
        inspector.setStateLook({});
        inspector.setWhy(Tone::Neutral, Glyph::None, {});
        inspector.clearActions();
        m_actionsOf.clear();
        m_factsSaid.clear();
        m_facts->clear();
        m_raw->clear();
    }
    m_shell.showInspector();
}

void CustomerInspector::close()
{
    m_record.close();
    m_shown = {};
    m_factsSaid.clear();
    m_shell.hideInspector();
}

void CustomerInspector::onRecord()
{
    const auto& query = m_record.customer();
    if (query.isLoading())
        return;
    if (query.failure()) {
        // What the list knew stays, unless there is no such customer in this scope.
        const bool isGone = query.failure()->code() == base::ErrorCode::NotFound;
        if ((isGone || m_shown.id.empty()) && !current().isEmpty() && m_facts) {
            m_shown = {};
            m_factsSaid.clear();
            m_facts->clear();
            m_facts->addHeading(errorText(*query.failure()).sentence);
            m_raw->clear();
            Q_EMIT failed(*query.failure());
        }
        return;
    }
    if (query.data() && text(query.data()->customer_id) == current())
        fill(*query.data());
}

void CustomerInspector::fill(const contract::Customer& customer)
{
    m_shown = customer;
    fillHeader(customer);
    fillWhy(customer);
    fillFacts(customer);
    fillRaw(customer);
    if (std::exchange(m_actionsOf, customer.customer_id) != customer.customer_id)
        fillActions(customer);
}

void CustomerInspector::fillHeader(const contract::Customer& customer)
{
    Inspector& inspector = m_shell.inspector();
    inspector.setTitle(models::shown(models::customerIdCell(customer.customer_id)));
    inspector.setState(models::churnState(customer));
    inspector.setId(text(customer.customer_id));
    inspector.setContext(tr("known %1 · first seen %2")
                             .arg(knownByText(customer.known_by), models::formatDay(customer.first_seen_at)));
}

void CustomerInspector::fillWhy(const contract::Customer& customer)
{
    Inspector& inspector = m_shell.inspector();
    if (customer.churn_risk == "high")
        inspector.setWhy(Tone::Warning, Glyph::Triangle, tr("High churn risk"), text(customer.churn_reason));
    else if (customer.churn_risk == "medium")
        inspector.setWhy(Tone::Progress, Glyph::Clock, tr("Medium churn risk"), text(customer.churn_reason));
    else if (!customer.churn_reason.empty())
        inspector.setWhy(Tone::Neutral, Glyph::Ring, tr("Low churn risk"), text(customer.churn_reason));
    else
        inspector.setWhy(Tone::Neutral, Glyph::None, {});
}

void CustomerInspector::fillFacts(const contract::Customer& customer)
{
    if (!m_facts)
        return;
    // Facts are selected and read: they are made anew only when they say something else.
    const std::string said = everythingSaid(customer);
    if (std::exchange(m_factsSaid, said) == said)
        return;
    m_facts->clear();
    m_facts->addFact(tr("Revenue"), usdc(customer.total_revenue_atomic), basisWord(customer.revenue_basis));
    addWorth(customer);
    m_facts->addFact(tr("Requests"), models::Count{customer.total_requests},
                     tr("%1 a day").arg(models::formatNumber(customer.avg_daily_requests, 1)));
    m_facts->addFact(tr("Failed"), models::Rate{customer.error_rate, 2},
                     customer.error_count > 0 ? models::formatCount(customer.error_count) : QString());
    m_facts->addFact(tr("Average latency"),
                     customer.total_requests > 0 ? milliseconds(customer.avg_response_ms)
                                                 : milliseconds(std::nullopt));
    m_facts->addFact(tr("Trend"), customer.trend.empty() ? models::Cell(models::Absent{tr("Too new to tell.")})
                                                         : models::Cell(models::Text{trendText(customer.trend)}));
    const QString hours = hoursText(customer.active_hours_utc);
    if (!hours.isEmpty())
        m_facts->addFact(tr("Active"), models::Text{hours});
    m_facts->addFact(tr("Country"), models::customerCell(customer, models::CustomerColumn::Country),
                     text(customer.city));
    m_facts->addFact(tr("Known"), models::Text{knownByText(customer.known_by)});
    m_facts->addFact(tr("First seen"), models::Time{customer.first_seen_at});
    m_facts->addFact(tr("Last seen"), models::Time{customer.last_seen_at});
    addTools();
}

std::string CustomerInspector::everythingSaid(const contract::Customer& customer) const
{
    using contract::Codec;
    std::string said = boost::json::serialize(Codec<contract::GetCustomer>::encodeOutput(customer));
    if (const contract::CustomerTools* tools = m_record.tools().data())
        said += boost::json::serialize(Codec<contract::GetCustomerTools>::encodeOutput(*tools));
    else if (m_record.tools().failure())
        said += m_record.tools().failure()->text();
    if (const contract::Revenue* report = m_record.revenue().data())
        said += report->ltv_reason;
    return said;
}

void CustomerInspector::addWorth(const contract::Customer& customer)
{
    const contract::Revenue* report = m_record.revenue().data();
    const QString reason = report ? text(report->ltv_reason) : QString();
    if (customer.ltv) {
        const bool hasMonths = report && report->ltv_months;
        m_facts->addFact(tr("LTV"), usdc(*customer.ltv),
                         hasMonths ? tr("over %1 months").arg(models::formatNumber(*report->ltv_months, 1)) : QString());
        if (!reason.isEmpty())
            m_facts->addFact(QString(), models::Text{reason, true});
        return;
    }
    m_facts->addFact(tr("LTV"), reason.isEmpty() ? models::customerCell(customer, models::CustomerColumn::Ltv)
                                                 : models::Cell(models::Text{reason, true}));
}

void CustomerInspector::addTools()
{
    const contract::CustomerTools* answer = m_record.tools().data();
    if (!answer || answer->tools.empty()) {
        const auto& failure = m_record.tools().failure();
        if (answer || failure)
            m_facts->addFact(tr("Tools"), models::Absent{failure ? errorText(*failure).sentence
                                                                 : tr("No request named a tool.")});
        return;
    }
    double calls = 0;
    for (const contract::CustomerTool& tool : answer->tools)
        calls += double(tool.call_count);
    std::vector<RankedBar> bars;
    for (std::size_t i = 0; i < std::min(answer->tools.size(), kToolBars); ++i) {
        const contract::CustomerTool& tool = answer->tools[i];
        bars.push_back({.name = dimensionText(contract::Dimension::tool, tool.tool_name),
                        .value = double(tool.call_count),
                        .valueText = models::formatCount(tool.call_count),
                        .note = models::formatRate(calls > 0 ? double(tool.call_count) / calls : 0, 0),
                        .isMono = !tool.tool_name.empty(),
                        .link = tool.tool_name.empty() ? QString()
                                                       : condition(QStringLiteral("tool"), text(tool.tool_name))});
    }
    auto* list = new BarList;
    list->setObjectName(QStringLiteral("customerToolShares"));
    list->setBars(std::move(bars));
    connect(list, &BarList::barActivated, this, [this](int, const QString& link) {
        showLogs(link.isEmpty() ? QStringList{} : QStringList{link}, std::nullopt);
    });
    m_facts->addHeading(tr("Tools"));
    m_facts->addWidget(list);
}

void CustomerInspector::fillRaw(const contract::Customer& customer)
{
    if (!m_raw)
        return;
    const std::string json = boost::json::serialize(contract::Codec<contract::GetCustomer>::encodeOutput(customer));
    const QString pretty =
        QString::fromUtf8(QJsonDocument::fromJson(QByteArray::fromStdString(json)).toJson(QJsonDocument::Indented));
    if (m_raw->toPlainText() != pretty)
        m_raw->setPlainText(pretty);
}

void CustomerInspector::fillActions(const contract::Customer& customer)
{
    Inspector& inspector = m_shell.inspector();
    inspector.clearActions();
    auto* logs = new Button(tr("Show logs"), ButtonKind::Secondary);
    logs->setObjectName(QStringLiteral("showLogs"));
    connect(logs, &QPushButton::clicked, this, [this] { showLogs({}, std::nullopt); });
    inspector.addAction(logs);
    auto* copy = new Button(tr("Copy address"), ButtonKind::Text);
    copy->setObjectName(QStringLiteral("copyAddress"));
    connect(copy, &QPushButton::clicked, this, [this, id = text(customer.customer_id)] {
        QGuiApplication::clipboard()->setText(id);
        m_shell.toast(tr("Copied."));
    });
    inspector.addAction(copy);
}

/// Who was not seen in the present range is looked for where it was seen last.
void CustomerInspector::showLogs(const QStringList& more, std::optional<models::Span> span)
{
    const bool isKnown = !m_shown.id.empty();
    if (!span && isKnown && m_shown.last_seen_at < m_shell.view().span().from)
        span = models::Span{std::max<models::Instant>(m_shown.first_seen_at, m_shown.last_seen_at - kLastDays),
                            m_shown.last_seen_at + std::chrono::seconds(1)};
    m_shell.open(logsWith(QStringList{condition(QStringLiteral("customer"), current())} + more, span));
}

} // namespace bursar::ui
