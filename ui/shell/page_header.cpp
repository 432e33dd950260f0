// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/page_header.h"

#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>
#include <QMenu>

namespace bursar::ui {

namespace {
constexpr int kHeight = 56;
constexpr int kPadding = 24;
constexpr int kNarrowPadding = 16;
constexpr int kNarrowWindow = 1360;
} // namespace

void runAction(const PageAction& action)
{
    if (action.run && (!action.whyDisabled || action.whyDisabled().isEmpty()))
        action.run();
}

std::optional<Icon> iconNamed(const QString& name)
{
    for (int i = 0; i < kIconCount; ++i) {
        if (iconFileName(Icon(i)) == name)
            return Icon(i);
    }
    return std::nullopt;
}

int pagePadding(const QWidget* widget)
{
    return widget->window()->width() < kNarrowWindow ? kNarrowPadding : kPadding;
}

PageHeader::PageHeader(QWidget* parent)
    : QWidget(parent), m_title(new TextLabel({}, TextRole::Title)), m_layout(new QHBoxLayout(this)),
      m_buttons(new QHBoxLayout), m_more(new IconButton(Icon::More, tr("More actions"))), m_menu(new QMenu(this))
{
    m_title->setElided(Qt::ElideRight);
    m_layout->setSpacing(16);
    m_layout->addWidget(m_title, 1);
    m_buttons->setSpacing(8);
    m_layout->addLayout(m_buttons);
    m_layout->addWidget(m_more);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(m_menu);
    m_more->hide();
    connect(m_menu, &QMenu::aboutToShow, this, &PageHeader::fillMenu);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, [this] { updateGeometry(); });
    updatePadding();
}

QSize PageHeader::sizeHint() const
{
    return {400, theme().px(kHeight)};
}

void PageHeader::resizeEvent(QResizeEvent* event)
{
    updatePadding();
    QWidget::resizeEvent(event);
}

void PageHeader::updatePadding()
{
    const int padding = pagePadding(this);
    m_layout->setContentsMargins(padding, 0, padding, 0);
}

void PageHeader::setHeadline(QWidget* headline)
{
    m_title->setVisible(headline == nullptr);
    if (m_headline == headline)
        return;
    if (m_headline) {
        m_layout->removeWidget(m_headline);
        m_headline->hide();
    }
    m_headline = headline;
    if (!m_headline)
        return;
    m_layout->insertWidget(0, m_headline, 1);
    m_headline->show();
}

void PageHeader::setPage(const QString& title, std::vector<PageAction> actions, QWidget* headline)
{
    m_title->setText(title);
    setHeadline(headline);
    m_actions = std::move(actions);
    for (const Shown& shown : m_shown)
        shown.button->deleteLater();
    m_shown.clear();
    bool hasMenu = false;
    // The primary action stands last, whatever the page's order.
    for (const auto weight : {PageAction::Weight::Secondary, PageAction::Weight::Primary}) {
        for (std::size_t i = 0; i < m_actions.size(); ++i) {
            const PageAction& action = m_actions[i];
            hasMenu = hasMenu || action.weight == PageAction::Weight::Menu;
            if (action.weight != weight)
                continue;
            const bool isPrimary = weight == PageAction::Weight::Primary;
            auto* button = new Button(action.text, isPrimary ? ButtonKind::Primary : ButtonKind::Secondary);
            button->setObjectName(action.id);
            connect(button, &Button::clicked, this, [this, i] { runAction(m_actions[i]); });
            m_buttons->addWidget(button);
            m_shown.push_back({button, i});
        }
    }
    m_more->setVisible(hasMenu);
    refreshActions();
}

void PageHeader::refreshActions()
{
    for (const Shown& shown : m_shown) {
        const PageAction& action = m_actions[shown.action];
        shown.button->setDisabledReason(action.whyDisabled ? action.whyDisabled() : QString());
    }
}

void PageHeader::fillMenu()
{
    m_menu->clear();
    for (const PageAction& action : m_actions) {
        if (action.weight != PageAction::Weight::Menu)
            continue;
        QAction* entry = m_menu->addAction(action.text, this, [action] { runAction(action); });
        if (const auto named = iconNamed(action.icon))
            entry->setIcon(icon(*named));
        entry->setShortcut(action.shortcut);
        entry->setShortcutVisibleInContextMenu(true);
        const QString why = action.whyDisabled ? action.whyDisabled() : QString();
        entry->setEnabled(why.isEmpty());
        entry->setToolTip(why);
    }
    m_menu->setToolTipsVisible(true);
}

} // namespace bursar::ui
