// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/client/gateway.h"
#include "models/client/key_store.h"
#include "models/client/server_list.h"
#include "models/client/server_profiles.h"
#include "ui/shell/console_session.h"
#include "ui/shell/engine_host.h"
#include "ui/shell/options.h"
#include "ui/shell/page.h"

#include <QLocale>
#include <QPointer>

#include <memory>
#include <vector>

class QSettings;

namespace bursar::models {
class RemoteEngineClient;
}

namespace bursar::ui {

class ConsoleFrame;
class MainWindow;
class PageWindow;
class StartScreen;

/// Makes the pages; asked again after the language changed.
using PageMaker = std::function<std::vector<PageEntry>()>;

/// The console as a whole: start screen, one session at a time, its windows, and the order in which all of it ends:
/// windows, subscriptions, models, engine.
class ConsoleApp : public QObject {
    Q_OBJECT

public:
    /// `host` may be null: the console alone. `settings` outlives the app.
    ConsoleApp(ConsoleOptions options, std::unique_ptr<EngineHost> host, PageMaker pages, QSettings& settings,
               models::KeyStore::Use keys = models::KeyStore::Use::KeychainFirst, QObject* parent = nullptr);
    ~ConsoleApp() override;

    /// Shows the window and does what the options ask for.
    void start();
    /// Shows the start screen in a window of that size, and nothing else (captures).
    void showWindow(const QSize& size);
    /// Puts something between the console and the engine of this machine (captures).
    using ClientFilter =
        std::function<std::shared_ptr<contract::EngineClient>(std::shared_ptr<contract::EngineClient>)>;
    void setClientFilter(ClientFilter filter) { m_filter = std::move(filter); }
    /// Why the engine last did not start; empty when it did.
    const QString& failure() const { return m_failure; }
    void openEngine(EngineProfile profile);
    void connectTo(const models::ServerProfile& profile, const QString& key);
    /// A client that somebody else made (captures, tests).
    void openSession(const ServerIdentity& identity, std::shared_ptr<contract::EngineClient> client);
    void setLanguage(QLocale::Language language);
    /// Hides the windows and ends everything; `finished` follows.
    void shutDown();

    MainWindow& window() { return *m_window; }
    StartScreen* startScreen() const;
    ConsoleFrame* frame() const;
    ConsoleSession* session() const { return m_session.get(); }
    models::ServerProfiles& profiles() { return m_profiles; }

Q_SIGNALS:
    void sessionOpened();
    void finished();

private:
    void showStart();
    void showFrame();
    void refreshStart();
    void closeSession();
    void leaveSession();
    void stopEngine(std::function<void()> then);
    void openServer(const QString& id);
    void editServer(models::ServerProfile profile);
    void compareServer(const QString& id);
    void openRunning(EngineProfile profile);
    void openLast();
    void openPageWindow(const Location& location);
    void noticeAction(const QString& id);
    void noteSignIn();
    void doOptions();
    models::RemoteEngineClient* remoteClient();

    ConsoleOptions m_options;
    std::unique_ptr<EngineHost> m_host;
    PageMaker m_makePages;
    QSettings& m_settings;
    models::ServerProfiles m_profiles;
    models::ServerList m_servers;
    models::KeyStore m_keys;
    std::shared_ptr<models::Mailbox> m_mailbox;
    std::vector<PageEntry> m_pages;
    std::unique_ptr<ConsoleSession> m_session;
    std::unique_ptr<MainWindow> m_window;
    std::vector<QPointer<PageWindow>> m_pageWindows;
    std::optional<EngineProfile> m_starting;
    ClientFilter m_filter;
    QString m_failure;
    bool m_isEnding = false;
};

} // namespace bursar::ui
