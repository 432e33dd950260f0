// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/inspector.h"

#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/button.h"
#include "ui/widgets/segmented_tabs.h"
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPropertyAnimation>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTextLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace bursar::ui {
namespace {

constexpr int kWidth = 440;
constexpr int kWidthMin = 360;
constexpr int kWidthMax = 720;
constexpr int kSlideMs = 140;

/// A picture of the pane that slides in while nothing is laid out.
class SlidingPicture : public QWidget {
public:
    SlidingPicture(QPixmap picture, QWidget* parent) : QWidget(parent), m_picture(std::move(picture))
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.drawPixmap(0, 0, m_picture);
    }

private:
    QPixmap m_picture;
};

/// The foot: a hairline above, h 56.
class InspectorFoot : public QWidget {
protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintHairline(&painter, {0, 0}, {double(width()), 0}, tokens().border);
    }
};

} // namespace

WhyStrip::WhyStrip(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, [this] { setFixedHeight(heightFor(width())); });
}

void WhyStrip::setWhy(Tone tone, Glyph glyph, const QString& title, const QString& text)
{
    m_tone = tone;
    m_glyph = glyph;
    m_title = title;
    m_text = text;
    setAccessibleName(title);
    setAccessibleDescription(text);
    setFixedHeight(heightFor(isVisible() ? width() : std::max(width(), theme().px(kWidth - 40))));
    update();
}

void WhyStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    setFixedHeight(heightFor(width()));
}

int WhyStrip::heightFor(int width) const
{
    const int room = std::max(80, width - theme().px(36 + 12));
    const auto linesOf = [&](const QString& text, TextRole role) {
        if (text.isEmpty())
            return 0;
        const QRect bounds
            = QFontMetrics(fontOf(role)).boundingRect(QRect(0, 0, room, 10000), Qt::TextWordWrap, text);
        const int natural = QFontMetrics(fontOf(role)).lineSpacing();
        return std::max(1, (bounds.height() + natural / 2) / std::max(1, natural));
    };
    return theme().px(16) + linesOf(m_title, TextRole::BodyStrong) * theme().px(20)
        + linesOf(m_text, TextRole::Label) * theme().px(18);
}

QSize WhyStrip::sizeHint() const
{
    return {theme().px(320), heightFor(width() > 100 ? width() : theme().px(kWidth - 40))};
}

void WhyStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    const QRectF area(rect());
    paintPanel(&painter, area, theme().pxF(6), t.soft(m_tone), QColor());
    // The bar is straight where the ground is round.
    painter.fillRect(QRectF(0, 0, 3, height()), t.tone(m_tone));
    painter.fillRect(QRectF(3, 0, 6, height()), t.soft(m_tone));
    const double side = theme().pxF(13);
    paintGlyph(&painter, {theme().pxF(14), theme().pxF(8) + (theme().pxF(20) - side) / 2, side, side},
               m_glyph, t.tone(m_tone));
    const double left = theme().pxF(36);
    const double room = width() - left - theme().pxF(12);
    double y = theme().pxF(8);
    const auto paintLines = [&](const QString& text, TextRole role, double line) {
        QTextLayout layout(text, fontOf(role));
        layout.beginLayout();
        for (QTextLine one = layout.createLine(); one.isValid(); one = layout.createLine()) {
            one.setLineWidth(room);
            paintText(&painter, {left, y, room + 4, line},
                      text.mid(one.textStart(), one.textLength()).trimmed(),
                      {.role = role, .elide = Qt::ElideNone});
            y += line;
        }
        layout.endLayout();
    };
    paintLines(m_title, TextRole::BodyStrong, theme().pxF(20));
    paintLines(m_text, TextRole::Label, theme().pxF(18));
}

Inspector::Inspector(QWidget* parent)
    : QWidget(parent), m_kind(new TextLabel({}, TextRole::Label, Ink::Muted)),
      m_title(new TextLabel({}, TextRole::Title)), m_asset(new TextLabel({}, TextRole::Body, Ink::Muted)),
      m_id(new TextLabel({}, TextRole::Mono)), m_context(new TextLabel({}, TextRole::Label, Ink::Muted)),
      m_badge(new Badge), m_idRow(new QWidget), m_why(new WhyStrip), m_tabs(new SegmentedTabs),
      m_pages(new QStackedWidget), m_foot(new InspectorFoot), m_actions(new QHBoxLayout),
      m_actionNote(new TextLabel({}, TextRole::Label, Ink::Muted))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, 0, 0, 0);
    outer->setSpacing(0);
    buildHeader(outer);
    outer->addWidget(m_pages, 1);
    buildFoot(outer);
    setMinimumWidth(theme().px(kWidthMin));
    setMaximumWidth(theme().px(kWidthMax));
    connect(m_tabs, &SegmentedTabs::currentChanged, this, [this](int tab) {
        m_pages->setCurrentIndex(tab);
        Q_EMIT tabChanged(m_tabKeys.value(tab));
    });
    connect(&theme(), &Theme::changed, this, [this] {
        setMinimumWidth(theme().px(kWidthMin));
        setMaximumWidth(theme().px(kWidthMax));
        update();
    });
    setAccessibleName(tr("Inspector"));
}

void Inspector::buildHeader(QVBoxLayout* outer)
{
    auto* header = new QWidget;
    auto* column = new QVBoxLayout(header);
    column->setContentsMargins(theme().px(20), theme().px(12), theme().px(20), 0);
    column->setSpacing(theme().px(4));
    auto* top = new QHBoxLayout;
    top->setSpacing(theme().px(4));
    top->addWidget(m_kind, 1);
    auto* window = new IconButton(Icon::ExternalWindow, tr("Open in a window"));
    auto* close = new IconButton(Icon::Close, tr("Close"));
    connect(window, &IconButton::clicked, this, &Inspector::openedInWindow);
    connect(close, &IconButton::clicked, this, &Inspector::close);
    top->addWidget(window);
    top->addWidget(close);
    column->addLayout(top);
    auto* title = new QHBoxLayout;
    title->setSpacing(theme().px(8));
    m_title->setElided(Qt::ElideRight);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    title->addWidget(m_title);
    title->addWidget(m_asset);
    title->addStretch(1);
    title->addWidget(m_badge);
    column->addLayout(title);
    m_context->setElided(Qt::ElideRight);
    m_context->hide();
    column->addWidget(m_context);
    auto* id = new QHBoxLayout(m_idRow);
    id->setContentsMargins(0, 0, 0, 0);
    id->setSpacing(theme().px(4));
    m_id->setElided(Qt::ElideMiddle);
    m_id->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    auto* copy = new IconButton(Icon::Copy, tr("Copy"));
    connect(copy, &IconButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_id->fullText()); });
    id->addWidget(m_id);
    id->addWidget(copy);
    id->addStretch(1);
    column->addWidget(m_idRow);
    m_idRow->hide();
    m_why->hide();
    column->addSpacing(theme().px(4));
    column->addWidget(m_why);
    column->addSpacing(theme().px(4));
    outer->addWidget(header);
    auto* tabs = new QHBoxLayout;
    tabs->setContentsMargins(theme().px(8), 0, 0, 0);
    tabs->addWidget(m_tabs, 1);
    outer->addLayout(tabs);
    m_badge->hide();
}

void Inspector::buildFoot(QVBoxLayout* outer)
{
    auto* row = new QHBoxLayout(m_foot);
    row->setContentsMargins(theme().px(20), theme().px(12), theme().px(20), theme().px(12));
    row->setSpacing(theme().px(8));
    m_actions->setSpacing(theme().px(8));
    row->addLayout(m_actions);
    m_actionNote->setElided(Qt::ElideRight);
    row->addWidget(m_actionNote, 1);
    m_foot->setFixedHeight(theme().px(56));
    m_foot->hide();
    outer->addWidget(m_foot);
    connect(&theme(), &Theme::changed, m_foot, [this] { m_foot->setFixedHeight(theme().px(56)); });
}

void Inspector::setKind(const QString& kind)
{
    m_kind->setText(kind);
    setAccessibleName(kind);
}

void Inspector::setTitle(const QString& title, const QString& asset)
{
    m_title->setText(title);
    m_asset->setText(asset);
    m_asset->setVisible(!asset.isEmpty());
    setAccessibleDescription(title + QLatin1Char(' ') + asset);
}

void Inspector::setState(const models::State& state)
{
    setStateLook(models::lookOf(state.thing, state.wire, state.args));
}

void Inspector::setStateLook(const models::StateLook& look)
{
    m_badge->setLook(look);
    m_badge->setVisible(!look.word.isEmpty());
}

void Inspector::setId(const QString& id)
{
    m_id->setText(id);
    m_idRow->setVisible(!id.isEmpty());
}

void Inspector::setContext(const QString& text)
{
    m_context->setText(text);
    m_context->setVisible(!text.isEmpty());
}

void Inspector::setWhy(Tone tone, Glyph glyph, const QString& title, const QString& text)
{
    m_why->setWhy(tone, glyph, title, text);
    m_why->setVisible(!title.isEmpty());
}

void Inspector::fillTab(QWidget* page, QWidget* content)
{
    auto* layout = static_cast<QVBoxLayout*>(static_cast<QScrollArea*>(page)->widget()->layout());
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    content->setAutoFillBackground(false);
    layout->addWidget(content);
    if (content->sizePolicy().verticalPolicy() != QSizePolicy::Expanding)
        layout->addStretch(1);
}

int Inspector::addTab(const QString& key, const QString& title, QWidget* content)
{
    if (const auto known = static_cast<int>(m_tabKeys.indexOf(key)); known >= 0) {
        m_tabs->setTitle(known, title);
        fillTab(m_pages->widget(known), content);
        return known;
    }
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    auto* frame = new QWidget;
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(theme().px(20), theme().px(14), theme().px(20), theme().px(16));
    scroll->setWidget(frame);
    fillTab(scroll, content);
    frame->setAutoFillBackground(false); // QScrollArea has just switched it on
    m_pages->addWidget(scroll);
    m_tabKeys << key;
    const int tab = m_tabs->addTab(title);
    m_tabs->setVisible(m_tabs->count() > 1);
    return tab;
}

void Inspector::clearTabs()
{
    while (QWidget* page = m_pages->widget(0)) {
        m_pages->removeWidget(page);
        page->deleteLater(); // what is shown in it may have asked for the other record
    }
    m_tabKeys.clear();
    m_tabs->clear();
}

void Inspector::setCurrentTab(const QString& key)
{
    m_tabs->setCurrent(static_cast<int>(m_tabKeys.indexOf(key)));
}

QString Inspector::currentTab() const
{
    return m_tabKeys.value(m_tabs->current());
}

void Inspector::addAction(QWidget* action)
{
    m_actions->addWidget(action);
    m_foot->show();
}

void Inspector::clearActions()
{
    while (QLayoutItem* item = m_actions->takeAt(0)) {
        if (item->widget() != nullptr)
            item->widget()->deleteLater();
        delete item;
    }
    m_actionNote->setText({});
    m_foot->hide();
}

void Inspector::setActionNote(const QString& text)
{
    m_actionNote->setText(text);
}

void Inspector::attach(QSplitter* splitter, const QString& settingsKey)
{
    m_splitter = splitter;
    m_settingsKey = settingsKey;
    splitter->addWidget(this);
    splitter->setCollapsible(splitter->indexOf(this), false);
    splitter->setStretchFactor(splitter->indexOf(this), 0);
    splitter->setStretchFactor(0, 1);
    hide();
    connect(splitter, &QSplitter::splitterMoved, this, [this] {
        if (m_open && !m_settingsKey.isEmpty())
            QSettings().setValue(QStringLiteral("inspector/") + m_settingsKey,
                                 width() * 100 / theme().textSize());
    });
}

void Inspector::open()
{
    if (m_open)
        return;
    m_open = true;
    if (m_splitter == nullptr) {
        show();
        return;
    }
    const int kept = m_settingsKey.isEmpty()
        ? kWidth
        : QSettings().value(QStringLiteral("inspector/") + m_settingsKey, kWidth).toInt();
    m_openWidth = theme().px(std::clamp(kept, kWidthMin, kWidthMax));
    if (theme().motion() && m_splitter->isVisible())
        slideIn();
    else
        finishSlide();
}

void Inspector::slideIn()
{
    const int width = m_openWidth;
    QWidget* host = m_splitter;
    resize(width, host->height());
    ensurePolished();
    if (layout() != nullptr)
        layout()->activate();
    m_sliding = new SlidingPicture(grab(), host);
    m_sliding->setGeometry(host->width(), 0, width, host->height());
    m_sliding->show();
    m_sliding->raise();
    auto* slide = new QPropertyAnimation(m_sliding, "pos", m_sliding);
    slide->setDuration(kSlideMs);
    slide->setStartValue(QPoint(host->width(), 0));
    slide->setEndValue(QPoint(host->width() - width, 0));
    slide->setEasingCurve(QEasingCurve::OutCubic);
    connect(slide, &QPropertyAnimation::finished, this, &Inspector::finishSlide);
    slide->start();
}

void Inspector::finishSlide()
{
    if (!m_open)
        return;
    const int width = m_openWidth;
    show();
    if (m_splitter != nullptr) {
        // The list is laid out once, here, at the end of the slide.
        QList<int> sizes = m_splitter->sizes();
        const int index = m_splitter->indexOf(this);
        const int rest = m_splitter->width() - width;
        for (int i = 0; i < sizes.size(); ++i)
            sizes[i] = i == index ? width : i == 0 ? rest : 0;
        m_splitter->setSizes(sizes);
    }
    if (m_sliding != nullptr) {
        m_sliding->deleteLater();
        m_sliding = nullptr;
    }
}

void Inspector::close()
{
    if (!m_open)
        return;
    m_open = false;
    if (m_sliding != nullptr) {
        m_sliding->deleteLater();
        m_sliding = nullptr;
    }
    hide();
    Q_EMIT closed();
}

QSize Inspector::sizeHint() const
{
    return {theme().px(kWidth), theme().px(480)};
}

QSize Inspector::minimumSizeHint() const
{
    return {theme().px(kWidthMin), theme().px(200)};
}

void Inspector::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        return close();
    QWidget::keyPressEvent(event);
}

void Inspector::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().surface);
}

} // namespace bursar::ui
