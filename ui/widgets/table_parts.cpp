// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/table_parts.h"

#include "models/common/format.h"
#include "ui/theme/paint.h"
#include "ui/widgets/card.h"

#include <QPainter>
#include <QTimer>
#include <QVBoxLayout>

namespace bursar::ui {
namespace {

constexpr int kFirstLoadDelay = 120;
constexpr int kReloadDelay = 300;

class ReloadBar : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), tokens().accent);
    }
};

} // namespace

TableFooter::TableFooter(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, [this] { updateGeometry(); });
}

void TableFooter::setTexts(const QString& left, const QString& right)
{
    m_left = left;
    m_right = right;
    setAccessibleName(left);
    update();
}

QSize TableFooter::sizeHint() const
{
    return {theme().px(200), theme().px(28)};
}

void TableFooter::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    paintHairline(&painter, {0, 0}, {double(width()), 0}, t.border);
    QRectF area = QRectF(rect()).adjusted(theme().pxF(12), 0, -theme().pxF(12), 0);
    const double used = paintText(&painter, area, m_right,
                                  {.role = TextRole::Label, .color = t.textMuted, .align = Qt::AlignRight});
    area.setRight(area.right() - used - theme().pxF(12));
    paintText(&painter, area, m_left, {.role = TextRole::Label, .color = t.textMuted});
}

TableOverlay::TableOverlay(QWidget* view)
    : QWidget(view), m_bar(new ReloadBar(view)), m_delay(new QTimer(this)), m_barDelay(new QTimer(this))
{
    new QVBoxLayout(this);
    layout()->setContentsMargins(0, 0, 0, 0);
    m_bar->hide();
    m_delay->setSingleShot(true);
    m_barDelay->setSingleShot(true);
    connect(m_delay, &QTimer::timeout, this, &TableOverlay::apply);
    connect(m_barDelay, &QTimer::timeout, this, [this] {
        m_bar->show();
        m_bar->raise();
    });
    hide();
}

void TableOverlay::setContent(QWidget* content)
{
    m_content = content;
    layout()->addWidget(content);
    m_content->hide();
}

void TableOverlay::setMode(Mode mode)
{
    if (m_wanted == mode)
        return;
    m_wanted = mode;
    if (mode == Mode::Skeleton)
        m_delay->start(kFirstLoadDelay);
    else
        apply();
}

void TableOverlay::apply()
{
    m_delay->stop();
    m_mode = m_wanted;
    setVisible(m_mode != Mode::None);
    if (m_content != nullptr)
        m_content->setVisible(m_mode == Mode::Content);
    raise();
    update();
}

void TableOverlay::setReloading(bool reloading)
{
    if (reloading) {
        if (m_bar->isHidden())
            m_barDelay->start(kReloadDelay);
        return;
    }
    m_barDelay->stop();
    m_bar->hide();
}

void TableOverlay::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_bar->setGeometry(0, y() - 2, width(), 2);
}

void TableOverlay::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().surface);
    if (m_mode == Mode::Skeleton)
        paintSkeleton(&painter, QRectF(rect()).adjusted(theme().pxF(8), 0, -theme().pxF(8), 0),
                      SkeletonShape::Rows);
}

NewRowsChip::NewRowsChip(QWidget* parent) : Button({}, ButtonKind::Primary, parent)
{
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void NewRowsChip::setRows(int rows)
{
    setText(tr("%1 new").arg(models::formatCount(rows)) + QStringLiteral(" ↑"));
    setVisible(rows > 0);
    resize(sizeHint());
}

QSize NewRowsChip::sizeHint() const
{
    return {static_cast<int>(textWidth(text(), TextRole::BodyStrong)) + theme().px(24), theme().px(24)};
}

} // namespace bursar::ui
