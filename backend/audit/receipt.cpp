// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/receipt.h"

#include "base/error.h"
#include "base/ids.h"
#include "crypto/ed25519.h"
#include "crypto/hash.h"
#include "crypto/merkle.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace bursar::audit {

namespace {
namespace json = boost::json;
constexpr int kVersion = 1;
constexpr std::size_t kPathMax = 64;

[[noreturn]] void bad(std::string_view what)
{
    throw base::Error(base::ErrorCode::InvalidInput, "bad_receipt", fmt::format("This is no receipt: {}.", what));
}

const json::value& member(const json::object& object, std::string_view name)
{
    const json::value* value = object.if_contains(name);
    if (!value)
        bad(fmt::format("\"{}\" is missing", name));
    return *value;
}

std::string textOf(const json::value& value, std::string_view name)
{
    if (!value.is_string())
        bad(fmt::format("\"{}\" is no text", name));
    return std::string(value.get_string());
}

std::string textOf(const json::object& object, std::string_view name)
{
    return textOf(member(object, name), name);
}

std::string bytesOf(const json::value& value, std::string_view name, std::size_t size)
{
    std::string raw;
    if (!base::fromHex(textOf(value, name), raw) || raw.size() != size)
        bad(fmt::format("\"{}\" is not {} bytes in hexadecimal", name, size));
    return raw;
}

std::uint64_t countOf(const json::object& object, std::string_view name)
{
    const json::value& value = member(object, name);
    if (value.is_int64() && value.get_int64() >= 0)
        return std::uint64_t(value.get_int64());
    if (value.is_uint64())
        return value.get_uint64();
    bad(fmt::format("\"{}\" is no count", name));
}
} // namespace

std::string Head::signedText() const
{
    return fmt::format(R"({{"log":{},"size":{},"root":"{}","previous":"{}","at":"{}"}})",
                       json::serialize(json::string(log)), size, base::toHex(root), base::toHex(previous),
                       base::formatTime(at));
}

std::string toText(const Receipt& receipt)
{
    json::array path;
    for (const std::string& hash : receipt.path)
        path.push_back(json::string(base::toHex(hash)));
    const Head& head = receipt.head;
    return json::serialize(json::object{
        {"version", kVersion},
        {"index", receipt.index},
        {"entry", receipt.entry},
        {"path", std::move(path)},
        {"head",
         {{"log", head.log},
          {"size", head.size},
          {"root", base::toHex(head.root)},
          {"previous", base::toHex(head.previous)},
          {"at", base::formatTime(head.at)},
          {"public_key", base::toHex(head.publicKey)},
          {"signature", base::toHex(head.signature)}}}});
}

Receipt receiptFromText(std::string_view text)
{
    json::error_code error;
    const json::value value = json::parse(json::string_view(text.data(), text.size()), error);
    if (error || !value.is_object())
        bad("not a JSON object");
    const json::object& object = value.get_object();
    if (countOf(object, "version") != kVersion)
        bad("made by another version");
    Receipt receipt;
    receipt.index = countOf(object, "index");
    receipt.entry = textOf(object, "entry");
    const json::value& path = member(object, "path");
    if (!path.is_array() || path.get_array().size() > kPathMax)
        bad("\"path\" is no list of hashes");
    for (const json::value& hash : path.get_array())
        receipt.path.push_back(bytesOf(hash, "path", crypto::kDigestBytes));
    const json::value& head = member(object, "head");
    if (!head.is_object())
        bad("\"head\" is no object");
    const json::object& sealed = head.get_object();
    receipt.head.log = textOf(sealed, "log");
    receipt.head.size = countOf(sealed, "size");
    receipt.head.root = bytesOf(member(sealed, "root"), "root", crypto::kDigestBytes);
    receipt.head.previous = bytesOf(member(sealed, "previous"), "previous", crypto::kDigestBytes);
    const auto at = base::parseTime(textOf(sealed, "at"));
    if (!at)
        bad("\"at\" is no time");
    receipt.head.at = *at;
    receipt.head.publicKey = bytesOf(member(sealed, "public_key"), "public_key", crypto::kEd25519KeyBytes);
    receipt.head.signature = bytesOf(member(sealed, "signature"), "signature", crypto::kEd25519SignatureBytes);
    return receipt;
}

std::optional<std::string> faultOf(const Receipt& receipt, std::string_view publicKey)
{
    if (receipt.head.publicKey != publicKey)
        return "It was sealed with another key than the one you trust.";
    if (!crypto::verifyEd25519(publicKey, receipt.head.signedText(), receipt.head.signature))
        return "The signature of its head is not valid.";
    const auto root = crypto::merkle::rootFrom(crypto::merkle::leafHash(receipt.entry), receipt.index, receipt.head.size,
                                               receipt.path);
    if (!root || *root != receipt.head.root)
        return "The entry does not stand at that place of the sealed log.";
    return std::nullopt;
}

} // namespace bursar::audit
