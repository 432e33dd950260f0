// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/logs/log_fields.h"

#include "models/common/tr.h"

#include <QCoreApplication>

namespace bursar::ui {

namespace {
constexpr int kCompletionsMax = 50;

/// Completes a field with the values of a dimension within the present span, most frequent first.
auto completer(models::Gateway& gateway, std::function<contract::SpanInput()> span, contract::Dimension dimension)
{
    return [&gateway, span = std::move(span), dimension](const QString& prefix, std::function<void(QStringList)> answer) {
        contract::GetBreakdown::Input input;
        const contract::SpanInput where = span();
        input.agent_id = where.agent_id;
        input.from = where.from;
        input.to = where.to;
        input.dimension = dimension;
        input.limit = 1000;
        gateway.call<contract::GetBreakdown>(
            std::move(input), &gateway, [prefix, answer](contract::Outcome<contract::BreakdownRows> outcome) {
                QStringList values;
                if (!outcome)
                    return answer(values);
                for (const contract::Breakdown& row : outcome->rows) {
                    const QString value = QString::fromStdString(row.value);
                    if (!value.isEmpty() && value.startsWith(prefix, Qt::CaseInsensitive)
                        && values.size() < kCompletionsMax)
                        values << value;
                }
                answer(values);
            });
    };
}
/// The engine takes milliseconds without a unit; `p95` stays.
QString inMilliseconds(const QString& value)
{
    struct Unit {
        QLatin1String name;
        double milliseconds;
    };
    static constexpr Unit kUnits[] = {{QLatin1String("ms"), 1},       {QLatin1String("us"), 0.001},
                                      {QLatin1String("s"), 1000},     {QLatin1String("m"), 60'000},
                                      {QLatin1String("h"), 3'600'000}, {QLatin1String("d"), 86'400'000}};
    const QString text = QString(value).replace(QChar(0xb5), QLatin1Char('u')).toLower();
    for (const Unit& unit : kUnits) {
        bool isNumber = false;
        const double number = QStringView(text).chopped(std::min(unit.name.size(), text.size())).trimmed().toDouble(&isNumber);
        if (text.endsWith(unit.name) && isNumber)
            return QString::number(number * unit.milliseconds, 'g', 12);
    }
    return text;
}

/// In quotes where the engine would read a comma as two values.
QString engineValue(const QString& value)
{
    return value.contains(QLatin1Char(',')) ? QString(QLatin1Char('"') + value + QLatin1Char('"')) : value;
}
} // namespace

std::vector<Column> logColumns()
{
    return {
        {.key = QStringLiteral("time"), .title = tr("Time"), .kind = ColumnKind::Time, .width = 164,
         .isSortable = false},
        {.key = QStringLiteral("status"), .title = tr("St."), .kind = ColumnKind::Code, .width = 52,
         .isSortable = false, .filterField = QStringLiteral("status")},
        {.key = QStringLiteral("request"), .title = tr("Request"), .kind = ColumnKind::Code, .width = 240,
         .isSortable = false, .stretches = true, .filterField = QStringLiteral("path")},
        {.key = QStringLiteral("tool"), .title = tr("Tool"), .kind = ColumnKind::Code, .width = 128, .priority = 2,
         .isSortable = false, .filterField = QStringLiteral("tool")},
        {.key = QStringLiteral("latency"), .title = tr("Latency"), .kind = ColumnKind::Duration, .width = 84,
         .isSortable = false},
        {.key = QStringLiteral("customer"), .title = tr("Customer"), .kind = ColumnKind::Address, .width = 168,
         .priority = 1, .isSortable = false, .filterField = QStringLiteral("customer")},
        {.key = QStringLiteral("payment"), .title = tr("Payment"), .kind = ColumnKind::Money, .width = 136,
         .priority = 3, .isSortable = false},
        {.key = QStringLiteral("payment_state"), .title = tr("Payment state"), .kind = ColumnKind::State, .width = 120,
         .priority = 5, .isSortable = false, .isShown = false, .filterField = QStringLiteral("payment")},
        {.key = QStringLiteral("key"), .title = tr("Key"), .kind = ColumnKind::Key, .width = 150, .priority = 6,
         .isSortable = false, .isShown = false, .filterField = QStringLiteral("key")},
        {.key = QStringLiteral("agent"), .title = tr("Agent"), .kind = ColumnKind::Code, .width = 128, .priority = 4,
         .isSortable = false, .filterField = QStringLiteral("agent")},
        {.key = QStringLiteral("country"), .title = tr("Country"), .kind = ColumnKind::Text, .width = 72,
         .priority = 5, .isSortable = false, .isShown = false, .filterField = QStringLiteral("country")},
        {.key = QStringLiteral("version"), .title = tr("Version"), .kind = ColumnKind::Code, .width = 84,
         .priority = 5, .isSortable = false, .isShown = false, .filterField = QStringLiteral("version")},
        {.key = QStringLiteral("protocol"), .title = tr("Protocol"), .kind = ColumnKind::Text, .width = 72,
         .priority = 5, .isSortable = false, .isShown = false, .filterField = QStringLiteral("protocol")},
        {.key = QStringLiteral("source"), .title = tr("Source"), .kind = ColumnKind::Text, .width = 84, .priority = 5,
         .isSortable = false, .isShown = false, .filterField = QStringLiteral("source")},
    };
}

std::vector<FilterField> logFields(models::Gateway& gateway, const std::function<contract::SpanInput()>& span)
{
    using Dimension = contract::Dimension;
    auto values = [&](Dimension dimension) { return completer(gateway, span, dimension); };
    return {
        {.name = QStringLiteral("path"), .title = tr("Part of the path")},
        {.name = QStringLiteral("status"), .title = tr("Status code or class"), .kind = FilterKind::Text,
         .words = {QStringLiteral("2xx"), QStringLiteral("3xx"), QStringLiteral("4xx"), QStringLiteral("5xx"),
                   QStringLiteral("402"), QStringLiteral("error"), QStringLiteral("ok")}},
        {.name = QStringLiteral("tool"), .title = tr("Tool"), .complete = values(Dimension::tool)},
        {.name = QStringLiteral("customer"), .title = tr("Customer"), .complete = values(Dimension::customer)},
        {.name = QStringLiteral("latency"), .title = tr("Latency: >800ms, 200..500, p95"),
         .kind = FilterKind::Duration},
        {.name = QStringLiteral("protocol"), .title = tr("Protocol"), .kind = FilterKind::Word,
         .words = {QStringLiteral("http"), QStringLiteral("mcp"), QStringLiteral("a2a")}},
        {.name = QStringLiteral("source"), .title = tr("Where the entry came from"), .kind = FilterKind::Word,
         .words = {QStringLiteral("sdk"), QStringLiteral("gateway"), QStringLiteral("import"),
                   QStringLiteral("simulator")}},
        {.name = QStringLiteral("country"), .title = tr("Country"), .complete = values(Dimension::country)},
        {.name = QStringLiteral("version"), .title = tr("Agent version"), .complete = values(Dimension::version)},
        {.name = QStringLiteral("payment"), .title = tr("Payment"), .kind = FilterKind::Word,
         .words = {QStringLiteral("any"), QStringLiteral("none"), QStringLiteral("unverified"),
                   QStringLiteral("verified"), QStringLiteral("rejected"), QStringLiteral("simulated")}},
        {.name = QStringLiteral("method"), .title = tr("Method")},
        {.name = QStringLiteral("key"), .title = tr("API key, by its id")},
        {.name = QStringLiteral("request"), .title = tr("Request id, whole")},
        {.name = QStringLiteral("tx"), .title = tr("Transaction hash, whole")},
        {.name = QStringLiteral("ip"), .title = tr("Address")},
        {.name = QStringLiteral("error"), .title = tr("Error type"), .complete = values(Dimension::error)},
        {.name = QStringLiteral("agent"), .title = tr("Agent"), .complete = values(Dimension::agent)},
    };
}

QString engineFilter(const Filter& filter)
{
    const QString field = filter.field;
    QStringList values;
    for (const QString& value : filter.values)
        values << (field == QLatin1String("latency") ? inMilliseconds(value) : engineValue(value));
    const QString first = values.value(0);
    switch (filter.op) {
    case FilterOp::Is:
        return QString(field + QLatin1Char(':') + values.join(QLatin1Char(',')));
    case FilterOp::IsNot:
        return QString(QLatin1Char('-') + field + QLatin1Char(':') + values.join(QLatin1Char(',')));
    case FilterOp::Above:
        return QString(field + QLatin1String(":>") + first);
    case FilterOp::AtLeast:
        return QString(field + QLatin1String(":>=") + first);
    case FilterOp::Below:
        return QString(field + QLatin1String(":<") + first);
    case FilterOp::AtMost:
        return QString(field + QLatin1String(":<=") + first);
    case FilterOp::Between:
        return QString(field + QLatin1Char(':') + first + QLatin1String("..") + values.value(1));
    }
    return {};
}

} // namespace bursar::ui
