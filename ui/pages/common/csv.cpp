// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/common/csv.h"

#include <QByteArrayList>
#include <QRegularExpression>

#include <algorithm>

namespace bursar::ui {

QByteArray csvField(QString value)
{
    static const QRegularExpression kNumber(QStringLiteral("^-?[0-9]+(\\.[0-9]+)?$"));
    const bool mayRun = !value.isEmpty() && QStringLiteral("=+-@\t\r").contains(value.front());
    if (mayRun && !kNumber.match(value).hasMatch())
        value.prepend(QLatin1Char('\''));
    const QString special = QStringLiteral("\",\r\n");
    if (std::ranges::any_of(value, [&special](QChar c) { return special.contains(c); }))
        value = QString(QLatin1Char('"') + value.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"'));
    return value.toUtf8();
}

QByteArray csvLine(const QStringList& fields)
{
    QByteArrayList parts;
    for (const QString& field : fields)
        parts << csvField(field);
    return parts.join(',') + "\r\n";
}

} // namespace bursar::ui
