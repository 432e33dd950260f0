// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QSplitter;

namespace bursar::ui {

class Inspector;

/// The page with the inspector beside it; below 900 px of width the inspector lies over the page.
class InspectorDock : public QWidget {
    Q_OBJECT

public:
    static constexpr int kBesideMin = 900;

    InspectorDock(QWidget* main, const QString& settingsKey, QWidget* parent = nullptr);

    Inspector& inspector() { return *m_inspector; }
    void open();
    void close();
    /// Without sliding out: the page changes.
    void closeNow();
    bool isOpen() const;
    bool isOverlaid() const { return m_isOverlaid; }

Q_SIGNALS:
    void openedInWindow();

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    void overlay(bool over);

    QSplitter* m_splitter;
    Inspector* m_inspector;
    QString m_settingsKey;
    bool m_isOverlaid = false;
};

} // namespace bursar::ui
