// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>

#include <functional>
#include <vector>

class QWidget;

namespace kit {

/// One picture of the gallery.
struct Scene {
    QString name;
    QSize size;
    std::function<void(QWidget* window)> build;
    std::function<void(QWidget* window)> after; ///< once it is shown: open, hover, focus
    int waitMs = 0;
};

std::vector<Scene> scenes();
std::vector<Scene> controlScenes();
std::vector<Scene> tableScenes();
std::vector<Scene> chartScenes();
std::vector<Scene> floatingScenes();

} // namespace kit
