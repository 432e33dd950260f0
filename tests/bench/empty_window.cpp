// SPDX-License-Identifier: GPL-3.0-or-later
// The baseline of the console's first frame: a Qt process that shows an empty window, says so, and ends.
#include <QApplication>
#include <QWidget>

#include <cstdio>

namespace {
class EmptyWindow : public QWidget {
protected:
    void paintEvent(QPaintEvent*) override
    {
        const auto said = [] { // after it is on the screen, as the console does
            std::puts("first frame");
            std::fflush(stdout);
            QCoreApplication::quit();
        };
        QMetaObject::invokeMethod(this, said, Qt::QueuedConnection);
    }
};
} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    EmptyWindow window;
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}
