// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/channels/sample_channels.h"
#include "support/page_bench.h"
#include "ui/pages/channels/channel_dialog.h"
#include "ui/pages/channels/channels_page.h"
#include "ui/pages/common/links.h"
#include "ui/pages/common/report.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QLineEdit>

/// The channels' page on an engine that has two channels, the first with money, milestones and an unknown top-up.
namespace bursar::test {

inline contract::EscrowComparison comparison(contract::EscrowAgreement agreement)
{
    contract::EscrowComparison out;
    out.agreement = agreement;
    out.rows = {{"deposited", "1250000000", "1300000000"}, {"paid_out", "0", "0"}, {"remaining", "1250000000", "1300000000"}};
    out.difference_atomic = "50000000";
    out.network = "eip155:8453";
    out.contract = "0x5b11e0cd7a3f2b9941c6d8e07f10a2b3c4d5e6f7";
    out.block = 21'940'112;
    out.read_at = channelsNow() - 5s;
    if (agreement == contract::EscrowAgreement::explained)
        out.reasons = {{"deposit_on_its_way", "50000000",
                        "0x77aa01c3b4d5e6f7081929aabbccddeeff00112233445566778899aabbcc9c2e"}};
    return out;
}

inline contract::Evidence sampleEvidence(std::int64_t entry)
{
    contract::Evidence evidence;
    evidence.subject = "entry " + std::to_string(entry);
    evidence.links = {{.kind = "payment", .id = kClient, .title = "Payment of the client into the channel", .state = "credited",
                       .amount_atomic = "1250000000", .asset = "USDC", .at = channelsNow() - 47h},
                      {.kind = "transfer", .id = "#" + std::to_string(entry), .title = "The transaction", .state = {},
                       .amount_atomic = "25", .asset = "CREDIT", .at = channelsNow()},
                      {.kind = "channel", .id = channelId(1), .title = "Channel " + channelId(1), .state = "active"}};
    evidence.gaps = {"The entry is not sealed yet: ask again in a second."};
    evidence.public_key = std::string(64, 'a');
    evidence.at = channelsNow();
    return evidence;
}

inline void answerChannels(FakeEngineClient& engine)
{
    using namespace contract;
    ChannelTotals totals;
    totals.active_channels = 8;
    totals.total_channels = 9;
    totals.total_transactions = 20'824;
    totals.total_usdc_deposited_atomic = base::Amount(5'123'750'000);
    engine.answer<GetChannelTotals>(totals);
    EscrowTotals escrow;
    escrow.total_usdc_deposited_atomic = base::Amount(5'080'481'000);
    escrow.total_credits_in_circulation = 5'080'481;
    engine.answer<GetEscrowTotals>(escrow);
    engine.on<ListChannels>([](const auto& input) {
        return samplePage({sampleChannel(2, ChannelState::settled), sampleChannel(1)}, input);
    });
    engine.on<GetChannel>([](const ChannelInput& input) -> Outcome<ChannelDetail> {
        return sampleDetail(input.id == channelId(2) ? 2 : 1,
                            input.id == channelId(2) ? ChannelState::settled : ChannelState::active);
    });
    engine.answer<GetChannelEscrow>(comparison(EscrowAgreement::explained));
    engine.on<ListChannelTransactions>([](const auto& input) { return sampleTransactions(input, 40); });
    engine.on<GetEvidence>([](const GetEvidence::Input& input) { return sampleEvidence(*input.entry_id); });
}

class ChannelsBench : public PageBench<ui::ChannelsPage> {
public:
    explicit ChannelsBench(const Prepare& prepare = {}, const std::string& role = "operator")
        : PageBench([&](FakeEngineClient& engine) {
              answerChannels(engine);
              contract::Me me;
              me.role = role;
              engine.answer<contract::WhoAmI>(me);
              if (prepare)
                  prepare(engine);
          })
    {
        open();
    }
    ~ChannelsBench()
    {
        for (ui::ChannelDialog* each : page->template findChildren<ui::ChannelDialog*>())
            delete each;
    }

    void go(const ui::Location& place)
    {
        page->restoreState(place.state);
        page->refresh();
        settle();
    }
    void showChannel(int number = 1) { go(ui::channelAt(QString::fromStdString(channelId(number)))); }
    ui::DataTable* table(const char* name) const { return child<ui::DataTable>(name); }
    ui::PageAction action(const char* id) const
    {
        for (const ui::PageAction& each : page->actions()) {
            if (each.id == QLatin1String(id))
                return each;
        }
        return {};
    }
    QString whyNot(const char* id) const { return action(id).whyDisabled(); }
    /// The dialog that an action opens.
    ui::ChannelDialog* ask(const char* id)
    {
        action(id).run();
        settle();
        return dialog();
    }
    ui::ChannelDialog* dialog() const
    {
        const auto all = page->template findChildren<ui::ChannelDialog*>();
        return all.isEmpty() ? nullptr : all.back();
    }
    static ui::Button* button(const QWidget* of, const char* name)
    {
        return of->findChild<ui::Button*>(QLatin1String(name));
    }
    static ui::Button* confirm(const ui::ChannelDialog* dialog) { return dialog->confirmButton(); }
    static QString outcome(const QWidget* dialog)
    {
        const auto* badge = dialog->findChild<ui::Badge*>(QStringLiteral("moneyOutcome"));
        return badge ? badge->look().word : QString();
    }
    static QStringList texts(const QWidget* of)
    {
        QStringList out;
        for (const QLabel* label : of->findChildren<QLabel*>())
            out << label->text();
        return out;
    }
    /// Until it may be confirmed.
    static void waitForConfirm(const ui::ChannelDialog* dialog)
    {
        QTRY_VERIFY2(dialog->confirmButton()->isEnabled(), qPrintable(dialog->confirmButton()->toolTip()));
    }
};

inline void answerFileDialog(const QString& path)
{
    ui::setFileChooser([path](QWidget*, const QString&, const QString&, const QString&) { return path; });
}

inline QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(not written)");
}

} // namespace bursar::test
