// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/card.h"

#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPainter>
#include <QStackedLayout>
#include <QTimer>
#include <QVBoxLayout>

namespace bursar::ui {
namespace {

constexpr int kFirstLoadDelay = 120;
constexpr int kReloadDelay = 300;

class SkeletonView : public QWidget {
public:
    SkeletonShape shape = SkeletonShape::Rows;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const double side = theme().pxF(16);
        paintSkeleton(&painter, QRectF(rect()).adjusted(side, 0, -side, -side), shape);
    }
};

class AccentBar : public QWidget {
public:
    explicit AccentBar(QWidget* parent) : QWidget(parent) { setAttribute(Qt::WA_TransparentForMouseEvents); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), tokens().accent);
    }
};

/// ◷ `as of 14:02:11`.
class AsOfMark : public QWidget {
public:
    AsOfMark()
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        hide();
    }

    void setText(const QString& text)
    {
        m_text = text;
        setAccessibleName(text);
        setVisible(!text.isEmpty());
        updateGeometry();
        update();
    }

    QSize sizeHint() const override
    {
        return {static_cast<int>(textWidth(m_text, TextRole::Label) + theme().pxF(18) + 1), theme().px(20)};
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const double side = theme().pxF(12);
        paintGlyph(&painter, {0, (height() - side) / 2, side, side}, Glyph::Clock, tokens().progress);
        paintText(&painter, QRectF(rect()).adjusted(theme().pxF(17), 0, 0, 0), m_text,
                  {.role = TextRole::Label, .color = tokens().textMuted});
    }

private:
    QString m_text;
};

void paintChartSkeleton(QPainter* painter, const QRectF& rect, const QColor& color)
{
    for (int line = 0; line < 4; ++line) {
        const double y = rect.top() + rect.height() * (line + 0.5) / 4.5;
        painter->fillRect(QRectF(rect.left(), y - 4, theme().pxF(32), 8), color);
        painter->fillRect(QRectF(rect.left() + theme().pxF(52), y, rect.width() - theme().pxF(52), 1), color);
    }
    paintPanel(painter, {rect.left() + theme().pxF(52), rect.bottom() - 10, rect.width() * 0.4, 8}, 2, color,
               QColor());
}

void paintRowsSkeleton(QPainter* painter, const QRectF& rect, const QColor& color)
{
    const double height = theme().rowHeight();
    static constexpr double kWidths[] = {0.18, 0.26, 0.14, 0.12};
    for (double y = rect.top(); y + height <= rect.bottom(); y += height) {
        double x = rect.left() + theme().pxF(4);
        for (const double share : kWidths) {
            paintPanel(painter, {x, y + height / 2 - 5, rect.width() * share, 10}, 3, color, QColor());
            x += rect.width() * (share + 0.06);
        }
    }
}

} // namespace

void paintSkeleton(QPainter* painter, const QRectF& rect, SkeletonShape shape)
{
    const QColor color = tokens().sunken;
    switch (shape) {
    case SkeletonShape::Chart:
        return paintChartSkeleton(painter, rect, color);
    case SkeletonShape::Rows:
        return paintRowsSkeleton(painter, rect, color);
    case SkeletonShape::Stat:
        paintPanel(painter, {rect.left(), rect.top(), rect.width() * 0.45, theme().pxF(10)}, 3, color,
                   QColor());
        paintPanel(painter, {rect.left(), rect.top() + theme().pxF(24), rect.width() * 0.6, theme().pxF(24)},
                   4, color, QColor());
        paintPanel(painter, {rect.left(), rect.top() + theme().pxF(60), rect.width() * 0.8, theme().pxF(10)},
                   3, color, QColor());
        return;
    }
}

FailureStrip::FailureStrip(QWidget* parent)
    : QWidget(parent), m_sentence(new TextLabel({}, TextRole::Label)),
      m_code(new TextLabel({}, TextRole::Mono, Ink::Muted))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme().px(36), 0, theme().px(8), 0);
    layout->setSpacing(theme().px(8));
    m_sentence->setElided(Qt::ElideRight);
    m_code->setElided(Qt::ElideMiddle);
    layout->addWidget(m_sentence, 3);
    layout->addWidget(m_code, 2);
    auto* copy = new IconButton(Icon::Copy, tr("Copy"));
    connect(copy, &IconButton::clicked, this, [this] { QApplication::clipboard()->setText(m_copied); });
    layout->addWidget(copy);
    auto* retry = new Button(tr("Retry"), ButtonKind::Text);
    connect(retry, &Button::clicked, this, &FailureStrip::retryRequested);
    layout->addWidget(retry);
    setFixedHeight(theme().px(28));
    connect(&theme(), &Theme::changed, this, [this] { setFixedHeight(theme().px(28)); });
}

void FailureStrip::setFailure(const QString& sentence, const QString& code, const QString& requestId)
{
    m_sentence->setText(sentence);
    m_copied = code.isEmpty() || requestId.isEmpty() ? QString(code + requestId)
                                                     : QString(code + QStringLiteral(" · ") + requestId);
    m_code->setText(m_copied);
    setAccessibleName(sentence);
}

void FailureStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().negativeSoft);
    const double side = theme().pxF(12);
    paintGlyph(&painter, {theme().pxF(16), (height() - side) / 2, side, side}, Glyph::Cross,
               tokens().negative);
}

Card::Card(const QString& title, QWidget* parent)
    : QWidget(parent), m_header(new QWidget), m_title(new TextLabel(title, TextRole::Section)),
      m_subtitle(new TextLabel({}, TextRole::Label, Ink::Muted)), m_asOf(new AsOfMark),
      m_partial(new TextLabel({}, TextRole::Label, Ink::Warning)), m_actions(new QHBoxLayout),
      m_strip(nullptr), m_body(new QWidget), m_stack(new QStackedLayout(m_body)), m_contentFrame(new QWidget),
      m_skeletonView(new SkeletonView), m_empty(new EmptyState), m_reloadBar(new AccentBar(this)),
      m_delay(new QTimer(this))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, 1, 1, 1);
    outer->setSpacing(0);
    auto* row = new QHBoxLayout(m_header);
    row->setContentsMargins(theme().px(15), 0, theme().px(11), 0);
    row->setSpacing(theme().px(10));
    m_subtitle->setElided(Qt::ElideRight);
    m_title->setElided(Qt::ElideRight);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    row->addWidget(m_title);
    row->addWidget(m_subtitle, 1);
    row->addWidget(m_partial);
    row->addWidget(m_asOf);
    m_actions->setSpacing(theme().px(4));
    row->addLayout(m_actions);
    m_header->setFixedHeight(theme().px(44));
    outer->addWidget(m_header);
    auto* strip = new FailureStrip;
    m_strip = strip;
    m_strip->hide();
    outer->addWidget(m_strip);
    outer->addWidget(m_body, 1);
    new QVBoxLayout(m_contentFrame);
    m_stack->addWidget(m_contentFrame);
    m_stack->addWidget(m_skeletonView);
    m_stack->addWidget(m_empty);
    m_reloadBar->hide();
    m_delay->setSingleShot(true);
    connect(m_delay, &QTimer::timeout, this, [this] {
        if (m_pendingReload)
            m_reloadBar->show();
        else
            present(Shown::Skeleton);
    });
    connect(strip, &FailureStrip::retryRequested, this, &Card::retryRequested);
    connect(m_empty, &EmptyState::retryRequested, this, &Card::retryRequested);
    connect(m_empty, &EmptyState::clearFiltersRequested, this, &Card::clearFiltersRequested);
    connect(&theme(), &Theme::changed, this, [this] {
        m_header->setFixedHeight(theme().px(44));
        update();
    });
    setAccessibleName(title);
    refreshHeader();
}

void Card::refreshHeader()
{
    m_subtitle->setVisible(true);
    m_partial->setVisible(!m_partial->fullText().isEmpty());
    const bool hasHeader
        = !m_title->fullText().isEmpty() || !m_subtitle->fullText().isEmpty() || m_actions->count() > 0;
    m_header->setVisible(hasHeader);
}

void Card::setTitle(const QString& title)
{
    m_title->setText(title);
    setAccessibleName(title);
    refreshHeader();
}

QString Card::title() const
{
    return m_title->fullText();
}

void Card::setSubtitle(const QString& subtitle)
{
    m_subtitle->setText(subtitle);
    refreshHeader();
}

void Card::addAction(QWidget* widget)
{
    m_actions->insertWidget(m_actions->count() - (m_menu ? 1 : 0), widget);
    refreshHeader();
}

void Card::setMenuButton(QWidget* button)
{
    delete m_menu;
    m_menu = button;
    m_actions->addWidget(button);
    refreshHeader();
}

void Card::setContent(QWidget* content, bool padded)
{
    delete m_content;
    m_content = content;
    auto* layout = m_contentFrame->layout();
    const int side = padded ? theme().px(15) : 0;
    layout->setContentsMargins(side, m_header->isHidden() ? side : 0, side, side);
    layout->addWidget(content);
    present(Shown::Content);
}

void Card::setSkeleton(SkeletonShape shape)
{
    static_cast<SkeletonView*>(m_skeletonView)->shape = shape;
}

void Card::present(Shown shown)
{
    m_stack->setCurrentIndex(static_cast<int>(shown));
}

void Card::showLoading()
{
    m_pendingReload = false;
    m_strip->hide();
    m_reloadBar->hide();
    if (m_content != nullptr)
        m_contentFrame->setVisible(false);
    m_delay->start(kFirstLoadDelay);
}

void Card::showReloading()
{
    m_pendingReload = true;
    m_delay->start(kReloadDelay);
}

void Card::showContent()
{
    m_delay->stop();
    m_reloadBar->hide();
    m_strip->hide();
    present(Shown::Content);
    m_contentFrame->setVisible(true);
}

void Card::showFailed(const QString& sentence, const QString& code, const QString& requestId, bool hasData)
{
    m_delay->stop();
    m_reloadBar->hide();
    if (hasData) {
        static_cast<FailureStrip*>(m_strip)->setFailure(sentence, code, requestId);
        m_strip->show();
        present(Shown::Content);
        m_contentFrame->setVisible(true);
        return;
    }
    m_strip->hide();
    m_empty->showFailed(sentence, code, requestId);
    present(Shown::Empty);
}

void Card::showEmpty()
{
    m_delay->stop();
    m_reloadBar->hide();
    m_strip->hide();
    present(Shown::Empty);
}

void Card::setAsOf(const QString& asOf)
{
    static_cast<AsOfMark*>(m_asOf)->setText(asOf);
}

void Card::setPartial(const QString& sentence)
{
    m_partial->setText(sentence);
    refreshHeader();
}

void Card::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // Inside the corners' curve, so that the bar does not stick out.
    m_reloadBar->setGeometry(theme().px(8), 0, width() - 2 * theme().px(8), 2);
    m_reloadBar->raise();
}

void Card::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const double hairline = 1 / devicePixelRatioF();
    paintPanel(&painter, rect(), theme().pxF(8), tokens().surface, tokens().border, hairline);
}

} // namespace bursar::ui
