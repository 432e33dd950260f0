// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/sample_agents.h"
#include "support/page_bench.h"
#include "ui/pages/registry/registry_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/segmented_tabs.h"
#include "ui/widgets/table_header.h"
#include "ui/widgets/table_parts.h"
#include "ui/widgets/text_label.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>

using namespace bursar;
using namespace bursar::ui;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using bursar::test::sampleAgent;

namespace {

contract::ApiKey key(const std::string& id, const std::string& status)
{
    contract::ApiKey out;
    out.id = id;
    out.name = "main";
    out.prefix = "bsk_" + id;
    out.scopes = {"ingest", "read"};
    out.status = status;
    out.created_at = test::afternoon() - 48h;
    if (status == "expiring")
        out.expires_at = test::afternoon() + 23h;
    return out;
}

contract::NewApiKey made(const std::string& secret)
{
    return {key("new", "active"), secret};
}

base::Error broken()
{
    return base::Error(base::ErrorCode::Unavailable, "database_down", "The database does not answer.");
}

struct Bench : test::PageBench<RegistryPage> {
    explicit Bench(const Prepare& prepare = {}) : Bench(std::make_shared<test::FakeRegistry>(), prepare) {}

    DataTable* table() const { return child<DataTable>("agents"); }
    QLineEdit* search() const { return child<QLineEdit>("agentSearch"); }
    contract::ListAgents::Input asked() const { return client->lastInput<contract::ListAgents>(); }
    QString footerNote() const { return table()->findChild<TableFooter*>()->note(); }
    QStringList shown() const
    {
        QStringList keys;
        for (int row = 0; row < table()->model()->rowCount(); ++row)
            keys << table()->model()->index(row, 0).data(models::kRowKeyRole).toString();
        return keys;
    }
    void inspect(int row) const
    {
        table()->selectRow(row);
        QTest::keyClick(table()->view(), Qt::Key_Return);
        settle();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    template <class W>
    W* inspected(const char* name) const
    {
        return shell->inspector().template findChild<W*>(QLatin1String(name));
    }
    DataTable* keys() const { return inspected<DataTable>("keys"); }
    template <class D>
    D* dialog() const
    {
        for (QWidget* top : QApplication::topLevelWidgets()) {
            if (auto* found = qobject_cast<D*>(top); found && found->isVisible())
                return found;
        }
        return nullptr;
    }
    static Button* button(QWidget* in, const char* name) { return in->findChild<Button*>(QLatin1String(name)); }
    QStringList facts() const
    {
        QStringList all;
        for (const auto* label : inspected<QWidget>("agentFacts")->findChildren<TextLabel*>())
            all << label->fullText();
        return all;
    }
    static QStringList texts(const QWidget* in)
    {
        QStringList all;
        for (const auto* label : in->findChildren<TextLabel*>())
            all << label->fullText();
        return all;
    }
    QAction* manage(const QString& text) const
    {
        auto* more = inspected<Button>("manageAgent");
        if (!more)
            return nullptr;
        for (QAction* action : more->menu()->actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }
    /// Some request came in.
    void pulse()
    {
        contract::Event event;
        event.topic = "stats";
        event.key = "alpha";
        client->publish(event);
        settle();
    }
    void showInspectorPane() const
    {
        shell->inspector().resize(460, 700);
        shell->inspector().open();
    }

    std::shared_ptr<test::FakeRegistry> registry;

private:
    Bench(const std::shared_ptr<test::FakeRegistry>& made, const Prepare& prepare)
        : PageBench([made, prepare](test::FakeEngineClient& engine) {
              made->agents = {sampleAgent("alpha", 300), sampleAgent("beta", 10), sampleAgent("gamma", 0)};
              made->agents.front().origin_endpoint = "https://alpha.example/mcp";
              made->answer(engine);
              engine.answer<contract::ListKeys>({{key("k1", "active"), key("k2", "expiring"), key("k3", "revoked")}});
              engine.answer<contract::GetOriginHealth>({"healthy", {}, {}, 200, 42.0, {}});
              engine.answer<contract::ListActivity>({});
              engine.on<contract::GetAgent>(
                  [](const contract::AgentInput& input) { return sampleAgent(input.agent_id, 7); });
              engine.on<contract::SetAgentStatus>([made](const contract::SetAgentStatus::Input& input) {
                  made->agents.front().status = input.status;
                  return made->agents.front();
              });
              if (prepare)
                  prepare(engine);
          }),
          registry(made)
    {
    }
};

void signInAs(test::FakeEngineClient& engine, const std::string& role)
{
    contract::Me me;
    me.kind = contract::PrincipalKind::user;
    me.id = "u1";
    me.role = role;
    engine.answer<contract::WhoAmI>(me);
}

} // namespace

class RegistryPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void listsAgents()
    {
        Bench bench;
        QVERIFY(bench.page->isBusy());
        QCOMPARE(bench.client->calls<contract::ListAgents>(), 0);
        bench.open();
        QVERIFY(!bench.page->isBusy());
        QCOMPARE(bench.table()->state(), TableState::Rows);
        QCOMPARE(bench.shown(), (QStringList{u"alpha"_s, u"beta"_s, u"gamma"_s}));
        QVERIFY(bench.table()->findChild<TableFooter*>()->accessibleName().contains(u"3"_s));
    }

    void searchesNarrowsAndSortsInTheEngine()
    {
        Bench bench;
        bench.open();
        QTest::keyClicks(bench.search(), u"be"_s);
        bench.settle();
        QCOMPARE(bench.shown(), QStringList{u"beta"_s});
        QCOMPARE(*bench.asked().q, std::string("be"));
        bench.child<SegmentedTabs>("agentStatus")->setCurrent(2);
        bench.settle();
        QCOMPARE(*bench.asked().status, std::string("suspended"));
        QCOMPARE(bench.table()->state(), TableState::EmptyFiltered);
        Q_EMIT bench.table()->clearFiltersRequested();
        bench.settle();
        QCOMPARE(bench.shown().size(), 3);
        Q_EMIT bench.table()->sortRequested(u"name"_s, Qt::AscendingOrder);
        bench.settle();
        QCOMPARE(*bench.asked().sort, std::string("name"));
        Q_EMIT bench.table()->sortRequested(u"created"_s, Qt::DescendingOrder);
        bench.settle();
        QCOMPARE(*bench.asked().sort, std::string("newest"));
        Q_EMIT bench.table()->sortRequested(u"last"_s, Qt::DescendingOrder);
        bench.settle();
        QCOMPARE(*bench.asked().sort, std::string("-last_request"));
        QVERIFY(bench.shell->stateChanges > 3);
    }

    void restoresWhereItWas()
    {
        Bench bench;
        const QJsonObject state{
            {u"filter"_s, u"a"_s}, {u"tab"_s, 1}, {u"sort"_s, u"name"_s}, {u"selected"_s, u"beta"_s}};
        bench.page->restoreState(state);
        bench.open();
        QCOMPARE(bench.page->saveState(), state);
        QCOMPARE(*bench.asked().sort, std::string("name"));
        QCOMPARE(*bench.asked().status, std::string("active"));
        QVERIFY(bench.shell->isInspectorShown);
        QCOMPARE(bench.table()->header()->sortOrder(), Qt::AscendingOrder);
    }

    void listsMoreAsItScrolls()
    {
        Bench bench;
        for (int i = 0; i < 700; ++i)
            bench.registry->agents.push_back(sampleAgent("n" + std::to_string(i), 5));
        bench.open();
        QCOMPARE(bench.shown().size(), 200);
        for (int i = 0; i < 4; ++i) {
            auto* bar = bench.table()->view()->verticalScrollBar();
            bar->setValue(bar->maximum());
            bench.settle();
        }
        QCOMPARE(bench.shown().size(), 500);
        QCOMPARE(bench.table()->state(), TableState::Rows);
        QVERIFY(bench.footerNote().contains(u"search"_s));
    }

    void opensTheInspectorWithEnterAndFollowsTheKeys()
    {
        Bench bench;
        bench.open();
        bench.table()->view()->setFocus();
        bench.inspect(0);
        QVERIFY(bench.shell->isInspectorShown);
        QCOMPARE(bench.page->saveState().value(u"selected"_s).toString(), u"alpha"_s);
        QVERIFY(bench.facts().contains(u"https://alpha.example/mcp"_s));
        QTest::keyClick(bench.table()->view(), Qt::Key_Down);
        bench.settle();
        QCOMPARE(bench.page->saveState().value(u"selected"_s).toString(), u"beta"_s);
        QTest::keyClick(bench.table()->view(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(bench.shell->windows.back().state.value(u"selected"_s).toString(), u"beta"_s);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCOMPARE(bench.shell->inspector().findChildren<DataTable*>(u"keys"_s).size(), 1); // no second tabs
    }

    void forgetsTheAgentWhenTheInspectorIsClosed()
    {
        Bench bench;
        bench.open();
        bench.shell->inspector().open();
        bench.inspect(0);
        QTest::keyClick(&bench.shell->inspector(), Qt::Key_Escape);
        QTRY_VERIFY(bench.page->saveState().value(u"selected"_s).toString().isEmpty());
    }

    void opensAnAgentOfALinkThatIsNotListed()
    {
        Bench bench;
        bench.page->restoreState({{u"selected"_s, u"elsewhere"_s}});
        bench.open();
        QTRY_VERIFY(bench.shell->isInspectorShown);
        QCOMPARE(bench.client->lastInput<contract::GetAgent>().agent_id, std::string("elsewhere"));
    }

    void saysWhyALinkLeadsNowhere()
    {
        Bench bench([](test::FakeEngineClient& engine) {
            engine.refuse<contract::GetAgent>(base::Error(base::ErrorCode::NotFound, "agent_not_found", "gone"));
        });
        bench.page->restoreState({{u"selected"_s, u"nobody"_s}});
        bench.open();
        QCOMPARE(bench.shell->errors.size(), 1);
        QVERIFY(!bench.shell->isInspectorShown);
    }

    void probesTheOriginOnceForEachAgentThatIsOpened()
    {
        Bench bench;
        bench.open();
        bench.inspect(0);
        QCOMPARE(bench.client->calls<contract::GetOriginHealth>(), 1);
        QVERIFY(bench.facts().contains(u"Health"_s));
        bench.registry->agents[0].total_requests = 301;
        bench.pulse();
        QTRY_VERIFY(bench.facts().contains(u"301"_s));
        QVERIFY(bench.facts().contains(u"Health"_s)); // what was found out stays
        QCOMPARE(bench.client->calls<contract::GetOriginHealth>(), 1);
        bench.inspect(1); // has no origin
        QCOMPARE(bench.client->calls<contract::GetOriginHealth>(), 1);
    }

    void dropsTheHealthOfAnAgentThatWasLeft()
    {
        Bench bench([](test::FakeEngineClient& engine) {
            engine.on<contract::GetOriginHealth>([](const contract::AgentInput&) {
                contract::OriginHealth out;
                out.status = "unhealthy";
                out.error = "connection refused";
                return out;
            });
        });
        bench.open();
        Q_EMIT bench.table()->rowActivated(bench.table()->model()->index(0, 0));
        Q_EMIT bench.table()->rowActivated(bench.table()->model()->index(1, 0)); // before the probe answers
        bench.settle();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!bench.facts().contains(u"Health"_s));
        bench.inspect(0);
        QVERIFY(bench.facts().contains(u"connection refused"_s));
    }

    void waitsForTheFirstCallAndEndsByItself()
    {
        Bench bench;
        bench.open();
        bench.inspect(2);
        const auto* why = bench.shell->inspector().findChild<WhyStrip*>();
        QCOMPARE(why->accessibleName(), u"Waiting for its first call"_s);
        bench.registry->agents[2].total_requests = 1;
        bench.pulse();
        QTRY_VERIFY(why->isHidden());
    }

    void registersAnAgentAndShowsItsKeyOnce()
    {
        Bench bench;
        bench.open();
        QTest::keyClicks(bench.search(), u"beta"_s); // would hide the new one
        bench.page->actions().front().run();
        auto* dialog = bench.page->window()->findChild<SheetDialog*>();
        QVERIFY(dialog);
        auto* run = Bench::button(dialog, "registerRun");
        QVERIFY(!run->isEnabled());
        QTest::keyClicks(dialog->findChild<QLineEdit*>(u"agentName"_s), u"Delta"_s);
        QTest::keyClicks(dialog->findChild<QLineEdit*>(u"agentOrigin"_s), u"ftp://x"_s);
        bench.client->refuse<contract::RegisterAgent>(
            base::invalidField("origin_endpoint", "not_a_url", "must begin with https://"));
        run->click();
        bench.settle();
        QVERIFY(dialog->isVisible()); // nothing typed is lost
        QCOMPARE(dialog->findChild<TextLabel*>(u"registerProblem"_s)->fullText(),
                 u"origin_endpoint: must begin with https://"_s);
        const std::string refused = bench.client->lastKey<contract::RegisterAgent>();
        auto* origin = dialog->findChild<QLineEdit*>(u"agentOrigin"_s);
        origin->setText(u"https://delta.example"_s);
        dialog->findChild<QComboBox*>(u"agentTier"_s)->setCurrentIndex(1);
        bench.client->on<contract::RegisterAgent>([&bench](const contract::RegisterAgent::Input&) {
            bench.registry->agents.push_back(sampleAgent("delta", 0));
            return contract::RegisteredAgent{"delta", {}, {}, "bsk_secret_once", "lite", "active"};
        });
        run->click();
        bench.settle();
        const auto input = bench.client->lastInput<contract::RegisterAgent>();
        QCOMPARE(*input.name, std::string("Delta"));
        QCOMPARE(*input.origin_endpoint, std::string("https://delta.example"));
        QCOMPARE(*input.tier, std::string("lite"));
        QVERIFY(!input.agent_id && !input.category);
        QVERIFY(bench.client->lastKey<contract::RegisterAgent>() != refused); // another input, another attempt
        auto* secret = bench.dialog<SecretDialog>();
        QVERIFY(secret);
        QVERIFY(Bench::texts(secret).contains(u"bsk_secret_once"_s));
        secret->copySecret();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"bsk_secret_once"_s);
        SecretDialog::clearClipboardIfHolds(u"bsk_secret_once"_s);
        QCOMPARE(QGuiApplication::clipboard()->text(), QString());
        QCOMPARE(bench.search()->text(), QString());
        QCOMPARE(bench.page->saveState().value(u"selected"_s).toString(), u"delta"_s);
        secret->close();
    }

    void repeatsARegistrationWhoseAnswerWasLostAsTheSameAttempt()
    {
        Bench bench;
        bench.open();
        bench.page->actions().front().run();
        auto* dialog = bench.page->window()->findChild<SheetDialog*>();
        QTest::keyClicks(dialog->findChild<QLineEdit*>(u"agentName"_s), u"Delta"_s);
        bench.client->refuse<contract::RegisterAgent>(base::Error(base::ErrorCode::OutcomeUnknown, "timeout", "?"));
        auto* run = Bench::button(dialog, "registerRun");
        run->click();
        bench.settle();
        const std::string first = bench.client->lastKey<contract::RegisterAgent>();
        run->click();
        bench.settle();
        QCOMPARE(bench.client->lastKey<contract::RegisterAgent>(), first);
    }

    void listsKeysWithTheirStates()
    {
        Bench bench;
        bench.open();
        bench.inspect(0);
        bench.showInspectorPane();
        QCOMPARE(bench.keys()->model()->rowCount(), 3);
        QCOMPARE(bench.keys()->state(), TableState::Rows);
        QVERIFY(!bench.inspected<Button>("rotateKey")->isEnabled()); // nothing selected yet
        bench.keys()->selectRow(2);
        QVERIFY(bench.inspected<Button>("rotateKey")->toolTip().contains(u"revoked"_s));
        QVERIFY(bench.inspected<Button>("keyActivity")->isEnabled());
        bench.keys()->selectRow(0);
        QVERIFY(bench.inspected<Button>("rotateKey")->isEnabled());
    }

    void saysWhyKeysCannotBeReadAndRetries()
    {
        Bench bench([](test::FakeEngineClient& engine) { engine.refuse<contract::ListKeys>(broken()); });
        bench.open();
        bench.inspect(0);
        QCOMPARE(bench.keys()->state(), TableState::Failed);
        bench.client->answer<contract::ListKeys>({});
        Q_EMIT bench.keys()->retryRequested();
        bench.settle();
        QCOMPARE(bench.keys()->state(), TableState::Empty);
    }

    void makesANamedKeyAndShowsItOnce()
    {
        Bench bench;
        bench.open();
        bench.inspect(0);
        bench.showInspectorPane();
        bench.inspected<Button>("newKey")->click();
        auto* dialog = bench.dialog<SheetDialog>();
        QVERIFY(dialog);
        auto* make = Bench::button(dialog, "makeKey");
        QVERIFY(!make->isEnabled());
        QTest::keyClicks(dialog->findChild<QLineEdit*>(u"keyName"_s), u"ci"_s);
        bench.client->answer<contract::CreateKey>(made("bsk_new_secret"));
        const int lists = bench.client->calls<contract::ListKeys>();
        make->click();
        bench.settle();
        QCOMPARE(bench.client->lastInput<contract::CreateKey>().agent_id, std::string("alpha"));
        QCOMPARE(bench.client->lastInput<contract::CreateKey>().name, std::string("ci"));
        QVERIFY(!bench.client->lastKey<contract::CreateKey>().empty());
        auto* secret = bench.dialog<SecretDialog>();
        QVERIFY(secret && Bench::texts(secret).contains(u"bsk_new_secret"_s));
        QCOMPARE(bench.client->calls<contract::ListKeys>(), lists + 1);
        secret->close();
    }

    void showsASecretThoughItsPanelIsGone()
    {
        Bench bench;
        bench.open();
        bench.inspect(0);
        bench.showInspectorPane();
        bench.inspected<Button>("newKey")->click();
        auto* dialog = bench.dialog<SheetDialog>();
        dialog->findChild<QLineEdit*>(u"keyName"_s)->setText(u"ci"_s);
        Bench::button(dialog, "makeKey")->click(); // waits for its answer …
        bench.inspect(1);                          // … while another agent is opened
        QVERIFY(bench.client->replyTo<contract::CreateKey>(made("bsk_late_secret")));
        bench.settle();
        auto* secret = bench.dialog<SecretDialog>();
        QVERIFY(secret && Bench::texts(secret).contains(u"bsk_late_secret"_s));
        secret->close();
    }

    void rotatesWithOverlapOrCutsNow_data()
    {
        QTest::addColumn<int>("choice");
        QTest::addColumn<int>("hours");
        QTest::addColumn<QString>("effect");
        QTest::addColumn<QString>("explanation");
        QTest::newRow("overlap") << 0 << 24 << u"24 h more"_s << u"The old key works for 24 h more."_s;
        QTest::newRow("cut now") << 1 << 0 << u"at once"_s << u"The old key has stopped."_s;
    }
    void rotatesWithOverlapOrCutsNow()
    {
        QFETCH(int, choice);
        QFETCH(QString, effect);
        QFETCH(QString, explanation);
        Bench bench;
        bench.open();
        bench.inspect(0);
        bench.showInspectorPane();
        bench.keys()->selectRow(0);
        bench.inspected<Button>("rotateKey")->click();
        auto* dialog = bench.dialog<SheetDialog>();
        QVERIFY(dialog);
        dialog->findChild<QComboBox*>(u"rotateWhen"_s)->setCurrentIndex(choice);
        QVERIFY(dialog->findChild<TextLabel*>(u"rotateEffect"_s)->fullText().contains(effect));
        QCOMPARE(bench.client->calls<contract::RotateKey>(), 0);
        bench.client->answer<contract::RotateKey>(made("bsk_rotated"));
        Bench::button(dialog, "rotateRun")->click();
        bench.settle();
        const auto input = bench.client->lastInput<contract::RotateKey>();
        QCOMPARE(input.key_id, std::string("k1"));
        QTEST(*input.overlap_hours, "hours");
        auto* secret = bench.dialog<SecretDialog>();
        QVERIFY(secret);
        QVERIFY(Bench::texts(secret).contains(explanation));
        secret->close();
    }

    void readsTheKeysAgainAfterAFailedRotation()
    {
        Bench bench;
        bench.open();
        bench.inspect(0);
        bench.showInspectorPane();
        bench.keys()->selectRow(0);
        bench.inspected<Button>("rotateKey")->click();
        bench.client->refuse<contract::RotateKey>(base::Error(base::ErrorCode::OutcomeUnknown, "timeout", "?"));
        const int lists = bench.client->calls<contract::ListKeys>();
        Bench::button(bench.dialog<SheetDialog>(), "rotateRun")->click();
        bench.settle();
        QVERIFY(bench.shell->errors.front().contains(u"unknown"_s));
        QCOMPARE(bench.client->calls<contract::ListKeys>(), lists + 1);
        QVERIFY(!bench.inspected<Button>("rotateKey")->isBusy());
    }

    void revokesAfterAQuestion()
    {
        Bench bench;
        bench.open();
        bench.inspect(0);
        bench.showInspectorPane();
        bench.keys()->selectRow(1);
        bench.inspected<Button>("revokeKey")->click();
        auto* dialog = bench.dialog<ConfirmDialog>();
        QVERIFY(dialog);
        dialog->reject();
        bench.settle();
        QCOMPARE(bench.client->calls<contract::RevokeKey>(), 0);
        bench.inspected<Button>("revokeKey")->click();
        dialog = bench.dialog<ConfirmDialog>();
        bench.client->answer<contract::RevokeKey>(key("k2", "revoked"));
        Bench::button(dialog, "confirmRevoke")->click();
        bench.settle();
        QCOMPARE(bench.client->lastInput<contract::RevokeKey>().key_id, std::string("k2"));
    }

    void showsWhatAKeyDidWhateverTheScope()
    {
        Bench bench;
        bench.open();
        bench.inspect(0);
        bench.keys()->selectRow(0);
        bench.inspected<Button>("keyActivity")->click();
        QCOMPARE(bench.shell->opened.back().page, u"logs"_s);
        QCOMPARE(bench.shell->lastFilter(), u"key:k1"_s);
        QCOMPARE(*bench.shell->opened.back().scope, u"alpha"_s);
        bench.inspected<Button>("showLogs")->click();
        QCOMPARE(*bench.shell->opened.back().scope, u"alpha"_s);
    }

    void suspendsAndOffersUndo()
    {
        Bench bench;
        bench.open();
        bench.inspect(0);
        bench.manage(u"Suspend"_s)->trigger();
        bench.settle();
        QCOMPARE(bench.client->lastInput<contract::SetAgentStatus>().status, std::string("suspended"));
        QCOMPARE(bench.shell->toasts.size(), 1);
        QCOMPARE(bench.shell->inspector().findChild<WhyStrip*>()->accessibleName(), u"Suspended"_s);
        bench.shell->lastAction();
        bench.settle();
        QCOMPARE(bench.client->lastInput<contract::SetAgentStatus>().status, std::string("active"));
    }

    void deregistersOnlyWithTheTypedName()
    {
        Bench bench;
        bench.open();
        bench.inspect(0);
        bench.manage(u"Deregister…"_s)->trigger();
        auto* dialog = bench.dialog<ConfirmDialog>();
        QVERIFY(dialog);
        QVERIFY(!dialog->confirmButton()->isEnabled());
        QTest::keyClicks(dialog->nameEdit(), u"alph"_s);
        QVERIFY(!dialog->confirmButton()->isEnabled());
        QTest::keyClicks(dialog->nameEdit(), u"a"_s);
        bench.client->answer<contract::DeregisterAgent>({"deregistered"});
        dialog->confirmButton()->click();
        bench.settle();
        QCOMPARE(bench.client->lastInput<contract::DeregisterAgent>().agent_id, std::string("alpha"));
        QVERIFY(!bench.shell->isInspectorShown);
    }

    void offersOnlyWhatTheRoleMayDo()
    {
        Bench observer([](test::FakeEngineClient& engine) { signInAs(engine, "observer"); });
        observer.open();
        QVERIFY(observer.page->actions().front().whyDisabled().contains(u"Operators"_s));
        observer.inspect(0);
        QVERIFY(!observer.inspected<Button>("manageAgent"));
        QVERIFY(observer.inspected<Button>("newKey")->toolTip().contains(u"Operators"_s));
        Bench desk([](test::FakeEngineClient& engine) { signInAs(engine, "operator"); });
        desk.open();
        desk.inspect(0);
        QVERIFY(desk.manage(u"Suspend"_s));
        QVERIFY(!desk.manage(u"Deregister…"_s));
    }

    void changesNothingWhileOffline()
    {
        Bench bench;
        bench.open();
        bench.inspect(0);
        bench.keys()->selectRow(0);
        bench.client->setLinkState(contract::LinkState::offline);
        bench.settle();
        for (const char* name : {"newKey", "rotateKey", "revokeKey"})
            QVERIFY(bench.inspected<Button>(name)->toolTip().contains(u"no line"_s));
    }

    void saysWhatFailedAndRetries()
    {
        Bench bench([](test::FakeEngineClient& engine) { engine.refuse<contract::ListAgents>(broken()); });
        bench.open();
        QCOMPARE(bench.table()->state(), TableState::Failed);
        bench.registry->answer(*bench.client);
        Q_EMIT bench.table()->retryRequested();
        bench.settle();
        QCOMPARE(bench.table()->state(), TableState::Rows);
    }

    void keepsItsRowsWhileOfflineAndSaysOfWhen()
    {
        Bench bench;
        bench.open();
        bench.client->setLinkState(contract::LinkState::offline);
        bench.client->refuse<contract::ListAgents>(base::Error(base::ErrorCode::Unavailable, "offline", "offline"));
        bench.page->refresh();
        bench.settle();
        QCOMPARE(bench.table()->state(), TableState::Rows);
        QCOMPARE(bench.shown().size(), 3);
        QVERIFY(bench.footerNote().startsWith(u"as of 14:30:07"_s));
    }

    void saysHowTheFirstAgentComes()
    {
        Bench bench([](test::FakeEngineClient& engine) { engine.answer<contract::ListAgents>({}); });
        bench.open();
        QCOMPARE(bench.table()->state(), TableState::Empty);
        QVERIFY(Bench::texts(bench.table()).join(u' ').contains(u"/v1/ingest"_s)); // the snippet
    }

    void focusesTheSearch()
    {
        Bench bench;
        bench.open();
        bench.page->activateWindow();
        bench.page->focusFilter();
        QVERIFY(bench.search()->hasFocus());
    }
};

QTEST_MAIN(RegistryPageTest)
#include "tst_registry_page.moc"
