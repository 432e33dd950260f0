// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/impl/relay.h"

#include "base/error.h"
#include "base/ids.h"
#include "ledger/impl/store.h"

namespace bursar::ledger {

base::Error tooLate(const Job& job)
{
    if (job.attempted)
        return base::Error(base::ErrorCode::OutcomeUnknown, "outcome_unknown",
                           "Whether this was carried out is not known; send it again with the same key.");
    base::Error error(base::ErrorCode::Unavailable, "ledger_unavailable", "The ledger does not answer; try again.");
    error.retryAfter = std::chrono::seconds(2);
    return error;
}

void Relay::add(std::vector<Job>& jobs)
{
    for (Job& job : jobs) {
        std::string id = base::uuid7(m_clock.now());
        m_waiting.emplace(std::move(id), Waiting{std::move(job)});
    }
    jobs.clear();
}

void Relay::exchange()
{
    if (m_waiting.empty())
        return;
    std::vector<InboxRow> fresh;
    std::vector<std::string> ids;
    for (const auto& [id, waiting] : m_waiting) {
        ids.push_back(id);
        if (!waiting.sent)
            fresh.push_back({id, encodeCommand(waiting.job.command)});
    }
    if (!fresh.empty()) {
        for (const InboxRow& row : fresh)
            m_waiting.at(row.id).job.attempted = true;
        m_pool.transact([&fresh](db::Transaction& tx) { sendToInbox(tx, fresh); });
        for (const InboxRow& row : fresh)
            m_waiting.at(row.id).sent = true;
    }
    for (const InboxRow& row : m_pool.transact([&ids](db::Transaction& tx) { return takeOutcomes(tx, ids); })) {
        auto node = m_waiting.extract(row.id);
        if (!node.empty())
            node.mapped().job.done(decodeAnswer(row.command));
    }
    expire(std::chrono::steady_clock::now());
}

void Relay::expire(std::chrono::steady_clock::time_point now)
{
    for (auto it = m_waiting.begin(); it != m_waiting.end();) {
        if (it->second.job.deadline > now) {
            ++it;
            continue;
        }
        it->second.job.done(tooLate(it->second.job));
        it = m_waiting.erase(it);
    }
}

} // namespace bursar::ledger
