// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/money_effect.h"

#include "models/common/format.h"
#include "ui/theme/paint.h"
#include "ui/widgets/text_label.h"

#include <QGridLayout>
#include <QPainter>

#include <algorithm>
#include <array>
#include <numeric>

namespace bursar::ui {

namespace {
constexpr int kColumnGap = 16;
constexpr int kRowGap = 6;
constexpr int kNameWidth = 150; // at least, for who is affected
constexpr int kWidth = 512;     // of a money dialog's content

class Rule : public QWidget {
public:
    explicit Rule(bool isStrong) : m_isStrong(isStrong) { setFixedHeight(1); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintHairline(&painter, {0, 0}, {double(width()), 0}, m_isStrong ? tokens().control : tokens().border);
    }

private:
    bool m_isStrong;
};

struct Roles {
    TextRole plain;
    TextRole strong;
};

/// The largest roles in which all values fit beside their names.
Roles rolesFor(const MoneyEffect& effect)
{
    const std::array<Roles, 3> choices{Roles{TextRole::Body, TextRole::BodyStrong}, {TextRole::Label, TextRole::LabelStrong},
                                       {TextRole::Caption, TextRole::CaptionStrong}};
    for (const Roles& roles : choices) {
        std::vector<double> widths(static_cast<std::size_t>(std::max<qsizetype>(0, effect.columns.size() - 1)), 0);
        const auto measure = [&](const QStringList& values) {
            for (std::size_t i = 0; i < widths.size(); ++i)
                widths[i] = std::max(widths[i], textWidth(values.value(static_cast<qsizetype>(i)), roles.strong));
        };
        measure(effect.columns.mid(1));
        measure(effect.total);
        for (const MoneyEffectRow& row : effect.rows)
            measure(row.values);
        const double values = std::accumulate(widths.begin(), widths.end(), 0.0)
            + theme().pxF(kColumnGap) * static_cast<double>(widths.size());
        if (values + theme().pxF(kNameWidth) <= theme().pxF(kWidth))
            return roles;
    }
    return choices.back();
}
} // namespace

MoneyEffectTable::MoneyEffectTable(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins({});
}

void MoneyEffectTable::setEffect(const MoneyEffect& effect)
{
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    setVisible(!effect.columns.isEmpty());
    if (effect.columns.isEmpty())
        return;
    m_grid->setHorizontalSpacing(theme().px(kColumnGap));
    m_grid->setVerticalSpacing(theme().px(kRowGap));
    m_grid->setColumnStretch(0, 1);
    const int columns = static_cast<int>(effect.columns.size());
    const Roles roles = rolesFor(effect);
    int line = 0;
    const auto rule = [&](bool isStrong) { m_grid->addWidget(new Rule(isStrong), line++, 0, 1, columns); };
    const auto add = [&](int column, const QString& text, TextRole role, Ink ink) {
        auto* label = new TextLabel(text, role, ink);
        if (column > 0)
            label->setAlignment(Qt::AlignRight);
        else
            label->setElided(Qt::ElideMiddle);
        m_grid->addWidget(label, line, column);
    };
    rule(false);
    for (int column = 0; column < columns; ++column)
        add(column, effect.columns[column], TextRole::LabelStrong, Ink::Muted);
    ++line;
    for (const MoneyEffectRow& row : effect.rows) {
        rule(false);
        const QString who = row.note.isEmpty() ? row.who : row.who + QStringLiteral("  ") + row.note;
        add(0, who, TextRole::Body, Ink::Text);
        for (int column = 1; column < columns; ++column) {
            const bool isLast = column == columns - 1;
            add(column, row.values.value(column - 1), isLast ? roles.strong : roles.plain, isLast ? Ink::Text : Ink::Muted);
        }
        ++line;
        const auto below = [&](const QString& text, TextRole role) {
            if (text.isEmpty())
                return;
            auto* label = new TextLabel(text, role, Ink::Muted);
            label->setTextInteractionFlags(Qt::TextSelectableByMouse);
            m_grid->addWidget(label, line++, 0, 1, columns);
        };
        below(models::groupsOfFour(row.address), TextRole::Mono);
        below(row.second, TextRole::Label);
    }
    if (effect.total.isEmpty())
        return;
    rule(true);
    add(0, tr("Total"), TextRole::BodyStrong, Ink::Text);
    for (int column = 1; column < columns; ++column)
        add(column, effect.total.value(column - 1), roles.strong, Ink::Text);
}

} // namespace bursar::ui
