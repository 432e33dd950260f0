// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/button.h"
#include "ui/widgets/money_dialog.h"
#include "ui/widgets/text_label.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace bursar;
using namespace bursar::ui;
using namespace Qt::StringLiterals;

namespace {
MoneyEffect effectOf(const QString& amount)
{
    MoneyEffect effect;
    effect.caption = u"Leaves escrow"_s;
    effect.amount = amount;
    effect.asset = u"USDC"_s;
    effect.columns = {u"Receives"_s, u"USDC"_s};
    effect.rows = {{u"meerkat-19"_s, u"provider"_s, {amount}, {}, u"0x742d35cc6634c0532925a3b844bc9e757f4faed1"_s}};
    effect.irreversible = u"it is gone."_s;
    return effect;
}

struct Bench {
    QWidget window;
    MoneyDialog* dialog;

    explicit Bench(const QString& reason = {})
    {
        window.resize(1000, 700);
        window.show();
        dialog = new MoneyDialog({.title = u"Pay"_s, .identity = u"id · server"_s, .confirm = ButtonKind::Primary,
                                  .reason = reason},
                                 &window);
        dialog->setConfirmText(u"Pay 5"_s);
    }
    Button* confirm() const { return dialog->confirmButton(); }
    QStringList texts() const
    {
        QStringList out;
        for (const QLabel* label : dialog->findChildren<QLabel*>()) {
            if (label->isVisible())
                out << label->text();
        }
        return out;
    }
};
} // namespace

class TestKitMoney : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { initTheme(*qApp); }

    void waitsAfterEachChangeBeforeItLetsConfirm()
    {
        Bench bench;
        bench.dialog->open();
        QVERIFY(!bench.confirm()->isEnabled());
        QElapsedTimer since;
        since.start();
        bench.dialog->setEffect(effectOf(u"5.000000"_s));
        QVERIFY(!bench.confirm()->isEnabled());
        QTRY_VERIFY(bench.confirm()->isEnabled());
        QVERIFY(since.elapsed() >= MoneyDialog::kSettle.count() - 20);
        bench.dialog->setEffect(effectOf(u"5.000000"_s)); // the same: nothing to read anew
        QVERIFY(bench.confirm()->isEnabled());
        bench.dialog->setEffect(effectOf(u"6.000000"_s));
        QVERIFY(!bench.confirm()->isEnabled());
    }

    void saysWhyItCannotBeConfirmed()
    {
        Bench bench;
        MoneyEffect refused = effectOf(u"5.000000"_s);
        refused.refusal = u"insufficient balance"_s;
        bench.dialog->setEffect(refused);
        QCOMPARE(bench.confirm()->toolTip(), u"insufficient balance"_s);
        bench.dialog->setEffect(effectOf(u"5.000000"_s));
        QTRY_VERIFY(bench.confirm()->isEnabled());
        bench.dialog->setWhyNot(u"offline"_s);
        QVERIFY(!bench.confirm()->isEnabled());
        QCOMPARE(bench.confirm()->toolTip(), u"offline"_s);
        bench.dialog->setWhyNot({});
        QVERIFY(bench.confirm()->isEnabled());
        bench.dialog->clearEffect(u"computing"_s);
        QVERIFY(!bench.confirm()->isEnabled());
    }

    void showsAddressesWholeInGroupsOfFour()
    {
        Bench bench;
        bench.dialog->setEffect(effectOf(u"5.000000"_s));
        bench.dialog->open();
        QTRY_VERIFY(bench.texts().contains(u"0x 742d 35cc 6634 c053 2925 a3b8 44bc 9e75 7f4f aed1"_s));
        QVERIFY(bench.texts().contains(u"Cannot be undone: it is gone."_s));
    }

    void setsLongDigitsSmallerRatherThanCutThem()
    {
        Bench bench;
        MoneyEffect effect = effectOf(u"115,792,089,237,316.195423"_s);
        effect.columns = {u"Receives"_s, u"Before"_s, u"After"_s, u"USDC"_s};
        effect.rows[0].values = {u"115,792,089,237,316"_s, u"115,792,089,237,316"_s, u"115,792,089,237,316.195423"_s};
        bench.dialog->setEffect(effect);
        bench.dialog->open();
        QTRY_VERIFY(bench.dialog->isVisible());
        for (const TextLabel* label : bench.dialog->findChildren<TextLabel*>()) {
            if (label->fullText().startsWith(u"115"_s))
                QVERIFY2(label->width() >= label->sizeHint().width(), qPrintable(label->fullText()));
        }
    }

    void confirmsByTheButtonOnly()
    {
        Bench bench(u"Reason"_s);
        QSignalSpy confirmed(bench.dialog, &MoneyDialog::confirmed);
        bench.dialog->setEffect(effectOf(u"5.000000"_s));
        bench.dialog->open();
        QTRY_VERIFY(bench.confirm()->isEnabled());
        auto* reason = bench.dialog->findChild<QLineEdit*>(u"moneyReason"_s);
        QCOMPARE(bench.dialog->focusWidget(), reason);
        QTest::keyClicks(reason, u"because"_s);
        QTest::keyClick(reason, Qt::Key_Return);
        QCOMPARE(confirmed.count(), 0);
        QCOMPARE(bench.dialog->reason(), u"because"_s);
        bench.confirm()->setFocus();
        QTest::keyClick(bench.confirm(), Qt::Key_Return);
        QCOMPARE(confirmed.count(), 1);
    }

    void staysUntilTheOutcomeIsThere()
    {
        Bench bench;
        bench.dialog->setEffect(effectOf(u"5.000000"_s));
        bench.dialog->open();
        bench.dialog->showSending();
        QTest::keyClick(bench.dialog, Qt::Key_Escape);
        QVERIFY(bench.dialog->isVisible());
        bench.dialog->showOutcome({MoneyOutcome::Kind::Unknown, u"Unknown"_s, u"We do not know."_s, {}, {}});
        QVERIFY(bench.dialog->findChild<QAbstractButton*>(u"moneyAskAgain"_s)->isVisible());
        QVERIFY(!bench.confirm()->isVisible());
        QVERIFY(bench.dialog->findChild<Badge*>(u"moneyOutcome"_s)->look().tone == Tone::Unknown);
        bench.dialog->showSending(); // asked again
        bench.dialog->showOutcome({MoneyOutcome::Kind::Done, u"Done"_s, u"It is done."_s, {{u"Id"_s, models::Code{u"7"_s}}}, {}});
        QVERIFY(bench.dialog->findChild<QAbstractButton*>(u"receiptPdf"_s)->isVisible());
        QVERIFY(bench.texts().contains(u"It is done."_s));
        QTest::keyClick(bench.dialog, Qt::Key_Escape);
        QVERIFY(!bench.dialog->isVisible());
    }

    void scrollsRatherThanGrowBeyondItsWindow()
    {
        Bench bench;
        bench.window.resize(1000, 480);
        MoneyEffect effect = effectOf(u"5.000000"_s);
        for (int i = 0; i < 12; ++i)
            effect.rows.push_back(effect.rows.front());
        bench.dialog->setEffect(effect);
        bench.dialog->open();
        QTRY_VERIFY(bench.dialog->height() > 200);
        QVERIFY(bench.dialog->height() <= 480);
        bench.dialog->showOutcome({MoneyOutcome::Kind::Done, u"Done"_s, u"It is done."_s, {}, {}});
        QTRY_VERIFY(bench.dialog->height() < 300); // as high as what it says
    }
};

QTEST_MAIN(TestKitMoney)
#include "tst_kit_money.moc"
