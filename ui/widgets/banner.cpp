// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/banner.h"

#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>
#include <QPainter>

namespace bursar::ui {

Banner::Banner(QWidget* parent)
    : QWidget(parent), m_label(new TextLabel({}, TextRole::Body)), m_action(new Button({}, ButtonKind::Text))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme().px(40), 0, theme().px(12), 0);
    m_label->setElided(Qt::ElideRight);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_action);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Notice"));
    connect(m_action, &Button::clicked, this, &Banner::actionTriggered);
    connect(&theme(), &Theme::changed, this, [this, layout] {
        layout->setContentsMargins(theme().px(40), 0, theme().px(12), 0);
        updateGeometry();
        update();
    });
    hide();
}

void Banner::setBanner(Tone tone, Glyph glyph, const QString& text, const QString& action)
{
    m_tone = tone;
    m_glyph = glyph;
    m_label->setText(text);
    setAccessibleDescription(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    show();
    update();
}

void Banner::clear()
{
    hide();
}

QString Banner::text() const
{
    return m_label->fullText();
}

QSize Banner::sizeHint() const
{
    return {theme().px(400), theme().px(40)};
}

void Banner::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    painter.fillRect(rect(), t.soft(m_tone));
    painter.fillRect(QRectF(0, 0, 3, height()), t.tone(m_tone));
    const double side = theme().pxF(14);
    paintGlyph(&painter, {theme().pxF(16), (height() - side) / 2, side, side}, m_glyph, t.tone(m_tone));
}

} // namespace bursar::ui
