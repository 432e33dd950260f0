// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/dispatcher.h"
#include "api/idempotency.h"
#include "base/ids.h"
#include "contract/identity.h"
#include "contract/registry.h"
#include "contract/system.h"
#include "support/test_database.h"

#include <boost/json.hpp>

#include <QTest>

#include <future>

using namespace bursar;
using namespace bursar::contract;
namespace json = boost::json;

class TestDispatcher : public QObject {
    Q_OBJECT

private:
    struct Bench {
        test::TestDatabase database;
        db::Pool pool{database.options()};
        base::Metrics metrics;
        base::SystemClock clock;
        std::string runId = base::uuid7(clock.now());
        api::Dispatcher dispatcher{pool, metrics, clock, {.workers = 4, .queuedMax = 100, .runId = runId}};

        Bench()
        {
            pool.transact([&](db::Transaction& tx) {
                tx.exec("INSERT INTO engine_run (id, started_at, alive_at) VALUES ($1, now(), now())", {runId});
            });
        }

        Outcome<json::value> call(OperationId name, json::value input, Principal principal,
                                  const std::string& key = {})
        {
            std::promise<Outcome<json::value>> promise;
            Context context;
            context.principal = std::move(principal);
            context.requestId = "test";
            dispatcher.run([&] {
                dispatcher.dispatch(*findOperation(name), input, context, key,
                                    [&](Outcome<json::value> outcome) { promise.set_value(std::move(outcome)); });
            }, [&](const base::Error& error) { promise.set_value(error); });
            return promise.get_future().get();
        }
    };

    static Principal desk(Role role)
    {
        Principal principal;
        principal.kind = PrincipalKind::user;
        principal.id = "u-" + std::string(roleWord(role));
        principal.desk = role;
        principal.scopes = {Scope::ingest, Scope::read, Scope::manage};
        return principal;
    }
    static Principal agent(const std::string& id, std::set<Scope> scopes)
    {
        Principal principal;
        principal.kind = PrincipalKind::agent;
        principal.agentId = id;
        principal.scopes = std::move(scopes);
        return principal;
    }
    static int status(const Outcome<json::value>& outcome)
    {
        return outcome ? 200 : base::httpStatus(outcome.error().code());
    }

private Q_SLOTS:
    /// Every operation as everyone: the access that the contract declares is what happens, and nothing is open that
    /// does not say so.
    void keepsThePermissionMatrix()
    {
        Bench bench;
        bench.dispatcher.addResolver("agent", [](const Principal& who, Relation, const std::string& id) {
            return who.agentId == id;
        });
        bench.dispatcher.addResolver("channel", [](const Principal& who, Relation, const std::string& id) {
            return who.agentId == id;
        });
        bench.dispatcher.addResolver("wallet", [](const Principal& who, Relation, const std::string& id) {
            return who.wallet == id;
        });
        Principal wallet;
        wallet.kind = PrincipalKind::wallet;
        wallet.wallet = "mine";
        wallet.scopes = {Scope::read};
        Principal service;
        service.kind = PrincipalKind::service;
        const std::vector<Principal> callers{{}, desk(Role::observer), desk(Role::desk_operator), desk(Role::admin),
                                             desk(Role::owner), agent("mine", {Scope::ingest}),
                                             agent("mine", {Scope::read}), agent("mine", {Scope::manage}),
                                             agent("other", {Scope::ingest, Scope::read, Scope::manage}), wallet,
                                             service};
        for (const OperationInfo& operation : operations()) {
            for (const Principal& caller : callers) {
                for (const char* resource : {"mine", ""}) {
                    json::object input;
                    if (!operation.access.resourceField.empty() && *resource)
                        input[operation.access.resourceField] = resource;
                    const Outcome<json::value> outcome = bench.call(operation.name, input, caller);
                    // No handler is registered, so whoever is let in gets 501.
                    const bool let = status(outcome) == 501;
                    QVERIFY2(let || status(outcome) == 401 || status(outcome) == 403, operation.name.data());
                    QVERIFY2(let == mayCall(operation.access, caller, *resource),
                             (std::string(operation.name) + " as " + caller.id + caller.agentId + " on " + resource)
                                 .c_str());
                }
            }
        }
    }

    /// The rule once more, written from the table of contract Part A rather than from the dispatcher.
    static bool mayCall(const Access& access, const Principal& who, bool named)
    {
        const bool anonymous = who.kind == PrincipalKind::anonymous;
        switch (access.kind) {
        case Access::Kind::everyone: return true;
        case Access::Kind::service: return who.kind == PrincipalKind::service;
        case Access::Kind::signed_in: return !anonymous && who.scopes.contains(access.scope);
        case Access::Kind::desk:
            return who.desk && *who.desk >= access.role && who.scopes.contains(access.scope);
        case Access::Kind::relation: break;
        }
        if (anonymous || !who.scopes.contains(access.scope))
            return false;
        const bool byDesk = access.deskAllowed && who.desk && *who.desk >= access.role;
        const bool own = access.resource == "wallet" ? who.wallet == "mine" : who.agentId == "mine";
        return byDesk || (named && own);
    }

    void aRepeatWithTheSameKeyGetsTheFirstAnswer()
    {
        Bench bench;
        std::atomic<int> runs = 0;
        bench.dispatcher.handlers().on<CancelTask>([&](const Context&, const TaskInput& input) {
            Task task;
            task.id = input.id;
            task.done = ++runs;
            return task;
        });
        const json::value input{{"id", "t1"}};
        const auto first = bench.call("CancelTask", input, desk(Role::owner), "key-1");
        const auto again = bench.call("CancelTask", input, desk(Role::owner), "key-1");
        QVERIFY(first && again);
        QCOMPARE(runs.load(), 1);
        QVERIFY(*first == *again);
        const auto other = bench.call("CancelTask", {{"id", "t2"}}, desk(Role::owner), "key-1");
        QCOMPARE(other.error().reason(), std::string("key_reused"));
        const auto someoneElse = bench.call("CancelTask", input, desk(Role::admin), "key-1");
        QVERIFY(someoneElse);
        QCOMPARE(runs.load(), 2);
    }

    /// A reply may come on a thread that must not wait, as the ledger's: what is stored for a repeat is stored elsewhere.
    void whoRepliesLaterDoesNotWaitForTheDatabase()
    {
        Bench bench;
        std::promise<Reply<Task>> begun;
        bench.dispatcher.handlers().onAsync<CancelTask>(
            [&](const Context&, const TaskInput&, Reply<Task> reply) { begun.set_value(std::move(reply)); });
        std::future<Outcome<json::value>> answer = std::async(std::launch::async, [&] {
            return bench.call("CancelTask", {{"id", "t1"}}, desk(Role::owner), "key-1");
        });
        const Reply<Task> reply = begun.get_future().get();
        db::Transaction blocker = bench.pool.begin();
        blocker.exec("LOCK TABLE api_idempotency IN ACCESS EXCLUSIVE MODE");
        reply(Task{}); // returns at once although nothing can be stored now
        QVERIFY(answer.wait_for(std::chrono::milliseconds(50)) == std::future_status::timeout);
        blocker.rollback();
        QVERIFY(answer.get());
        QVERIFY(bench.call("CancelTask", {{"id", "t1"}}, desk(Role::owner), "key-1")); // the stored answer
    }

    void aRefusalFreesTheKey()
    {
        Bench bench;
        std::atomic<int> runs = 0;
        bench.dispatcher.handlers().on<CancelTask>([&](const Context&, const TaskInput&) -> Task {
            if (++runs == 1)
                throw base::notFound("task");
            return {};
        });
        const json::value input{{"id", "t1"}};
        QCOMPARE(status(bench.call("CancelTask", input, desk(Role::owner), "k")), 404);
        QVERIFY(bench.call("CancelTask", input, desk(Role::owner), "k"));
        QCOMPARE(runs.load(), 2);
    }

    void twoAtOnceRunOnce()
    {
        Bench bench;
        std::promise<void> entered, leave;
        std::shared_future<void> gate = leave.get_future().share();
        std::atomic<int> runs = 0;
        bench.dispatcher.handlers().on<CancelTask>([&](const Context&, const TaskInput&) {
            if (++runs == 1)
                entered.set_value();
            gate.wait();
            return Task();
        });
        auto first = std::async(std::launch::async, [&] {
            return bench.call("CancelTask", {{"id", "t"}}, desk(Role::owner), "k");
        });
        entered.get_future().wait();
        const auto second = bench.call("CancelTask", {{"id", "t"}}, desk(Role::owner), "k");
        QCOMPARE(second.error().reason(), std::string("in_progress"));
        leave.set_value();
        QVERIFY(first.get());
        QCOMPARE(runs.load(), 1);
    }

    void whatADeadEngineLeftRunningIsUnknownAndNotRepeated()
    {
        Bench bench;
        std::atomic<int> runs = 0;
        bench.dispatcher.handlers().on<CancelTask>([&](const Context&, const TaskInput&) {
            ++runs;
            return Task();
        });
        const json::value input{{"id", "t"}};
        api::Idempotency(bench.pool, bench.clock, base::uuid7(bench.clock.now()))
            .begin({"user:u-owner", "CancelTask", "k"}, input);
        const auto outcome = bench.call("CancelTask", input, desk(Role::owner), "k");
        QCOMPARE(outcome.error().reason(), std::string("outcome_unknown"));
        QCOMPARE(runs.load(), 0);
    }

    void aSecretIsNeverStoredForARepeat()
    {
        Bench bench;
        bench.dispatcher.handlers().on<CreateUser>([](const Context&, const CreateUser::Input& input) {
            return NewUser{"id", input.name, input.role, "bursar_sk_very_secret"};
        });
        const json::value input{{"name", "Mina"}, {"role", "operator"}};
        QVERIFY(bench.call("CreateUser", input, desk(Role::owner), "k"));
        const auto again = bench.call("CreateUser", input, desk(Role::owner), "k");
        QCOMPARE(again.error().reason(), std::string("secret_shown_once"));
        db::Transaction tx = bench.pool.begin();
        QCOMPARE(tx.one("SELECT count(*) FROM api_idempotency WHERE response IS NOT NULL", {}).integer(0), 0);
    }

    void anUnexpectedExceptionTellsNothing()
    {
        Bench bench;
        bench.dispatcher.handlers().on<GetHealth>([](const Context&, const Empty&) -> Status {
            throw std::runtime_error("password=hunter2");
        });
        const auto outcome = bench.call("GetHealth", json::object(), {});
        QCOMPARE(status(outcome), 500);
        QVERIFY(outcome.error().text().find("hunter2") == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestDispatcher)
#include "tst_dispatcher.moc"
