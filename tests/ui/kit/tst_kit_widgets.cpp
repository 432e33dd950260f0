// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/sample.h"
#include "ui/theme/accessible.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/command_palette.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/range_picker.h"
#include "ui/widgets/segmented_tabs.h"
#include "ui/widgets/shortcut_sheet.h"
#include "ui/widgets/stat_card.h"
#include "ui/widgets/tasks_tray.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/toasts.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace bursar;
using namespace bursar::ui;
using namespace std::chrono_literals;

namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

Button* buttonNamed(QWidget* parent, const char* text)
{
    for (Button* button : parent->findChildren<Button*>())
        if (button->text() == s(text))
            return button;
    return nullptr;
}

} // namespace

class TestKitWidgets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        theme().setMotionMode(MotionMode::Off);
        theme().setTextSize(100);
    }

    void controlsHaveTheSizesOfTheDesign()
    {
        Button button(s("Export"));
        QCOMPARE(button.sizeHint().height(), 32);
        setSmall(&button, true);
        QCOMPARE(button.sizeHint().height(), 28);
        QCOMPARE(Button(s("Show"), ButtonKind::Text).sizeHint().height(), 28);
        QCOMPARE(IconButton(Icon::Copy, s("Copy")).sizeHint(), QSize(28, 28));
        QCOMPARE(QLineEdit().sizeHint().height(), 32);
        QCOMPARE(QScrollBar().sizeHint().width(), 10);
        theme().setTextSize(130);
        QCOMPARE(Button(s("Export")).sizeHint().height(), 42);
    }

    void aBusyButtonKeepsItsWidthAndIgnoresClicks()
    {
        Button button(s("Redrive 22"), ButtonKind::Primary);
        button.show();
        const int width = button.width();
        QSignalSpy clicked(&button, &Button::clicked);
        button.setBusy(true);
        QCOMPARE(button.width(), width);
        QTest::mouseClick(&button, Qt::LeftButton);
        QTest::keyClick(&button, Qt::Key_Return);
        QCOMPARE(clicked.count(), 0);
        button.setBusy(false);
        QTest::keyClick(&button, Qt::Key_Return);
        QCOMPARE(clicked.count(), 1);
    }

    void aDisabledButtonSaysWhy()
    {
        Button button(s("Bump fee…"));
        button.setToolTip(s("Sends again with a higher fee"));
        button.setDisabledReason(s("off until the outcome is known"));
        QVERIFY(!button.isEnabled());
        QCOMPARE(button.toolTip(), s("off until the outcome is known"));
        button.setDisabledReason({});
        QVERIFY(button.isEnabled());
        QCOMPARE(button.toolTip(), s("Sends again with a higher fee"));
    }

    void focusIsShownOnlyAfterTheKeyboard()
    {
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        auto* button = new Button(s("One"));
        layout->addWidget(button);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        button->clearFocus();
        button->setFocus(Qt::MouseFocusReason);
        QVERIFY(!showsFocus(button));
        button->clearFocus();
        button->setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(showsFocus(button));
    }

    void statCardsWrapBelow180()
    {
        StatRow row;
        for (int i = 0; i < 5; ++i)
            row.addCard({})->setStat({.label = s("Requests"),
                                    .unit = {},
                                    .value = s("1"),
                                    .change = {},
                                    .against = {},
                                    .series = {1, 2},
                                    .tooltip = {},
                                    .absentReason = {}});
        row.resize(1000, 10);
        row.show();
        QCOMPARE(row.height(), 132);
        QCOMPARE(row.cards().at(4)->y(), 0);
        QCOMPARE(row.cards().at(4)->geometry().right(), 999);
        row.resize(700, 10);
        QCOMPARE(row.height(), 132 * 2 + 16);
        QVERIFY(row.cards().at(4)->y() > 0);
    }

    void aStatCardOpensByEnterAndClick()
    {
        StatCard card;
        card.setStat({.label = s("Error rate"), .value = s("2.87 %")});
        QCOMPARE(card.sizeHint().height(), 84);
        card.setStat({.label = s("Error rate"),
                      .unit = {},
                      .value = s("2.87 %"),
                      .change = s("▲ 1.9 pp"),
                      .direction = 1,
                      .against = s("vs 0.97 %"),
                      .better = Better::Less,
                      .series = {},
                      .tooltip = {},
                      .absentReason = {}});
        QCOMPARE(card.sizeHint().height(), 100); // room for the line below the value
        card.show();
        QSignalSpy opened(&card, &StatCard::opened);
        QTest::keyClick(&card, Qt::Key_Return);
        QTest::mouseClick(&card, Qt::LeftButton);
        QCOMPARE(opened.count(), 2);
        auto* face = QAccessible::queryAccessibleInterface(&card);
        QCOMPARE(face->role(), QAccessible::Button);
        QVERIFY(face->text(QAccessible::Value).contains(s("2.87 %")));
    }

    void aCardKeepsItsDataWhenAReloadFails()
    {
        Card card(s("What moved"));
        auto* content = new TextLabel(s("data"));
        card.setContent(content);
        card.resize(500, 200);
        card.show();
        card.showFailed(s("It failed."), s("timeout"), s("req_1"), true);
        QVERIFY(content->isVisible());
        auto* strip = card.findChild<FailureStrip*>();
        QVERIFY(strip->isVisible());
        QSignalSpy retry(&card, &Card::retryRequested);
        QTest::mouseClick(buttonNamed(strip, "Retry"), Qt::LeftButton);
        QCOMPARE(retry.count(), 1);
        card.showContent();
        QVERIFY(!strip->isVisible());
        card.showFailed(s("It failed."), s("timeout"), s("req_1"), false);
        QVERIFY(!content->isVisible());
        QVERIFY(card.emptyState()->isVisible());
    }

    void aFastFirstLoadShowsNoSkeleton()
    {
        Card card(s("Latency"));
        card.show();
        card.showLoading();
        auto* content = new TextLabel(s("data"));
        card.setContent(content);
        card.showContent();
        QTest::qWait(200);
        QVERIFY(content->isVisible());
    }

    void theInspectorOpensClosesAndKeepsItsWidth()
    {
        QSplitter splitter;
        splitter.addWidget(new QWidget);
        auto* inspector = new Inspector;
        inspector->attach(&splitter, s("withdrawals"));
        inspector->setKind(s("Withdrawal"));
        auto* tall = new QWidget;
        tall->setMinimumHeight(2000);
        inspector->addTab(s("summary"), s("Summary"), tall);
        inspector->addTab(s("raw"), s("Raw"), new QWidget);
        splitter.resize(1200, 600);
        splitter.show();
        QVERIFY(!inspector->isVisible());
        inspector->open();
        QVERIFY(inspector->isVisible());
        QCOMPARE(inspector->width(), 440);
        QScrollArea* scroll = nullptr;
        for (auto* area : inspector->findChildren<QScrollArea*>())
            scroll = area->isAncestorOf(tall) ? area : scroll;
        QVERIFY(scroll != nullptr);
        QTRY_VERIFY(scroll->verticalScrollBar()->maximum() > 300);
        scroll->verticalScrollBar()->setValue(300);
        inspector->setTitle(s("another row"));
        QCOMPARE(scroll->verticalScrollBar()->value(), 300);
        inspector->setCurrentTab(s("raw"));
        QCOMPARE(inspector->currentTab(), s("raw"));
        QSignalSpy closed(inspector, &Inspector::closed);
        QTest::keyClick(inspector, Qt::Key_Escape);
        QCOMPARE(closed.count(), 1);
        QVERIFY(!inspector->isVisible());
    }

    void theInspectorSlidesInAndIsThereAtTheEnd()
    {
        theme().setMotionMode(MotionMode::System);
        QSplitter splitter;
        splitter.addWidget(new QWidget);
        auto* inspector = new Inspector;
        inspector->attach(&splitter, {});
        splitter.resize(1200, 600);
        splitter.show();
        inspector->open();
        QVERIFY(!inspector->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(inspector->isVisible(), 2000);
        inspector->close();
        inspector->open();
        inspector->close();
        QTest::qWait(300);
        QVERIFY(!inspector->isVisible());
    }

    void toastsAreAtMostThreeAndErrorsStay()
    {
        QWidget window;
        window.resize(800, 600);
        window.show();
        Toasts toasts(&window);
        for (int i = 0; i < 5; ++i)
            toasts.show({s("saved"), Tone::Positive, {}, {}});
        QCOMPARE(toasts.count(), 3);
        bool undone = false;
        toasts.show({s("sent again"), Tone::Progress, s("Undo"), [&] { undone = true; }});
        QTest::mouseClick(buttonNamed(&window, "Undo"), Qt::LeftButton);
        QVERIFY(undone);
        QCOMPARE(toasts.count(), 2);
        toasts.dismissAll();
        QCOMPARE(toasts.count(), 0);
    }

    void paletteMatchesPiecesAndInitials()
    {
        QVERIFY(matchPalette(s("wd"), s("Withdrawals")).score > 0);
        QVERIFY(matchPalette(s("with"), s("Withdrawals")).score
                > matchPalette(s("with"), s("New withdrawal")).score);
        QVERIFY(matchPalette(s("draw"), s("Withdrawals")).score
                > matchPalette(s("wd"), s("Withdrawals")).score);
        QCOMPARE(matchPalette(s("nw"), s("New withdrawal")).positions, (std::vector<int>{0, 4}));
        QCOMPARE(matchPalette(s("xyz"), s("Withdrawals")).score, -1);
    }

    void paletteRunsWhatIsMarkedAndPutsExactIdsFirst()
    {
        QWidget window;
        window.resize(900, 700);
        window.show();
        window.activateWindow();
        CommandPalette palette(&window);
        QString ran;
        palette.addLocalProvider([&] {
            return std::vector<PaletteItem> {{.group = PaletteGroup::GoTo,
                                              .name = s("Wallets"),
                                              .context = {},
                                              .shortcut = {},
                                              .keywords = {},
                                              .run = [&] { ran = s("wallets"); }},
                                             {.group = PaletteGroup::GoTo,
                                              .name = s("Withdrawals"),
                                              .context = {},
                                              .shortcut = {},
                                              .keywords = {},
                                              .run = [&] { ran = s("withdrawals"); }}};
        });
        int asked = 0;
        PaletteAnswer answer;
        palette.addRemoteProvider([&](const QString&, PaletteAnswer done) {
            ++asked;
            answer = std::move(done);
        });
        palette.open();
        QTest::keyClicks(palette.edit(), s("wi"));
        QCOMPARE(palette.shownNames(), QStringList{s("Withdrawals")});
        QTRY_COMPARE(asked, 1);
        answer({{.group = PaletteGroup::Records,
                 .name = s("wi_123"),
                 .context = {},
                 .shortcut = {},
                 .keywords = {},
                 .isExact = true,
                 .run = [&] { ran = s("record"); }}});
        QCOMPARE(palette.shownNames(), (QStringList{s("wi_123"), s("Withdrawals")}));
        const auto late = answer;
        QTest::keyClick(palette.edit(), Qt::Key_T);
        late({{.group = PaletteGroup::Records,
               .name = s("late"),
               .context = {},
               .shortcut = {},
               .keywords = {},
               .run = {}}});
        QCOMPARE(palette.shownNames(), QStringList{s("Withdrawals")});
        QTest::keyClick(palette.edit(), Qt::Key_Return);
        QCOMPARE(ran, s("withdrawals"));
        QVERIFY(!palette.isOpen());
        palette.open();
        QTest::keyClick(palette.edit(), Qt::Key_Escape);
        QVERIFY(!palette.isOpen());
    }

    void confirmNeedsTheTypedName()
    {
        QWidget window;
        window.resize(900, 700);
        window.show();
        ConfirmDialog dialog({.title = s("Purge"),
                              .identity = {},
                              .effect = s("gone"),
                              .irreversible = {},
                              .warning = {},
                              .typedName = s("signed-tx-dlq"),
                              .confirm = s("Purge"),
                              .asksReason = true},
                             &window);
        dialog.open();
        QVERIFY(!dialog.confirmButton()->isEnabled());
        dialog.nameEdit()->setText(s("signed-tx"));
        QVERIFY(!dialog.confirmButton()->isEnabled());
        dialog.nameEdit()->setText(s("signed-tx-dlq"));
        QVERIFY(dialog.confirmButton()->isEnabled());
        QSignalSpy finished(&dialog, &QDialog::finished);
        QTest::keyClick(dialog.nameEdit(), Qt::Key_Return);
        QCOMPARE(finished.count(), 0);
        dialog.confirmButton()->setFocus();
        QTest::keyClick(dialog.confirmButton(), Qt::Key_Return);
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
    }

    void escapeCancels()
    {
        QWidget window;
        window.resize(900, 700);
        window.show();
        ConfirmDialog dialog({.title = s("Purge"),
                              .identity = {},
                              .effect = {},
                              .irreversible = {},
                              .warning = {},
                              .typedName = {},
                              .confirm = s("Purge")},
                             &window);
        dialog.open();
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QCOMPARE(dialog.result(), int(QDialog::Rejected));
        QVERIFY(!dialog.isVisible());
    }

    void aSecretLeavesTheClipboardOnlyIfItIsStillThere()
    {
        QWidget window;
        window.show();
        SecretDialog dialog(s("New key"), s("For the agent."), s("mp_sk_live_1"), &window);
        dialog.copySecret();
        QCOMPARE(QApplication::clipboard()->text(), s("mp_sk_live_1"));
        SecretDialog::clearClipboardIfHolds(s("mp_sk_live_1"));
        QVERIFY(QApplication::clipboard()->text().isEmpty());
        QApplication::clipboard()->setText(s("something else"));
        SecretDialog::clearClipboardIfHolds(s("mp_sk_live_1"));
        QCOMPARE(QApplication::clipboard()->text(), s("something else"));
    }

    void timesAreReadAsPeopleWriteThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("secondsBeforeNow");
        QTest::newRow("now") << s("now") << qint64(0);
        QTest::newRow("ago") << s("-3h") << qint64(3 * 3600);
        QTest::newRow("today") << s("14:30:00") << qint64(7);
        QTest::newRow("full") << s("2025-11-20 08:00") << qint64(6 * 3600 + 30 * 60 + 7);
        QTest::newRow("month") << s("19 Nov 14:30") << qint64(86400 + 7);
        QTest::newRow("korean") << s("11월 19일 14:30") << qint64(86400 + 7);
    }

    void timesAreReadAsPeopleWriteThem()
    {
        QFETCH(QString, text);
        QFETCH(qint64, secondsBeforeNow);
        const auto at = parseInstant(text, kit::now());
        QVERIFY(at.has_value());
        QCOMPARE((kit::now() - *at) / 1s, secondsBeforeNow);
    }

    void wrongTimesAreRefused()
    {
        for (const char* text : {"", "soon", "2025-02-30", "25:00", "31 Foo", "08:70"})
            QVERIFY2(!parseInstant(s(text), kit::now()), text);
    }

    void theRangePickerValidatesBothEnds()
    {
        RangePicker picker;
        picker.setRange({RangePreset::Hour1, std::nullopt, false});
        picker.show();
        QSignalSpy chosen(&picker, &RangePicker::rangeChosen);
        const auto fields = picker.findChildren<QLineEdit*>();
        auto* apply = buttonNamed(&picker, "Apply");
        fields.at(0)->setText(s("2025-11-20 12:00"));
        fields.at(1)->setText(s("2025-11-20 11:00"));
        QVERIFY(!apply->isEnabled());
        fields.at(1)->setText(s("2025-11-20 13:00"));
        QVERIFY(apply->isEnabled());
        apply->click();
        const auto range = chosen.first().first().value<TimeRange>();
        QCOMPARE(range.preset, RangePreset::Custom);
        QCOMPARE(range.custom->to - range.custom->from, std::chrono::microseconds{1h});
        QCOMPARE(rangeText(range), s("20 Nov 12:00 – 13:00"));
        QCOMPARE(spanOf({RangePreset::Days7, std::nullopt, false}, kit::now()).from,
                 kit::now() - std::chrono::days {7});
    }

    void tabsSkipWhatIsDisabled()
    {
        SegmentedTabs tabs;
        for (const char* title : {"One", "Two", "Three"})
            tabs.addTab(s(title));
        tabs.setEnabled(1, false, s("needs admin"));
        tabs.resize(tabs.sizeHint());
        tabs.show();
        QSignalSpy changed(&tabs, &SegmentedTabs::currentChanged);
        QTest::keyClick(&tabs, Qt::Key_Right);
        QCOMPARE(tabs.current(), 2);
        QCOMPARE(changed.count(), 1);
        tabs.setCurrent(1);
        QCOMPARE(tabs.current(), 2);
    }

    void theTrayCancelsAndDismisses()
    {
        TasksTray tray;
        tray.setRows({{s("1"), s("Import"), 0.5, {}, {}, TaskRow::State::Running, {}, true},
                      {s("2"), s("Export"), 1, {}, {}, TaskRow::State::Done, s("Done"), true}});
        tray.show();
        QSignalSpy canceled(&tray, &TasksTray::cancelRequested);
        QSignalSpy dismissed(&tray, &TasksTray::dismissed);
        const auto buttons = tray.findChildren<IconButton*>();
        QCOMPARE(buttons.size(), 2);
        buttons.at(0)->click();
        buttons.at(1)->click();
        QCOMPARE(canceled.first().first().toString(), s("1"));
        QCOMPARE(dismissed.first().first().toString(), s("2"));
    }

    void badgesFollowTheirState()
    {
        Badge badge;
        badge.setState({models::StateThing::Withdrawal, s("unknown"), {}});
        QCOMPARE(badge.accessibleName(), s("Unknown, checking"));
        QCOMPARE(badge.sizeHint().height(), 20);
    }

    void longTooltipsAreBroken()
    {
        const QString tip = wrappedTip(
            s("A sentence that is so long that it does not fit into a tooltip of 320 pixels at all."));
        const QStringList lines = tip.split(QLatin1Char('\n'));
        QVERIFY(lines.size() > 1);
        for (const QString& line : lines)
            QVERIFY(textWidth(line, TextRole::Label) <= 321);
    }

    void elidedLabelsKeepTheirTextInTheTooltip()
    {
        TextLabel label(s("A name that is much longer than the label"), TextRole::Body);
        label.setElided(Qt::ElideRight);
        label.resize(60, 20);
        label.show();
        QCOMPARE(label.toolTip(), s("A name that is much longer than the label"));
        label.resize(600, 20);
        QVERIFY(label.toolTip().isEmpty());
    }

    void theShortcutSheetClosesByEscape()
    {
        QWidget window;
        window.resize(900, 700);
        window.show();
        ShortcutSheet sheet(&window);
        sheet.setRows({{s("Lists"), s("Focus the filter"), {s("/")}}});
        sheet.open();
        QVERIFY(sheet.isVisible());
        QTest::keyClick(&sheet, Qt::Key_Escape);
        QVERIFY(!sheet.isVisible());
    }
};

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    QTemporaryDir profile;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, profile.path());
    QApplication::setOrganizationName(QStringLiteral("bursar-test"));
    models::displaySettings().freezeNow(kit::now());
    initTheme(app);
    TestKitWidgets test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_kit_widgets.moc"
