// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/router.h"

#include <algorithm>

namespace bursar::api {

namespace {
std::vector<std::string_view> split(std::string_view path)
{
    std::vector<std::string_view> segments;
    std::size_t begin = 1;
    while (begin < path.size()) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        segments.push_back(path.substr(begin, end - begin));
        begin = end + 1;
    }
    return segments;
}

bool isParameter(std::string_view segment)
{
    return segment.starts_with('{');
}
} // namespace

Router::Router()
{
    for (const contract::OperationInfo& operation : contract::operations()) {
        for (const char* path : operation.paths) {
            std::vector<std::string_view> segments = split(path);
            m_routes[segments.size()].push_back({&operation, std::move(segments)});
        }
    }
    // A literal segment wins over a parameter at the same place: /v1/agents/me before /v1/agents/{agent_id}.
    for (auto& [count, routes] : m_routes) {
        std::stable_sort(routes.begin(), routes.end(), [](const Route& a, const Route& b) {
            for (std::size_t i = 0; i < a.segments.size(); ++i) {
                if (isParameter(a.segments[i]) != isParameter(b.segments[i]))
                    return isParameter(b.segments[i]);
            }
            return false;
        });
    }
}

std::optional<Router::Match> Router::find(std::string_view method, std::string_view path, std::string* allowed) const
{
    const std::vector<std::string_view> segments = split(path);
    const auto routes = m_routes.find(segments.size());
    if (routes == m_routes.end() || !path.starts_with('/'))
        return std::nullopt;
    const std::string_view wanted = method == "HEAD" ? "GET" : method;
    for (const Route& route : routes->second) {
        Match match{route.operation, {}};
        bool same = true;
        for (std::size_t i = 0; same && i < segments.size(); ++i) {
            const std::string_view pattern = route.segments[i];
            if (isParameter(pattern))
                match.parameters.emplace_back(pattern.substr(1, pattern.size() - 2), std::string(segments[i]));
            else
                same = pattern == segments[i];
        }
        if (!same)
            continue;
        if (contract::methodWord(route.operation->method) == wanted)
            return match;
        if (allowed && allowed->find(contract::methodWord(route.operation->method)) == std::string::npos)
            *allowed += (allowed->empty() ? "" : ", ") + std::string(contract::methodWord(route.operation->method));
    }
    return std::nullopt;
}

} // namespace bursar::api
