// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/operation.h"

namespace bursar::channels {

class ChannelEngine;
class Reader;

/// Every operation of contract/channels.h. Both must outlive the table.
void registerHandlers(contract::HandlerTable& table, ChannelEngine& engine, Reader& reader);

} // namespace bursar::channels
