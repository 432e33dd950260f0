// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/logs.h"
#include "support/fake_engine_client.h"
#include "support/insight_answers.h"

#include <cstdio>
#include <string>
#include <vector>

namespace bursar::test {

/// Stored requests, one every 100 ms back from the afternoon, read by cursor as the engine does it.
class FakeLogs {
public:
    explicit FakeLogs(int rows)
    {
        for (int i = 0; i < rows; ++i)
            add(-i);
    }

    /// A request at `step` × 100 ms after the afternoon; 1 and above are new ones.
    static contract::RequestLog logAt(int step)
    {
        contract::RequestLog log;
        log.created_at = afternoon() + std::chrono::milliseconds(100 * step);
        char id[17];
        std::snprintf(id, sizeof id, "%016llx",
                      static_cast<unsigned long long>(log.created_at.time_since_epoch().count()));
        log.id = id;
        log.agent_id = "meerkat-19";
        log.request_id = "req" + std::to_string(step);
        log.method = "POST";
        log.path = "/mcp";
        log.tool_name = "search";
        log.status_code = step % 7 == 0 ? 500 : 200;
        log.response_ms = 120;
        log.key_id = "5d2c4b7a-9e01-46c3-8d7b-54a209c19f31";
        log.key_prefix = "bsk_ab12";
        return log;
    }
    void add(int step)
    {
        contract::RequestLog log = logAt(step);
        const auto place = std::lower_bound(m_rows.begin(), m_rows.end(), log,
                                            [](const auto& a, const auto& b) { return a.id > b.id; });
        m_rows.insert(place, std::move(log));
    }

    contract::LogPage page(const contract::ListLogs::Input& input) const
    {
        std::vector<contract::RequestLog> all;
        for (const contract::RequestLog& log : m_rows) {
            if ((!input.from || log.created_at >= *input.from) && (!input.to || log.created_at < *input.to))
                all.push_back(log);
        }
        const auto limit = static_cast<std::size_t>(input.limit.value_or(50));
        const bool isNewer = input.cursor && input.cursor->front() == 'n';
        const std::string at = input.cursor ? input.cursor->substr(1) : std::string();
        contract::LogPage page;
        if (isNewer) {
            const auto end = std::find_if(all.begin(), all.end(), [&](const auto& log) { return log.id <= at; });
            const auto wanted = std::min(limit, static_cast<std::size_t>(end - all.begin()));
            page.logs.assign(end - static_cast<std::ptrdiff_t>(wanted), end);
            page.previous = page.logs.empty() ? *input.cursor : "n" + page.logs.front().id;
            page.next = "o" + (page.logs.empty() ? at : page.logs.back().id);
            return page;
        }
        auto begin = all.begin();
        if (input.cursor)
            begin = std::find_if(all.begin(), all.end(), [&](const auto& log) { return log.id < at; });
        else if (input.at)
            begin = std::find_if(all.begin(), all.end(), [&](const auto& log) { return log.created_at <= *input.at; });
        const auto wanted = std::min(limit, static_cast<std::size_t>(all.end() - begin));
        page.logs.assign(begin, begin + static_cast<std::ptrdiff_t>(wanted));
        if (!page.logs.empty())
            page.previous = "n" + page.logs.front().id;
        else if (input.at)
            page.previous = "n" + idAt(*input.at);
        if (begin + static_cast<std::ptrdiff_t>(wanted) != all.end())
            page.next = "o" + page.logs.back().id;
        if (!input.cursor)
            page.total = static_cast<std::int64_t>(all.size());
        return page;
    }

    void answer(FakeEngineClient& engine) const
    {
        engine.on<contract::ListLogs>([this](const contract::ListLogs::Input& input) { return page(input); });
    }

private:
    static std::string idAt(base::Time at)
    {
        char id[17];
        std::snprintf(id, sizeof id, "%016llx", static_cast<unsigned long long>(at.time_since_epoch().count()));
        return id;
    }

    std::vector<contract::RequestLog> m_rows; ///< newest first
};

} // namespace bursar::test
