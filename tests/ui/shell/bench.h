// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/identity.h"
#include "contract/registry.h"
#include "contract/system.h"
#include "support/fake_engine_client.h"
#include "ui/shell/console_session.h"
#include "ui/shell/page.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QPointer>
#include <QSettings>
#include <QTemporaryDir>
#include <QVBoxLayout>

namespace bursar::test {

/// A page that remembers what the shell did to it.
class FakePage : public ui::Page {
public:
    FakePage(ui::Shell& shell, const QString& id) : Page(shell), edit(new QLineEdit(this)), m_id(id)
    {
        setFocusPolicy(Qt::StrongFocus);
        auto* layout = new QVBoxLayout(this);
        layout->addWidget(edit);
        layout->addStretch(1);
    }
    QString id() const override { return m_id; }
    QString title() const override { return m_id.toUpper(); }
    QWidget* headline() override { return ownHeadline; }
    std::vector<ui::PageAction> actions() override
    {
        return {{QStringLiteral("export"), QStringLiteral("Export it"), QStringLiteral("export"),
                 QKeySequence(Qt::Key_E), ui::PageAction::Weight::Primary, [this] { ++exports; },
                 [this] { return whyDisabled; }}};
    }
    void refresh() override
    {
        ++refreshes;
        seenRange = view().range();
        seenScope = view().scope();
    }
    void deactivate() override { ++deactivations; }
    QJsonObject saveState() const override { return state; }
    void restoreState(const QJsonObject& wanted) override
    {
        if (!wanted.isEmpty())
            state = wanted;
    }
    void focusFilter() override { edit->setFocus(); }
    bool isBusy() const override { return false; }
    ui::Shell& itsShell() { return shell(); }
    void change(const QJsonObject& to)
    {
        state = to;
        shell().stateChanged();
    }

    QLineEdit* edit;
    QPointer<QWidget> ownHeadline;
    QJsonObject state;
    models::Range seenRange;
    QString seenScope;
    QString whyDisabled;
    int refreshes = 0;
    int deactivations = 0;
    int exports = 0;

private:
    QString m_id;
};

inline ui::PageEntry entryOf(const QString& id, Qt::Key go, contract::Role least = contract::Role::observer)
{
    return {id, QStringLiteral("insight"), id.toUpper(), id, QKeySequence(go),
            [id](ui::Shell& shell) -> ui::Page* { return new FakePage(shell, id); }, least};
}

inline contract::Me someone(const std::string& role)
{
    contract::Me me;
    me.kind = contract::PrincipalKind::user;
    me.id = "u1";
    me.name = "Jung Kim";
    me.role = role;
    return me;
}

inline contract::SystemStatus status()
{
    contract::SystemStatus made;
    made.version = "1.4.0";
    made.mode = "embedded";
    made.url = "http://127.0.0.1:8080";
    made.database = "ok";
    made.database_ms = 2;
    made.database_version = "PostgreSQL 15";
    made.ingest_per_second = 1284;
    made.revenue_basis = "verified";
    return made;
}

inline contract::AgentList agents()
{
    contract::AgentList list;
    for (const char* name : {"Alpha", "Beta"}) {
        contract::Agent agent;
        agent.id = agent.agent_id = QString::fromLatin1(name).toLower().toStdString();
        agent.name = name;
        agent.status = "active";
        agent.current_tier = "open";
        list.agents.push_back(agent);
    }
    list.total = 2;
    return list;
}

/// Fresh settings, an engine that answers what the frame asks for, and three pages of which one is for admins.
struct ShellBench {
    explicit ShellBench(const std::string& role = "owner", const QString& settingsFile = {})
        : settings(settingsFile.isEmpty() ? folder.filePath(QStringLiteral("settings.ini")) : settingsFile,
                   QSettings::IniFormat)
    {
        ui::theme().setMotionMode(ui::MotionMode::Off);
        engine->answer<contract::WhoAmI>(someone(role));
        engine->answer<contract::GetSystemStatus>(status());
        engine->answer<contract::ListAgents>(agents());
        engine->answer<contract::ListTasks>(contract::TaskList{});
        engine->answer<contract::FindAnything>(contract::FoundItems{});
    }
    std::unique_ptr<ui::ConsoleSession> makeSession()
    {
        return std::make_unique<ui::ConsoleSession>(
            ui::ServerIdentity{QStringLiteral("test"), QStringLiteral("prod-seoul"), QUrl(),
                               models::Environment::Production, true},
            engine, settings);
    }

    QTemporaryDir folder;
    QSettings settings;
    std::shared_ptr<FakeEngineClient> engine = std::make_shared<FakeEngineClient>();
    std::vector<ui::PageEntry> pages{entryOf(QStringLiteral("overview"), Qt::Key_O),
                                     entryOf(QStringLiteral("logs"), Qt::Key_L),
                                     entryOf(QStringLiteral("settings"), Qt::Key_S, contract::Role::admin)};
};

} // namespace bursar::test
