// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/cell.h"

#include <optional>
#include <string>

/// The ledger's amounts and parties as typed cells: on every page that shows value, the same way.
namespace bursar::models {

/// Digits after the point of an asset; empty for one that this console does not know.
std::optional<int> decimalsOf(const std::string& asset);

/// Whether the asset stands beside the digits, or the column or card already names it.
enum class AssetName { Shown, Omitted };

/// An exact amount in the units that people use; of an unknown asset the integer in its smallest unit.
Money amountOf(const std::string& atomic, const std::string& asset, AssetName name = AssetName::Shown);
Cell amountCell(const std::optional<std::string>& atomic, const std::string& asset, const QString& whyAbsent,
                AssetName name = AssetName::Shown);

/// Who owns an account: a chain address in its short form, else the name as it is (`channel:ch_…`, `agent:search`).
Cell ownerCell(const std::string& owner);

} // namespace bursar::models
