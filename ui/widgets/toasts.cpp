// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/toasts.h"

#include "ui/theme/accessible.h"
#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QTimer>

#include <algorithm>

namespace bursar::ui {
namespace {

constexpr int kWidth = 360;
constexpr int kShownMs = 5000;
constexpr std::size_t kToastsMax = 3;

Glyph glyphOf(Tone tone)
{
    switch (tone) {
    case Tone::Positive:
        return Glyph::Check;
    case Tone::Progress:
        return Glyph::Half;
    case Tone::Warning:
        return Glyph::Triangle;
    case Tone::Negative:
        return Glyph::Cross;
    case Tone::Unknown:
        return Glyph::Question;
    case Tone::Neutral:
        break;
    }
    return Glyph::Dash;
}

} // namespace

/// One toast: glyph, text, one action, ×.
class ToastCard : public QWidget {
public:
    ToastCard(const Toast& toast, QWidget* parent, std::function<void(ToastCard*)> remove)
        : QWidget(parent), m_toast(toast)
    {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(theme().px(38), theme().px(8), theme().px(8), theme().px(8));
        row->setSpacing(theme().px(4));
        auto* text = new TextLabel(toast.text);
        text->setWordWrap(true);
        row->addWidget(text, 1);
        if (!toast.action.isEmpty()) {
            auto* action = new Button(toast.action, ButtonKind::Text);
            connect(action, &Button::clicked, this, [this, remove] {
                const auto run = m_toast.onAction;
                remove(this);
                if (run)
                    run();
            });
            row->addWidget(action);
        }
        auto* close = new IconButton(Icon::Close, QCoreApplication::translate("Toasts", "Close"));
        connect(close, &IconButton::clicked, this, [this, remove] { remove(this); });
        row->addWidget(close);
        setFixedWidth(theme().px(kWidth));
        setAccessibleRole(this, QAccessible::AlertMessage);
        setAccessibleName(toast.text);
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, [this, remove] { remove(this); });
        resume();
        adjustSize();
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }

protected:
    void enterEvent(QEnterEvent*) override { m_timer.stop(); }
    void leaveEvent(QEvent*) override { resume(); }

    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Tokens& t = tokens();
        paintPanel(&painter, rect(), theme().pxF(8), t.raised, t.control);
        const double side = theme().pxF(14);
        paintGlyph(&painter, {theme().pxF(14), (height() - side) / 2, side, side}, glyphOf(m_toast.tone),
                   t.tone(m_toast.tone));
    }

private:
    void resume()
    {
        // What went wrong stays until it is read.
        if (m_toast.tone != Tone::Negative && m_toast.tone != Tone::Unknown)
            m_timer.start(kShownMs);
    }

    Toast m_toast;
    QTimer m_timer;
};

Toasts::Toasts(QWidget* window, int bottomInset)
    : QWidget(window), m_window(window), m_bottomInset(bottomInset)
{
    QWidget::hide();
    window->installEventFilter(this);
}

void Toasts::show(const Toast& toast)
{
    while (m_cards.size() >= kToastsMax)
        remove(m_cards.front());
    auto* card = new ToastCard(toast, m_window, [this](ToastCard* gone) { remove(gone); });
    m_cards.push_back(card);
    card->show();
    place();
}

void Toasts::remove(ToastCard* card)
{
    if (std::erase(m_cards, card) == 0)
        return;
    card->hide();
    card->deleteLater();
    place();
}

void Toasts::dismissAll()
{
    while (!m_cards.empty())
        remove(m_cards.back());
}

void Toasts::place()
{
    const int gap = theme().px(8);
    int bottom = m_window->height() - theme().px(m_bottomInset) - theme().px(16);
    for (auto card = m_cards.rbegin(); card != m_cards.rend(); ++card) {
        ToastCard* one = *card;
        const int width = one->width();
        const int height = std::max(theme().px(44), one->layout()->heightForWidth(width));
        one->setGeometry(m_window->width() - theme().px(16) - width, bottom - height, width, height);
        one->raise();
        bottom -= height + gap;
    }
}

bool Toasts::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_window && event->type() == QEvent::Resize)
        place();
    return QWidget::eventFilter(watched, event);
}

} // namespace bursar::ui
