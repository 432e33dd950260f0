// SPDX-License-Identifier: GPL-3.0-or-later
#include "identity/impl/secrets.h"

#include "base/ids.h"

#include <algorithm>

namespace bursar::identity {

namespace {
constexpr std::size_t kSecretBytes = 32;

bool isLowerHex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

bool hasShape(std::string_view token, std::string_view shape)
{
    return token.size() == shape.size() + 2 * kSecretBytes && token.starts_with(shape)
        && std::all_of(token.begin() + std::ptrdiff_t(shape.size()), token.end(), isLowerHex);
}
} // namespace

SecretKind secretKind(std::string_view token)
{
    if (hasShape(token, kAgentKeyShape))
        return SecretKind::AgentKey;
    if (hasShape(token, kDeskKeyShape))
        return SecretKind::DeskKey;
    if (hasShape(token, kSessionShape))
        return SecretKind::Session;
    return SecretKind::Unknown;
}

std::string makeSecret(std::string_view shape)
{
    return std::string(shape) + base::randomHex(kSecretBytes);
}

} // namespace bursar::identity
