// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/registry/agent_inspector.h"

#include "models/common/format.h"
#include "models/pages/registry/agent_model.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/common/links.h"
#include "ui/pages/registry/key_panel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/inspector.h"

#include <QMenu>
#include <QPointer>
#include <QTimer>
#include <QUuid>

#include <boost/json/serialize.hpp>

#include <utility>

namespace bursar::ui {

namespace {
std::string newKey()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

models::Cell optCode(const std::optional<std::string>& value, const QString& whyAbsent)
{
    return value && !value->empty() ? models::Cell(models::Code{text(*value)}) : models::Cell(models::Absent{whyAbsent});
}
} // namespace

AgentInspector::AgentInspector(Shell& shell, QObject* parent) : QObject(parent), m_shell(shell) {}

void AgentInspector::watchPane()
{
    if (std::exchange(m_isWatching, true))
        return;
    // The dock closes and opens again when it moves the pane over the page or beside it.
    connect(&m_shell.inspector(), &Inspector::closed, this, [this] {
        QTimer::singleShot(0, this, [this] {
            if (m_shell.inspector().isOpen() || m_id.isEmpty())
                return;
            m_id.clear();
            ++m_generation; // an answer that is still under way opens nothing
            Q_EMIT closed();
        });
    });
}

void AgentInspector::open(const QString& agentId)
{
    m_id = agentId;
    watchPane();
    m_shell.gateway().call<contract::GetAgent>(
        {agentId.toStdString()}, this, [this, generation = ++m_generation](contract::Outcome<contract::Agent> outcome) {
            if (generation != m_generation)
                return;
            outcome ? show(*outcome) : fail(outcome.error());
        });
}

void AgentInspector::show(const contract::Agent& agent)
{
    ++m_generation;
    m_id = text(agent.agent_id);
    m_agent = agent;
    m_health.reset();
    watchPane();
    fillHeader(agent);
    fillSummary(agent);
    Inspector& inspector = m_shell.inspector();
    inspector.addTab(QStringLiteral("keys"), tr("Keys"), new KeyPanel(m_shell, m_id));
    fillActivity(agent);
    fillActions(agent);
    m_shell.showInspector();
    probe(agent);
}

void AgentInspector::update(const contract::Agent& agent)
{
    using Codec = contract::Codec<contract::GetAgent>;
    const bool isSame = Codec::encodeOutput(agent) == Codec::encodeOutput(m_agent);
    m_agent = agent;
    if (isSame)
        return;
    fillHeader(agent);
    fillSummary(agent);
    fillActions(agent);
}

void AgentInspector::openKeys()
{
    m_shell.inspector().setCurrentTab(QStringLiteral("keys"));
}

void AgentInspector::fillHeader(const contract::Agent& agent)
{
    Inspector& inspector = m_shell.inspector();
    inspector.setKind(tr("Agent"));
    inspector.setTitle(text(agent.name));
    inspector.setContext({});
    inspector.setState(models::agentState(agent));
    inspector.setId(m_id);
    if (agent.status == "suspended")
        inspector.setWhy(Tone::Negative, Glyph::Pause, tr("Suspended"), tr("Its keys are refused everywhere."));
    else if (agent.status == "active" && agent.total_requests == 0)
        inspector.setWhy(Tone::Progress, Glyph::Clock, tr("Waiting for its first call"),
                         tr("This ends by itself when the first request arrives."));
    else
        inspector.setWhy(Tone::Neutral, Glyph::None, {});
}

void AgentInspector::fillSummary(const contract::Agent& agent)
{
    auto* facts = new FactList;
    facts->addFact(tr("Requests"), models::Count{agent.total_requests});
    facts->addFact(tr("Revenue"), usdc(agent.total_revenue_usdc_atomic), basisWord(agent.revenue_basis));
    facts->addFact(tr("Customers"), models::Count{agent.total_customers});
    facts->addFact(tr("Average latency"), milliseconds(agent.avg_response_ms, tr("No call yet.")));
    facts->addFact(tr("Last call"), timeCell(agent.last_request_at, tr("No call yet.")));
    facts->addFact(tr("SDK connected"), timeCell(agent.sdk_connected_at, tr("No SDK has reported in.")));
    facts->addFact(tr("Tier"), models::Text{text(agent.current_tier)});
    QStringList protocols;
    for (const std::string& protocol : agent.protocols)
        protocols << text(protocol);
    facts->addFact(tr("Protocols"), protocols.isEmpty() ? models::Cell(models::Absent{tr("None named.")})
                                                        : models::Cell(models::Text{protocols.join(QStringLiteral(", "))}));
    facts->addFact(tr("Category"), agent.category ? models::Cell(models::Text{text(*agent.category)})
                                                  : models::Cell(models::Absent{tr("No category.")}));
    if (agent.pricing_amount)
        facts->addFact(tr("Price"), usdc(*agent.pricing_amount), text(agent.pricing_model));
    facts->addFact(tr("Wallet"), agent.evm_address ? models::Cell(models::Address{text(*agent.evm_address), {}})
                                                   : models::Cell(models::Absent{tr("No wallet was proven.")}));
    facts->addWideFact(tr("Origin"), optCode(agent.origin_endpoint, tr("No origin was given.")));
    facts->addFact(tr("Registered"), models::Time{agent.created_at});
    addHealth(facts);
    facts->setObjectName(QStringLiteral("agentFacts"));
    m_shell.inspector().addTab(QStringLiteral("summary"), tr("Summary"), facts);
}

/// Once for each agent that is opened: live figures come every few seconds, and the origin is somebody else's server.
void AgentInspector::probe(const contract::Agent& agent)
{
    if (!agent.origin_endpoint || agent.simulated) // nobody answers at an invented address
        return;
    m_shell.gateway().call<contract::GetOriginHealth>(
        {agent.agent_id}, this, [this, generation = m_generation](contract::Outcome<contract::OriginHealth> outcome) {
            if (generation != m_generation)
                return;
            m_health = std::move(outcome);
            fillSummary(m_agent);
        });
}

void AgentInspector::addHealth(FactList* facts) const
{
    if (m_agent.simulated)
        return facts->addFact(tr("Health"), models::Absent{tr("A simulated agent has no origin to ask.")});
    if (!m_health)
        return;
    const contract::Outcome<contract::OriginHealth>& outcome = *m_health;
    if (!outcome)
        return facts->addFact(tr("Health"), models::Absent{errorText(outcome.error()).sentence});
    QString note = outcome->response_ms ? models::formatDuration(microsecondsOf(*outcome->response_ms)) : QString();
    if (outcome->error)
        note = text(*outcome->error);
    const bool healthy = outcome->status == "healthy";
    facts->addFact(tr("Health"),
                   models::State{models::StateThing::Endpoint,
                                 healthy ? QStringLiteral("healthy") : QStringLiteral("down"), {}}, note);
}

void AgentInspector::fillActivity(const contract::Agent& agent)
{
    auto* timeline = new Timeline;
    m_shell.inspector().addTab(QStringLiteral("activity"), tr("Activity"), timeline);
    contract::ListActivity::Input input;
    input.target_kind = "agent";
    input.target_id = agent.agent_id;
    input.limit = 50;
    m_shell.gateway().call<contract::ListActivity>(
        std::move(input), timeline, [timeline](contract::Outcome<contract::AuditPage> outcome) {
            std::vector<TimelineStep> steps;
            if (!outcome) {
                steps.push_back({.glyph = Glyph::Cross, .tone = Tone::Negative,
                                 .title = errorText(outcome.error()).sentence});
                return timeline->setSteps(std::move(steps));
            }
            for (const contract::AuditRow& row : outcome->rows)
                steps.push_back({.glyph = Glyph::Check, .tone = Tone::Neutral, .title = text(row.action),
                                 .note = QString(tr("by %1").arg(text(row.actor)) + QStringLiteral(" · ")
                                                 + text(boost::json::serialize(row.detail))),
                                 .time = models::formatTime(row.at)});
            if (steps.empty())
                steps.push_back({.glyph = Glyph::Ring, .title = tr("Nothing was changed yet.")});
            timeline->setSteps(std::move(steps));
        });
    const contract::json::value whole = contract::Codec<contract::GetAgent>::encodeOutput(agent);
    auto* raw = new FactList;
    raw->addWideFact(tr("Record"), models::Code{text(boost::json::serialize(whole))});
    m_shell.inspector().addTab(QStringLiteral("raw"), tr("Raw"), raw);
}

void AgentInspector::fillActions(const contract::Agent& agent)
{
    Inspector& inspector = m_shell.inspector();
    inspector.clearActions();
    auto* logs = new Button(tr("Show logs"), ButtonKind::Secondary);
    logs->setObjectName(QStringLiteral("showLogs"));
    connect(logs, &QPushButton::clicked, this, [this] {
        m_shell.open({QStringLiteral("logs"), {{state::kFilter, QString()}}, std::nullopt, m_id});
    });
    inspector.addAction(logs);
    const auto& me = m_shell.gateway().me();
    const auto role = me && me->role ? contract::roleFromWord(*me->role) : std::nullopt;
    if (!role || *role < contract::Role::desk_operator || agent.status == "deregistered")
        return;
    auto* more = new Button(tr("Manage"), ButtonKind::Text);
    more->setObjectName(QStringLiteral("manageAgent"));
    auto* menu = new QMenu(more);
    if (agent.status == "suspended")
        menu->addAction(tr("Activate again"), this, [this] { setStatus(QStringLiteral("active")); });
    else
        menu->addAction(tr("Suspend"), this, [this] { setStatus(QStringLiteral("suspended")); });
    if (*role >= contract::Role::admin) {
        menu->addSeparator();
        menu->addAction(tr("Deregister…"), this, &AgentInspector::confirmDeregister);
    }
    more->setMenu(menu);
    inspector.addAction(more);
}

void AgentInspector::setStatus(const QString& status)
{
    const bool suspend = status == QLatin1String("suspended");
    m_shell.gateway().callWithKey<contract::SetAgentStatus>(
        {m_id.toStdString(), status.toStdString(), {}}, newKey(), this,
        [this, suspend, id = m_id](contract::Outcome<contract::Agent> outcome) {
            if (!outcome)
                return fail(outcome.error());
            update(*outcome);
            Q_EMIT agentChanged();
            if (suspend)
                m_shell.toast(tr("%1 is suspended.").arg(id), tr("Undo"), [self = QPointer(this)] {
                    if (self)
                        self->setStatus(QStringLiteral("active"));
                });
        });
}

void AgentInspector::confirmDeregister()
{
    ConfirmText words;
    words.title = tr("Deregister %1").arg(text(m_agent.name));
    words.identity = m_id;
    words.effect = tr("All its keys stop. Its history stays.");
    words.irreversible = tr("Only its proven wallet or the desk can register it again.");
    words.typedName = m_id;
    words.confirm = tr("Deregister agent");
    auto* dialog = new ConfirmDialog(words, m_shell.inspector().window());
    dialog->confirmButton()->setObjectName(QStringLiteral("confirmDeregister"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this] {
        m_shell.gateway().callWithKey<contract::DeregisterAgent>(
            {m_id.toStdString()}, newKey(), this, [this](contract::Outcome<contract::Status> outcome) {
                if (!outcome)
                    return fail(outcome.error());
                m_shell.hideInspector();
                Q_EMIT agentChanged();
            });
    });
    dialog->open();
}

void AgentInspector::fail(const base::Error& error)
{
    toastFailure(m_shell, error);
}

} // namespace bursar::ui
