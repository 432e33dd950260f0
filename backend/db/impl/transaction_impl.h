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

    Impl(Lease lease, Mode beginMode, Isolation isolation);
    ~Impl();

    /// Throws unless a statement may run now.
    void requireReady() const;
    std::shared_ptr<const ResultData> run(std::string_view sql, std::span<const Param> params);
    void commit();
    void rollback();

    Lease session;
    Mode mode;
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
    void flush();
    void finish();
    /// Ends the copy on the wire and reads what the server says; with a reason it refuses the rows.
    ResultPointer end(const char* reason);

    Transaction::Impl& tx;
    std::string buffer;
    bool rowStart = true;
    bool open = true;
};

} // namespace bursar::db
