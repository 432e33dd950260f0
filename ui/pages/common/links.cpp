// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/common/links.h"

#include "ui/widgets/filter_query.h"

namespace bursar::ui {

models::Range fixedRange(const models::Span& span)
{
    return {QString(), span};
}

Location pageAt(const QString& page, const QJsonObject& state)
{
    return {page, state, std::nullopt, std::nullopt};
}

Location logsWith(const QStringList& filters, std::optional<models::Span> span)
{
    Location place = pageAt(QStringLiteral("logs"), {{state::kFilter, filters.join(QLatin1Char(' '))}});
    if (span)
        place.range = fixedRange(*span);
    return place;
}

Location customersWith(const QStringList& filters)
{
    return pageAt(QStringLiteral("customers"), {{state::kFilter, filters.join(QLatin1Char(' '))}});
}

Location customerAt(const QString& customerId)
{
    return pageAt(QStringLiteral("customers"), {{state::kSelected, customerId}});
}

namespace {
const QString kLedger = QStringLiteral("ledger");

Location ledgerList(const QString& tab, const QStringList& filters)
{
    return pageAt(kLedger, {{state::kTab, tab}, {state::kFilter, filters.join(QLatin1Char(' '))}});
}
} // namespace

Location ledgerEntryAt(std::int64_t entryId)
{
    return pageAt(kLedger, {{state::kTab, QStringLiteral("journal")},
                            {state::kSelected, QStringLiteral("entry:%1").arg(entryId)}});
}

Location ledgerAccountAt(std::int64_t accountId)
{
    return pageAt(kLedger, {{state::kTab, QStringLiteral("accounts")},
                            {state::kSelected, QStringLiteral("account:%1").arg(accountId)}});
}

Location ledgerAccountsWith(const QStringList& filters)
{
    return ledgerList(QStringLiteral("accounts"), filters);
}

Location ledgerCausedBy(const QString& cause)
{
    return ledgerList(QStringLiteral("journal"), {condition(QStringLiteral("cause"), cause)});
}

Location ledgerHoldsWith(const QStringList& filters)
{
    return ledgerList(QStringLiteral("holds"), filters);
}

std::optional<Location> placeOfCause(const QString& cause)
{
    const QString kind = cause.section(QLatin1Char(':'), 0, 0);
    const QString record = cause.section(QLatin1Char(':'), 1);
    if (kind != QLatin1String("channel") || record.isEmpty())
        return std::nullopt;
    return channelAt(record);
}

Location channelAt(const QString& channelId)
{
    return pageAt(QStringLiteral("channels"), {{state::kSelected, channelId}});
}

QString condition(const QString& field, const QString& value)
{
    return filterText(Filter{field, FilterOp::Is, {value}});
}

QString filterFieldOf(contract::Dimension dimension)
{
    switch (dimension) {
    case contract::Dimension::agent:
        return QStringLiteral("agent");
    case contract::Dimension::tool:
        return QStringLiteral("tool");
    case contract::Dimension::customer:
        return QStringLiteral("customer");
    case contract::Dimension::version:
        return QStringLiteral("version");
    case contract::Dimension::country:
        return QStringLiteral("country");
    case contract::Dimension::status:
        return QStringLiteral("status");
    case contract::Dimension::protocol:
        return QStringLiteral("protocol");
    case contract::Dimension::source:
        return QStringLiteral("source");
    case contract::Dimension::error:
        return QStringLiteral("error");
    case contract::Dimension::key:
        return QStringLiteral("key");
    }
    return {};
}

} // namespace bursar::ui
