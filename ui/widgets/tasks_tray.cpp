// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tasks_tray.h"

#include "ui/charts/quota_bar.h"
#include "ui/theme/accessible.h"
#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"
#include "ui/widgets/button.h"

#include <QCoreApplication>
#include <QPainter>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>
#include <utility>

namespace bursar::ui {
namespace {

constexpr int kWidth = 360;
constexpr int kRow = 56;
constexpr int kHead = 36;
constexpr int kRowsMax = 8;

Glyph glyphOf(TaskRow::State state)
{
    switch (state) {
    case TaskRow::State::Running:
        return Glyph::Half;
    case TaskRow::State::Done:
        return Glyph::Check;
    case TaskRow::State::Warned:
        return Glyph::Triangle;
    case TaskRow::State::Failed:
        return Glyph::Cross;
    case TaskRow::State::Canceled:
        break;
    }
    return Glyph::Dash;
}

/// One task; the buttons are real widgets, the rest is painted.
class TaskView : public QWidget {
public:
    TaskView(const TaskRow& task, std::function<void()> act, std::function<void()> open)
        : m_task(task), m_open(std::move(open))
    {
        const bool isRunning = task.state == TaskRow::State::Running;
        setAccessibleRole(this, QAccessible::ProgressBar);
        setAccessibleName(task.name);
        setAccessibleValue(this, isRunning ? task.estimate : task.result);
        if (isRunning && !task.canCancel)
            return;
        auto* button = new IconButton(Icon::Close,
                                      isRunning ? QCoreApplication::translate("TasksTray", "Cancel")
                                                : QCoreApplication::translate("TasksTray", "Dismiss"),
                                      this);
        connect(button, &IconButton::clicked, this, std::move(act));
        m_button = button;
    }

    QSize sizeHint() const override { return {theme().px(kWidth), theme().px(kRow)}; }

protected:
    void resizeEvent(QResizeEvent*) override
    {
        if (m_button == nullptr)
            return;
        m_button->resize(m_button->sizeHint());
        m_button->move(width() - m_button->width() - theme().px(10), (height() - m_button->height()) / 2);
    }

    void mouseReleaseEvent(QMouseEvent*) override
    {
        if (m_task.state != TaskRow::State::Running)
            m_open();
    }

    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Tokens& t = tokens();
        const Tone tone = models::toneOf(glyphOf(m_task.state));
        const double side = theme().pxF(12);
        paintGlyph(&painter, {theme().pxF(14), theme().pxF(13), side, side}, glyphOf(m_task.state),
                   t.tone(tone));
        const double left = theme().pxF(34);
        const double right = width() - theme().pxF(46);
        const bool isRunning = m_task.state == TaskRow::State::Running;
        QRectF head(left, theme().pxF(9), right - left, theme().pxF(20));
        const QString share = isRunning && m_task.done >= 0
                                  ? QStringLiteral("%1 %").arg(qRound(m_task.done * 100))
                                  : QString();
        const double used = paintText(
            &painter, head, share, {.role = TextRole::Label, .color = t.textMuted, .align = Qt::AlignRight});
        head.setRight(head.right() - (used > 0 ? used + theme().pxF(8) : 0));
        paintText(&painter, head, m_task.name, {});
        QRectF foot(left, theme().pxF(30), right - left, theme().pxF(16));
        if (!isRunning) {
            paintText(&painter, foot, m_task.result, {.role = TextRole::Label, .color = t.textMuted});
            return;
        }
        const QStringList words
            = QStringList {m_task.rate, m_task.estimate}.filter(QRegularExpression(QStringLiteral(".")));
        const QString text = words.join(QStringLiteral(" · "));
        const double width = std::min(textWidth(text, TextRole::Caption), foot.width() * 0.7);
        paintText(&painter, foot, text,
                  {.role = TextRole::Caption, .color = t.textMuted, .align = Qt::AlignRight});
        const double gap = text.isEmpty() ? 0 : width + theme().pxF(12);
        const QRectF bar = foot.adjusted(0, 0, -gap, 0);
        paintQuota(&painter, bar, std::max(0.0, m_task.done), Tone::Progress);
        if (m_task.done < 0) {
            const double third = bar.width() / 3;
            const double height = theme().pxF(6);
            paintPanel(&painter, {bar.left() + third, bar.center().y() - height / 2, third, height},
                       height / 2, t.progress, QColor());
        }
    }

private:
    TaskRow m_task;
    std::function<void()> m_open;
    IconButton* m_button = nullptr;
};

} // namespace

TasksTray::TasksTray(QWidget* parent) : QWidget(parent)
{
    setAccessibleName(tr("Tasks"));
    new QVBoxLayout(this);
    connect(&theme(), &Theme::changed, this, [this] { rebuild(); });
    rebuild();
}

void TasksTray::setRows(std::vector<TaskRow> rows)
{
    m_rows = std::move(rows);
    rebuild();
}

void TasksTray::rebuild()
{
    delete m_list;
    m_list = new QWidget;
    auto* column = new QVBoxLayout(m_list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    const std::size_t count = std::min<std::size_t>(m_rows.size(), kRowsMax);
    for (std::size_t i = 0; i < count; ++i) {
        const TaskRow& task = m_rows[i];
        const bool isRunning = task.state == TaskRow::State::Running;
        column->addWidget(new TaskView(
            task,
            [this, id = task.id, isRunning] {
                isRunning ? Q_EMIT cancelRequested(id) : Q_EMIT dismissed(id);
            },
            [this, id = task.id] { Q_EMIT opened(id); }));
    }
    layout()->setContentsMargins(1, theme().px(kHead), 1, theme().px(4));
    layout()->addWidget(m_list);
    setFixedWidth(theme().px(kWidth));
    updateGeometry();
    resize(sizeHint());
    update();
}

QSize TasksTray::sizeHint() const
{
    const auto rows = static_cast<int>(std::min<std::size_t>(m_rows.size(), kRowsMax));
    return {theme().px(kWidth), theme().px(kHead + 4) + std::max(rows * theme().px(kRow), theme().px(40))};
}

void TasksTray::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    paintPanel(&painter, rect(), theme().pxF(8), t.raised, t.control);
    const QRectF head(theme().pxF(14), 0, width() - theme().pxF(28), theme().pxF(kHead));
    const double used = paintText(&painter, head, tr("Tasks"), {.role = TextRole::BodyStrong});
    if (!m_rows.empty())
        paintText(&painter, head.adjusted(used + theme().pxF(8), 0, 0, 0), QString::number(m_rows.size()),
                  {.role = TextRole::Label, .color = t.textMuted});
    paintHairline(&painter, {1, head.bottom()}, {width() - 1.0, head.bottom()}, t.border);
    if (m_rows.empty())
        paintText(&painter, {head.left(), head.bottom(), head.width(), theme().pxF(40)},
                  tr("Nothing is running."), {.color = t.textMuted});
}

} // namespace bursar::ui
