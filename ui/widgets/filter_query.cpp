// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filter_query.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace bursar::ui {
namespace {

QString words(const char* source)
{
    return QCoreApplication::translate("FilterQuery", source);
}

bool isComparable(FilterKind kind)
{
    return kind != FilterKind::Text && kind != FilterKind::Word;
}

const FilterField* findField(const std::vector<FilterField>& fields, const QString& name)
{
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const FilterField& field) {
        return field.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == fields.end() ? nullptr : &*found;
}

/// Quotes a value that would otherwise be read as more than one thing.
QString quoted(const QString& value, FilterOp op)
{
    static const QRegularExpression kSpecial(QStringLiteral("[\\s\":]|\\.\\.|^[<>]|^$"));
    const bool isList = op == FilterOp::Is || op == FilterOp::IsNot;
    if (!value.contains(kSpecial) && !(isList && value.contains(QLatin1Char(','))))
        return value;
    QString text = value;
    text.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
    return QLatin1Char('"') + text + QLatin1Char('"');
}

/// Splits at a separator outside of quotes; the quotes stay.
QStringList splitOutsideQuotes(const QString& text, const auto& isSeparator)
{
    QStringList parts;
    QString part;
    bool isQuoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == QLatin1Char('\\') && isQuoted && i + 1 < text.size()) {
            part += c;
            part += text.at(++i);
            continue;
        }
        if (c == QLatin1Char('"'))
            isQuoted = !isQuoted;
        if (!isQuoted && isSeparator(c)) {
            parts << part;
            part.clear();
            continue;
        }
        part += c;
    }
    parts << part;
    return parts;
}

QString unquoted(QString text)
{
    text = text.trimmed();
    if (text.size() < 2 || !text.startsWith(QLatin1Char('"')) || !text.endsWith(QLatin1Char('"')))
        return text;
    text = text.mid(1, text.size() - 2);
    return text.replace(QLatin1String("\\\""), QLatin1String("\""))
        .replace(QLatin1String("\\\\"), QLatin1String("\\"));
}

std::optional<Filter> fail(FilterProblem* problem, const QString& sentence)
{
    if (problem != nullptr)
        problem->sentence = sentence;
    return std::nullopt;
}

/// A number with the unit of its kind: `800ms`, `2.5%`, `1,000`, `-3h`.
bool isWellFormed(const QString& value, FilterKind kind)
{
    const auto matches = [&](const char* pattern) {
        static QHash<QByteArray, QRegularExpression> cache;
        auto& expression = cache[QByteArray(pattern)];
        if (expression.pattern().isEmpty())
            expression = QRegularExpression(QRegularExpression::anchoredPattern(QLatin1String(pattern)),
                                            QRegularExpression::CaseInsensitiveOption);
        return expression.match(value).hasMatch();
    };
    switch (kind) {
    case FilterKind::Count:
        return matches("-?[0-9][0-9,]*[kmg]?") || matches("-?[0-9]+\\.[0-9]+[kmg]");
    case FilterKind::Money:
        return matches("-?[0-9][0-9,]*(\\.[0-9]+)?( ?[a-z][a-z0-9.]*)?");
    case FilterKind::Share:
        return matches("-?[0-9]+(\\.[0-9]+)? ?%?");
    case FilterKind::Duration:
        return matches("[0-9]+(\\.[0-9]+)? ?(us|µs|ms|s|m|h|d)?") || matches("p(50|95|99)");
    case FilterKind::Time:
        return matches("now|-?[0-9]+ ?(m|h|d)|[0-9]{4}-[0-9]{2}-[0-9]{2}([ "
                       "t][0-9:.]+z?)?|[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?");
    case FilterKind::Text:
    case FilterKind::Word:
        break;
    }
    return true;
}

struct OpPrefix {
    QLatin1String text;
    FilterOp op;
};

constexpr OpPrefix kPrefixes[] = {{QLatin1String(">="), FilterOp::AtLeast},
                                  {QLatin1String("<="), FilterOp::AtMost},
                                  {QLatin1String(">"), FilterOp::Above},
                                  {QLatin1String("<"), FilterOp::Below}};

/// Reads the part after the colon.
std::optional<Filter> parseValues(Filter filter, const QString& text, const FilterField& field,
                                  FilterProblem* problem)
{
    QString rest = text.trimmed();
    const bool isNegated = filter.op == FilterOp::IsNot;
    if (isComparable(field.kind)) {
        for (const OpPrefix& prefix : kPrefixes) {
            if (!rest.startsWith(prefix.text))
                continue;
            filter.op = prefix.op;
            filter.values = {unquoted(rest.mid(prefix.text.size()))};
            break;
        }
        const qsizetype dots = rest.indexOf(QLatin1String(".."));
        if (filter.values.isEmpty() && dots > 0) {
            filter.op = FilterOp::Between;
            filter.values = {unquoted(rest.left(dots)), unquoted(rest.mid(dots + 2))};
        }
    }
    if (filter.values.isEmpty()) {
        // A comma inside a number separates thousands, not values.
        const QStringList parts = isComparable(field.kind)
            ? QStringList{rest}
            : splitOutsideQuotes(rest, [](QChar c) { return c == QLatin1Char(','); });
        for (const QString& part : parts)
            if (const QString value = unquoted(part); !value.isEmpty())
                filter.values << value;
    } else if (isNegated) {
        return fail(problem, words(QT_TRANSLATE_NOOP("FilterQuery",
                                                     "A comparison cannot be excluded; turn it round.")));
    }
    if (filter.values.isEmpty() || filter.values.contains(QString()))
        return fail(problem,
                    words(QT_TRANSLATE_NOOP("FilterQuery", "A value is missing after %1:")).arg(field.name));
    for (const QString& value : std::as_const(filter.values))
        if (!isWellFormed(value, field.kind))
            return fail(problem, words(QT_TRANSLATE_NOOP("FilterQuery", "%1 does not take the value %2."))
                                     .arg(field.name, value));
    return filter;
}

} // namespace

QString filterText(const Filter& filter)
{
    QStringList values;
    for (const QString& value : filter.values)
        values << quoted(value, filter.op);
    const QString first = values.isEmpty() ? QString() : values.first();
    switch (filter.op) {
    case FilterOp::Is:
        return filter.field + QLatin1Char(':') + values.join(QLatin1Char(','));
    case FilterOp::IsNot:
        return QLatin1Char('-') + filter.field + QLatin1Char(':') + values.join(QLatin1Char(','));
    case FilterOp::Above:
        return filter.field + QLatin1String(":>") + first;
    case FilterOp::AtLeast:
        return filter.field + QLatin1String(":>=") + first;
    case FilterOp::Below:
        return filter.field + QLatin1String(":<") + first;
    case FilterOp::AtMost:
        return filter.field + QLatin1String(":<=") + first;
    case FilterOp::Between:
        return filter.field + QLatin1Char(':') + values.join(QLatin1String(".."));
    }
    return {};
}

QString filterText(const std::vector<Filter>& filters)
{
    QStringList texts;
    for (const Filter& filter : filters)
        texts << filterText(filter);
    return texts.join(QLatin1Char(' '));
}

std::optional<Filter> parseFilter(const QString& text, const std::vector<FilterField>& fields,
                                  FilterProblem* problem)
{
    QString rest = text.trimmed();
    Filter filter;
    if (rest.startsWith(QLatin1Char('-')) && rest.indexOf(QLatin1Char(':')) > 0) {
        filter.op = FilterOp::IsNot;
        rest.remove(0, 1);
    }
    const QStringList parts = splitOutsideQuotes(rest, [](QChar c) { return c == QLatin1Char(':'); });
    const FilterField* field = parts.size() > 1 ? findField(fields, parts.first().trimmed()) : nullptr;
    if (field == nullptr && parts.size() > 1 && !rest.startsWith(QLatin1Char('"')))
        return fail(
            problem,
            words(QT_TRANSLATE_NOOP("FilterQuery", "There is no field %1.")).arg(parts.first().trimmed()));
    if (field != nullptr) {
        filter.field = field->name;
        return parseValues(std::move(filter), rest.mid(parts.first().size() + 1), *field, problem);
    }
    const auto free = std::find_if(fields.begin(), fields.end(),
                                   [](const FilterField& one) { return one.kind == FilterKind::Text; });
    if (free == fields.end() || unquoted(rest).isEmpty())
        return fail(problem, words(QT_TRANSLATE_NOOP("FilterQuery", "Write a field, a colon and a value.")));
    filter.field = free->name;
    filter.values = {unquoted(rest)};
    return filter;
}

std::optional<std::vector<Filter>> parseFilters(const QString& text, const std::vector<FilterField>& fields,
                                                FilterProblem* problem)
{
    std::vector<Filter> filters;
    const QStringList parts = splitOutsideQuotes(text, [](QChar c) { return c.isSpace(); });
    for (const QString& part : parts) {
        if (part.isEmpty())
            continue;
        auto filter = parseFilter(part, fields, problem);
        if (!filter)
            return std::nullopt;
        filters.push_back(std::move(*filter));
    }
    return filters;
}

} // namespace bursar::ui
