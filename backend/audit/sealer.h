// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/receipt.h"
#include "crypto/ed25519.h"
#include "db/db.h"

#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <span>

namespace bursar::audit {

/// Reads the canonical bytes of at most `max` entries of a log, from `index` on, in order.
using ReadEntries = std::function<std::vector<std::string>(db::Transaction& tx, std::uint64_t index, std::size_t max)>;

/// Grows the Merkle tree of one log and signs its heads. Several servers may try: one of them gets through.
class Sealer {
public:
    static constexpr std::size_t kOfferedBytesMax = 64 * 1024 * 1024; // more is read from the log when its turn comes

    Sealer(db::Pool& pool, const crypto::Ed25519Key& key, const base::Clock& clock, std::string log, ReadEntries read);

    /// Entries that were just committed, so that seal() need not read them; hashing them is its work too. Any thread.
    void offer(std::uint64_t index, std::vector<std::string> entries);
    /// Whether something was offered that is not sealed. Any thread.
    bool hasOffers();
    /// Takes in what is new and signs a head for it. False when there was nothing. One thread.
    bool seal();

private:
    void load(db::Transaction& tx);
    /// The entries that come next; about `max` at most.
    std::vector<std::vector<std::string>> nextEntries(db::Transaction& tx, std::size_t max);
    void append(std::string_view leaf);
    void append(std::size_t level, std::uint64_t index, std::string_view hash);
    std::string rootOfTail() const;
    void store(db::Transaction& tx, std::uint64_t before);

    db::Pool& m_pool;
    const crypto::Ed25519Key& m_key;
    const base::Clock& m_clock;
    const std::string m_log;
    const ReadEntries m_read;

    std::mutex m_mutex;
    struct Offer {
        std::uint64_t index = 0;
        std::vector<std::string> entries;
    };
    std::deque<Offer> m_offered; // without gaps
    std::size_t m_offeredBytes = 0;

    // As stored, while m_loaded.
    bool m_loaded = false;
    std::uint64_t m_size = 0;
    struct Level {
        std::string last;                            // hashes of the tile that is not full
        std::map<std::uint64_t, std::string> filled; // tiles to be stored
    };
    std::vector<Level> m_levels;
};

/// The newest head; empty when nothing was sealed.
std::optional<Head> latestHead(db::Transaction& tx, std::string_view log);
/// Throws Conflict "not_sealed_yet" for an entry that no head covers.
Receipt receiptOf(db::Transaction& tx, std::string_view log, std::uint64_t index, std::string entry);
/// Whether the heads of a log follow from each other and their signatures are valid: a sentence about the first that does
/// not, or empty. `headsMax` newest ones.
std::optional<std::string> faultOfHeads(db::Transaction& tx, std::string_view log, std::size_t headsMax);

/// Audit entries in the order in which they are sealed; gives new ones their place.
ReadEntries auditEntries();

/// The key in this file (its seed in hexadecimal, 0600), made when there is none.
crypto::Ed25519Key keyInFile(const std::filesystem::path& file);

} // namespace bursar::audit
