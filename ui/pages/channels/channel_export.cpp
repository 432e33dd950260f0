// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/channels/channel_export.h"

#include "models/common/format.h"
#include "models/common/tr.h"
#include "models/pages/channels/channel_cells.h"
#include "ui/pages/channels/channel_words.h"
#include "ui/pages/common/cells.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <boost/json/serialize.hpp>

#include <utility>

namespace bursar::ui {

namespace {
using models::MoneyDigits;

QString credits(std::int64_t amount)
{
    return models::formatMoney(models::credits(amount), MoneyDigits::All);
}

QString usdc(const std::string& atomic)
{
    return models::formatMoney(models::usdcOf(atomic), MoneyDigits::All);
}

QString dash()
{
    return QString(QChar(0x2014));
}

QString orDash(const std::optional<std::string>& value)
{
    return value ? text(*value) : dash();
}

ReportSection facts(const QString& title, std::vector<QStringList> rows)
{
    ReportSection section;
    section.title = title;
    section.rows = std::move(rows);
    return section;
}

ReportSection channelFacts(const contract::ChannelDetail& detail)
{
    const contract::Channel& channel = detail.channel;
    std::vector<QStringList> rows{
        {tr("Channel"), text(channel.channel_id)},
        {tr("State"), models::shown(models::channelState(channel))},
        {tr("Opened"), channel.opened_at ? models::formatRfc3339(*channel.opened_at) : dash()},
        {tr("Closed"), channel.closed_at ? models::formatRfc3339(*channel.closed_at) : dash()},
        {tr("Deposited, final"), usdc(channel.total_usdc_deposited_atomic.atomic())},
        {tr("Transactions"), models::formatCount(detail.settlement ? detail.settlement->total_transactions
                                                                   : channel.total_transactions)},
        {tr("Contract"), channel.escrow_contract ? text(*channel.escrow_contract)
                                                 : tr("none: no money stands behind these credits")}};
    if (channel.network)
        rows.push_back({tr("Network"), models::networkName(*channel.network)});
    if (detail.settlement && detail.settlement->entry_id)
        rows.push_back({tr("Journal entry"), QStringLiteral("#%1").arg(models::formatCount(*detail.settlement->entry_id))});
    return facts(tr("Channel"), std::move(rows));
}

/// What each is paid, in a settlement; what each holds, before there is one.
ReportSection shares(const contract::ChannelDetail& detail)
{
    ReportSection section;
    const auto& settlement = detail.settlement;
    section.title = settlement ? tr("Settlement") : tr("Balances");
    section.columns = {tr("Participant"), tr("Address"), tr("Credits"), tr("USDC")};
    section.isNumber = {false, false, true, true};
    std::int64_t sum = 0;
    for (const contract::ChannelParticipant& participant : detail.participants) {
        std::int64_t amount = participant.balance + participant.held;
        std::string owed = models::usdcOfCredits(amount).atomic();
        if (settlement) {
            const auto share = settlement->balances.find(participant.agent_id);
            const auto paid = settlement->usdc_owed_atomic.find(participant.agent_id);
            amount = share == settlement->balances.end() ? 0 : share->second;
            owed = paid == settlement->usdc_owed_atomic.end() ? "0" : paid->second;
        }
        sum += amount;
        section.rows.push_back({text(participant.agent_id), orDash(participant.address), credits(amount), usdc(owed)});
    }
    section.rows.push_back({tr("Total"), {}, credits(sum),
                            usdc(settlement ? settlement->total_usdc_atomic.atomic() : models::usdcOfCredits(sum).atomic())});
    return section;
}

ReportSection movements(const contract::ChannelDetail& detail)
{
    ReportSection section;
    section.title = tr("Deposits and payouts");
    section.columns = {tr("What"), tr("State"), tr("USDC"), tr("Chain transaction")};
    section.isNumber = {false, false, true, false};
    const auto add = [&section](const auto& movement, const auto& cellOf) {
        using models::MovementColumn;
        const models::Cell who = cellOf(movement, MovementColumn::Who);
        QStringList what{models::shown(cellOf(movement, MovementColumn::What))};
        if (!std::holds_alternative<models::Absent>(who))
            what << models::shown(who);
        section.rows.push_back({what.join(QStringLiteral(" · ")),
                                models::shown(cellOf(movement, MovementColumn::State)),
                                models::formatMoney(std::get<models::Money>(cellOf(movement, MovementColumn::Amount)),
                                                    MoneyDigits::All),
                                orDash(movement.transaction)});
    };
    for (const contract::ChannelDeposit& deposit : detail.deposits)
        add(deposit, models::depositCell);
    for (const contract::ChannelPayout& payout : detail.payouts)
        add(payout, models::payoutCell);
    return section;
}

QByteArray indented(const contract::json::value& value)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(boost::json::serialize(value))).toJson(QJsonDocument::Indented);
}
} // namespace

Report channelReport(const contract::ChannelDetail& detail, const QString& server, models::Instant readAt)
{
    const QString id = text(detail.channel.channel_id);
    Report report;
    report.title = detail.settlement ? tr("Settlement of channel %1").arg(id) : tr("Statement of channel %1").arg(id);
    report.server = server;
    report.readAt = models::formatRfc3339(readAt);
    report.isSimulated = detail.channel.simulated;
    report.sections = {channelFacts(detail), shares(detail)};
    ReportSection moved = movements(detail);
    if (!moved.rows.empty())
        report.sections.push_back(std::move(moved));
    return report;
}

QByteArray channelJson(const contract::ChannelDetail& detail, const QString& server)
{
    contract::json::value value = contract::Codec<contract::GetChannel>::encodeOutput(detail);
    value.as_object()["server"] = server.toStdString();
    return indented(value);
}

Report receiptReport(const MoneyOutcome& outcome, const QString& title, const QString& channelId, const QString& server,
                     const contract::ChannelPreview& preview, const models::ChannelOrder& order)
{
    Report report;
    report.title = channelId.isEmpty() ? title : QStringList{title, channelId}.join(QStringLiteral(" · "));
    report.server = server;
    report.readAt = models::formatRfc3339(preview.at);
    std::vector<QStringList> rows{{outcome.title, outcome.sentence}};
    for (const auto& [label, value] : outcome.facts)
        rows.push_back({label, models::shown(value)});
    report.sections.push_back(facts(tr("Receipt"), std::move(rows)));
    const MoneyEffect effect = effectOf(order, preview, {});
    ReportSection section;
    section.title = effect.caption;
    section.note = effect.amount + QLatin1Char(' ') + effect.asset;
    section.columns = effect.columns + QStringList{tr("Address")};
    section.isNumber = std::vector<bool>(static_cast<std::size_t>(effect.columns.size()), true);
    section.isNumber.front() = false;
    for (const MoneyEffectRow& row : effect.rows)
        section.rows.push_back(QStringList{row.who} + row.values + QStringList{row.address});
    if (!effect.total.isEmpty())
        section.rows.push_back(QStringList{tr("Total")} + effect.total + QStringList{QString()});
    report.sections.push_back(std::move(section));
    return report;
}

QByteArray evidenceJson(const contract::Evidence& evidence, const std::string& receipt)
{
    contract::json::object file{
        {"about", "Evidence of a movement of value. Check the receipt in this file: bursarctl verify-receipt --key "
                      + evidence.public_key + " FILE"},
        {"evidence", contract::Codec<contract::GetEvidence>::encodeOutput(evidence)},
        {"receipt", receipt}};
    return QByteArray::fromStdString(boost::json::serialize(contract::json::value(std::move(file))));
}

} // namespace bursar::ui
