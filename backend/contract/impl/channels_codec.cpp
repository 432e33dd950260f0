// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/channels_desk.h"

#include "contract/impl/codec.h"

namespace bursar::contract {

BURSAR_OPERATIONS(channelsOperations, "channels",
                  (CreateChannel)(PreviewOpenChannel)(PreviewChannel)(ListChannels)(GetChannel)(ListChannelTransactions)
                  (SendTransaction)(TopUpChannel)(CloseChannel)(PauseChannel)(ResumeChannel)(ExitChannel)
                  (CompleteMilestone)(ApproveMilestone)(GetChannelEscrow)(GetEvidence)(GetChannelTotals)
                  (AdminListChannels)(AdminGetChannel)(GetEscrowTotals)(ListChannelEvents))

} // namespace bursar::contract
