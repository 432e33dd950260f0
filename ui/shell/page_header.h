// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"
#include "ui/theme/icons.h"

#include <QPointer>

#include <optional>

class QHBoxLayout;
class QMenu;

namespace bursar::ui {

class Button;
class IconButton;
class TextLabel;

/// The page's title and actions: 56 high, secondary actions first, the primary one at the right.
class PageHeader : public QWidget {
    Q_OBJECT

public:
    explicit PageHeader(QWidget* parent = nullptr);
    /// A headline stands in place of the title until another page or headline follows.
    void setPage(const QString& title, std::vector<PageAction> actions, QWidget* headline = nullptr);
    /// Asks the actions again why they are disabled.
    void refreshActions();
    const std::vector<PageAction>& actions() const { return m_actions; }
    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fillMenu();
    void updatePadding();
    void setHeadline(QWidget* headline);

    struct Shown {
        Button* button;
        std::size_t action;
    };
    TextLabel* m_title;
    QPointer<QWidget> m_headline; ///< a page's own
    QHBoxLayout* m_layout;
    QHBoxLayout* m_buttons;
    IconButton* m_more;
    QMenu* m_menu;
    std::vector<PageAction> m_actions;
    std::vector<Shown> m_shown;
};

/// Runs an action unless it is disabled now.
void runAction(const PageAction& action);
/// The icon of a name (`refresh`); nothing for an unknown one.
std::optional<Icon> iconNamed(const QString& name);
/// 24, below a window of 1360 px 16.
int pagePadding(const QWidget* widget);

} // namespace bursar::ui
