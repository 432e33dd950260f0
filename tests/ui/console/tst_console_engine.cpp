// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "console/local_engine_host.h"

#include <QTemporaryDir>
#include <QtTest>

#include <future>

using namespace bursar;
using Client = std::shared_ptr<contract::EngineClient>;

namespace {
constexpr const char* kModule = BURSAR_BIN_DIR "/" BURSAR_ENGINE_MODULE;

contract::Outcome<Client> start(app::LocalEngineHost& host)
{
    std::promise<contract::Outcome<Client>> promise;
    host.start(ui::EngineProfile::local, [](const ui::EngineProgress&) {},
               [&promise](const contract::Outcome<Client>& client) { promise.set_value(client); });
    return promise.get_future().get();
}

void stop(app::LocalEngineHost& host)
{
    std::promise<void> promise;
    host.stop([&promise] { promise.set_value(); });
    promise.get_future().get();
}

contract::Outcome<contract::json::value> ask(contract::EngineClient& client, contract::OperationId operation)
{
    std::promise<contract::Outcome<contract::json::value>> promise;
    client.send(operation, contract::json::object(), {},
                [&promise](const contract::Outcome<contract::json::value>& answer) { promise.set_value(answer); });
    return promise.get_future().get();
}
} // namespace

/// The engine in the module that the console loads.
class TestConsoleEngine : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    ui::ConsoleOptions m_options;

private Q_SLOTS:
    void initTestCase()
    {
        // As root the database runs under another account, which must be able to pass through.
        QFile::setPermissions(m_folder.path(), QFile::permissions(m_folder.path()) | QFile::ExeGroup | QFile::ExeOther);
        m_options.dataDirectory = m_folder.filePath(QStringLiteral("data")).toStdString();
        m_options.noListen = true;
    }

    void theConsoleStartsWithoutTheEnginesLibraries()
    {
        QFile program(QStringLiteral(BURSAR_BIN_DIR "/bursar"));
        QVERIFY(program.open(QIODevice::ReadOnly));
        const QByteArray bytes = program.readAll();
        QVERIFY(bytes.contains("libboost_json.so")); // the linker's list is readable as text
        for (const char* library : {"libpq.so", "libpqxx-", "libcurl.so", "libssl.so", "libcrypto.so", "libspdlog.so"})
            QVERIFY2(!bytes.contains(library), library);
    }

    void saysWhenTheModuleIsMissing()
    {
        app::LocalEngineHost host(m_options, m_folder.filePath(QStringLiteral("nothing.so")).toStdString());
        const auto client = start(host);
        QVERIFY(!client);
        QCOMPARE(client.error().reason(), std::string("engine_not_loaded"));
        QVERIFY(client.error().text().find("nothing.so") != std::string::npos);
        stop(host);
    }

    void saysWhenTheModuleIsBroken()
    {
        const QString broken = m_folder.filePath(QStringLiteral("broken.so"));
        QFile whole(QString::fromUtf8(kModule)), part(broken);
        QVERIFY(whole.open(QIODevice::ReadOnly) && part.open(QIODevice::WriteOnly));
        part.write(whole.read(100));
        part.close();
        app::LocalEngineHost host(m_options, broken.toStdString());
        const auto client = start(host);
        QVERIFY(!client);
        QCOMPARE(client.error().reason(), std::string("engine_not_loaded"));
    }

    void startsStopsAndStartsAgain()
    {
        app::LocalEngineHost host(m_options, kModule);
        QVERIFY(!host.running(ui::EngineProfile::local));
        Client kept;
        for (int round = 0; round < 2; ++round) {
            const auto client = start(host);
            QVERIFY2(client, client ? "" : client.error().what());
            QVERIFY(host.running(ui::EngineProfile::local));
            QVERIFY(ask(**client, "GetDashboard"));
            kept = *client;
            stop(host);
        }
        QVERIFY(!host.running(ui::EngineProfile::local));
        QVERIFY(host.data(ui::EngineProfile::local).bytes > 0);
        QCOMPARE(ask(*kept, "GetDashboard").error().reason(), std::string("engine_stopped"));
    }

    void refusalsOfTheEngineArrive()
    {
        app::LocalEngineHost first(m_options, kModule), second(m_options, kModule);
        QVERIFY(start(first));
        const auto client = start(second);
        QVERIFY(!client);
        QCOMPARE(client.error().code(), base::ErrorCode::Conflict);
        QCOMPARE(client.error().reason(), std::string("data_dir_in_use"));
    }
};

QTEST_GUILESS_MAIN(TestConsoleEngine)
#include "tst_console_engine.moc"
