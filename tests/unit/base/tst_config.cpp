// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/config.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace bursar::base;

class TestConfig : public QObject {
    Q_OBJECT

private:
    static std::filesystem::path write(const QTemporaryDir& folder, const char* text)
    {
        const std::filesystem::path file = folder.filePath(QStringLiteral("bursar.toml")).toStdString();
        std::ofstream(file) << text;
        return file;
    }

private Q_SLOTS:
    void laterSourcesWin()
    {
        QTemporaryDir folder;
        Config config;
        QCOMPARE(config.integer("port"), 8080);
        config.readFile(write(folder, "port = 9000\nlog_level = \"debug\"\n"));
        QCOMPARE(config.integer("port"), 9000);
        qputenv("PORT", "9001");
        config.readEnvironment();
        qunsetenv("PORT");
        QCOMPARE(config.integer("port"), 9001);
        config.set("port", "9002", SettingSource::Option);
        QCOMPARE(config.integer("port"), 9002);
        QCOMPARE(config.source("port"), SettingSource::Option);
        QCOMPARE(config.source("log_level"), SettingSource::File);
        QCOMPARE(config.source("workers"), SettingSource::Default);
    }

    void everyDefaultIsValid()
    {
        for (const SettingInfo& info : settings()) {
            Config::check(info, info.defaultValue, "default");
            QVERIFY2(!info.description.empty(), info.key.data());
        }
    }

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("range") << QByteArray("port = 70000") << QByteArray("invalid_setting");
        QTest::newRow("type") << QByteArray("port = \"many\"") << QByteArray("invalid_setting");
        QTest::newRow("list") << QByteArray("port = [1]") << QByteArray("invalid_setting");
        QTest::newRow("choice") << QByteArray("log_level = \"loud\"") << QByteArray("invalid_setting");
        QTest::newRow("unknown") << QByteArray("prot = 1") << QByteArray("unknown_setting");
        QTest::newRow("syntax") << QByteArray("port = ") << QByteArray("invalid_config_file");
    }
    void namesWhatIsWrong()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, code);
        QTemporaryDir folder;
        Config config;
        try {
            config.readFile(write(folder, text.constData()));
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.reason(), code.toStdString());
        }
    }

    void writesOneKeyAndKeepsTheOthers()
    {
        QTemporaryDir folder;
        const auto file = write(folder, "port = 9000\nlog_level = \"debug\"\n");
        Config::writeToFile(file, "port", "9100");
        Config::writeToFile(file, "log_level", std::nullopt);
        Config config;
        config.readFile(file);
        QCOMPARE(config.integer("port"), 9100);
        QCOMPARE(config.source("log_level"), SettingSource::Default);
    }
};

QTEST_GUILESS_MAIN(TestConfig)
#include "tst_config.moc"
