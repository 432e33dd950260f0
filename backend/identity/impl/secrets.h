// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace bursar::identity {

inline constexpr std::string_view kAgentKeyShape = "gt8004_sk_";
inline constexpr std::string_view kDeskKeyShape = "bursar_sk_";
inline constexpr std::string_view kSessionShape = "bursar_ws_";

enum class SecretKind { AgentKey, DeskKey, Session, Unknown };

/// What a bearer token is, by its shape alone: prefix and 64 lower-case hex digits.
SecretKind secretKind(std::string_view token);
std::string makeSecret(std::string_view shape);

} // namespace bursar::identity
