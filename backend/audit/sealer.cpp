// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/sealer.h"

#include "base/error.h"
#include "base/ids.h"
#include "crypto/hash.h"
#include "crypto/merkle.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <numeric>

namespace bursar::audit {

namespace {
namespace merkle = crypto::merkle;
namespace json = boost::json;

constexpr unsigned kTileBits = 8;
constexpr std::size_t kTileHashes = 1u << kTileBits;
constexpr std::size_t kHash = crypto::kDigestBytes;
constexpr std::size_t kSealAtOnceMax = 200'000;
constexpr std::size_t kReadAtOnceMax = 20'000;

/// The root of 2^levels hashes that stand side by side in a tile.
std::string rootIn(std::string_view tile, std::size_t position, unsigned levels)
{
    return merkle::rootOfRow(std::string(tile.substr(position * kHash, kHash << levels)));
}

/// Subtrees of what is stored; each tile is read once.
class Tiles {
public:
    Tiles(db::Transaction& tx, std::string_view log) : m_tx(tx), m_log(log) {}
    std::string operator()(unsigned level, std::uint64_t index)
    {
        const unsigned tileLevel = level / kTileBits, above = level % kTileBits;
        const std::uint64_t first = index << above;
        return rootIn(tile(tileLevel, first / kTileHashes), std::size_t(first % kTileHashes), above);
    }

private:
    const std::string& tile(unsigned level, std::uint64_t number)
    {
        const auto [found, isNew] = m_tiles.try_emplace({level, number});
        if (isNew)
            found->second = m_tx.one("SELECT hashes FROM seal_tile WHERE log = $1 AND level = $2 AND tile = $3",
                                     {m_log, level, number}).bytes(0);
        return found->second;
    }
    db::Transaction& m_tx;
    std::string m_log;
    std::map<std::pair<unsigned, std::uint64_t>, std::string> m_tiles;
};

Head headFrom(std::string_view log, const db::Row& row)
{
    return {std::string(log), std::uint64_t(row.integer(0)), row.bytes(1), row.bytes(2), row.time(3), row.bytes(4),
            row.bytes(5)};
}
std::uint64_t sealedSize(db::Transaction& tx, const std::string& log)
{
    const db::Result rows = tx.exec("SELECT size FROM seal_log WHERE log = $1", {log});
    return rows.empty() ? 0 : std::uint64_t(rows[0].integer(0));
}

constexpr std::string_view kHeadColumns = "size, root, previous, at, public_key, signature";
} // namespace

Sealer::Sealer(db::Pool& pool, const crypto::Ed25519Key& key, const base::Clock& clock, std::string log, ReadEntries read)
    : m_pool(pool), m_key(key), m_clock(clock), m_log(std::move(log)), m_read(std::move(read))
{
}

namespace {
std::size_t bytesOf(const std::vector<std::string>& entries)
{
    return std::accumulate(entries.begin(), entries.end(), std::size_t(0),
                           [](std::size_t sum, const std::string& entry) { return sum + entry.size(); });
}
} // namespace

void Sealer::offer(std::uint64_t index, std::vector<std::string> entries)
{
    const std::size_t bytes = bytesOf(entries);
    const std::lock_guard lock(m_mutex);
    const bool follows = !m_offered.empty() && m_offered.back().index + m_offered.back().entries.size() == index;
    if (!follows || m_offeredBytes > kOfferedBytesMax) {
        m_offered.clear();
        m_offeredBytes = 0;
    }
    m_offered.push_back({index, std::move(entries)});
    m_offeredBytes += bytes;
}

bool Sealer::hasOffers()
{
    const std::lock_guard lock(m_mutex);
    return !m_offered.empty();
}

void Sealer::load(db::Transaction& tx)
{
    m_size = sealedSize(tx, m_log);
    m_levels.clear();
    for (std::uint64_t nodes = m_size; nodes > 0; nodes >>= kTileBits) {
        Level level;
        if (nodes % kTileHashes != 0)
            level.last = tx.one("SELECT hashes FROM seal_tile WHERE log = $1 AND level = $2 AND tile = $3",
                                {m_log, m_levels.size(), nodes / kTileHashes}).bytes(0);
        level.last.resize(std::size_t(nodes % kTileHashes) * kHash);
        m_levels.push_back(std::move(level));
    }
    m_loaded = true;
}

std::vector<std::vector<std::string>> Sealer::nextEntries(db::Transaction& tx, std::size_t max)
{
    std::vector<std::vector<std::string>> out;
    std::uint64_t next = m_size;
    std::uint64_t offeredFrom = std::uint64_t(-1);
    {
        const std::lock_guard lock(m_mutex);
        while (!m_offered.empty() && next - m_size < max) {
            Offer& offer = m_offered.front();
            if (offer.index > next)
                break;
            m_offeredBytes -= bytesOf(offer.entries);
            if (const std::uint64_t known = next - offer.index; known < offer.entries.size()) {
                offer.entries.erase(offer.entries.begin(), offer.entries.begin() + std::ptrdiff_t(known));
                next += offer.entries.size();
                out.push_back(std::move(offer.entries));
            }
            m_offered.pop_front();
        }
        if (!m_offered.empty())
            offeredFrom = m_offered.front().index;
    }
    if (!out.empty())
        return out;
    // After a start, after another server, or after a rush: from the log itself, up to what was offered.
    const std::size_t gap = std::size_t(std::min<std::uint64_t>(offeredFrom - m_size, kReadAtOnceMax));
    if (std::vector<std::string> read = m_read(tx, m_size, gap); !read.empty())
        out.push_back(std::move(read));
    return out;
}

void Sealer::append(std::string_view leaf)
{
    append(0, m_size, leaf);
    ++m_size;
}

void Sealer::append(std::size_t at, std::uint64_t index, std::string_view hash)
{
    if (at == m_levels.size())
        m_levels.emplace_back();
    std::string& last = m_levels[at].last;
    last += hash;
    if (last.size() < kTileHashes * kHash)
        return;
    append(at + 1, index >> kTileBits, rootIn(last, 0, kTileBits));
    Level& level = m_levels[at]; // the list may have grown
    level.filled[index / kTileHashes] = std::move(level.last);
    level.last.clear();
}

std::string Sealer::rootOfTail() const
{
    // The complete subtrees that make up the tree stand in the last tile of each level.
    return merkle::root(m_size, [this](unsigned level, std::uint64_t index) {
        const unsigned above = level % kTileBits;
        const std::string& last = m_levels.at(level / kTileBits).last;
        return rootIn(last, std::size_t((index << above) % kTileHashes), above);
    });
}

void Sealer::store(db::Transaction& tx, std::uint64_t before)
{
    const db::Result moved = tx.exec("INSERT INTO seal_log (log, size) VALUES ($1, $2) ON CONFLICT (log) DO UPDATE "
                                     "SET size = excluded.size WHERE seal_log.size = $3", {m_log, m_size, before});
    if (moved.affected() != 1)
        throw base::Error(base::ErrorCode::Conflict, "sealed_elsewhere", "Another server seals this log now.");
    const auto put = [&](std::size_t level, std::uint64_t tile, const std::string& hashes) {
        tx.exec("INSERT INTO seal_tile (log, level, tile, hashes) VALUES ($1, $2, $3, $4) "
                "ON CONFLICT (log, level, tile) DO UPDATE SET hashes = excluded.hashes",
                {m_log, level, tile, db::Param::bytes(hashes)});
    };
    for (std::size_t level = 0; level < m_levels.size(); ++level) {
        // The first may have been stored unfilled; those behind it are new.
        std::map<std::uint64_t, std::string>& filled = m_levels[level].filled;
        if (!filled.empty())
            put(level, filled.begin()->first, filled.begin()->second);
        if (filled.size() > 1) {
            db::CopyWriter copy = tx.copy("seal_tile", "log, level, tile, hashes");
            for (auto tile = std::next(filled.begin()); tile != filled.end(); ++tile) {
                copy.text(m_log).integer(std::int64_t(level)).integer(std::int64_t(tile->first)).bytes(tile->second);
                copy.endRow();
            }
            copy.finish();
        }
        const std::uint64_t nodes = m_size >> (kTileBits * level);
        if (!m_levels[level].last.empty() && nodes != before >> (kTileBits * level))
            put(level, nodes / kTileHashes, m_levels[level].last);
        m_levels[level].filled.clear();
    }
    const auto last = latestHead(tx, m_log);
    Head head{m_log, m_size, rootOfTail(), last ? crypto::sha256(last->signedText()) : std::string(kHash, '\0'),
              std::chrono::floor<std::chrono::milliseconds>(m_clock.now()), m_key.publicKey(), {}};
    head.signature = m_key.sign(head.signedText());
    tx.exec("INSERT INTO seal_head (log, size, root, previous, at, public_key, signature) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            {m_log, head.size, db::Param::bytes(head.root), db::Param::bytes(head.previous), head.at,
             db::Param::bytes(head.publicKey), db::Param::bytes(head.signature)});
}

bool Sealer::seal()
{
    try {
        db::Transaction tx = m_pool.begin();
        if (!m_loaded || sealedSize(tx, m_log) != m_size) // another server was here: its tree is the one to go on with
            load(tx);
        const std::uint64_t before = m_size;
        while (m_size - before < kSealAtOnceMax) {
            const std::vector<std::vector<std::string>> batches = nextEntries(tx, kSealAtOnceMax);
            if (batches.empty())
                break;
            std::array<char, kHash> leaf{};
            for (const std::vector<std::string>& entries : batches) {
                for (const std::string& entry : entries) {
                    merkle::leafHashInto(entry, leaf.data());
                    append({leaf.data(), leaf.size()});
                }
            }
        }
        if (m_size == before) {
            tx.commit();
            return false;
        }
        store(tx, before);
        tx.commit();
        return true;
    } catch (...) {
        m_loaded = false;
        throw;
    }
}

std::optional<Head> latestHead(db::Transaction& tx, std::string_view log)
{
    const db::Result rows = tx.exec(fmt::format("SELECT {} FROM seal_head WHERE log = $1 ORDER BY size DESC LIMIT 1", kHeadColumns),
                                    {log});
    return rows.empty() ? std::nullopt : std::optional(headFrom(log, rows[0]));
}

Receipt receiptOf(db::Transaction& tx, std::string_view log, std::uint64_t index, std::string entry)
{
    const auto head = latestHead(tx, log);
    if (!head || index >= head->size) {
        base::Error error(base::ErrorCode::Conflict, "not_sealed_yet", "The entry is not sealed yet; it will be within a second.");
        error.retryAfter = std::chrono::seconds(1);
        throw error;
    }
    Tiles tiles(tx, log);
    Receipt receipt{index, std::move(entry), merkle::path(index, head->size, std::ref(tiles)), *head};
    const auto root = merkle::rootFrom(merkle::leafHash(receipt.entry), index, head->size, receipt.path);
    if (!root || *root != head->root) {
        throw base::Error(base::ErrorCode::Internal, "seal_broken",
                          "The entry is not the one that was sealed: the log has been changed.");
    }
    return receipt;
}

std::optional<std::string> faultOfHeads(db::Transaction& tx, std::string_view log, std::size_t headsMax)
{
    std::vector<Head> heads;
    for (const db::Row row : tx.exec(fmt::format("SELECT {} FROM seal_head WHERE log = $1 ORDER BY size DESC LIMIT $2", kHeadColumns),
                                     {log, headsMax}))
        heads.push_back(headFrom(log, row));
    Tiles tiles(tx, log);
    for (std::size_t i = 0; i < heads.size(); ++i) {
        const Head& head = heads[i];
        if (!crypto::verifyEd25519(head.publicKey, head.signedText(), head.signature))
            return fmt::format("The signature of the head of {} entries is not valid.", head.size);
        if (merkle::root(head.size, std::ref(tiles)) != head.root)
            return fmt::format("The head of {} entries is not that of the stored tree.", head.size);
        if (i + 1 == heads.size())
            break;
        const Head& older = heads[i + 1];
        if (head.previous != crypto::sha256(older.signedText()))
            return fmt::format("The head of {} entries does not follow the one before.", head.size);
        if (!merkle::isConsistent(older.size, older.root, head.size, head.root,
                                  merkle::consistency(older.size, head.size, std::ref(tiles))))
            return fmt::format("The log of {} entries does not begin with that of {}.", head.size, older.size);
    }
    return std::nullopt;
}

ReadEntries auditEntries()
{
    return [](db::Transaction& tx, std::uint64_t index, std::size_t max) {
        const db::Result last = tx.exec("SELECT xid::text, id FROM audit_sealed ORDER BY index DESC LIMIT 1");
        const std::string xid = last.empty() ? "0" : last[0].string(0);
        const std::string id = last.empty() ? "00000000-0000-0000-0000-000000000000" : last[0].string(1);
        // Below the oldest transaction that still runs, nothing can appear in between any more.
        tx.exec("INSERT INTO audit_sealed (index, id, xid, entry) "
                "SELECT $1::bigint + row_number() OVER (ORDER BY xid, id) - 1, id, xid, "
                "jsonb_build_object('id', id, 'at', at, 'actor_id', actor_id, 'actor_kind', actor_kind, 'actor_name', "
                "actor_name, 'key_id', key_id, 'action', action, 'target_kind', target_kind, 'target_id', target_id, "
                "'request_id', request_id, 'detail', detail)::text FROM ("
                "SELECT * FROM audit_entry WHERE (xid, id) > ($3::xid8, $4::uuid) "
                "AND xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY xid, id LIMIT $2) fresh",
                {index, max, xid, id});
        std::vector<std::string> entries;
        for (const db::Row row : tx.exec("SELECT entry FROM audit_sealed WHERE index >= $1 ORDER BY index LIMIT $2", {index, max}))
            entries.push_back(row.string(0));
        return entries;
    };
}

crypto::Ed25519Key keyInFile(const std::filesystem::path& file)
{
    const auto unusable = [&file](std::string_view why) {
        return base::Error(base::ErrorCode::Internal, "seal_key_unusable", fmt::format("The key in {} {}.", file.string(), why));
    };
    if (const int handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC); handle >= 0) {
        std::array<char, 2 * crypto::kEd25519KeyBytes> hex{};
        const auto read = ::read(handle, hex.data(), hex.size());
        ::close(handle);
        std::string seed;
        if (read != ssize_t(hex.size()) || !base::fromHex({hex.data(), hex.size()}, seed))
            throw unusable("is not one");
        return std::move(*crypto::Ed25519Key::fromSeed(seed));
    }
    crypto::Ed25519Key key = crypto::Ed25519Key::generate();
    const std::string hex = base::toHex(key.seed()) + '\n';
    // Whole or not at all: half a key after a crash would keep the engine from starting.
    const std::string fresh = file.string() + ".new";
    const int handle = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (handle < 0)
        throw unusable("cannot be made");
    const bool isWritten = ::write(handle, hex.data(), hex.size()) == ssize_t(hex.size()) && ::fsync(handle) == 0;
    ::close(handle);
    // link() never replaces: a file that is there and cannot be read stays as it is.
    const bool isThere = isWritten && ::link(fresh.c_str(), file.c_str()) == 0;
    ::unlink(fresh.c_str());
    if (!isThere)
        throw unusable("cannot be written");
    return key;
}

} // namespace bursar::audit
