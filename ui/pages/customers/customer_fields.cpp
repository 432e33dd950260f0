// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/customers/customer_fields.h"

#include "models/common/tr.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace bursar::ui {

namespace {
constexpr int kCompletionsMax = 50;
constexpr int kShareDigits = 12;

/// Completes a field with the values of a dimension within the present span, most frequent first.
auto completer(models::Gateway& gateway, std::function<contract::SpanInput()> span, contract::Dimension dimension,
               const QStringList& words = {})
{
    return [&gateway, span = std::move(span), dimension, words](const QString& prefix,
                                                                std::function<void(QStringList)> answer) {
        const contract::SpanInput where = span();
        contract::GetBreakdown::Input input;
        input.agent_id = where.agent_id;
        input.from = where.from;
        input.to = where.to;
        input.dimension = dimension;
        input.limit = 1000;
        gateway.call<contract::GetBreakdown>(
            std::move(input), &gateway, [prefix, answer, words](contract::Outcome<contract::BreakdownRows> outcome) {
                QStringList values;
                const auto offer = [&](const QString& value) {
                    if (!value.isEmpty() && value.startsWith(prefix, Qt::CaseInsensitive)
                        && values.size() < kCompletionsMax)
                        values << value;
                };
                for (const QString& word : words)
                    offer(word);
                if (outcome) {
                    for (const contract::Breakdown& row : outcome->rows)
                        offer(QString::fromStdString(row.value));
                }
                answer(values);
            });
    };
}

QString plainCount(QString value)
{
    value.remove(QLatin1Char(','));
    if (value.isEmpty() || value.back().isDigit())
        return value;
    const QChar unit = value.back().toLower();
    const double factor = unit == QLatin1Char('k') ? 1e3 : unit == QLatin1Char('m') ? 1e6 : 1e9;
    value.chop(1);
    return QString::number(value.toDouble() * factor, 'f', 0);
}

QString plainAmount(QString value)
{
    static const QRegularExpression kAsset(QStringLiteral(" ?[A-Za-z].*$"));
    return value.remove(QLatin1Char(',')).remove(kAsset);
}

QString plainShare(QString value)
{
    if (!value.endsWith(QLatin1Char('%')))
        return value.trimmed();
    value.chop(1);
    QString share = QString::number(value.trimmed().toDouble() / 100, 'f', kShareDigits);
    while (share.endsWith(QLatin1Char('0')))
        share.chop(1);
    if (share.endsWith(QLatin1Char('.')))
        share.chop(1);
    return share;
}

QString plain(const QString& field, const QString& value)
{
    if (field == QLatin1String("requests"))
        return plainCount(value);
    if (field == QLatin1String("revenue"))
        return plainAmount(value);
    if (field == QLatin1String("errors"))
        return plainShare(value);
    return value;
}

Column column(const char* key, const QString& title, ColumnKind kind, int width, int priority)
{
    return {.key = QLatin1String(key), .title = title, .kind = kind, .width = width, .priority = priority};
}
} // namespace

std::vector<Column> customerColumns()
{
    std::vector<Column> all{column("customer", tr("Customer"), ColumnKind::Address, 188, 0),
                            column("country", tr("Country"), ColumnKind::Text, 76, 3),
                            column("last_seen", tr("Last seen"), ColumnKind::Time, 132, 1),
                            column("first_seen", tr("First seen"), ColumnKind::Time, 132, 6),
                            column("requests", tr("Requests"), ColumnKind::Count, 96, 0),
                            column("revenue", tr("Revenue"), ColumnKind::Money, 168, 0),
                            column("errors", tr("Errors"), ColumnKind::Rate, 80, 2),
                            column("churn", tr("Churn"), ColumnKind::State, 104, 0),
                            column("days", tr("30 days"), ColumnKind::Series, 104, 4),
                            column("ltv", tr("LTV"), ColumnKind::Money, 168, 5)};
    for (Column& each : all) {
        each.stretches = each.key == QLatin1String("customer");
        const bool isUnordered = each.key == QLatin1String("country") || each.key == QLatin1String("churn")
            || each.key == QLatin1String("days") || each.key == QLatin1String("ltv");
        each.isSortable = !isUnordered;
        const bool isWord = each.key == QLatin1String("customer") || each.key == QLatin1String("country")
            || each.key == QLatin1String("churn");
        if (isWord)
            each.filterField = each.key;
    }
    return all;
}

std::vector<FilterField> customerFields(models::Gateway& gateway, const std::function<contract::SpanInput()>& span)
{
    return {
        {.name = QStringLiteral("customer"), .title = tr("How the id begins"),
         .complete = completer(gateway, span, contract::Dimension::customer)},
        {.name = QStringLiteral("churn"), .title = tr("Churn risk"), .kind = FilterKind::Word,
         .words = {QStringLiteral("low"), QStringLiteral("medium"), QStringLiteral("high")}},
        {.name = QStringLiteral("country"), .title = tr("Country, or unknown"),
         .complete = completer(gateway, span, contract::Dimension::country, {QStringLiteral("unknown")})},
        {.name = QStringLiteral("requests"), .title = tr("Requests: >100, 10..50"), .kind = FilterKind::Count},
        {.name = QStringLiteral("revenue"), .title = tr("Revenue in USDC: >10"), .kind = FilterKind::Money},
        {.name = QStringLiteral("errors"), .title = tr("Share of failed requests: >5%"), .kind = FilterKind::Share},
    };
}

QString customerCondition(const Filter& filter)
{
    QStringList values;
    for (const QString& value : filter.values)
        values << plain(filter.field, value);
    const QString first = values.value(0);
    const QString head = filter.field + QLatin1Char(':');
    switch (filter.op) {
    case FilterOp::Is:
        return QString(head + values.join(QLatin1Char(',')));
    case FilterOp::IsNot:
        return QString(QLatin1Char('-') + head + values.join(QLatin1Char(',')));
    case FilterOp::Above:
        return QString(head + QLatin1Char('>') + first);
    case FilterOp::AtLeast:
        return QString(head + QLatin1String(">=") + first);
    case FilterOp::Below:
        return QString(head + QLatin1Char('<') + first);
    case FilterOp::AtMost:
        return QString(head + QLatin1String("<=") + first);
    case FilterOp::Between:
        return QString(head + values.join(QStringLiteral("..")));
    }
    return {};
}

} // namespace bursar::ui
