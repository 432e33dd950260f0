// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/impl/slug.h"

#include "base/error.h"
#include "base/ids.h"
#include "identity/text.h"

#include <algorithm>
#include <array>

namespace bursar::registry {

namespace {
constexpr std::size_t kFromNameMax = 40;
constexpr std::size_t kRandomBytes = 6;

// Sorted, for the search. The first group are path words under /v1/agents and /v1/services, served or of
// other versions.
constexpr std::array<std::string_view, 52> kReserved{
    "active",     "admin",      "agent",      "agents",    "all",       "analytics",   "anonymous", "api",
    "auth",       "bench",      "benchmark",  "config",    "count",     "customers",   "dashboard", "desk",
    "export",     "gateway",    "health",     "healthz",   "import",    "ingest",      "insight",   "internal",
    "keys",       "latest",     "leaderboard", "logs",     "me",        "metrics",     "network",   "new",
    "none",       "notify-mint", "null",      "other",     "owner",     "proxy",       "register",  "revenue",
    "reviews",    "search",     "self",       "services",  "stats",     "status",      "system",    "total",
    "undefined",  "unknown",    "wallet",     "wallets"};
static_assert(std::is_sorted(kReserved.begin(), kReserved.end()));

bool isAlphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool isSlugByte(char c)
{
    return isAlphanumeric(c) || c == '.' || c == '_' || c == '-';
}
} // namespace

bool isReservedSlug(std::string_view slug)
{
    return std::binary_search(kReserved.begin(), kReserved.end(), slug);
}

std::string checkedSlug(std::string_view asked)
{
    std::string slug = identity::lowerCase(identity::trimmed(asked));
    const bool formed = slug.size() >= 2 && slug.size() <= kSlugBytesMax && isAlphanumeric(slug.front())
        && std::all_of(slug.begin(), slug.end(), isSlugByte);
    if (!formed)
        throw base::invalidField("agent_id", "malformed",
                                 "must have 2 to 63 characters: letters, digits, '.', '_', '-', "
                                 "beginning with a letter or digit");
    if (isReservedSlug(slug))
        throw base::invalidField("agent_id", "reserved", "is a reserved word");
    if (base::isUuid(slug))
        throw base::invalidField("agent_id", "malformed", "must not look like a UUID");
    return slug;
}

std::string madeSlug(std::string_view name)
{
    std::string slug;
    for (const char c : identity::lowerCase(name)) {
        if (slug.size() >= kFromNameMax)
            break;
        if (isAlphanumeric(c))
            slug.push_back(c);
        else if (!slug.empty() && slug.back() != '-')
            slug.push_back('-');
    }
    while (!slug.empty() && slug.back() == '-')
        slug.pop_back();
    return (slug.empty() ? "agent" : slug) + "-" + base::randomHex(kRandomBytes);
}

} // namespace bursar::registry
