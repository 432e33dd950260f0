// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/common/format.h"
#include "ui/charts/sparkline.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/button.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QClipboard>

#include <algorithm>

namespace bursar::ui {
namespace {

constexpr int kLabelWidth = 120;
constexpr int kTwoColumnsFrom = 560;
constexpr int kColumnGap = 24;
constexpr int kRowGap = 6;

QString valueText(const models::Cell& value)
{
    if (const auto* money = std::get_if<models::Money>(&value))
        return models::formatMoney(*money, models::MoneyDigits::All);
    return models::shown(value);
}

/// An id in its short form, with the whole one to copy and in the tooltip.
class IdValue : public QWidget {
public:
    explicit IdValue(const models::Cell& value)
        : m_text(new TextLabel(valueText(value), TextRole::Mono, Ink::Text, this)),
          m_copy(new IconButton(Icon::Copy, QCoreApplication::translate("FactList", "Copy"), this))
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        m_text->setElided(Qt::ElideMiddle);
        setToolTip(models::tooltipOf(value));
        connect(m_copy, &IconButton::clicked, this,
                [whole = models::copied(value)] { QApplication::clipboard()->setText(whole); });
    }

    QSize sizeHint() const override
    {
        return {m_text->sizeHint().width() + theme().px(26), theme().px(20)};
    }

protected:
    void resizeEvent(QResizeEvent*) override
    {
        const int side = theme().px(20);
        const int words = std::min(m_text->sizeHint().width(), width() - side - theme().px(4));
        m_text->setGeometry(0, 0, words, height());
        m_copy->setGeometry(words + theme().px(4), (height() - side) / 2, side, side);
    }

private:
    TextLabel* m_text;
    IconButton* m_copy;
};

QWidget* makeValue(const models::Cell& value)
{
    if (const auto* state = std::get_if<models::State>(&value)) {
        auto* badge = new Badge;
        badge->setState(*state);
        return badge;
    }
    if (const auto* series = std::get_if<models::Series>(&value)) {
        auto* line = new Sparkline;
        line->setValues(series->values);
        line->setFixedSize(line->sizeHint());
        return line;
    }
    const bool isCode = std::holds_alternative<models::Code>(value);
    if (models::isMono(value) && !isCode)
        return new IdValue(value);
    const bool isAbsent = std::holds_alternative<models::Absent>(value);
    auto* label = new TextLabel(valueText(value), isCode ? TextRole::Mono : TextRole::Body,
                                isAbsent ? Ink::Muted : Ink::Text);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setWordWrap(true);
    label->setFocusPolicy(Qt::NoFocus);
    label->setToolTip(models::tooltipOf(value));
    return label;
}

int heightOf(QWidget* widget, int width)
{
    if (widget == nullptr)
        return 0;
    const int line = theme().px(20);
    if (widget->hasHeightForWidth())
        return std::max(line, widget->heightForWidth(width));
    return std::max(line, widget->sizeHint().height());
}

} // namespace

/// A label with its value and note, a heading, or a widget of the page's own.
struct FactList::Row {
    TextLabel* label = nullptr;
    QWidget* value = nullptr;
    TextLabel* note = nullptr;
    bool isWide = false;
};

FactList::FactList(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, &FactList::refit);
}

FactList::~FactList() = default;

void FactList::clear()
{
    for (const Row& row : m_rows)
        for (QWidget* widget : {static_cast<QWidget*>(row.label), row.value, static_cast<QWidget*>(row.note)})
            if (widget != nullptr)
                delete widget;
    m_rows.clear();
    refit();
}

void FactList::refit()
{
    // Not height-for-width: a layout would reserve the height of the narrowest width.
    setFixedHeight(place(isVisible() ? width() : std::max(width(), theme().px(360)), true));
}

void FactList::append(Row row)
{
    for (QWidget* widget : {static_cast<QWidget*>(row.label), row.value, static_cast<QWidget*>(row.note)}) {
        if (widget == nullptr)
            continue;
        widget->setParent(this);
        widget->show();
    }
    m_rows.push_back(row);
    refit();
}

void FactList::addFact(const QString& label, const models::Cell& value, const QString& note)
{
    Row row{new TextLabel(label, TextRole::Label, Ink::Muted), makeValue(value), nullptr, false};
    row.label->setElided(Qt::ElideRight);
    row.value->setAccessibleName(label);
    if (!note.isEmpty())
        row.note = new TextLabel(note, TextRole::Label, Ink::Muted);
    append(row);
}

void FactList::addWideFact(const QString& label, const models::Cell& value, const QString& note)
{
    addFact(label, value, note);
    m_rows.back().isWide = true;
    refit();
}

void FactList::addWidget(QWidget* widget)
{
    append({nullptr, widget, nullptr, true});
}

void FactList::addHeading(const QString& text)
{
    append({new TextLabel(text, TextRole::BodyStrong), nullptr, nullptr, true});
}

int FactList::placeRow(const Row& row, QRect area, bool apply) const
{
    const int line = theme().px(20);
    if (row.label != nullptr && row.value == nullptr) {
        if (apply)
            row.label->setGeometry(area.left(), area.top() + theme().px(6), area.width(), line);
        return line + theme().px(8);
    }
    if (row.label == nullptr) {
        const int height = heightOf(row.value, area.width());
        if (apply)
            row.value->setGeometry(area.left(), area.top(), area.width(), height);
        return height;
    }
    const int label = theme().px(kLabelWidth);
    const int room = std::max(40, area.width() - label);
    const int natural = row.value->sizeHint().width();
    const bool isFixed = row.value->sizePolicy().horizontalPolicy() == QSizePolicy::Fixed;
    const int noteWidth = row.note != nullptr ? row.note->sizeHint().width() : 0;
    const bool noteFits = row.note != nullptr && natural + theme().px(8) + noteWidth <= room;
    const int valueWidth = isFixed || noteFits ? std::min(natural, room) : room;
    const int height = heightOf(row.value, valueWidth);
    if (apply) {
        row.label->setGeometry(area.left(), area.top(), label - theme().px(8), line);
        const int offset = isFixed ? (line - row.value->sizeHint().height()) / 2 : 0;
        row.value->setGeometry(area.left() + label, area.top() + offset, valueWidth,
                               isFixed ? row.value->sizeHint().height() : height);
    }
    if (row.note == nullptr)
        return height;
    const int below = noteFits ? 0 : height;
    if (apply)
        row.note->setGeometry(area.left() + label + (noteFits ? valueWidth + theme().px(8) : 0),
                              area.top() + below, noteFits ? noteWidth : room, line);
    return noteFits ? height : height + line;
}

int FactList::place(int width, bool apply) const
{
    const bool isDouble = width >= theme().px(kTwoColumnsFrom);
    const int gap = theme().px(kColumnGap);
    const int column = isDouble ? (width - gap) / 2 : width;
    const int rowGap = theme().px(kRowGap);
    int y = 0;
    int firstHeight = 0;
    bool isSecond = false;
    for (const Row& row : m_rows) {
        if (row.isWide || !isDouble) {
            y += isSecond ? firstHeight + rowGap : 0;
            isSecond = false;
            y += placeRow(row, {0, y, width, 0}, apply) + rowGap;
            continue;
        }
        const int height = placeRow(row, {isSecond ? column + gap : 0, y, column, 0}, apply);
        if (isSecond)
            y += std::max(firstHeight, height) + rowGap;
        firstHeight = height;
        isSecond = !isSecond;
    }
    y += isSecond ? firstHeight + rowGap : 0;
    return std::max(0, y - rowGap);
}

QSize FactList::sizeHint() const
{
    const int width = this->width() > 40 ? this->width() : theme().px(400);
    return {theme().px(360), place(width, false)};
}

void FactList::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    refit();
}

} // namespace bursar::ui
