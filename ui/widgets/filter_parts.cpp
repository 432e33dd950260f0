// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filter_parts.h"

#include "ui/theme/accessible.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMouseEvent>
#include <QPainter>
#include <QPointer>
#include <QRegularExpression>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace bursar::ui {
namespace {

constexpr int kRowsMax = 8;
constexpr int kExplanationRole = Qt::UserRole + 1;
constexpr int kChipWidthMax = 320;

class CompletionDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Tokens& t = tokens();
        const QRectF rect = option.rect;
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
            paintPanel(painter, rect.adjusted(4, 0, -4, 0), theme().pxF(4),
                       option.state & QStyle::State_Selected ? t.selected : t.hover, QColor());
        QRectF words = rect.adjusted(theme().pxF(12), 0, -theme().pxF(12), 0);
        const double used = paintText(painter, words, index.data().toString(), {.role = TextRole::Mono});
        paintText(painter, words.adjusted(used + theme().pxF(16), 0, 0, 0),
                  index.data(kExplanationRole).toString(),
                  {.role = TextRole::Label, .color = t.textMuted, .align = Qt::AlignRight});
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        const double width = textWidth(index.data().toString(), TextRole::Mono)
            + textWidth(index.data(kExplanationRole).toString(), TextRole::Label);
        return {static_cast<int>(width) + theme().px(48), theme().px(28)};
    }
};

} // namespace

FilterChip::FilterChip(const Filter& filter, QWidget* parent) : QWidget(parent), m_filter(filter)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleRole(this, QAccessible::Button);
    setAccessibleName(filterText(filter));
    setToolTip(filterText(filter));
}

QSize FilterChip::sizeHint() const
{
    const double words
        = std::min(textWidth(filterText(m_filter), TextRole::Mono), theme().pxF(kChipWidthMax));
    return {static_cast<int>(words + theme().pxF(8 + 24) + 1), theme().px(24)};
}

QRectF FilterChip::crossArea() const
{
    return {width() - theme().pxF(24), 0, theme().pxF(24), double(height())};
}

void FilterChip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    paintPanel(&painter, rect(), theme().pxF(4), t.sunken, QColor());
    const QRectF cross = crossArea();
    paintText(&painter, {theme().pxF(8), 0, cross.left() - theme().pxF(8), double(height())},
              filterText(m_filter), {.role = TextRole::Mono, .elide = Qt::ElideMiddle});
    const double side = theme().pxF(12);
    paintIcon(&painter, {cross.center().x() - side / 2, cross.center().y() - side / 2, side, side},
              Icon::Close, m_overCross ? t.text : t.textMuted);
    if (showsFocus(this))
        paintFocus(&painter, rect(), theme().pxF(4));
}

void FilterChip::mouseMoveEvent(QMouseEvent* event)
{
    const bool over = crossArea().contains(event->position());
    if (std::exchange(m_overCross, over) != over)
        update();
}

void FilterChip::leaveEvent(QEvent* event)
{
    m_overCross = false;
    update();
    QWidget::leaveEvent(event);
}

void FilterChip::mouseReleaseEvent(QMouseEvent* event)
{
    if (!rect().contains(event->pos()))
        return;
    if (event->button() == Qt::MiddleButton || crossArea().contains(event->position()))
        Q_EMIT removed();
    else if (event->button() == Qt::LeftButton)
        Q_EMIT edited();
}

void FilterChip::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        return Q_EMIT removed();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        return Q_EMIT edited();
    QWidget::keyPressEvent(event);
}

FilterCompleter::FilterCompleter(QLineEdit* edit, QWidget* parent)
    : QFrame(parent, Qt::ToolTip | Qt::FramelessWindowHint), m_edit(edit), m_list(new QListView(this)),
      m_model(new QStandardItemModel(this))
{
    setAttribute(Qt::WA_ShowWithoutActivating);
    setAttribute(Qt::WA_TranslucentBackground);
    setFocusPolicy(Qt::NoFocus);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CompletionDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->setAutoFillBackground(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, theme().px(4), 1, theme().px(4));
    layout->addWidget(m_list);
    connect(m_list, &QListView::clicked, this,
            [this](const QModelIndex& index) { Q_EMIT picked(index.data().toString()); });
}

void FilterCompleter::setFields(const std::vector<FilterField>* fields)
{
    m_fields = fields;
}

void FilterCompleter::setHistory(const QStringList& history)
{
    m_history = history;
}

void FilterCompleter::addRow(const QString& text, const QString& explanation)
{
    if (m_model->rowCount() >= 4 * kRowsMax)
        return;
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->item(row)->text() == text)
            return;
    auto* item = new QStandardItem(text);
    item->setData(explanation, kExplanationRole);
    m_model->appendRow(item);
}

void FilterCompleter::offerFields(const QString& typed)
{
    for (const FilterField& field : *m_fields)
        if (field.name.startsWith(typed, Qt::CaseInsensitive)
            || (!typed.isEmpty() && field.title.contains(typed, Qt::CaseInsensitive)))
            addRow(field.name + QLatin1Char(':'), field.title);
    for (const QString& line : std::as_const(m_history))
        if (typed.isEmpty() || line.contains(typed, Qt::CaseInsensitive))
            addRow(line, tr("used before"));
}

void FilterCompleter::offerValues(const FilterField& field, const QString& head, const QString& typed)
{
    // `churn:high,me` completes its last value.
    const qsizetype comma = typed.lastIndexOf(QLatin1Char(','));
    const QString before = head + typed.left(comma + 1);
    const QString prefix = typed.mid(comma + 1);
    for (const QString& word : field.words)
        if (word.startsWith(prefix, Qt::CaseInsensitive))
            addRow(before + word, field.title);
    const bool isNumber = field.kind != FilterKind::Text && field.kind != FilterKind::Word;
    if (isNumber && prefix.isEmpty())
        for (const QLatin1String op : {QLatin1String(">"), QLatin1String("<")})
            addRow(before + op, op == QLatin1String(">") ? tr("above") : tr("below"));
    if (field.kind == FilterKind::Duration
        && QRegularExpression(QStringLiteral("^[<>]=?[0-9.]+$")).match(prefix).hasMatch())
        for (const QLatin1String unit : {QLatin1String("ms"), QLatin1String("s")})
            addRow(before + prefix + unit, field.title);
    if (!field.complete)
        return;
    const quint64 generation = m_generation;
    field.complete(
        prefix, [self = QPointer(this), generation, before, title = field.title](const QStringList& values) {
            if (!self || self->m_generation != generation)
                return;
            for (const QString& value : values)
                self->addRow(before
                                 + (value.contains(QLatin1Char(' '))
                                        ? QString(QLatin1Char('"') + value + QLatin1Char('"'))
                                        : value),
                             title);
            self->showRows();
        });
}

void FilterCompleter::refresh()
{
    ++m_generation;
    m_model->clear();
    if (m_fields == nullptr)
        return dismiss();
    const QString text = m_edit->text().trimmed();
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    if (colon <= 0) {
        offerFields(text.startsWith(QLatin1Char('-')) ? text.mid(1) : text);
    } else {
        const QString name = text.left(colon).remove(QLatin1Char('-'));
        for (const FilterField& field : *m_fields)
            if (field.name.compare(name, Qt::CaseInsensitive) == 0)
                offerValues(field, text.left(colon + 1), text.mid(colon + 1));
    }
    showRows();
}

void FilterCompleter::showRows()
{
    const bool isExact = m_model->rowCount() == 1 && m_model->item(0)->text() == m_edit->text();
    if (m_model->rowCount() == 0 || isExact || !m_edit->hasFocus())
        return hide();
    const int rows = std::min(m_model->rowCount(), kRowsMax);
    int width = theme().px(240);
    for (int row = 0; row < m_model->rowCount(); ++row)
        width = std::max(width, m_list->sizeHintForIndex(m_model->index(row, 0)).width());
    resize(std::min(width, theme().px(480)), rows * theme().px(28) + theme().px(8) + 2);
    move(m_edit->mapToGlobal(QPoint(-theme().px(12), m_edit->height() + theme().px(8))));
    show();
    raise();
}

void FilterCompleter::dismiss()
{
    ++m_generation;
    hide();
}

bool FilterCompleter::step(int by)
{
    if (!isVisible() || m_model->rowCount() == 0)
        return false;
    const int rows = m_model->rowCount();
    const int row = m_list->currentIndex().isValid() ? (m_list->currentIndex().row() + by + rows) % rows
                                                     : (by > 0 ? 0 : rows - 1);
    m_list->setCurrentIndex(m_model->index(row, 0));
    return true;
}

QString FilterCompleter::chosen() const
{
    return isVisible() && m_list->currentIndex().isValid() ? m_list->currentIndex().data().toString()
                                                           : QString();
}

QStringList FilterCompleter::offered() const
{
    QStringList texts;
    for (int row = 0; row < m_model->rowCount(); ++row)
        texts << m_model->item(row)->text();
    return texts;
}

void FilterCompleter::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintPanel(&painter, rect(), theme().pxF(6), tokens().raised, tokens().border);
}

} // namespace bursar::ui
