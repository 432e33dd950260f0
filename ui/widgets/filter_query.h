// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace bursar::ui {

/// How the values of a field are written and compared.
enum class FilterKind { Text, Word, Count, Money, Share, Duration, Time };

/// A field that a page can filter by.
struct FilterField {
    QString name;  ///< as typed: `status`
    QString title; ///< as explained in the completion list
    FilterKind kind = FilterKind::Text;
    QStringList words; ///< fixed values (`Word`), completed at once
    /// Asks for values that begin with a prefix; may answer later, on the UI thread, or never.
    std::function<void(const QString& prefix, std::function<void(QStringList)> answer)> complete;
};

enum class FilterOp { Is, IsNot, Above, AtLeast, Below, AtMost, Between };

/// One condition: `status:5xx`, `-status:ok`, `churn:high,medium`, `latency:>800ms`, `latency:200..500`.
struct Filter {
    QString field;
    FilterOp op = FilterOp::Is;
    QStringList values; ///< two for `Between`, one or more for `Is` and `IsNot`, one otherwise
    friend bool operator==(const Filter&, const Filter&) = default;
};

/// What `parseFilter` found wrong, in a sentence for the operator.
struct FilterProblem {
    QString sentence;
};

/// The written form, with quotes where they are needed; `parseFilter` reads it back.
QString filterText(const Filter& filter);
QString filterText(const std::vector<Filter>& filters);
/// Reads one condition. Text without a field becomes the first `Text` field, or a problem when there is none.
std::optional<Filter> parseFilter(const QString& text, const std::vector<FilterField>& fields,
                                  FilterProblem* problem = nullptr);
/// Reads conditions separated by blanks; stops at the first problem.
std::optional<std::vector<Filter>> parseFilters(const QString& text, const std::vector<FilterField>& fields,
                                                FilterProblem* problem = nullptr);

} // namespace bursar::ui

Q_DECLARE_METATYPE(bursar::ui::Filter)
