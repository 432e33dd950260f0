// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/receipt.h"

#include "audit/receipt.h"
#include "base/error.h"
#include "base/ids.h"
#include "crypto/ed25519.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <fstream>
#include <iterator>

namespace bursar::ctl {

namespace {
constexpr std::streamsize kFileBytesMax = 1024 * 1024;

std::string readFile(const std::string& name)
{
    std::ifstream file(name, std::ios::binary);
    std::string text(std::size_t(kFileBytesMax), '\0');
    file.read(text.data(), kFileBytesMax);
    text.resize(std::size_t(file.gcount()));
    return text;
}

/// What `bursarctl call GetLedgerReceipt` prints holds the receipt as a text; an exported evidence has it as its last link.
std::string receiptIn(const std::string& text)
{
    boost::system::error_code error;
    const boost::json::value value = boost::json::parse(text, error);
    if (error || !value.is_object())
        return text;
    if (const boost::json::value* inner = value.get_object().if_contains("receipt"); inner && inner->is_string())
        return std::string(inner->get_string());
    if (const boost::json::value* links = value.get_object().if_contains("links"); links && links->is_array()) {
        for (const boost::json::value& link : links->get_array()) {
            if (link.is_object() && link.get_object().contains("record") && link.get_object().contains("kind")
                && link.at("kind") == "receipt")
                return boost::json::serialize(link.at("record"));
        }
    }
    return text;
}
} // namespace

bool verifyReceipt(const std::string& key, const std::string& file)
{
    std::string publicKey;
    if (!base::fromHex(key, publicKey) || publicKey.size() != crypto::kEd25519KeyBytes)
        throw base::invalidField("--key", "malformed", "must be the 64 hexadecimal digits of the public key that you trust");
    const audit::Receipt receipt = audit::receiptFromText(receiptIn(readFile(file)));
    if (const auto fault = audit::faultOf(receipt, publicKey)) {
        fmt::print("NOT VALID: {}\n", *fault);
        return false;
    }
    fmt::print("Valid. Entry {} of the log \"{}\", as sealed {} with {} entries:\n{}\n", receipt.index + 1, receipt.head.log,
               base::formatTime(receipt.head.at), receipt.head.size, receipt.entry);
    return true;
}

} // namespace bursar::ctl
