// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/sample_settings.h"
#include "support/page_bench.h"
#include "ui/pages/settings/appearance_form.h"
#include "ui/pages/settings/settings_page.h"
#include "ui/shell/appearance.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/text_label.h"

#include <QComboBox>
#include <QLineEdit>

using namespace bursar;
using namespace bursar::ui;
using namespace Qt::StringLiterals;

namespace {

struct Bench : test::PageBench<SettingsPage> {
    explicit Bench(const Prepare& prepare = {})
        : PageBench([prepare](test::FakeEngineClient& engine) {
              engine.answer<contract::ListSettings>(test::sampleSettings());
              engine.on<contract::ChangeSetting>([](const contract::ChangeSetting::Input& input) {
                  contract::SettingRow row;
                  for (const contract::SettingRow& each : test::sampleSettings().settings) {
                      if (each.key == input.key)
                          row = each;
                  }
                  row.value = input.value.value_or(row.default_value);
                  row.source = input.value ? "file" : "default";
                  return row;
              });
              if (prepare)
                  prepare(engine);
          })
    {
    }
    DataTable* table() const { return child<DataTable>("engineSettings"); }
    QLineEdit* filter() const { return child<QLineEdit>("settingFilter"); }
    QComboBox* choice(const char* name) const { return child<QComboBox>(name); }
    void choose(const char* name, int index) const
    {
        choice(name)->setCurrentIndex(index);
        Q_EMIT choice(name)->activated(index);
    }
    /// Opens a setting with Enter.
    void inspect(const QString& key) const
    {
        const auto& model = *table()->model();
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, 0).data(models::kRowKeyRole).toString() == key)
                table()->selectRow(row);
        }
        QTest::keyClick(table()->view(), Qt::Key_Return);
        settle();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        shell->inspector().resize(460, 700);
        shell->inspector().open();
    }
    template <class W>
    W* inspected(const char* name) const
    {
        return shell->inspector().template findChild<W*>(QLatin1String(name));
    }
    QLineEdit* edit() const { return inspected<QLineEdit>("settingValue"); }
    Button* save() const { return inspected<Button>("settingSave"); }
    Button* reset() const { return inspected<Button>("settingReset"); }
    QStringList texts() const
    {
        QStringList all;
        for (const auto* label : shell->inspector().findChildren<TextLabel*>())
            all << label->fullText();
        return all;
    }
    void type(const QString& text) const
    {
        edit()->clear();
        QTest::keyClicks(edit(), text);
    }
};

} // namespace

class SettingsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void cleanup()
    {
        theme().setMode(ThemeMode::Light);
        theme().setTextSize(100);
        theme().setDensity(Density::Comfortable);
        theme().setContrastMode(ContrastMode::Normal);
        models::displaySettings().setZone(models::Zone::Utc);
        models::displaySettings().setLanguage(QLocale::English);
    }

    void listsEverySettingWithItsFile()
    {
        Bench bench;
        QVERIFY(bench.page->isBusy());
        bench.open();
        QVERIFY(!bench.page->isBusy());
        QCOMPARE(bench.table()->model()->rowCount(), 6);
        const auto labels = bench.page->findChildren<TextLabel*>();
        QVERIFY(std::ranges::any_of(labels, [](const TextLabel* label) {
            return label->fullText().contains(u"/etc/bursar/bursar.toml"_s);
        }));
    }

    void findsASetting()
    {
        Bench bench;
        bench.open();
        bench.page->activateWindow();
        bench.page->focusFilter();
        QVERIFY(bench.filter()->hasFocus());
        QTest::keyClicks(bench.filter(), u"http"_s);
        QCOMPARE(bench.table()->model()->rowCount(), 1);
        QTest::keyClicks(bench.filter(), u"x"_s);
        QCOMPARE(bench.table()->state(), TableState::EmptyFiltered);
        Q_EMIT bench.table()->clearFiltersRequested();
        QCOMPARE(bench.table()->state(), TableState::Rows);
        QCOMPARE(bench.table()->model()->rowCount(), 6);
    }

    void showsASettingWithLimitsAndSource()
    {
        Bench bench;
        bench.open();
        bench.inspect(u"ingest.workers"_s);
        QVERIFY(bench.shell->isInspectorShown);
        QCOMPARE(bench.edit()->text(), u"4"_s);
        QVERIFY(bench.texts().contains(u"What ingest.workers does."_s));
        QVERIFY(bench.texts().contains(u"1 to 64"_s));
        QVERIFY(bench.save()->toolTip().contains(u"Nothing changed"_s));
        QVERIFY(bench.reset()->toolTip().contains(u"default"_s));
        bench.inspect(u"retention.seconds"_s);
        QVERIFY(bench.texts().contains(u"at least 60"_s));
        QVERIFY(bench.texts().contains(u"BURSAR_RETENTION"_s));
        QCOMPARE(bench.shell->inspector().findChildren<QLineEdit*>(u"settingValue"_s).size(), 1);
    }

    void checksWhatIsTyped_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("problem");
        QTest::newRow("no number") << u"ingest.workers"_s << u"many"_s << u"Must be a whole number."_s;
        QTest::newRow("too large") << u"ingest.workers"_s << u"65"_s << u"Must be within its limits: 1 to 64."_s;
        QTest::newRow("too small") << u"retention.seconds"_s << u"59"_s << u"Must be within its limits: at least 60."_s;
        QTest::newRow("fits") << u"ingest.workers"_s << u"64"_s << QString();
        QTest::newRow("text") << u"http.address"_s << u"anything"_s << QString();
    }
    void checksWhatIsTyped()
    {
        QFETCH(QString, key);
        QFETCH(QString, typed);
        QFETCH(QString, problem);
        Bench bench;
        bench.open();
        bench.inspect(key);
        bench.type(typed);
        QCOMPARE(bench.save()->isEnabled(), problem.isEmpty());
        if (!problem.isEmpty())
            QVERIFY(bench.texts().contains(problem));
    }

    void savesForTheNextStart()
    {
        Bench bench;
        bench.open();
        bench.inspect(u"ingest.workers"_s);
        bench.type(u"8"_s);
        QTest::keyClick(bench.edit(), Qt::Key_Return);
        QVERIFY(bench.save()->isBusy());
        bench.settle();
        QCOMPARE(*bench.client->lastInput<contract::ChangeSetting>().value, std::string("8"));
        QVERIFY(!bench.save()->isBusy());
        QVERIFY(bench.texts().contains(u"In force after the engine's next start."_s));
        QVERIFY(bench.shell->toasts.front().contains(u"ingest.workers"_s));
        bench.reset()->click();
        bench.settle();
        QVERIFY(!bench.client->lastInput<contract::ChangeSetting>().value);
        QCOMPARE(bench.edit()->text(), u"4"_s);
    }

    void choosesFromTheAllowedWords()
    {
        Bench bench;
        bench.open();
        bench.inspect(u"log.level"_s);
        auto* words = bench.inspected<QComboBox>("settingChoice");
        QCOMPARE(words->count(), 3);
        QCOMPARE(words->currentText(), u"info"_s);
        QVERIFY(bench.edit()->isHidden());
        words->setCurrentText(u"warning"_s);
        bench.save()->click();
        bench.settle();
        QCOMPARE(*bench.client->lastInput<contract::ChangeSetting>().value, std::string("warning"));
        bench.inspect(u"simulator.enabled"_s);
        QCOMPARE(bench.inspected<QComboBox>("settingChoice")->count(), 2);
    }

    void neverShowsASecret()
    {
        Bench bench;
        bench.open();
        bench.inspect(u"chain.token"_s);
        QCOMPARE(bench.edit()->text(), QString());
        QCOMPARE(bench.edit()->echoMode(), QLineEdit::Password);
        bench.type(u"s3cret"_s);
        bench.save()->click();
        bench.settle();
        QCOMPARE(*bench.client->lastInput<contract::ChangeSetting>().value, std::string("s3cret"));
        QCOMPARE(bench.edit()->text(), QString());
    }

    void keepsWhatTheEngineRefusesAndSaysWhy()
    {
        Bench bench;
        bench.open();
        bench.inspect(u"http.address"_s);
        bench.type(u"nowhere"_s);
        bench.client->refuse<contract::ChangeSetting>(
            base::invalidField("value", "not_an_address", "must be an IP address"));
        bench.save()->click();
        bench.settle();
        QCOMPARE(bench.edit()->text(), u"nowhere"_s);
        QVERIFY(bench.texts().contains(u"value: must be an IP address"_s));
        QVERIFY(!bench.save()->isBusy());
    }

    void losesNothingTypedToAFreshAnswer()
    {
        Bench bench;
        bench.open();
        bench.inspect(u"http.address"_s);
        bench.type(u"10.0.0.7"_s);
        bench.shell->isInspectorShown = false;
        bench.page->refresh();
        bench.settle();
        QCOMPARE(bench.edit()->text(), u"10.0.0.7"_s);
        QVERIFY(!bench.shell->isInspectorShown); // and nothing opens by itself
        contract::SettingList now = test::sampleSettings();
        now.settings[0].value = "16";
        bench.client->answer<contract::ListSettings>(now);
        bench.inspect(u"ingest.workers"_s);
        bench.page->refresh();
        bench.settle();
        QCOMPARE(bench.edit()->text(), u"16"_s); // untouched: it follows
    }

    void changesNothingWhileOfflineOrWithoutTheRole()
    {
        Bench bench;
        bench.open();
        bench.inspect(u"http.address"_s);
        bench.type(u"10.0.0.7"_s);
        bench.client->setLinkState(contract::LinkState::offline);
        bench.settle();
        QVERIFY(bench.save()->toolTip().contains(u"no line"_s));
        QVERIFY(bench.edit()->isReadOnly());
        QCOMPARE(bench.edit()->text(), u"10.0.0.7"_s);
        bench.client->setLinkState(contract::LinkState::live);
        bench.settle();
        QVERIFY(bench.save()->isEnabled());
        Bench observer([](test::FakeEngineClient& engine) {
            contract::Me me;
            me.role = "operator";
            engine.answer<contract::WhoAmI>(me);
        });
        observer.open();
        observer.inspect(u"http.address"_s);
        QVERIFY(observer.save()->toolTip().contains(u"admins"_s));
    }

    void saysWhoMaySeeThem()
    {
        Bench bench([](test::FakeEngineClient& engine) {
            engine.refuse<contract::ListSettings>(base::Error(base::ErrorCode::Forbidden, "forbidden", "no"));
        });
        bench.open();
        QVERIFY(!bench.page->isBusy());
        const auto labels = bench.page->findChildren<TextLabel*>();
        QVERIFY(std::ranges::any_of(
            labels, [](const TextLabel* label) { return label->fullText().contains(u"An admin can grant it"_s); }));
        QVERIFY(bench.choice("theme")->isEnabled()); // one's own looks are everybody's
    }

    void restoresWhereItWas()
    {
        Bench bench;
        const QJsonObject state{{u"filter"_s, u"http"_s}, {u"selected"_s, u"http.address"_s}};
        bench.page->restoreState(state);
        QCOMPARE(bench.page->saveState(), state);
        bench.open();
        QCOMPARE(bench.page->saveState(), state);
        QVERIFY(bench.shell->isInspectorShown);
        bench.shell->inspector().open();
        QTest::keyClick(&bench.shell->inspector(), Qt::Key_Escape);
        QTRY_VERIFY(bench.page->saveState().value(u"selected"_s).toString().isEmpty());
    }

    void appliesAppearanceAtOnceAndKeepsIt()
    {
        Bench bench;
        bench.open();
        bench.choose("theme", 2);
        QVERIFY(theme().isDark());
        bench.choose("textSize", 3);
        QCOMPARE(theme().textSize(), 130);
        bench.choose("density", 1);
        QCOMPARE(theme().density(), Density::Compact);
        bench.choose("contrast", 2);
        QCOMPARE(theme().contrastMode(), ContrastMode::High);
        bench.choose("motion", 1);
        QCOMPARE(theme().motionMode(), MotionMode::Off);
        bench.choose("zone", 1);
        QCOMPARE(models::displaySettings().zone(), models::Zone::Local);
        cleanup();
        QCOMPARE(bench.choice("textSize")->currentIndex(), 1); // shows what was changed elsewhere
        QCOMPARE(bench.choice("zone")->currentIndex(), 0);
        bench.choose("textSize", 2);
        theme().setTextSize(100);
        appearance::load(bench.shell->settings());
        QCOMPARE(theme().textSize(), 115);
    }

    void switchesTheLanguageThroughTheShell()
    {
        Bench bench;
        bench.open();
        QComboBox* language = bench.choice("language");
        QCOMPARE(language->currentText(), u"English"_s);
        QCOMPARE(language->itemText(1), u"한국어"_s);
        bench.choose("language", 0); // the present one
        QVERIFY(bench.shell->languages.empty());
        bench.choose("language", 1);
        QCOMPARE(bench.shell->languages, std::vector{QLocale::Korean});
        models::displaySettings().setLanguage(QLocale::Korean);
        QCOMPARE(language->currentIndex(), 1);
    }
};

QTEST_MAIN(SettingsPageTest)
#include "tst_settings_page.moc"
