// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

class QSplitter;

namespace bursar::ui {

class Inspector;

/// The pages with an inspector beside them; below 900 px of width the inspector lies over the page. Every page has an
/// inspector of its own, at most one is shown.
class InspectorDock : public QWidget {
    Q_OBJECT

public:
    static constexpr int kBesideMin = 900;

    explicit InspectorDock(QWidget* main, QWidget* parent = nullptr);

    /// Owned by the dock.
    Inspector* makeInspector();
    void open(Inspector* inspector);
    /// Closes the one that is open.
    void close();
    Inspector* current() const;
    bool isOpen() const { return current() != nullptr; }
    bool isOverlaid() const;

Q_SIGNALS:
    void openedInWindow();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void place(Inspector* inspector);

    QSplitter* m_splitter;
    QPointer<Inspector> m_current;
};

} // namespace bursar::ui
