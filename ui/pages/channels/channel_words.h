// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/channels/channel_flow.h"
#include "ui/widgets/money_dialog.h"

/// What the dialogs of a channel say: about an order, its effect, what changed, and what came of it.
namespace bursar::ui {

/// Title, button and fields of an order's dialog; `identity` names channel and server.
MoneyWords wordsOf(const models::ChannelOrder& order, const QString& identity);
/// Roles of participants, to stand beside their names.
using RoleNames = std::map<std::string, std::string>;
MoneyEffect effectOf(const models::ChannelOrder& order, const contract::ChannelPreview& preview, const RoleNames& roles);
/// Verb and amount again: `Close and settle 1,250.000000 USDC`.
QString confirmTextOf(const models::ChannelOrder& order, const contract::ChannelPreview* preview);
/// What is other than it was, in sentences.
QStringList differenceOf(const contract::ChannelPreview& before, const contract::ChannelPreview& after);
/// How it ended, for the stages Done, Refused and Unknown.
MoneyOutcome outcomeOf(const models::ChannelFlow& flow);

} // namespace bursar::ui
