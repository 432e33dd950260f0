// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations.h"

#include "base/ids.h"
#include "base/log.h"
#include "db/impl/errors.h"
#include "db/impl/session.h"
#include "migrations_files.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <thread>

namespace bursar::db {

namespace {
constexpr base::Log kLog{ "db" };
constexpr std::int64_t kLockKey = 0x6275'7273'6172'0001; // "bursar", 1
constexpr std::chrono::seconds kLockWait{ 60 };
constexpr std::chrono::milliseconds kLockPoll{ 50 };
constexpr std::string_view kDefaultLockTimeout = "5s";

constexpr std::string_view kCreateTable = "CREATE TABLE IF NOT EXISTS schema_migration ("
                                          " name text PRIMARY KEY,"
                                          " sha256 text NOT NULL,"
                                          " applied_at timestamptz NOT NULL DEFAULT now(),"
                                          " app_version text NOT NULL)";

std::string sha256Hex(std::string_view text)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned int bytes = 0;
    if (EVP_Digest(text.data(), text.size(), digest.data(), &bytes, EVP_sha256(), nullptr) != 1)
        throw misuse("sha256", "SHA-256 is not available");
    return base::toHex({ reinterpret_cast<const char*>(digest.data()), bytes });
}

struct Applied {
    std::string name;
    std::string sha256;
};

base::Error conflict(std::string_view reason, std::string text)
{
    return base::Error(base::ErrorCode::Conflict, std::string(reason), std::move(text));
}

class Migrator {
public:
    Migrator(const std::string& connection, std::span<const Migration> migrations)
        : m_session(connection, { .applicationName = "bursar-migrate" })
        , m_migrations(migrations)
    {
    }

    MigrationReport run()
    {
        requireOrder();
        waitForLock();
        m_session.run(kCreateTable);
        const std::vector<Applied> applied = readApplied();
        checkApplied(applied);
        MigrationReport report;
        for (const Migration& migration : m_migrations.subspan(applied.size())) {
            apply(migration);
            report.applied.emplace_back(migration.name);
        }
        if (!m_migrations.empty())
            report.version = m_migrations.back().name;
        return report;
    }

private:
    void requireOrder() const
    {
        const auto disorder
            = std::adjacent_find(m_migrations.begin(), m_migrations.end(),
                                 [](const Migration& a, const Migration& b) { return a.name >= b.name; });
        if (disorder != m_migrations.end())
            throw misuse("migration_order", "the migrations of this build are not in order");
    }

    /// Released when the session ends.
    void waitForLock()
    {
        const auto deadline = std::chrono::steady_clock::now() + kLockWait;
        const std::array<Param, 1> key{ kLockKey };
        while (m_session.run("SELECT pg_try_advisory_lock($1)", key)->field(0, 0) != "t") {
            if (std::chrono::steady_clock::now() > deadline) {
                throw base::Error(base::ErrorCode::Unavailable, "migration_busy",
                                  "another server has been changing the database's structure for too long");
            }
            std::this_thread::sleep_for(kLockPoll);
        }
    }

    std::vector<Applied> readApplied()
    {
        // COLLATE: the order of the names in the build is that of their bytes.
        const auto data
            = m_session.run("SELECT name, sha256 FROM schema_migration ORDER BY name COLLATE \"C\"");
        std::vector<Applied> applied;
        for (std::size_t row = 0; row < data->rows; ++row)
            applied.push_back({ std::string(data->field(row, 0)), std::string(data->field(row, 1)) });
        return applied;
    }

    /// What was applied must be the beginning of what this build has.
    void checkApplied(const std::vector<Applied>& applied) const
    {
        for (std::size_t i = 0; i < applied.size(); ++i) {
            const std::string& name = applied[i].name;
            if (i >= m_migrations.size() || m_migrations.back().name < name) {
                throw conflict(
                    "database_newer",
                    fmt::format("the database was changed by a newer version ({}); use that version", name));
            }
            if (m_migrations[i].name != name) {
                throw conflict(
                    "migration_changed",
                    fmt::format("the database has {} where this version has {}", name, m_migrations[i].name));
            }
            if (sha256Hex(m_migrations[i].sql) != applied[i].sha256) {
                throw conflict("migration_changed",
                               fmt::format("{} differs from what was applied to the database", name));
            }
        }
    }

    std::string transactionId()
    {
        return std::string(m_session.run("SELECT pg_current_xact_id()")->field(0, 0));
    }

    void apply(const Migration& migration)
    {
        kLog.info("applying {}", migration.name);
        try {
            m_session.begin(Mode::ReadWrite, Isolation::ReadCommitted);
            m_session.run(fmt::format("SET LOCAL lock_timeout = '{}'", kDefaultLockTimeout));
            const std::string own = transactionId();
            m_session.run(migration.sql);
            if (transactionId() != own)
                throw misuse("migration_failed", fmt::format("{} ended its own transaction", migration.name));
            const std::array<Param, 3> row{ migration.name, sha256Hex(migration.sql), BURSAR_VERSION };
            m_session.run("INSERT INTO schema_migration (name, sha256, app_version) VALUES ($1, $2, $3)",
                          row);
            m_session.commit();
        } catch (const DatabaseError& error) {
            if (error.code() == base::ErrorCode::OutcomeUnknown)
                throw;
            throw DatabaseError(
                error.code(), error.code() == base::ErrorCode::Internal ? "migration_failed" : error.reason(),
                fmt::format("{} was not applied: {}", migration.name, error.text()), error.report());
        }
    }

    Session m_session;
    std::span<const Migration> m_migrations;
};
} // namespace

std::span<const Migration> builtinMigrations()
{
    static const std::vector<Migration> kMigrations = [] {
        std::vector<Migration> migrations;
        for (const embedded::migrations::File& file : embedded::migrations::files())
            migrations.push_back({ file.name, file.text });
        return migrations;
    }();
    return kMigrations;
}

MigrationReport migrate(const std::string& connection, std::span<const Migration> migrations)
{
    return Migrator(connection, migrations).run();
}

} // namespace bursar::db
