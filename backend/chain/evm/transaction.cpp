// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain/evm/transaction.h"

#include "base/ids.h"
#include "chain/evm/rlp.h"
#include "crypto/ethereum.h"

namespace bursar::chain::evm {

namespace {
constexpr char kType = '\x02';
constexpr std::size_t kUnsignedFields = 9;
constexpr std::size_t kSignedFields = 12;

std::string encodedAccessList(const std::vector<AccessListEntry>& entries)
{
    std::vector<std::string> items;
    for (const AccessListEntry& entry : entries) {
        std::vector<std::string> keys;
        for (const Hash& key : entry.storageKeys)
            keys.push_back(rlp::bytes(key.bytes()));
        items.push_back(rlp::list({rlp::bytes(entry.address.bytes()), rlp::list(keys)}));
    }
    return rlp::list(items);
}

std::vector<std::string> encodedFields(const Transaction& transaction)
{
    return {rlp::integer(transaction.chainId),
            rlp::integer(transaction.nonce),
            rlp::integer(transaction.fees.maxPriorityFeePerGas),
            rlp::integer(transaction.fees.maxFeePerGas),
            rlp::integer(transaction.gasLimit),
            rlp::bytes(transaction.to ? transaction.to->bytes() : std::string_view()),
            rlp::integer(transaction.value),
            rlp::bytes(transaction.data),
            encodedAccessList(transaction.accessList)};
}

std::optional<std::vector<AccessListEntry>> decodedAccessList(const rlp::Item& list)
{
    std::vector<AccessListEntry> entries;
    for (const rlp::Item& item : list.items) {
        if (!item.isList || item.items.size() != 2 || item.items[0].isList || !item.items[1].isList)
            return std::nullopt;
        const auto address = Address::fromBytes(item.items[0].bytes);
        if (!address)
            return std::nullopt;
        AccessListEntry entry{*address, {}};
        for (const rlp::Item& key : item.items[1].items) {
            const auto storageKey = key.isList ? std::nullopt : Hash::fromBytes(key.bytes);
            if (!storageKey)
                return std::nullopt;
            entry.storageKeys.push_back(*storageKey);
        }
        entries.push_back(std::move(entry));
    }
    return list.isList ? std::optional(std::move(entries)) : std::nullopt;
}

std::optional<Transaction> decodedFields(const std::vector<rlp::Item>& items)
{
    const auto chainId = items[0].uint64();
    const auto nonce = items[1].uint64();
    const auto tip = items[2].integer();
    const auto cap = items[3].integer();
    const auto gas = items[4].uint64();
    const rlp::Item& to = items[5];
    const auto value = items[6].integer();
    const rlp::Item& data = items[7];
    auto accessList = decodedAccessList(items[8]);
    if (!chainId || !nonce || !tip || !cap || !gas || to.isList || !value || data.isList || !accessList)
        return std::nullopt;
    Transaction transaction{*chainId, *nonce, {*tip, *cap}, *gas, {}, *value, std::string(data.bytes),
                            std::move(*accessList)};
    if (!to.bytes.empty() && !(transaction.to = Address::fromBytes(to.bytes)))
        return std::nullopt;
    return transaction;
}
} // namespace

FeeCaps replacementCaps(const FeeCaps& caps)
{
    return {caps.maxPriorityFeePerGas + caps.maxPriorityFeePerGas.dividedUp(8),
            caps.maxFeePerGas + caps.maxFeePerGas.dividedUp(8)};
}

std::string Transaction::unsignedBytes() const
{
    return kType + rlp::list(encodedFields(*this));
}

SignedTransaction SignedTransaction::sign(Transaction transaction, const crypto::PrivateKey& key)
{
    const std::string signature = key.sign(transaction.signingHash().bytes());
    const std::string_view view = signature;
    std::vector<std::string> fields = encodedFields(transaction);
    fields.push_back(rlp::integer(std::uint64_t(view[64] - 27)));
    fields.push_back(rlp::integer(*Amount::fromBigEndian(view.substr(0, 32))));
    fields.push_back(rlp::integer(*Amount::fromBigEndian(view.substr(32, 32))));
    SignedTransaction made{std::move(transaction), *Address::fromHex(key.address()), kType + rlp::list(fields), {}};
    made.hash = keccak(made.raw);
    return made;
}

std::optional<SignedTransaction> SignedTransaction::decode(std::string_view raw)
{
    if (!raw.starts_with(kType))
        return std::nullopt;
    const auto list = rlp::decode(raw.substr(1));
    if (!list || !list->isList || list->items.size() != kSignedFields)
        return std::nullopt;
    auto transaction = decodedFields(list->items);
    const auto parity = list->items[kUnsignedFields].uint64();
    const auto r = list->items[kUnsignedFields + 1].integer();
    const auto s = list->items[kUnsignedFields + 2].integer();
    if (!transaction || !parity || *parity > 1 || !r || !s)
        return std::nullopt;
    const std::string signature = r->bigEndian() + s->bigEndian() + static_cast<char>(*parity);
    const auto sender = crypto::recoverAddress(transaction->signingHash().bytes(), base::toHex(signature));
    if (!sender)
        return std::nullopt;
    return SignedTransaction{std::move(*transaction), *Address::fromHex(*sender), std::string(raw), keccak(raw)};
}

} // namespace bursar::chain::evm
