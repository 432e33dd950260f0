// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/impl/transaction_impl.h"

namespace bursar::db {

namespace {
/// A lock whose server does not answer must not hang whoever asks about it.
constexpr std::chrono::milliseconds kStatementTimeout{ 30'000 };
} // namespace

struct AdvisoryLock::Impl {
    explicit Impl(const std::string& connection)
        : session(connection, { .applicationName = "bursar-lock", .statementTimeout = kStatementTimeout })
    {
    }
    Session session;
};

AdvisoryLock::AdvisoryLock(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}
AdvisoryLock::~AdvisoryLock() = default;

std::unique_ptr<AdvisoryLock> AdvisoryLock::tryAcquire(const std::string& connection, std::int64_t key)
{
    auto impl = std::make_unique<Impl>(connection);
    const std::array<Param, 1> params{ key };
    const auto taken = impl->session.run("SELECT pg_try_advisory_lock($1)", params);
    if (taken->field(0, 0) != "t")
        return nullptr;
    return std::unique_ptr<AdvisoryLock>(new AdvisoryLock(std::move(impl)));
}

bool AdvisoryLock::stillHeld()
{
    try {
        m_impl->session.run("SELECT 1");
        return true; // a session lock lives as long as its session
    } catch (const base::Error&) {
        return false;
    }
}

Transaction AdvisoryLock::begin()
{
    Lease borrowed(&m_impl->session, [](Session*) {});
    return Transaction(
        std::make_unique<Transaction::Impl>(std::move(borrowed), Mode::ReadWrite, Isolation::ReadCommitted));
}

int AdvisoryLock::backendPid() const
{
    return m_impl->session.backendPid();
}

} // namespace bursar::db
