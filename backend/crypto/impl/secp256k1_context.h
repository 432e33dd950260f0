// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <secp256k1.h>

#include <string>
#include <string_view>

namespace bursar::crypto::impl {

/// The one context of the process, blinded against side channels. Any thread: it is never changed again.
const secp256k1_context* secp256k1();
/// The Ethereum address of a public key, lower case.
std::string addressOf(const secp256k1_pubkey& key);

inline const unsigned char* bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

inline unsigned char* bytesOf(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

} // namespace bursar::crypto::impl
