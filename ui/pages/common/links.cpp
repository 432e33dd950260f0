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
