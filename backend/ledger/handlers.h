// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/operation.h"
#include "ledger/reader.h"

namespace bursar::ledger {

void registerHandlers(contract::HandlerTable& table, Reader& reader);

} // namespace bursar::ledger
