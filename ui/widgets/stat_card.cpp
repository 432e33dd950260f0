// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/stat_card.h"

#include "ui/charts/sparkline.h"
#include "ui/theme/accessible.h"
#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"
#include "ui/widgets/card.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <array>
#include <utility>

namespace bursar::ui {
namespace {

constexpr int kGap = 16;
constexpr int kCardWidthMin = 180;

/// The largest value role that fits; a value is never cut.
TextRole valueRole(const QString& value, double width)
{
    for (const TextRole role : {TextRole::Value, TextRole::ValueMedium, TextRole::ValueSmall,
                                TextRole::Section, TextRole::BodyStrong, TextRole::LabelStrong})
        if (textWidth(value, role) <= width)
            return role;
    return TextRole::CaptionStrong;
}

Tone toneOf(const Stat& stat)
{
    if (stat.direction == 0 || stat.better == Better::Neither)
        return Tone::Neutral;
    const bool isGood = (stat.direction > 0) == (stat.better == Better::More);
    return isGood ? Tone::Positive : Tone::Negative;
}

} // namespace

StatCard::StatCard(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setAccessibleRole(this, QAccessible::Button);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void StatCard::setStat(const Stat& stat)
{
    m_stat = stat;
    m_loading = false;
    m_failure.clear();
    describe();
    updateGeometry();
    update();
}

void StatCard::setLoading(bool loading)
{
    m_loading = loading;
    update();
}

void StatCard::setStale(const QString& asOf)
{
    m_asOf = asOf;
    describe();
    update();
}

void StatCard::setFailure(const QString& sentence)
{
    m_failure = sentence;
    describe();
    update();
}

void StatCard::describe()
{
    setAccessibleName(m_stat.label);
    QStringList words {m_stat.value.isEmpty() ? tr("no value") : m_stat.value,
                       m_stat.unit,
                       m_stat.change,
                       m_stat.against,
                       m_asOf,
                       m_failure};
    words.removeAll(QString());
    setAccessibleValue(this, words.join(QStringLiteral(", ")));
    QStringList tips{m_failure, m_stat.value.isEmpty() ? m_stat.absentReason : m_stat.tooltip, m_asOf};
    tips.removeAll(QString());
    setToolTip(wrappedTip(tips.join(QLatin1Char('\n'))));
}

QSize StatCard::sizeHint() const
{
    const bool hasLine = !m_stat.change.isEmpty() || !m_stat.against.isEmpty();
    const bool isTall = !m_stat.series.empty() || (m_loading && !hasLine);
    return {theme().px(200), theme().px(isTall ? 132 : hasLine ? 100 : 84)};
}

QSize StatCard::minimumSizeHint() const
{
    return {theme().px(120), sizeHint().height()};
}

void StatCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    const double radius = theme().pxF(8);
    paintPanel(&painter, rect(), radius, m_hovered && !m_loading ? t.hover : t.surface, t.border,
               1 / devicePixelRatioF());
    if (showsFocus(this))
        paintFocus(&painter, rect(), radius);
    const double left = theme().pxF(16);
    const double width = this->width() - 2 * left;
    if (m_loading)
        return paintSkeleton(&painter, {left, theme().pxF(16), width, height() - theme().pxF(28)},
                             SkeletonShape::Stat);
    QRectF label(left, theme().pxF(12), width, theme().pxF(16));
    const double glyph = theme().pxF(12);
    if (!m_failure.isEmpty() || !m_asOf.isEmpty()) {
        const bool failed = !m_failure.isEmpty();
        paintGlyph(&painter, {label.right() - glyph, label.top() + theme().pxF(2), glyph, glyph},
                   failed ? Glyph::Cross : Glyph::Clock, failed ? t.negative : t.progress);
        label.setRight(label.right() - glyph - theme().pxF(6));
    }
    const double unit = textWidth(m_stat.unit, TextRole::Label);
    paintText(&painter, label, m_stat.unit,
              {.role = TextRole::Label, .color = t.textMuted, .align = Qt::AlignRight});
    label.setRight(label.right() - unit - theme().pxF(8));
    paintText(&painter, label, m_stat.label, {.role = TextRole::Label, .color = t.textMuted});
    const QString value = m_stat.value.isEmpty() ? QString(QChar(0x2014)) : m_stat.value;
    paintText(&painter, {left, theme().pxF(30), width, theme().pxF(36)}, value,
              {.role = valueRole(value, width), .color = m_stat.value.isEmpty() ? t.textMuted : t.text,
               .elide = Qt::ElideNone});
    QRectF delta(left, theme().pxF(70), width, theme().pxF(16));
    if (!m_stat.change.isEmpty()) {
        const Tone tone = toneOf(m_stat);
        const double used = paintText(&painter, delta, m_stat.change,
                                      {.role = TextRole::LabelStrong,
                                       .color = tone == Tone::Neutral ? t.textMuted : t.tone(tone)});
        delta.setLeft(delta.left() + used + theme().pxF(6));
    }
    paintText(&painter, delta, m_stat.against, {.role = TextRole::Label, .color = t.textMuted});
    if (!m_stat.series.empty())
        paintSparkline(&painter, {left, theme().pxF(96), width, theme().pxF(24)}, m_stat.series, t.series[0]);
}

void StatCard::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->pos()))
        Q_EMIT opened();
}

void StatCard::keyPressEvent(QKeyEvent* event)
{
    const bool opens = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter
        || event->key() == Qt::Key_Space;
    if (!opens)
        return QWidget::keyPressEvent(event);
    Q_EMIT opened();
}

bool StatCard::event(QEvent* event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave) {
        m_hovered = event->type() == QEvent::HoverEnter;
        update();
    }
    return QWidget::event(event);
}

StatRow::StatRow(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, &StatRow::place);
}

StatCard* StatRow::addCard(const QString& label)
{
    auto* card = new StatCard(this);
    Stat stat;
    stat.label = label;
    card->setStat(stat);
    card->show(); // the row may be in view already
    m_cards.push_back(card);
    place();
    return card;
}

void StatRow::clear()
{
    for (StatCard* card : std::exchange(m_cards, {}))
        delete card;
    place();
}

int StatRow::perRow(int width) const
{
    const int gap = theme().px(kGap);
    const int most = std::max(1, (width + gap) / (theme().px(kCardWidthMin) + gap));
    const int count = static_cast<int>(m_cards.size());
    if (count <= most)
        return std::max(1, count);
    // Even rows look better than a full one and a rest: 5 in 4 columns become 3 and 2.
    const int rows = (count + most - 1) / most;
    return (count + rows - 1) / rows;
}

int StatRow::cardHeight() const
{
    int height = 0;
    for (const StatCard* card : m_cards)
        height = std::max(height, card->sizeHint().height());
    return height;
}

int StatRow::heightFor(int width) const
{
    const int columns = perRow(width);
    const int rows = (static_cast<int>(m_cards.size()) + columns - 1) / columns;
    return rows * cardHeight() + std::max(0, rows - 1) * theme().px(kGap);
}

QSize StatRow::sizeHint() const
{
    const int count = std::max<int>(1, static_cast<int>(m_cards.size()));
    return {count * theme().px(200) + (count - 1) * theme().px(kGap), cardHeight()};
}

QSize StatRow::minimumSizeHint() const
{
    return {theme().px(kCardWidthMin), cardHeight()};
}

void StatRow::place()
{
    const int gap = theme().px(kGap);
    const int columns = perRow(width());
    const int height = cardHeight();
    // Not height-for-width: a layout would reserve the height of the narrowest width.
    setFixedHeight(heightFor(isVisible() ? width() : sizeHint().width()));
    const double cell = (width() - gap * (columns - 1.0)) / columns;
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        const int column = static_cast<int>(i) % columns;
        const int row = static_cast<int>(i) / columns;
        const int left = static_cast<int>(column * (cell + gap) + 0.5);
        const int right = static_cast<int>(column * (cell + gap) + cell + 0.5);
        m_cards[i]->setGeometry(left, row * (height + gap), right - left, height);
    }
}

void StatRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

bool StatRow::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        place();
    return QWidget::event(event);
}

} // namespace bursar::ui
