// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/console_app.h"

#include "models/client/remote_engine_client.h"
#include "ui/shell/appearance.h"
#include "ui/shell/console_frame.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_window.h"
#include "ui/shell/server_dialog.h"
#include "ui/shell/session_store.h"
#include "ui/shell/start_screen.h"
#include "ui/shell/workspace.h"
#include "ui/theme/theme.h"

#include <QFileInfo>
#include <QSettings>

namespace bursar::ui {

namespace {
constexpr QLatin1StringView kDemoKey("demo");
constexpr QLatin1StringView kLocalKey("local");

ServerIdentity engineIdentity(EngineProfile profile)
{
    if (profile == EngineProfile::demo)
        return {kDemoKey, models::environmentWord(models::Environment::Demo), {}, models::Environment::Demo, false};
    return {kLocalKey, models::environmentWord(models::Environment::Local), {}, models::Environment::Local, false};
}

QString keyFolder(const QSettings& settings)
{
    return QFileInfo(settings.fileName()).absolutePath() + QLatin1StringView("/keys");
}
} // namespace

ConsoleApp::ConsoleApp(ConsoleOptions options, std::unique_ptr<EngineHost> host, PageMaker pages, QSettings& settings,
                       models::KeyStore::Use keys, QObject* parent)
    : QObject(parent), m_options(std::move(options)), m_host(std::move(host)), m_makePages(std::move(pages)),
      m_settings(settings), m_profiles(settings), m_servers(m_profiles), m_keys(keyFolder(settings), keys),
      m_mailbox(std::make_shared<models::Mailbox>(this)), m_pages(m_makePages()),
      m_window(std::make_unique<MainWindow>(settings))
{
    connect(m_window.get(), &MainWindow::closeRequested, this, &ConsoleApp::shutDown);
}

ConsoleApp::~ConsoleApp()
{
    m_mailbox->close();
    closeSession();
}

StartScreen* ConsoleApp::startScreen() const
{
    return qobject_cast<StartScreen*>(m_window->content());
}

ConsoleFrame* ConsoleApp::frame() const
{
    return qobject_cast<ConsoleFrame*>(m_window->content());
}

void ConsoleApp::start()
{
    showStart();
    m_window->restorePlace();
    m_window->show();
    // What needs the disk or the network comes after the first frame.
    connect(
        m_window.get(), &MainWindow::firstPainted, this,
        [this] {
            refreshStart();
            doOptions();
        },
        Qt::SingleShotConnection);
}

void ConsoleApp::showWindow(const QSize& size)
{
    showStart();
    m_window->setMinimumSize(0, 0);
    m_window->resize(size);
    m_window->show();
}

void ConsoleApp::doOptions()
{
    if (m_options.demo)
        return openEngine(EngineProfile::demo);
    if (m_options.connect.empty())
        return;
    const QUrl url = models::serverUrlFromText(QString::fromStdString(m_options.connect));
    if (const auto known = m_profiles.findByUrl(url))
        return openServer(known->id);
    models::ServerProfile profile;
    profile.url = url;
    profile.name = url.host();
    const QString key = qEnvironmentVariable("BURSAR_API_KEY");
    if (url.isEmpty() || key.isEmpty())
        return editServer(profile);
    profile.id = QStringLiteral("unsaved");
    connectTo(profile, key);
}

void ConsoleApp::showStart()
{
    const auto engine = m_host ? StartScreen::Engine::Own : StartScreen::Engine::None;
    auto* screen = new StartScreen(m_servers, m_profiles, m_settings, engine);
    connect(screen, &StartScreen::engineRequested, this, &ConsoleApp::openEngine);
    connect(screen, &StartScreen::cancelRequested, this, [this] { stopEngine({}); });
    connect(screen, &StartScreen::runningRequested, this, &ConsoleApp::openRunning);
    connect(screen, &StartScreen::serverRequested, this, &ConsoleApp::openServer);
    connect(screen, &StartScreen::newServerRequested, this, [this] { editServer({}); });
    connect(screen, &StartScreen::editRequested, this, [this](const QString& id) {
        if (const auto profile = m_profiles.find(id))
            editServer(*profile);
    });
    connect(screen, &StartScreen::compareRequested, this, &ConsoleApp::compareServer);
    connect(screen, &StartScreen::lastRequested, this, &ConsoleApp::openLast);
    connect(screen, &StartScreen::languageRequested, this, &ConsoleApp::setLanguage, Qt::QueuedConnection);
    screen->setLast(SessionStore(m_settings).last());
    m_window->setEnvironment(std::nullopt);
    m_window->setContent(screen);
}

void ConsoleApp::refreshStart()
{
    StartScreen* screen = startScreen();
    if (!screen)
        return;
    if (m_host) {
        for (const EngineProfile profile : {EngineProfile::demo, EngineProfile::local}) {
            screen->setData(profile, m_host->data(profile));
            screen->setRunning(profile, m_host->running(profile));
        }
    }
    m_servers.look();
}

void ConsoleApp::openEngine(EngineProfile profile)
{
    if (!m_host || m_starting || m_isEnding)
        return;
    m_starting = profile;
    if (StartScreen* screen = startScreen())
        screen->setProgress(profile, {tr("starting").toStdString(), std::nullopt});
    m_host->start(
        profile,
        [this, mailbox = m_mailbox, profile](const EngineProgress& progress) {
            mailbox->post([this, profile, progress] {
                if (m_starting == profile && startScreen())
                    startScreen()->setProgress(profile, progress);
            });
        },
        [this, mailbox = m_mailbox, profile](const contract::Outcome<std::shared_ptr<contract::EngineClient>>& client) {
            mailbox->post([this, profile, client] {
                if (m_starting != profile)
                    return; // canceled meanwhile
                m_starting.reset();
                m_failure = client ? QString() : QString::fromStdString(client.error().text());
                if (client)
                    openSession(engineIdentity(profile), m_filter ? m_filter(*client) : *client);
                else if (startScreen())
                    startScreen()->setStopped(profile, m_failure);
            });
        });
}

void ConsoleApp::openSession(const ServerIdentity& identity, std::shared_ptr<contract::EngineClient> client)
{
    m_session = std::make_unique<ConsoleSession>(identity, std::move(client), m_settings);
    connect(&m_session->notices(), &Notices::actionRequested, this, &ConsoleApp::noticeAction);
    connect(&m_session->gateway(), &models::Gateway::meChanged, this, &ConsoleApp::noteSignIn);
    showFrame();
    if (!m_options.page.empty())
        frame()->open({QString::fromStdString(std::exchange(m_options.page, {})), {}, {}, {}});
    Q_EMIT sessionOpened();
}

void ConsoleApp::showFrame()
{
    auto* made = new ConsoleFrame(*m_session, m_pages, m_window.get());
    connect(made, &ConsoleFrame::serversRequested, this, &ConsoleApp::leaveSession, Qt::QueuedConnection);
    connect(made, &ConsoleFrame::languageRequested, this, &ConsoleApp::setLanguage, Qt::QueuedConnection);
    connect(made, &ConsoleFrame::windowRequested, this, &ConsoleApp::openPageWindow);
    connect(made, &ConsoleFrame::reconnectRequested, this, [this] {
        if (models::RemoteEngineClient* client = remoteClient())
            client->retryNow();
    });
    const ServerIdentity& identity = m_session->identity();
    m_window->setEnvironment(identity.environment);
    m_window->setWindowTitle(QStringLiteral("%1 · Bursar").arg(identity.name));
    m_window->setContent(made);
    made->restore();
}

void ConsoleApp::openPageWindow(const Location& location)
{
    auto* window = new PageWindow(*m_session, m_pages);
    connect(window, &PageWindow::windowRequested, this, &ConsoleApp::openPageWindow);
    connect(window, &PageWindow::languageRequested, this, &ConsoleApp::setLanguage, Qt::QueuedConnection);
    std::erase_if(m_pageWindows, [](const QPointer<PageWindow>& known) { return known.isNull(); });
    m_pageWindows.emplace_back(window);
    window->open(location);
    window->show();
}

void ConsoleApp::setLanguage(QLocale::Language language)
{
    installLanguage(language);
    appearance::save(m_settings);
    m_pages = m_makePages();
    for (const QPointer<PageWindow>& window : std::exchange(m_pageWindows, {}))
        delete window.data();
    if (m_session) {
        frame()->saveNow(); // the new frame reads it back
        showFrame();
    } else {
        showStart();
        refreshStart();
    }
}

void ConsoleApp::closeSession()
{
    for (const QPointer<PageWindow>& window : std::exchange(m_pageWindows, {}))
        delete window.data();
    if (!m_session)
        return;
    m_window->setContent(new QWidget); // the frame and its pages go before what they look at
    m_session.reset();                 // ends subscriptions, then the client
}

void ConsoleApp::leaveSession()
{
    closeSession();
    showStart();
    m_window->setWindowTitle(QStringLiteral("Bursar"));
    stopEngine([this] { refreshStart(); });
}

void ConsoleApp::stopEngine(std::function<void()> then)
{
    if (const auto canceled = std::exchange(m_starting, std::nullopt); canceled && startScreen())
        startScreen()->setStopped(*canceled, {});
    if (!m_host) {
        if (then)
            then();
        return;
    }
    m_host->stop([mailbox = m_mailbox, then = std::move(then)] {
        mailbox->post([then] {
            if (then)
                then();
        });
    });
}

void ConsoleApp::shutDown()
{
    if (std::exchange(m_isEnding, true))
        return;
    m_window->hide();
    if (ConsoleFrame* present = frame())
        present->saveNow();
    closeSession();
    m_settings.sync();
    stopEngine([this] { Q_EMIT finished(); });
}

} // namespace bursar::ui
