// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/channels_desk.h"
#include "models/pages/channels/channel_flow.h"
#include "ui/pages/common/report.h"
#include "ui/widgets/money_dialog.h"

/// What is handed to others about a channel, on paper and as JSON.
namespace bursar::ui {

/// The settlement from the moment a channel closes, before that how it stands: participants with their addresses, credits
/// and USDC with every digit, payouts with their chain transactions.
Report channelReport(const contract::ChannelDetail& detail, const QString& server, models::Instant readAt);
/// The same as the engine has it: channel, participants, payouts, settlement.
QByteArray channelJson(const contract::ChannelDetail& detail, const QString& server);

/// The receipt of a command: what was previewed and what came of it.
Report receiptReport(const MoneyOutcome& outcome, const QString& title, const QString& channelId, const QString& server,
                     const contract::ChannelPreview& preview, const models::ChannelOrder& order);

/// Evidence and receipt in one file. `receipt` holds the sealed receipt byte for byte as a text, so that the file itself can
/// be given to `bursarctl verify-receipt`.
QByteArray evidenceJson(const contract::Evidence& evidence, const std::string& receipt);

} // namespace bursar::ui
