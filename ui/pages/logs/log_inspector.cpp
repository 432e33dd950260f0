// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/logs/log_inspector.h"

#include "contract/registry.h"
#include "models/common/format.h"
#include "models/pages/logs/log_cells.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/links.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/text_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QTimer>
#include <QVBoxLayout>

#include <boost/json/serialize.hpp>

#include <utility>

namespace bursar::ui {

namespace {
QPlainTextEdit* codeView(const QString& content, const QString& name)
{
    auto* view = new QPlainTextEdit(content);
    view->setReadOnly(true);
    view->setAccessibleName(name);
    view->setFont(fontOf(TextRole::Mono));
    view->setLineWrapMode(QPlainTextEdit::NoWrap);
    view->setMinimumHeight(theme().px(160));
    return view;
}

QString sizeNote(const std::optional<std::int64_t>& whole, const std::optional<std::string>& kept)
{
    if (!whole || !kept || static_cast<std::size_t>(*whole) <= kept->size())
        return {};
    return LogInspector::tr("%1 of %2 bytes kept").arg(models::formatCount(static_cast<qint64>(kept->size())),
                                                       models::formatCount(*whole));
}
} // namespace

LogInspector::LogInspector(Shell& shell, QObject* parent) : QObject(parent), m_shell(shell) {}

void LogInspector::show(const contract::RequestLog& row)
{
    m_id = text(row.id);
    watchPane();
    fill(row);
    m_shell.showInspector();
    readWhole(row.id, WhenRead::Fill);
}

void LogInspector::open(const QString& logId)
{
    m_id = logId;
    watchPane();
    readWhole(logId.toStdString(), WhenRead::Open);
}

void LogInspector::watchPane()
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

void LogInspector::readWhole(const std::string& id, WhenRead then)
{
    m_shell.gateway().call<contract::GetLog>(
        {std::nullopt, id}, this,
        [this, then, generation = ++m_generation](contract::Outcome<contract::RequestLog> outcome) {
            if (generation != m_generation)
                return;
            if (!outcome) {
                Q_EMIT failed(outcome.error());
                return;
            }
            fill(*outcome);
            if (then == WhenRead::Open)
                m_shell.showInspector();
        });
}

void LogInspector::fill(const contract::RequestLog& row)
{
    Inspector& inspector = m_shell.inspector();
    inspector.setKind(tr("Request"));
    inspector.setTitle(QStringLiteral("%1  %2").arg(row.status_code).arg(text(row.method)));
    inspector.setContext(text(row.path));
    inspector.setId(text(row.request_id));
    fillWhy(row);
    fillSummary(row);
    fillEvidence(row);
    fillBodies(row);
    fillHeaders(row);
    const contract::json::value whole = contract::Codec<contract::GetLog>::encodeOutput(row);
    inspector.addTab(QStringLiteral("raw"), tr("Raw"),
                     codeView(models::prettyBody(boost::json::serialize(whole)), tr("Raw record")));
    fillActions(row);
}

void LogInspector::fillWhy(const contract::RequestLog& row)
{
    Inspector& inspector = m_shell.inspector();
    const bool isError = row.status_code >= 400 && row.status_code != 402;
    if (isError && row.x402_amount_atomic)
        inspector.setWhy(Tone::Negative, Glyph::Octagon, tr("Paid but not served"),
                         tr("%1 claimed, no answer delivered.").arg(models::shown(models::paymentCell(row))));
    else if (row.status_code == 402)
        inspector.setWhy(Tone::Neutral, Glyph::Ring, tr("Asked to pay"), tr("The caller did not pay with this request."));
    else if (row.arrival_time)
        inspector.setWhy(Tone::Warning, Glyph::Clock, tr("Time of arrival"),
                         tr("The entry had no usable time of its own."));
    else
        inspector.setWhy(Tone::Neutral, Glyph::None, {});
}

void LogInspector::fillSummary(const contract::RequestLog& row)
{
    using models::LogColumn;
    auto* facts = new FactList;
    auto add = [&](const QString& label, LogColumn column) { facts->addFact(label, models::logCell(row, column)); };
    add(tr("Time"), LogColumn::Time);
    add(tr("Latency"), LogColumn::Latency);
    add(tr("Agent"), LogColumn::Agent);
    add(tr("Tool"), LogColumn::Tool);
    add(tr("Customer"), LogColumn::Customer);
    add(tr("Payment"), LogColumn::Payment);
    add(tr("Payment state"), LogColumn::PaymentState);
    if (row.x402_tx_hash)
        facts->addFact(tr("Transaction"), models::Hash{text(*row.x402_tx_hash)});
    if (row.x402_payer)
        facts->addFact(tr("Payer"), models::Address{text(*row.x402_payer), {}});
    if (row.error_type)
        facts->addFact(tr("Error"), models::Code{text(*row.error_type)});
    add(tr("Version"), LogColumn::Version);
    add(tr("Country"), LogColumn::Country);
    if (row.city)
        facts->addFact(tr("City"), models::Text{text(*row.city)});
    if (row.ip_address)
        facts->addFact(tr("Address"), models::Code{text(*row.ip_address)});
    add(tr("Protocol"), LogColumn::Protocol);
    add(tr("Source"), LogColumn::Source);
    add(tr("Key"), LogColumn::Key);
    if (row.user_agent)
        facts->addWideFact(tr("User agent"), models::Code{text(*row.user_agent)});
    if (row.referer)
        facts->addWideFact(tr("Referrer"), models::Code{text(*row.referer)});
    if (!row.batch_id.empty())
        facts->addFact(tr("Batch"), models::Code{text(row.batch_id)});
    m_shell.inspector().addTab(QStringLiteral("summary"), tr("Summary"), facts);
}

void LogInspector::fillEvidence(const contract::RequestLog& row)
{
    std::vector<TimelineStep> steps;
    const bool isError = row.status_code >= 400 && row.status_code != 402;
    steps.push_back({.glyph = isError ? Glyph::Cross : Glyph::Check, .tone = isError ? Tone::Negative : Tone::Positive,
                     .title = tr("Request, answered with %1").arg(row.status_code), .note = text(row.request_id),
                     .time = models::formatTime(row.created_at, models::TimeStyle::Log)});
    if (!row.x402_amount_atomic) {
        steps.push_back({.glyph = Glyph::Ring, .title = tr("No payment came with it"), .isBroken = true});
    } else {
        const models::StateLook look = models::lookOf(models::StateThing::Revenue,
                                                      text(row.payment_state).isEmpty() ? QStringLiteral("unverified")
                                                                                        : text(row.payment_state));
        steps.push_back({.glyph = look.glyph, .tone = look.tone, .title = tr("Payment: %1").arg(look.word),
                         .note = row.x402_payer ? models::shown(models::Address{text(*row.x402_payer), {}}) : QString(),
                         .amount = models::shown(models::paymentCell(row))});
        const bool isVerified = row.payment_state == "verified";
        steps.push_back({.glyph = isVerified ? Glyph::Check : Glyph::Ring,
                         .tone = isVerified ? Tone::Positive : Tone::Neutral,
                         .title = isVerified         ? tr("Found on the chain")
                                  : row.x402_tx_hash ? tr("Not checked on the chain")
                                                     : tr("No chain transaction was named"),
                         .note = row.x402_tx_hash ? models::shown(models::Hash{text(*row.x402_tx_hash)}) : QString(),
                         .isBroken = !isVerified});
    }
    auto* timeline = new Timeline;
    timeline->setObjectName(QStringLiteral("logEvidence"));
    timeline->setSteps(std::move(steps));
    m_shell.inspector().addTab(QStringLiteral("evidence"), tr("Evidence"), timeline);
}

void LogInspector::fillBodies(const contract::RequestLog& row)
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins({});
    auto add = [&](const QString& title, const std::optional<std::string>& body, const QString& note) {
        column->addWidget(new TextLabel(title, TextRole::LabelStrong));
        if (body && !body->empty())
            column->addWidget(codeView(models::prettyBody(*body), title), 1);
        else
            column->addWidget(new TextLabel(tr("Nothing was kept."), TextRole::Label, Ink::Muted));
        if (!note.isEmpty())
            column->addWidget(new TextLabel(note, TextRole::Label, Ink::Muted));
    };
    add(tr("Request body"), row.request_body, sizeNote(row.request_body_size, row.request_body));
    add(tr("Response body"), row.response_body, sizeNote(row.response_body_size, row.response_body));
    column->addStretch();
    m_shell.inspector().addTab(QStringLiteral("body"), tr("Body"), page);
}

void LogInspector::fillHeaders(const contract::RequestLog& row)
{
    auto* facts = new FactList;
    if (row.headers) {
        for (const auto& [name, value] : *row.headers)
            facts->addWideFact(text(name), models::Code{text(value)});
    }
    if (!row.headers || row.headers->empty())
        facts->addHeading(tr("No headers were kept."));
    m_shell.inspector().addTab(QStringLiteral("headers"), tr("Headers"), facts);
}

void LogInspector::fillActions(const contract::RequestLog& row)
{
    Inspector& inspector = m_shell.inspector();
    inspector.clearActions();
    if (row.customer_id) {
        auto* customer = new Button(tr("Show this customer"), ButtonKind::Secondary);
        customer->setObjectName(QStringLiteral("showCustomer"));
        connect(customer, &QPushButton::clicked, this,
                [this, id = text(*row.customer_id)] { m_shell.open(customerAt(id)); });
        inspector.addAction(customer);
    }
    if (row.tool_name) {
        auto* tool = new Button(tr("Show this tool"), ButtonKind::Text);
        tool->setObjectName(QStringLiteral("showTool"));
        connect(tool, &QPushButton::clicked, this, [this, name = text(*row.tool_name)] {
            Q_EMIT filterRequested(condition(QStringLiteral("tool"), name));
        });
        inspector.addAction(tool);
    }
    auto* curl = new Button(tr("Copy as cURL"), ButtonKind::Text);
    curl->setObjectName(QStringLiteral("copyCurl"));
    curl->setToolTip(tr("Keys and payment signatures are left out."));
    connect(curl, &QPushButton::clicked, this, [this, row] { copyCurl(row); });
    inspector.addAction(curl);
}

void LogInspector::copyCurl(const contract::RequestLog& row)
{
    // The origin is the agent's: only its registry entry knows it.
    m_shell.gateway().call<contract::GetAgent>(
        {row.agent_id}, this, [this, row](contract::Outcome<contract::Agent> outcome) {
            const QString origin = outcome && outcome->origin_endpoint ? text(*outcome->origin_endpoint)
                                                                       : QStringLiteral("http://localhost");
            QGuiApplication::clipboard()->setText(models::asCurl(row, origin));
            m_shell.toast(tr("Copied without keys and signatures."));
        });
}

} // namespace bursar::ui
