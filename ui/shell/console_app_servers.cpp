// SPDX-License-Identifier: GPL-3.0-or-later
// The console's way to servers: keys, certificates, sign-in.
#include "models/client/remote_engine_client.h"
#include "ui/shell/console_app.h"
#include "ui/shell/console_frame.h"
#include "ui/shell/main_window.h"
#include "ui/shell/server_dialog.h"
#include "ui/shell/session_store.h"
#include "ui/shell/start_screen.h"
#include "ui/shell/workspace.h"

namespace bursar::ui {

models::RemoteEngineClient* ConsoleApp::remoteClient()
{
    return m_session ? dynamic_cast<models::RemoteEngineClient*>(&m_session->client()) : nullptr;
}

void ConsoleApp::openServer(const QString& id)
{
    const auto profile = m_profiles.find(id);
    if (!profile)
        return;
    m_keys.read(id, this, [this, profile = *profile](const models::KeyStore::Found& found) {
        if (found.key && !found.key->isEmpty())
            connectTo(profile, *found.key);
        else
            editServer(profile);
    });
}

void ConsoleApp::connectTo(const models::ServerProfile& profile, const QString& key)
{
    if (m_isEnding)
        return;
    closeSession();
    models::RemoteOptions options;
    options.base = profile.url;
    options.apiKey = key.toStdString();
    options.pin = profile.pin;
    options.onPinned = [this, mailbox = m_mailbox, id = profile.id](const QByteArray& pin) {
        mailbox->post([this, id, pin] {
            if (auto known = m_profiles.find(id)) {
                known->pin = pin;
                m_profiles.save(*known);
            }
            if (frame())
                frame()->workspace().toast(tr("The server's certificate is now pinned."));
        });
    };
    openSession({profile.id, profile.name, profile.url, profile.environment, true},
                std::make_shared<models::RemoteEngineClient>(std::move(options)));
}

void ConsoleApp::noteSignIn()
{
    auto known = m_profiles.find(m_session->identity().key);
    const auto& me = m_session->gateway().me();
    if (!known || !me)
        return;
    known->role = QString::fromStdString(me->role.value_or(""));
    known->lastUsed = QDateTime::currentDateTimeUtc();
    m_profiles.save(*known);
}

void ConsoleApp::editServer(models::ServerProfile profile)
{
    // Where the key will go is known only by trying: the keychain is asked for one that is there.
    const bool isNew = profile.id.isEmpty();
    m_keys.read(profile.id, this, [this, profile, isNew](const models::KeyStore::Found& found) {
        auto* dialog = new ServerDialog(profile, found.place, m_window.get());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::accepted, this, [this, dialog, isNew] {
            const models::ServerProfile saved = m_profiles.save(dialog->profile());
            const QString key = dialog->key();
            if (key.isEmpty())
                return m_servers.look(saved.id);
            m_keys.write(saved.id, key, this, [this, saved, key, isNew](std::optional<models::KeyPlace> place) {
                const bool wasHere = m_session && m_session->identity().key == saved.id;
                if (isNew || wasHere)
                    connectTo(saved, key);
                else
                    m_servers.look(saved.id);
                if (!frame())
                    return;
                if (place)
                    frame()->workspace().toast(models::keyPlaceText(*place, m_keys.filePath(saved.id)));
                else
                    frame()->workspace().toastError(tr("The key could not be kept: it is asked for next time."));
            });
        });
        dialog->open();
    });
}

void ConsoleApp::compareServer(const QString& id)
{
    const auto profile = m_profiles.find(id);
    if (!profile)
        return;
    auto* probe = new models::ServerProbe(this);
    connect(probe, &models::ServerProbe::found, this,
            [this, probe, profile = *profile](const models::ProbeResult& found) {
                probe->deleteLater();
                auto* dialog = new CertificateDialog(profile, found, m_window.get());
                dialog->setAttribute(Qt::WA_DeleteOnClose);
                connect(dialog, &QDialog::accepted, this, [this, profile, pin = found.fingerprint] {
                    models::ServerProfile trusted = profile;
                    trusted.pin = pin;
                    m_profiles.save(trusted);
                    models::RemoteEngineClient* client = remoteClient();
                    if (client && m_session->identity().key == profile.id)
                        client->trust(pin);
                    else
                        m_servers.look(profile.id);
                });
                dialog->open();
            });
    probe->look(profile->url);
}

void ConsoleApp::openRunning(EngineProfile profile)
{
    const auto running = m_host ? m_host->running(profile) : std::nullopt;
    if (!running)
        return refreshStart();
    const QUrl url = models::serverUrlFromText(QString::fromStdString(running->url));
    if (const auto known = m_profiles.findByUrl(url))
        return openServer(known->id);
    models::ServerProfile fresh;
    fresh.url = url;
    const bool isDemo = profile == EngineProfile::demo;
    fresh.environment = isDemo ? models::Environment::Demo : models::Environment::Local;
    fresh.name = isDemo ? tr("Running demo") : tr("Running engine");
    editServer(fresh);
}

void ConsoleApp::openLast()
{
    const LastPlace last = SessionStore(m_settings).last();
    if (last.server == QLatin1StringView("demo"))
        openEngine(EngineProfile::demo);
    else if (last.server == QLatin1StringView("local"))
        openEngine(EngineProfile::local);
    else
        openServer(last.server);
}

void ConsoleApp::noticeAction(const QString& id)
{
    if (id != QLatin1StringView("link") || !m_session)
        return;
    const QString server = m_session->identity().key;
    switch (m_session->gateway().link().state) {
    case contract::LinkState::certificate_changed: return compareServer(server);
    case contract::LinkState::refused:
        if (const auto profile = m_profiles.find(server))
            editServer(*profile);
        return;
    default:
        if (models::RemoteEngineClient* client = remoteClient())
            client->retryNow();
    }
}

} // namespace bursar::ui
