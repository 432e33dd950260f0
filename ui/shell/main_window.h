// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/client/server_profiles.h"

#include <QWidget>

#include <optional>

class QSettings;
class QTimer;
class QVBoxLayout;

namespace bursar::ui {

/// A window of the console: the strip that tells the environment along its top, and one content at a time.
/// Size and place are kept.
class MainWindow : public QWidget {
    Q_OBJECT

public:
    explicit MainWindow(QSettings& settings, QWidget* parent = nullptr);

    /// Takes the content over and deletes the one before.
    void setContent(QWidget* content);
    QWidget* content() const { return m_content; }
    void setEnvironment(std::optional<models::Environment> environment);
    /// As it was left, else 1440 × 900 where the screen has room.
    void restorePlace();
    QSize minimumSizeHint() const override { return {1100, 700}; }

Q_SIGNALS:
    void firstPainted();
    void closeRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void moveEvent(QMoveEvent* event) override;

private:
    void savePlace();

    QSettings& m_settings;
    QVBoxLayout* m_layout;
    QWidget* m_content = nullptr;
    std::optional<models::Environment> m_environment;
    QTimer* m_save;
    bool m_wasPainted = false;
};

} // namespace bursar::ui
