// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/empty_state.h"

#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace bursar::ui {
namespace {

/// Mono text on a sunken ground: the snippet.
class MonoBlock : public QWidget {
public:
    explicit MonoBlock(const QString& text) : m_text(text)
    {
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(theme().px(12), theme().px(10), theme().px(44), theme().px(10));
        auto* label = new TextLabel(text, TextRole::Mono);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        layout->addWidget(label);
        m_copy = new IconButton(Icon::Copy, QCoreApplication::translate("EmptyState", "Copy"), this);
        connect(m_copy, &IconButton::clicked, this, [this] { QApplication::clipboard()->setText(m_text); });
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintPanel(&painter, rect(), theme().pxF(6), tokens().sunken, QColor());
    }

    void resizeEvent(QResizeEvent*) override
    {
        m_copy->resize(m_copy->sizeHint());
        m_copy->move(width() - m_copy->width() - theme().px(6), theme().px(6));
    }

private:
    QString m_text;
    IconButton* m_copy;
};

/// A glyph of the kit as a widget, so that it can stand in a layout.
class GlyphMark : public QWidget {
public:
    GlyphMark(Glyph glyph, Tone tone) : m_glyph(glyph), m_tone(tone)
    {
        setFixedSize(theme().px(18), theme().px(18));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintGlyph(&painter, rect().adjusted(1, 1, -1, -1), m_glyph, tokens().tone(m_tone));
    }

private:
    Glyph m_glyph;
    Tone m_tone;
};

} // namespace

EmptyState::EmptyState(QWidget* parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(theme().px(24), theme().px(24), theme().px(24), theme().px(24));
    setMinimumHeight(theme().px(88));
}

void EmptyState::start()
{
    delete m_content;
    m_content = new QWidget;
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().px(8));
    column->setAlignment(Qt::AlignHCenter);
    m_content->setMaximumWidth(theme().px(520));
    m_layout->addWidget(m_content, 0, Qt::AlignCenter);
}

void EmptyState::addSentence(const QString& text)
{
    auto* label = new TextLabel(text, TextRole::Body, Ink::Muted);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignHCenter);
    m_content->layout()->addWidget(label);
    m_content->layout()->setAlignment(label, Qt::AlignHCenter);
    m_sentence = label;
    fitSentence();
    setAccessibleName(text);
}

void EmptyState::fitSentence()
{
    if (!m_sentence)
        return;
    // A centred layout gives a wrapping label its narrowest width, and no height for it.
    const int natural = static_cast<int>(textWidth(m_sentence->fullText(), TextRole::Body)) + 8;
    const int room = width() - 2 * theme().px(24);
    const int width = std::min({natural, theme().px(420), std::max(room, theme().px(120))});
    m_sentence->setMinimumWidth(0); // a label is never measured narrower than that
    m_sentence->setFixedSize(width, m_sentence->heightForWidth(width));
}

void EmptyState::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitSentence();
}

void EmptyState::addMono(const QString& text, bool block)
{
    if (block) {
        m_content->layout()->addWidget(new MonoBlock(text));
        return;
    }
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().px(4));
    auto* label = new TextLabel(text, TextRole::Mono, Ink::Muted);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    layout->addWidget(label);
    auto* copy = new IconButton(Icon::Copy, tr("Copy"));
    connect(copy, &IconButton::clicked, this, [text] { QApplication::clipboard()->setText(text); });
    layout->addWidget(copy);
    m_content->layout()->addWidget(row);
    m_content->layout()->setAlignment(row, Qt::AlignHCenter);
}

void EmptyState::showNever(const QString& sentence, const QString& snippet, const QString& waiting)
{
    start();
    addSentence(sentence);
    if (!snippet.isEmpty())
        addMono(snippet, true);
    if (waiting.isEmpty())
        return;
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, theme().px(4), 0, 0);
    layout->setSpacing(theme().px(6));
    layout->addWidget(new GlyphMark(Glyph::Clock, Tone::Progress));
    layout->addWidget(new TextLabel(waiting, TextRole::Label, Ink::Muted));
    m_content->layout()->addWidget(row);
    m_content->layout()->setAlignment(row, Qt::AlignHCenter);
}

void EmptyState::showFiltered(const QString& nearest)
{
    start();
    addSentence(tr("Nothing matches"));
    if (!nearest.isEmpty()) {
        auto* link = new Button(nearest, ButtonKind::Text);
        connect(link, &Button::clicked, this, &EmptyState::nearestRequested);
        m_content->layout()->addWidget(link);
        m_content->layout()->setAlignment(link, Qt::AlignHCenter);
    }
    auto* clear = new Button(tr("Clear filters"));
    setSmall(clear, true);
    connect(clear, &Button::clicked, this, &EmptyState::clearFiltersRequested);
    m_content->layout()->addWidget(clear);
    m_content->layout()->setAlignment(clear, Qt::AlignHCenter);
}

void EmptyState::showGood(const QString& sentence)
{
    start();
    addSentence(sentence);
}

void EmptyState::showFailed(const QString& sentence, const QString& code, const QString& requestId)
{
    start();
    auto* mark = new GlyphMark(Glyph::Cross, Tone::Negative);
    m_content->layout()->addWidget(mark);
    m_content->layout()->setAlignment(mark, Qt::AlignHCenter);
    addSentence(sentence);
    QStringList details;
    for (const QString& detail : {code, requestId})
        if (!detail.isEmpty())
            details << detail;
    if (!details.isEmpty())
        addMono(details.join(QStringLiteral(" · ")), false);
    auto* retry = new Button(tr("Retry"));
    setSmall(retry, true);
    connect(retry, &Button::clicked, this, &EmptyState::retryRequested);
    m_content->layout()->addWidget(retry);
    m_content->layout()->setAlignment(retry, Qt::AlignHCenter);
}

void EmptyState::showNotAllowed(const QString& sentence, const QString& action)
{
    start();
    auto* mark = new GlyphMark(Glyph::Lock, Tone::Neutral);
    m_content->layout()->addWidget(mark);
    m_content->layout()->setAlignment(mark, Qt::AlignHCenter);
    addSentence(sentence);
    if (action.isEmpty())
        return;
    auto* link = new Button(action, ButtonKind::Text);
    connect(link, &Button::clicked, this, &EmptyState::actionRequested);
    m_content->layout()->addWidget(link);
    m_content->layout()->setAlignment(link, Qt::AlignHCenter);
}

} // namespace bursar::ui
