// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/impl/gzip.h"
#include "net/impl/request_head.h"

#include <atomic>
#include <span>

namespace bursar::net::impl {

/// A share of the memory that all bodies together may take; given back on destruction.
class BodyLease {
public:
    BodyLease() = default;
    BodyLease(std::atomic<std::size_t>& used, std::size_t usedMax) : m_used(&used), m_usedMax(usedMax) {}
    BodyLease(BodyLease&& other) noexcept;
    BodyLease& operator=(BodyLease&& other) noexcept;
    ~BodyLease();
    /// False when the total would exceed the maximum; then nothing changes.
    bool grow(std::size_t bytes);

private:
    std::atomic<std::size_t>* m_used = nullptr;
    std::size_t m_usedMax = 0;
    std::size_t m_held = 0;
};

/// Reads one body: framing, inflating and limits. A body that is only announced costs nothing; memory grows with what
/// has really arrived.
class BodyReader final : private ByteSink {
public:
    struct Options {
        std::size_t bytesMax;       // of the inflated body
        std::size_t headerBytesMax; // of chunk headers and trailers
        bool gzip = false;
        bool discard = false; // read over it
    };
    BodyReader(RequestHead& head, Options options, BodyLease lease);

    struct Step {
        std::size_t consumed = 0;
        bool done = false;
        std::optional<Fault> fault;
    };
    Step feed(std::string_view in);

    /// Where the next bytes of a plain body may be received without a copy; empty when they must go through feed().
    std::span<char> direct(std::size_t wanted);
    /// Must follow direct(): how many bytes arrived.
    Step commitDirect(std::size_t received);

    std::string takeBody() { return std::move(m_body); }
    BodyLease takeLease() { return std::move(m_lease); }
    std::uint64_t received() const { return m_received; }
    /// How many bytes are still to come; unknown when chunked.
    std::optional<std::uint64_t> remaining() const;

private:
    bool take(std::string_view bytes) override;
    Step finish(std::size_t consumed);
    void reserve(std::size_t needed);

    Options m_options;
    BodyLease m_lease;
    std::unique_ptr<ChunkedReader> m_chunked;
    std::unique_ptr<Inflater> m_inflater;
    std::uint64_t m_length = 0; // when not chunked
    std::uint64_t m_received = 0;
    std::size_t m_directFrom = 0;
    std::string m_body;
    std::optional<Fault> m_fault;
};

} // namespace bursar::net::impl
