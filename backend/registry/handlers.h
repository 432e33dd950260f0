// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/operation.h"

namespace bursar::registry {

class Health;
class Keys;
class Registry;

/// Every operation of contract/registry.h, and AuthVerify. The three must outlive the table.
void registerHandlers(contract::HandlerTable& table, Registry& registry, Keys& keys, Health& health);

} // namespace bursar::registry
