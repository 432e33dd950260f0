// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QMenu;

namespace bursar::models {
class ViewState;
}

namespace bursar::ui {

class Avatar;
class ChipCombo;
class ConsoleSession;
class IconButton;
class NoticeList;
class RangePicker;
class ScopePicker;
class SearchField;
class SimulatedChip;
struct TimeRange;

/// The line at the head, 48 high: connection, scope, range, live; search, bell, me.
class TopBar : public QWidget {
    Q_OBJECT

public:
    static constexpr int kHeight = 48;
    /// A window of one page has neither search nor bell nor me.
    enum class Extent { Whole, PageWindow };

    TopBar(ConsoleSession& session, models::ViewState& view, Extent extent = Extent::Whole, QWidget* parent = nullptr);

    /// Filled by the owner before they open.
    QMenu* connectionMenu() const { return m_connectionMenu; }
    QMenu* personMenu() const { return m_personMenu; }
    void openBell();
    void openRange();
    void openScope();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void searchRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildRight(QHBoxLayout* layout);
    void showConnection();
    void showView();
    void showPerson();
    void fit();
    void rangeChosen(const TimeRange& range);

    ConsoleSession& m_session;
    models::ViewState& m_view;
    ChipCombo* m_connection;
    ChipCombo* m_scope;
    ChipCombo* m_range;
    ChipCombo* m_live;
    SimulatedChip* m_simulated;
    QMenu* m_connectionMenu;
    QMenu* m_personMenu;
    ScopePicker* m_scopePicker;
    RangePicker* m_rangePicker;
    SearchField* m_search = nullptr;
    IconButton* m_bell = nullptr;
    NoticeList* m_notices = nullptr;
    Avatar* m_person = nullptr;
};

} // namespace bursar::ui
