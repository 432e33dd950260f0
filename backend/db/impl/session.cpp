// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/impl/session.h"

#include "base/log.h"

#include <pqxx/connection>
#include <pqxx/errorhandler>
#include <pqxx/except>
#include <pqxx/nontransaction>
#include <pqxx/notification>
#include <pqxx/prepared_statement>
#include <pqxx/result>
#include <pqxx/tablewriter>
#include <pqxx/transaction>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

namespace bursar::db {

namespace {
constexpr base::Log kLog{ "db" };

/// libpqxx copies its result for every field that it hands out: keep the result, and look once.
struct PqxxResult final : ResultData {
    explicit PqxxResult(pqxx::result taken)
        : owner(std::move(taken))
    {
        rows = owner.size();
        columns = owner.columns();
        affected = owner.affected_rows();
        fields.resize(rows * columns);
        auto view = fields.begin();
        const auto end = owner.end();
        for (auto row = owner.begin(); row != end; ++row) {
            auto field = row.begin();
            for (std::size_t column = 0; column < columns; ++column, ++field, ++view) {
                const std::size_t bytes = field.size();
                if (bytes != 0 || !field.is_null())
                    *view = std::string_view(field.c_str(), bytes);
            }
        }
    }

    const pqxx::result owner;
};

/// libpqxx gives up a whole transaction when a statement fails; here it may be one of a savepoint.
template <pqxx::isolation_level isolation, pqxx::readwrite_policy access>
class Work final : public pqxx::transaction<isolation, access> {
public:
    explicit Work(pqxx::connection_base& connection)
        : pqxx::internal::namedclass("transaction")
        , pqxx::transaction<isolation, access>(connection)
    {
    }

private:
    pqxx::result do_exec(const char sql[]) override { return this->direct_exec(sql); }
    void do_abort() override
    {
        try {
            this->direct_exec("ROLLBACK");
        } catch (...) {
            this->conn().disconnect();
            throw;
        }
    }
};

std::unique_ptr<pqxx::transaction_base> beginWork(pqxx::connection_base& connection, Mode mode,
                                                  Isolation isolation)
{
    using pqxx::read_committed, pqxx::read_only, pqxx::read_write, pqxx::repeatable_read;
    if (isolation == Isolation::RepeatableRead) {
        if (mode == Mode::ReadOnly)
            return std::make_unique<Work<repeatable_read, read_only>>(connection);
        return std::make_unique<Work<repeatable_read, read_write>>(connection);
    }
    if (mode == Mode::ReadOnly)
        return std::make_unique<Work<read_committed, read_only>>(connection);
    return std::make_unique<Work<read_committed, read_write>>(connection);
}

class NoticeLog final : public pqxx::errorhandler {
public:
    using pqxx::errorhandler::errorhandler;

    bool operator()(const char text[]) noexcept override
    {
        const ServerReport report = readReport(text);
        if (!report.sqlState.empty())
            kLog.debug("notice {}: {}", report.sqlState, report.message);
        return false;
    }
};

class Receiver final : public pqxx::notification_receiver {
public:
    Receiver(pqxx::connection_base& connection, const std::string& channel, std::function<void()> wake)
        : pqxx::notification_receiver(connection, channel)
        , m_wake(std::move(wake))
    {
    }
    void operator()(const std::string&, int) override { m_wake(); }

private:
    std::function<void()> m_wake;
};

/// Parameters as libpqxx takes them: C strings, a null pointer for NULL. PostgreSQL cannot store NUL bytes.
class ParamTexts {
public:
    explicit ParamTexts(std::span<const Param> params)
    {
        m_texts.reserve(params.size());
        m_cleaned.reserve(params.size()); // pointers into it must stay
        for (const Param& param : params) {
            const std::optional<std::string>& text = param.text();
            if (text && text->find('\0') != std::string::npos) {
                std::erase(m_cleaned.emplace_back(*text), '\0');
                m_texts.push_back(m_cleaned.back().c_str());
            } else {
                m_texts.push_back(text ? text->c_str() : nullptr);
            }
        }
    }
    auto all() const { return pqxx::prepare::make_dynamic_params(m_texts); }

private:
    std::vector<const char*> m_texts;
    std::vector<std::string> m_cleaned;
};

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

struct Statement {
    std::string name;
    std::uint64_t used = 0;
};
} // namespace

struct Session::Impl {
    explicit Impl(const std::string& options);

    /// Runs `call`; what libpqxx throws leaves as this module's error.
    template <class Call> auto guarded(Call&& call) -> decltype(call());
    /// The same for the bounds of a transaction: unless the server said how it stands, nobody may go on from
    /// there.
    template <class Call> void bounded(Call&& call);
    /// The same for a statement of the transaction that was begun, or of none.
    template <class Call> SharedResult execute(Call&& call);
    [[noreturn]] void fail(std::string_view text);

    const std::string& statementFor(std::string_view sql);
    void dropOldestStatement();

    pqxx::connection connection;
    NoticeLog notices{ connection };
    std::unique_ptr<Receiver> receiver;
    std::unique_ptr<pqxx::transaction_base> work;
    Mode mode = Mode::ReadWrite;
    std::unique_ptr<pqxx::tablewriter> copy;
    std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> statements;
    std::uint64_t uses = 0;
    std::uint64_t names = 0;
    bool stale = false;
};

Session::Impl::Impl(const std::string& options)
    : connection(options)
{
    // The only way to learn the SQLSTATE of every failure: readReport().
    connection.set_verbosity(pqxx::connection_base::verbose);
#include <pqxx/internal/ignore-deprecated-pre.hxx>
    connection.inhibit_reactivation(true);
#include <pqxx/internal/ignore-deprecated-post.hxx>
}

template <class Call> auto Session::Impl::guarded(Call&& call) -> decltype(call())
{
    try {
        return call();
    } catch (const pqxx::in_doubt_error&) {
        throw mode == Mode::ReadWrite ? outcomeUnknown() : connectionLost();
    } catch (const pqxx::pqxx_exception& failure) {
        fail(failure.base().what());
    }
}

template <class Call> void Session::Impl::bounded(Call&& call)
{
    try {
        guarded(call);
    } catch (const std::exception& error) {
        if (sqlState(error).empty())
            connection.disconnect();
        throw;
    }
}

template <class Call> SharedResult Session::Impl::execute(Call&& call)
{
    return guarded([&]() -> SharedResult {
        if (work)
            return std::make_shared<PqxxResult>(call(*work));
        pqxx::nontransaction alone(connection);
        return std::make_shared<PqxxResult>(call(alone));
    });
}

void Session::Impl::fail(std::string_view text)
{
    const ServerReport report = readReport(text);
    // 0A000: "cached plan must not change result type". A fresh connection knows the new shape.
    stale = stale || report.sqlState == "0A000";
    if (!connection.is_open())
        throw databaseError(report, ConnectionState::Lost);
    if (!report.sqlState.empty())
        throw databaseError(report, ConnectionState::Open);
    kLog.error("libpqxx: {}", text);
    throw misuse("database_error", "a statement could not be sent to the database");
}

const std::string& Session::Impl::statementFor(std::string_view sql)
{
    auto it = statements.find(sql);
    if (it == statements.end()) {
        if (statements.size() >= kStatementsMax)
            dropOldestStatement();
        std::string text(sql);
        std::string name = "s" + std::to_string(++names);
        connection.prepare(name, text);
        try {
            connection.prepare_now(name);
        } catch (...) {
            connection.unprepare(name);
            throw;
        }
        it = statements.emplace(std::move(text), Statement{ std::move(name), 0 }).first;
    }
    it->second.used = ++uses;
    return it->second.name;
}

void Session::Impl::dropOldestStatement()
{
    const auto oldest
        = std::min_element(statements.begin(), statements.end(),
                           [](const auto& a, const auto& b) { return a.second.used < b.second.used; });
    connection.unprepare(oldest->second.name);
    statements.erase(oldest);
}

Session::Session(const std::string& connection, const SessionSettings& settings)
{
    const std::string options = sessionConnectionString(connection, settings);
    try {
        m_impl = std::make_unique<Impl>(options);
    } catch (const pqxx::failure& failure) {
        // The text names hosts and users, never a password.
        kLog.debug("cannot connect: {}", failure.what());
        throw connectionLost();
    }
}

Session::~Session()
{
    // Closed first: a receiver would say UNLISTEN, and wait for the answer of a server that may give none.
    m_impl->connection.disconnect();
}

SharedResult Session::run(std::string_view sql)
{
    return m_impl->execute([&](pqxx::transaction_base& work) { return work.exec(std::string(sql)); });
}

SharedResult Session::run(std::string_view sql, std::span<const Param> params)
{
    if (params.empty())
        return run(sql);
    return m_impl->execute([&](pqxx::transaction_base& work) {
        return work.exec_prepared(m_impl->statementFor(sql), ParamTexts(params).all());
    });
}

void Session::begin(Mode mode, Isolation isolation)
{
    m_impl->mode = mode;
    m_impl->bounded([&] { m_impl->work = beginWork(m_impl->connection, mode, isolation); });
}

void Session::commit()
{
    const std::unique_ptr<pqxx::transaction_base> ended = std::move(m_impl->work);
    m_impl->bounded([&] { ended->commit(); });
}

void Session::rollback() noexcept
{
    if (m_impl->copy)
        giveUpCopy();
    if (m_impl->work)
        m_impl->work->abort();
    m_impl->work.reset();
}

void Session::startCopy(std::string_view table, std::string_view columns)
{
    const std::array names{ std::string(columns) };
    m_impl->guarded([&] {
    // stream_to takes rows as tuples only, whose width the compiler must know, and escapes each field into a
    // string of its own. Deprecated or not, a tablewriter takes rows that are written already.
#include <pqxx/internal/ignore-deprecated-pre.hxx>
        m_impl->copy = std::make_unique<pqxx::tablewriter>(*m_impl->work, std::string(table), names.begin(),
                                                           names.end());
#include <pqxx/internal/ignore-deprecated-post.hxx>
    });
}

void Session::sendRows(const std::string& rows)
{
    m_impl->guarded([&] { m_impl->copy->write_raw_line(rows); });
}

void Session::finishCopy()
{
    const std::unique_ptr<pqxx::tablewriter> ended = std::move(m_impl->copy);
    m_impl->guarded([&] { ended->complete(); });
}

void Session::giveUpCopy() noexcept
{
    // libpqxx can only complete a copy. No table holds a row this wide, so the server refuses them all.
    constexpr std::size_t kColumnsMax = 1'600;
    const std::unique_ptr<pqxx::tablewriter> ended = std::move(m_impl->copy);
    try {
        ended->write_raw_line(std::string(kColumnsMax, '\t'));
        ended->complete();
    } catch (const std::exception&) {
        return; // refused, or the connection is lost
    }
    m_impl->connection.disconnect();
}

void Session::listen(const std::string& channel, std::function<void()> wake)
{
    m_impl->guarded(
        [&] { m_impl->receiver = std::make_unique<Receiver>(m_impl->connection, channel, std::move(wake)); });
    if (lost()) // which a receiver keeps to itself
        throw connectionLost();
}

void Session::readNotifications()
{
    m_impl->guarded([&] { m_impl->connection.get_notifs(); });
    if (lost())
        throw connectionLost();
}

int Session::socket() const
{
    return m_impl->connection.sock();
}

bool Session::lost() const
{
    return !m_impl->connection.is_open();
}

bool Session::stale() const
{
    return m_impl->stale;
}

bool Session::inTransaction() const
{
    return m_impl->work != nullptr;
}

int Session::backendPid() const
{
    return m_impl->connection.backendpid();
}

} // namespace bursar::db
