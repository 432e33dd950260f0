// SPDX-License-Identifier: GPL-3.0-or-later
// Renders every widget and chart in every state to PNG files, to be looked at after each change of the kit.
// usage: kit_gallery <folder> [filter]
#include "ui/kit/gallery_scenes.h"
#include "ui/kit/sample.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QPainter>
#include <QSettings>
#include <QTemporaryDir>
#include <QTextStream>
#include <QWidget>

namespace {

using namespace bursar;
using namespace bursar::ui;

void settle(int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    do {
        QApplication::processEvents(QEventLoop::AllEvents, 10);
        QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    } while (timer.elapsed() < milliseconds);
}

bool capture(const kit::Scene& scene, const QString& folder, const QString& suffix)
{
    QWidget window;
    window.setObjectName(QStringLiteral("window"));
    window.resize(scene.size * theme().textSize() / 100);
    scene.build(&window);
    window.show();
    settle(60);
    if (scene.after)
        scene.after(&window);
    settle(scene.waitMs);
    QPixmap picture(window.size());
    picture.fill(tokens().background);
    window.render(&picture);
    // Popups are windows of their own: they are drawn where they stand over this one.
    const auto tops = QApplication::topLevelWidgets();
    for (QWidget* top : tops) {
        if (top == &window || !top->isVisible())
            continue;
        QPixmap part(top->size());
        part.fill(Qt::transparent);
        top->render(&part, {}, {}, QWidget::DrawChildren);
        QPainter painter(&picture);
        painter.drawPixmap(top->mapToGlobal(QPoint()) - window.mapToGlobal(QPoint()), part);
    }
    for (QWidget* top : tops)
        if (top != &window && top->isVisible())
            top->close();
    return picture.save(QStringLiteral("%1/%2-%3.png").arg(folder, scene.name, suffix));
}

} // namespace

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2) {
        QTextStream(stderr) << "usage: kit_gallery <folder> [filter]\n";
        return 2;
    }
    QTemporaryDir profile;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, profile.path());
    QApplication::setOrganizationName(QStringLiteral("bursar-gallery"));
    models::displaySettings().freezeNow(kit::now());
    initTheme(app);
    theme().setMotionMode(MotionMode::Off);
    QDir().mkpath(arguments.at(1));
    const QString filter = arguments.value(2);
    bool done = true;
    for (const int size : {100, 130})
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            theme().setTextSize(size);
            theme().setMode(mode);
            const QString suffix
                = QStringLiteral("%1-%2")
                      .arg(mode == ThemeMode::Dark ? QStringLiteral("dark") : QStringLiteral("light"))
                      .arg(size);
            for (const kit::Scene& scene : kit::scenes())
                if (filter.isEmpty() || QString(scene.name + QLatin1Char('-') + suffix).contains(filter))
                    done = capture(scene, arguments.at(1), suffix) && done;
        }
    return done ? 0 : 1;
}
