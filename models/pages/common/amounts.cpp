// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/common/amounts.h"

#include "models/common/tr.h"

#include <algorithm>
#include <cctype>

namespace bursar::models {

namespace {
struct AssetDecimals {
    std::string_view asset;
    int decimals;
};
constexpr AssetDecimals kAssets[] = {{"USDC", 6}, {"CREDIT", 0}};

bool isEvmAddress(const std::string& owner)
{
    return owner.size() == 42 && owner.starts_with("0x")
        && std::all_of(owner.begin() + 2, owner.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
}
} // namespace

std::optional<int> decimalsOf(const std::string& asset)
{
    const auto* found = std::ranges::find(kAssets, asset, &AssetDecimals::asset);
    return found == std::end(kAssets) ? std::nullopt : std::optional(found->decimals);
}

Money amountOf(const std::string& atomic, const std::string& asset, AssetName name)
{
    return {QString::fromStdString(atomic), decimalsOf(asset).value_or(0),
            name == AssetName::Shown ? QString::fromStdString(asset) : QString()};
}

Cell amountCell(const std::optional<std::string>& atomic, const std::string& asset, const QString& whyAbsent,
                AssetName name)
{
    return atomic ? Cell(amountOf(*atomic, asset, name)) : Cell(Absent{whyAbsent});
}

Cell ownerCell(const std::string& owner)
{
    if (owner.empty())
        return Absent{tr("It has no owner.")};
    // The engine names owners by what they are; an address is known by its looks.
    constexpr std::string_view kWallet = "wallet:";
    const std::string bare = owner.starts_with(kWallet) ? owner.substr(kWallet.size()) : owner;
    return isEvmAddress(bare) ? Cell(Address{QString::fromStdString(bare), {}}) : Cell(Code{QString::fromStdString(owner)});
}

} // namespace bursar::models
