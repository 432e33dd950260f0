// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace bursar::ui {

/// A field as RFC 4180 has it. What a spreadsheet would run as a formula is made text by a leading apostrophe;
/// a plain number (`-12.5`) is none.
QByteArray csvField(QString value);
/// A line of fields with its end.
QByteArray csvLine(const QStringList& fields);

} // namespace bursar::ui
