// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notice_list.h"

#include "ui/shell/notices.h"
#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace bursar::ui {

namespace {
constexpr int kWidth = 420;
constexpr int kHeader = 40;
constexpr int kRow = 44;
constexpr int kPadding = 16;
} // namespace

NoticeList::NoticeList(Notices& notices, QWidget* parent) : QWidget(parent, Qt::Popup), m_notices(notices)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setAccessibleName(tr("Needs you"));
    connect(&notices, &Notices::changed, this, [this] {
        m_current = std::clamp(m_current, 0, std::max(int(m_notices.all().size()) - 1, 0));
        fit();
        update();
    });
}

void NoticeList::fit()
{
    const int rows = std::max(int(m_notices.all().size()), 1);
    resize(theme().px(kWidth), theme().px(kHeader) + rows * theme().px(kRow) + theme().px(8));
}

void NoticeList::openBelow(QWidget* anchor)
{
    m_current = 0;
    fit();
    move(anchor->mapToGlobal(QPoint(anchor->width() - width(), anchor->height() + 4)));
    show();
    setFocus();
}

QRectF NoticeList::rowRect(int row) const
{
    return QRectF(4, theme().px(kHeader) + row * theme().px(kRow), width() - 8, theme().px(kRow));
}

void NoticeList::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = tokens();
    paintPanel(&painter, rect(), 6, t.raised, t.border);
    const double pad = theme().pxF(kPadding);
    paintText(&painter, QRectF(pad, 0, width() - 2 * pad, theme().pxF(kHeader)), tr("Needs you"),
              {.role = TextRole::BodyStrong});
    paintText(&painter, QRectF(pad, 0, width() - 2 * pad, theme().pxF(kHeader)), tr("J and K walk"),
              {.role = TextRole::Caption, .color = t.textMuted, .align = Qt::AlignRight});
    const auto& all = m_notices.all();
    if (all.empty()) {
        paintText(&painter, rowRect(0).adjusted(pad - 4, 0, -pad, 0), tr("Nothing needs you."),
                  {.role = TextRole::Body, .color = t.textMuted});
        return;
    }
    for (int row = 0; row < int(all.size()); ++row) {
        const Notice& notice = all[std::size_t(row)];
        const QRectF box = rowRect(row);
        if (row == m_current)
            paintPanel(&painter, box, 4, t.hover, t.hover);
        const double side = theme().pxF(14);
        paintGlyph(&painter, QRectF(box.left() + pad - 4, box.center().y() - side / 2, side, side), notice.glyph,
                   t.tone(notice.tone));
        const double actionWidth = notice.action.isEmpty() ? 0 : textWidth(notice.action, TextRole::LabelStrong) + 4;
        paintText(&painter, box.adjusted(pad + side + 4, 0, -pad - actionWidth, 0), notice.text,
                  {.role = TextRole::Body});
        paintText(&painter, QRectF(box.right() - pad - actionWidth + 4, box.top(), actionWidth, box.height()),
                  notice.action, {.role = TextRole::LabelStrong, .color = t.accent, .elide = Qt::ElideNone});
    }
}

void NoticeList::mouseMoveEvent(QMouseEvent* event)
{
    for (int row = 0; row < int(m_notices.all().size()); ++row) {
        if (!rowRect(row).contains(event->position()) || row == m_current)
            continue;
        m_current = row;
        setToolTip(m_notices.all()[std::size_t(row)].text);
        update();
    }
}

void NoticeList::mouseReleaseEvent(QMouseEvent* event)
{
    for (int row = 0; row < int(m_notices.all().size()); ++row) {
        if (rowRect(row).contains(event->position()))
            return act(row);
    }
}

void NoticeList::act(int row)
{
    if (row < 0 || row >= int(m_notices.all().size()))
        return;
    const QString id = m_notices.all()[std::size_t(row)].id;
    close();
    Q_EMIT m_notices.actionRequested(id);
}

void NoticeList::keyPressEvent(QKeyEvent* event)
{
    const int last = std::max(int(m_notices.all().size()) - 1, 0);
    switch (event->key()) {
    case Qt::Key_J:
    case Qt::Key_Down: m_current = std::min(m_current + 1, last); break;
    case Qt::Key_K:
    case Qt::Key_Up: m_current = std::max(m_current - 1, 0); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: return act(m_current);
    case Qt::Key_Escape: close(); return;
    default: return QWidget::keyPressEvent(event);
    }
    update();
}

} // namespace bursar::ui
