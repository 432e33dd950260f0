// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/impl/secp256k1_context.h"

#include "base/error.h"
#include "base/ids.h"
#include "crypto/hash.h"

#include <memory>

namespace bursar::crypto::impl {

namespace {
constexpr std::size_t kPublicKeyBytes = 65;

struct FreeContext {
    void operator()(secp256k1_context* context) const { secp256k1_context_destroy(context); }
};
using Context = std::unique_ptr<secp256k1_context, FreeContext>;

Context makeContext()
{
    Context context(secp256k1_context_create(SECP256K1_CONTEXT_NONE));
    std::string seed;
    if (!context || !base::fromHex(base::randomHex(kDigestBytes), seed)
        || secp256k1_context_randomize(context.get(), bytesOf(seed)) != 1)
        throw base::Error(base::ErrorCode::Internal, "crypto_failed", "libsecp256k1 gives no context");
    return context;
}
} // namespace

const secp256k1_context* secp256k1()
{
    static const Context made = makeContext();
    return made.get();
}

std::string addressOf(const secp256k1_pubkey& key)
{
    std::string point(kPublicKeyBytes, '\0');
    std::size_t size = point.size();
    secp256k1_ec_pubkey_serialize(secp256k1(), bytesOf(point), &size, &key, SECP256K1_EC_UNCOMPRESSED);
    return "0x" + base::toHex(keccak256(std::string_view(point).substr(1))).substr(24);
}

} // namespace bursar::crypto::impl
