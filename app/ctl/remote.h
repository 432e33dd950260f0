// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/operation.h"
#include "net/http_client.h"

#include <filesystem>
#include <optional>
#include <string>

namespace bursar::ctl {

/// Where the server is and who calls: from options, then environment (BURSAR_URL, BURSAR_API_KEY), then the files that
/// a running engine leaves in its data folder (engine.json, owner.key).
struct Target {
    std::string url;
    std::string key;
};
Target findTarget(const std::optional<std::string>& url, const std::optional<std::string>& key,
                  const std::filesystem::path& dataDirectory);

/// Calls operations of a server over HTTP.
class Remote {
public:
    explicit Remote(Target target) : m_target(std::move(target)) {}

    /// Throws the server's error.
    contract::json::value call(contract::OperationId operation, const contract::json::value& input);
    template <class Op>
    typename Op::Output call(const typename Op::Input& input)
    {
        return contract::Codec<Op>::decodeOutput(call(Op::kName, contract::Codec<Op>::encodeInput(input)));
    }
    const Target& target() const { return m_target; }

private:
    Target m_target;
    net::HttpClient m_http;
};

} // namespace bursar::ctl
