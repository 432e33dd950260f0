// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/client/key_store.h"
#include "models/client/server_list.h"
#include "models/client/server_probe.h"
#include "models/client/server_profiles.h"
#include "models/client/http_fixture.h"

#include <QAbstractItemModelTester>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

using namespace bursar;
using namespace bursar::models;

namespace {
ServerProfile server(const QString& name, const QUrl& url)
{
    ServerProfile profile;
    profile.name = name;
    profile.url = url;
    profile.environment = Environment::Staging;
    return profile;
}
} // namespace

class TestServers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsServersAcrossRuns()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
        ServerProfile saved;
        {
            QSettings settings(file, QSettings::IniFormat);
            ServerProfiles profiles(settings);
            saved = server(QStringLiteral("prod"), QUrl(QStringLiteral("https://a.example")));
            saved.pin = QByteArray(64, 'b');
            saved.role = QStringLiteral("admin");
            saved.lastUsed = QDateTime(QDate(2026, 11, 20), QTime(9, 12), Qt::UTC);
            saved = profiles.save(saved);
            QVERIFY(!saved.id.isEmpty());
            profiles.save(server(QStringLiteral("unused"), QUrl(QStringLiteral("https://b.example"))));
        }
        QSettings settings(file, QSettings::IniFormat);
        ServerProfiles profiles(settings);
        QCOMPARE(profiles.all().size(), 2u);
        QCOMPARE(profiles.all().front(), saved); // last used first
        QVERIFY(profiles.findByUrl(QUrl(QStringLiteral("https://a.example/"))).has_value());
        profiles.remove(saved.id);
        QCOMPARE(profiles.all().size(), 1u);
        QVERIFY(!profiles.find(saved.id));
    }

    void readsAddressesAsPeopleTypeThem_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("url");
        QTest::newRow("bare") << "bursar.acme.kr" << "https://bursar.acme.kr";
        QTest::newRow("local") << "localhost:8080" << "http://localhost:8080";
        QTest::newRow("loopback") << "127.0.0.1:8080/" << "http://127.0.0.1:8080";
        QTest::newRow("whole") << " https://a.example/base/?x=1#y " << "https://a.example/base";
        QTest::newRow("other scheme") << "ftp://a.example" << "";
        QTest::newRow("with a password") << "https://u:p@a.example" << "";
        QTest::newRow("words") << "two words" << "";
        QTest::newRow("nothing") << "" << "";
    }
    void readsAddressesAsPeopleTypeThem()
    {
        QFETCH(QString, typed);
        QFETCH(QString, url);
        QCOMPARE(serverUrlFromText(typed).toString(), url);
    }

    void treatsAnUnknownEnvironmentAsProduction()
    {
        QCOMPARE(environmentFromKey(QStringLiteral("whatever")), Environment::Production);
        QCOMPARE(environmentFromKey(environmentKey(Environment::Demo)), Environment::Demo);
    }

    void keepsKeysInAFileOnlyTheOwnerReads()
    {
        const QTemporaryDir folder;
        KeyStore store(folder.filePath(QStringLiteral("keys")), KeyStore::Use::FileOnly);
        std::optional<KeyPlace> place;
        store.write(QStringLiteral("p1"), QStringLiteral("bk_secret"), this,
                    [&](std::optional<KeyPlace> written) { place = written; });
        QTRY_COMPARE(place, std::optional(KeyPlace::File));
        const QFileDevice::Permissions others = QFile::permissions(store.filePath(QStringLiteral("p1")))
            & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther);
        QVERIFY(!others);
        std::optional<KeyStore::Found> found;
        store.read(QStringLiteral("p1"), this, [&](const KeyStore::Found& read) { found = read; });
        QTRY_VERIFY(found.has_value());
        QCOMPARE(*found->key, QStringLiteral("bk_secret"));
        QVERIFY(keyPlaceText(found->place, store.filePath(QStringLiteral("p1"))).contains(QStringLiteral("p1.key")));
        store.remove(QStringLiteral("p1"));
        found.reset();
        store.read(QStringLiteral("p1"), this, [&](const KeyStore::Found& read) { found = read; });
        QTRY_VERIFY(found.has_value());
        QVERIFY(!found->key);
    }

    void seesWhichServersAnswer()
    {
        test::HttpFixture alive;
        test::HttpFixture gone;
        const QUrl goneUrl = gone.url();
        gone.vanish();
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        ServerProfiles profiles(settings);
        const QString one = profiles.save(server(QStringLiteral("alive"), alive.url())).id;
        const QString two = profiles.save(server(QStringLiteral("gone"), goneUrl)).id;
        ServerList list(profiles);
        const QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(list.rowCount(), 2);
        list.look();
        QTRY_COMPARE(list.row(one)->seen, ServerList::Seen::Answers);
        QTRY_COMPARE(list.row(two)->seen, ServerList::Seen::NoAnswer);
        QVERIFY(!list.row(two)->probe.problem.isEmpty());
        QVERIFY(!alive.requests.front().headers.contains("authorization")); // no credential for a look
        profiles.remove(two);
        QCOMPARE(list.rowCount(), 1);
    }

    void seesThatACertificateChanged()
    {
        const test::Certificate certificate = test::Certificate::make();
        test::HttpFixture encrypted(&certificate);
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        ServerProfiles profiles(settings);
        ServerProfile pinned = server(QStringLiteral("tls"), encrypted.url());
        pinned.pin = QByteArray(64, 'c');
        pinned = profiles.save(pinned);
        ServerList list(profiles);
        list.look();
        QTRY_COMPARE(list.row(pinned.id)->seen, ServerList::Seen::CertificateChanged);
        QCOMPARE(list.row(pinned.id)->probe.fingerprint, certificate.fingerprint());
        QVERIFY(!list.row(pinned.id)->probe.isTrustedBySystem);
        pinned.pin = certificate.fingerprint();
        profiles.save(pinned);
        list.look(pinned.id);
        QTRY_COMPARE(list.row(pinned.id)->seen, ServerList::Seen::Answers);
    }

    void tellsAnotherProgramFromBursar()
    {
        test::HttpFixture other;
        other.answers["/readyz"] = {404, "<html>nginx</html>", {}};
        ServerProbe probe;
        QSignalSpy found(&probe, &ServerProbe::found);
        probe.look(other.url());
        QTRY_COMPARE(found.count(), 1);
        const auto result = found.front().front().value<ProbeResult>();
        QVERIFY(!result.answers);
        QVERIFY(result.problem.contains(QStringLiteral("not Bursar")));
    }
};

QTEST_GUILESS_MAIN(TestServers)
#include "tst_servers.moc"
