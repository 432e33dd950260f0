// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/database_engine.h"
#include "ledger/reader.h"
#include "net/http_server.h"

#include <memory>

namespace bursar::channels {

/// WebSockets of channels (contract 9.5): every event of one channel or of all, in the order of the journal, from any point
/// on; and transactions at high frequency.
///
/// Server → client: {type, channel_id, seq, payload, timestamp}. Client → server, who may transact: {"action":"tx", to,
/// amount, from?, memo?, client_ref?}; the answer has type tx_confirmed or tx_failed and the client_ref, and no seq: the
/// event with its seq comes as well, as to everyone.
/// Everyone is told at its own pace. Who takes nothing for ten seconds, or is too far behind, is disconnected (1013) and
/// resumes with ?after=seq. A socket ends (1008) within a second of its credential; one that was opened with a ticket
/// after kTicketLife. While nobody reads, the journal is not read.
/// Threading: any thread.
class Hub {
public:
    static constexpr std::size_t kFrameBytesMax = 4096;
    static constexpr std::size_t kRunningBytesMax = 512 * 1024; // of a socket: frames that were not answered yet
    static constexpr std::size_t kWaitingBytesMax = 384 * 1024; // of a socket: events that are not on their way yet
    static constexpr int kResumeEntriesMax = 100'000; // of the journal, behind which ?after= is too old, and a reader too slow
    static constexpr std::chrono::minutes kTicketLife{15};

    /// `writable`: false while nothing may be written (disk full). Uses none of the others before the first socket opens,
    /// or after stop() when all sockets are closed.
    Hub(DatabaseEngine& engine, ledger::Ledger& ledger, ledger::Reader& journal, std::function<bool()> writable);
    ~Hub();

    /// The socket of one channel, or of all when empty: checks access and where to begin, then opens. `stillValid` throws
    /// once the credential has ended; empty for a ticket, which is used up. NotFound, Forbidden, Gone "resync" when `after`
    /// is too far back.
    using Open = std::function<net::SocketHandlers(std::shared_ptr<net::EventSink>)>;
    Open prepare(const contract::Context& context, const std::string& channel, const net::HttpRequest& request,
                 std::function<void()> stillValid);

    /// The journal has grown: look soon. Any thread, never blocks.
    void poke();
    /// Works off the frames that have come, takes no more, and tells no more.
    void stop();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace bursar::channels
