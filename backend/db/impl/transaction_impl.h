// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/db.h"
#include "db/impl/session.h"

#include <functional>
#include <memory>

namespace bursar::db {

/// A session on loan; the deleter puts it back or drops it.
using Lease = std::unique_ptr<Session, std::function<void(Session*)>>;

struct Transaction::Impl {
    enum class State { Open, Failed, Over };

    Impl(Lease lease, Mode mode, Isolation isolation);
    ~Impl();

    /// Throws unless a statement may run now.
    void requireReady() const;
    SharedResult run(std::string_view sql, std::span<const Param> params);
    void startCopy(std::string_view table, std::string_view columns);
    void commit();
    void rollback();

    Lease session;
    State state = State::Open;
    bool copying = false;
    int savepoints = 0;
};

struct CopyWriter::Impl {
    /// Starts the copy.
    Impl(Transaction::Impl& owner, std::string_view table, std::string_view columns);
    ~Impl();

    void separate()
    {
        if (!rowStart)
            buffer.push_back('\t');
        rowStart = false;
    }
    /// False once it is over, also because its transaction is.
    bool isOpen() const { return open && tx.copying; }
    void flush();
    void finish();
    void giveUp() noexcept;
    /// Until the server's word for the opposite, the transaction has failed.
    void close();

    Transaction::Impl& tx;
    std::string buffer;
    bool rowStart = true;
    bool open = true;
};

} // namespace bursar::db
