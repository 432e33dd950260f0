// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/impl/checks.h"

#include "base/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace bursar::ledger {

namespace {
/// A name people and programs find things by: one line of UTF-8.
bool isName(std::string_view text, std::size_t bytesMax)
{
    return text.size() <= bytesMax && base::isUtf8(text)
        && std::none_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; });
}

std::optional<std::string> faultOf(const Limits& limits)
{
    for (const auto& limit : {limits.transaction, limits.day, limits.month}) {
        if (limit && limit->isNegative())
            return "A limit is negative.";
    }
    return std::nullopt;
}

std::optional<std::string> faultOf(const OpenAccount& open)
{
    for (const std::string& name : {open.name.owner, open.name.asset, open.name.kind}) {
        if (name.empty() || !isName(name, kNameBytesMax))
            return fmt::format("Owner, asset and kind have 1 to {} bytes on one line.", kNameBytesMax);
    }
    return faultOf(open.rules.limits);
}

std::optional<std::string> faultOf(const SetRules& set)
{
    return faultOf(set.rules.limits);
}

std::optional<std::string> faultOf(const Transfer& transfer)
{
    if (transfer.postings.size() < 2 || transfer.postings.size() > kPostingsMax)
        return fmt::format("A transfer has 2 to {} postings.", kPostingsMax);
    std::set<AccountId> seen;
    for (const Posting& posting : transfer.postings) {
        if (posting.amount.isZero())
            return "A posting of nothing is none.";
        if (!seen.insert(posting.account).second)
            return "An account stands in a transfer twice.";
    }
    return std::nullopt;
}

std::optional<std::string> faultOf(const Hold& hold)
{
    if (!hold.amount.isPositive())
        return "A hold is of more than nothing.";
    return hold.from == hold.to ? std::optional<std::string>("A hold is from one account for another.") : std::nullopt;
}

std::optional<std::string> faultOf(const PostHold& post)
{
    return post.amount && !post.amount->isPositive() ? std::optional<std::string>("Post more than nothing, or void.")
                                                     : std::nullopt;
}

std::optional<std::string> faultOf(const VoidHold&)
{
    return std::nullopt;
}
} // namespace

std::optional<std::string> faultOf(const Command& command)
{
    if (command.key.empty() || !isName(command.key, kKeyBytesMax))
        return fmt::format("A key has 1 to {} bytes on one line.", kKeyBytesMax);
    if (command.key.starts_with(kOwnKeys))
        return fmt::format("Keys that begin with {} are the ledger's own.", kOwnKeys);
    if (!isName(command.cause, kNameBytesMax))
        return fmt::format("A cause has at most {} bytes on one line.", kNameBytesMax);
    if (command.memo.size() > kMemoBytesMax || !base::isUtf8(command.memo))
        return fmt::format("A memo is UTF-8 of at most {} bytes.", kMemoBytesMax);
    if (command.expected.size() > kPostingsMax)
        return fmt::format("At most {} balances can be expected.", kPostingsMax);
    return std::visit([](const auto& action) { return faultOf(action); }, command.action);
}

} // namespace bursar::ledger
