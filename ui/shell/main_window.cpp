// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QCloseEvent>
#include <QGuiApplication>
#include <QPainter>
#include <QScreen>
#include <QSettings>
#include <QTimer>
#include <QVBoxLayout>

namespace bursar::ui {

namespace {
constexpr int kStrip = 3;
constexpr QSize kWanted{1440, 900};
constexpr QSize kLeast{1100, 700};
const QString kGeometry = QStringLiteral("window/geometry");
using namespace std::chrono_literals;
} // namespace

MainWindow::MainWindow(QSettings& settings, QWidget* parent)
    : QWidget(parent, Qt::Window), m_settings(settings), m_layout(new QVBoxLayout(this)), m_save(new QTimer(this))
{
    setWindowTitle(QStringLiteral("Bursar"));
    setObjectName(QStringLiteral("mainWindow"));
    m_layout->setContentsMargins({});
    m_save->setSingleShot(true);
    m_save->setInterval(500ms);
    connect(m_save, &QTimer::timeout, this, &MainWindow::savePlace);
    connect(&theme(), &Theme::changed, this, [this] { update(); });
}

void MainWindow::setContent(QWidget* content)
{
    QWidget* before = std::exchange(m_content, content);
    delete before;
    m_layout->addWidget(content);
    content->show();
}

void MainWindow::setEnvironment(std::optional<models::Environment> environment)
{
    m_environment = environment;
    const bool hasStrip = environment && *environment != models::Environment::Local;
    m_layout->setContentsMargins(0, hasStrip ? kStrip : 0, 0, 0);
    update();
}

void MainWindow::restorePlace()
{
    const QScreen* screen = QGuiApplication::primaryScreen();
    const QSize room = screen ? screen->availableSize() : kWanted;
    setMinimumSize(kLeast.boundedTo(room));
    resize(kWanted.boundedTo(room));
    restoreGeometry(m_settings.value(kGeometry).toByteArray());
}

void MainWindow::savePlace()
{
    m_settings.setValue(kGeometry, saveGeometry());
}

void MainWindow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().background);
    const QRectF strip(0, 0, width(), kStrip);
    if (m_environment == models::Environment::Production)
        painter.fillRect(strip, tokens().negative);
    else if (m_environment == models::Environment::Staging)
        painter.fillRect(strip, tokens().warning);
    else if (m_environment == models::Environment::Demo)
        paintHatch(&painter, strip, tokens().neutral, 4, 1.5);
    if (!std::exchange(m_wasPainted, true))
        QMetaObject::invokeMethod(this, &MainWindow::firstPainted, Qt::QueuedConnection); // after it is on the screen
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    savePlace();
    event->accept();
    Q_EMIT closeRequested();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_save->start();
}

void MainWindow::moveEvent(QMoveEvent* event)
{
    QWidget::moveEvent(event);
    m_save->start();
}

} // namespace bursar::ui
