// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/shortcut_sheet.h"

#include "ui/theme/accessible.h"
#include "ui/theme/paint.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace bursar::ui {
namespace {

constexpr int kWidth = 760;
constexpr int kRow = 28;
constexpr int kHead = 52;
constexpr int kColumnGap = 32;
constexpr int kPadding = 24;

/// What stands in a column: a group's title or a row of it.
struct Entry {
    const ShortcutRow* row = nullptr;
    QString title;
};

/// Groups stay whole; the columns are about equally high.
std::vector<std::vector<Entry>> columnsOf(const std::vector<ShortcutRow>& rows)
{
    std::vector<std::vector<Entry>> groups;
    QString last;
    for (const ShortcutRow& row : rows) {
        if (groups.empty() || row.group != last)
            groups.push_back({Entry{nullptr, row.group}});
        last = row.group;
        groups.back().push_back(Entry{&row, {}});
    }
    std::vector<std::vector<Entry>> columns(2);
    for (auto& group : groups) {
        auto& shorter = columns[0].size() <= columns[1].size() ? columns[0] : columns[1];
        for (Entry& entry : group)
            shorter.push_back(std::move(entry));
    }
    return columns;
}

double paintKeys(QPainter* painter, const QRectF& rect, const QStringList& keys)
{
    const Tokens& t = tokens();
    double right = rect.right();
    for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
        const double width = std::max(theme().pxF(22), textWidth(*key, TextRole::Label) + theme().pxF(12));
        const QRectF cap(right - width, rect.center().y() - theme().pxF(10), width, theme().pxF(20));
        paintPanel(painter, cap, theme().pxF(4), t.sunken, t.border);
        paintText(painter, cap, *key,
                  {.role = TextRole::Label, .align = Qt::AlignHCenter, .elide = Qt::ElideNone});
        right -= width + theme().pxF(4);
    }
    return rect.right() - right;
}

} // namespace

ShortcutSheet::ShortcutSheet(QWidget* window) : QWidget(window), m_window(window)
{
    hide();
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleRole(this, QAccessible::Dialog);
    setAccessibleName(tr("Keyboard shortcuts"));
    window->installEventFilter(this);
}

void ShortcutSheet::setRows(std::vector<ShortcutRow> rows)
{
    m_rows = std::move(rows);
    QStringList words;
    for (const ShortcutRow& row : m_rows)
        words << row.name + QStringLiteral(": ") + row.keys.join(QLatin1Char(' '));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    update();
}

void ShortcutSheet::open()
{
    setGeometry(m_window->rect());
    show();
    raise();
    setFocus();
}

QRect ShortcutSheet::panelRect() const
{
    const auto columns = columnsOf(m_rows);
    const auto most = static_cast<int>(std::max(columns[0].size(), columns[1].size()));
    const int panelWidth = std::min(theme().px(kWidth), width() - theme().px(48));
    const int panelHeight
        = std::min(theme().px(kHead + kPadding) + most * theme().px(kRow), height() - theme().px(48));
    return {(width() - panelWidth) / 2, (height() - panelHeight) / 2, panelWidth, panelHeight};
}

void ShortcutSheet::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    painter.fillRect(rect(), t.scrim);
    const QRectF panel = panelRect();
    paintPanel(&painter, panel, theme().pxF(10), t.raised, t.border);
    const double side = theme().pxF(kPadding);
    const QRectF head(panel.left() + side, panel.top(), panel.width() - 2 * side, theme().pxF(kHead));
    paintText(&painter, head, tr("Keyboard shortcuts"), {.role = TextRole::Section});
    paintKeys(&painter, head, {tr("Esc")});
    painter.setClipRect(panel.adjusted(1, 1, -1, -1));
    const auto columns = columnsOf(m_rows);
    const double columnWidth = (head.width() - theme().pxF(kColumnGap)) / 2;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const double left = head.left() + double(i) * (columnWidth + theme().pxF(kColumnGap));
        double y = head.bottom();
        for (const Entry& entry : columns[i]) {
            QRectF line(left, y, columnWidth, theme().pxF(kRow));
            y += line.height();
            if (entry.row == nullptr) {
                paintText(&painter, line.adjusted(0, theme().pxF(6), 0, 0), entry.title,
                          {.role = TextRole::CaptionStrong, .color = t.textMuted});
                continue;
            }
            const double keys = paintKeys(&painter, line, entry.row->keys);
            paintText(&painter, line.adjusted(0, 0, -keys - theme().pxF(8), 0), entry.row->name, {});
        }
    }
}

void ShortcutSheet::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_Question || event->key() == Qt::Key_Return)
        return hide();
    event->accept();
}

void ShortcutSheet::mousePressEvent(QMouseEvent* event)
{
    if (!panelRect().contains(event->pos()))
        hide();
}

bool ShortcutSheet::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_window && event->type() == QEvent::Resize && isVisible())
        setGeometry(m_window->rect());
    return QWidget::eventFilter(watched, event);
}

} // namespace bursar::ui
