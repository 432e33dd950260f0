// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/impl/body_reader.h"

#include <utility>

namespace bursar::net::impl {

namespace {
constexpr std::size_t kFirstReserve = 256 * 1024;

Fault tooLarge()
{
    return {413, "body_too_large", "the request's body is too large"};
}
} // namespace

BodyLease::BodyLease(BodyLease&& other) noexcept
    : m_used(std::exchange(other.m_used, nullptr)), m_usedMax(other.m_usedMax), m_held(std::exchange(other.m_held, 0))
{
}

BodyLease& BodyLease::operator=(BodyLease&& other) noexcept
{
    std::swap(m_used, other.m_used);
    std::swap(m_usedMax, other.m_usedMax);
    std::swap(m_held, other.m_held);
    return *this;
}

BodyLease::~BodyLease()
{
    if (m_used != nullptr)
        m_used->fetch_sub(m_held);
}

bool BodyLease::grow(std::size_t bytes)
{
    if (m_used == nullptr || bytes <= m_held)
        return true;
    const std::size_t more = bytes - m_held;
    if (m_used->fetch_add(more) + more > m_usedMax) {
        m_used->fetch_sub(more);
        return false;
    }
    m_held = bytes;
    return true;
}

BodyReader::BodyReader(RequestHead& head, Options options, BodyLease lease)
    : m_options(options), m_lease(std::move(lease)), m_chunked(std::move(head.chunked)),
      m_length(head.contentLength.value_or(0))
{
}

std::optional<std::uint64_t> BodyReader::remaining() const
{
    if (m_chunked)
        return std::nullopt;
    return m_length - m_received;
}

BodyReader::Step BodyReader::feed(std::string_view in)
{
    if (!m_chunked) {
        const auto part = in.substr(0, std::size_t(std::min<std::uint64_t>(in.size(), m_length - m_received)));
        m_received += part.size();
        if (!take(part))
            return {part.size(), false, m_fault};
        return m_received == m_length ? finish(part.size()) : Step{part.size()};
    }
    std::size_t consumed = 0;
    const auto result = m_chunked->feed(in, consumed, *this);
    m_received += consumed;
    switch (result) {
    case ChunkedReader::Result::Stopped: return {consumed, false, m_fault};
    case ChunkedReader::Result::Malformed:
        return {consumed, false, Fault{400, "malformed_request", "the chunked body is malformed"}};
    case ChunkedReader::Result::Done: return finish(consumed);
    case ChunkedReader::Result::NeedMore: break;
    }
    // What is not consumed is a piece of a chunk header or of the trailers.
    if (in.size() - consumed > m_options.headerBytesMax)
        return {consumed, false, Fault{431, "headers_too_large", "the chunked body's trailers are too large"}};
    return {consumed};
}

void BodyReader::reserve(std::size_t needed)
{
    if (m_chunked || needed <= m_body.capacity())
        return;
    // Not all at once: a claimed length costs nothing until part of it has been sent.
    m_body.reserve(needed <= kFirstReserve && m_length > kFirstReserve ? kFirstReserve : std::size_t(m_length));
}

bool BodyReader::take(std::string_view bytes)
{
    if (m_options.discard || bytes.empty())
        return true;
    const std::size_t state = m_options.gzip ? Inflater::kStateBytes : 0;
    if (!m_lease.grow(state + m_body.size() + (m_options.gzip ? 0 : bytes.size()))) {
        m_fault = Fault{503, "busy", "the server is receiving too much at the moment"};
        return false;
    }
    if (!m_options.gzip) {
        if (bytes.size() > m_options.bytesMax - m_body.size()) {
            m_fault = tooLarge();
            return false;
        }
        reserve(m_body.size() + bytes.size());
        m_body.append(bytes);
        return true;
    }
    if (!m_inflater)
        m_inflater = std::make_unique<Inflater>(m_options.bytesMax);
    const auto result = m_inflater->feed(bytes, m_body);
    if (result == Inflater::Result::TooLarge)
        m_fault = tooLarge();
    else if (result == Inflater::Result::Corrupt)
        m_fault = Fault{400, "bad_gzip", "the body is not valid gzip"};
    else if (!m_lease.grow(state + m_body.size()))
        m_fault = Fault{503, "busy", "the server is receiving too much at the moment"};
    return !m_fault;
}

BodyReader::Step BodyReader::finish(std::size_t consumed)
{
    if (m_options.gzip && !m_options.discard && (!m_inflater || !m_inflater->finished()))
        return {consumed, false, Fault{400, "bad_gzip", "the gzip body is incomplete"}};
    m_inflater.reset();
    return {consumed, true, std::nullopt};
}

std::span<char> BodyReader::direct(std::size_t wanted)
{
    if (m_chunked || m_options.gzip || m_options.discard || m_length > m_options.bytesMax)
        return {};
    const auto size = std::size_t(std::min<std::uint64_t>(wanted, m_length - m_received));
    if (!m_lease.grow(m_body.size() + size))
        return {};
    reserve(m_body.size() + size);
    m_directFrom = m_body.size();
    m_body.resize(m_directFrom + size);
    return {m_body.data() + m_directFrom, size};
}

BodyReader::Step BodyReader::commitDirect(std::size_t received)
{
    m_body.resize(m_directFrom + received);
    m_received += received;
    return m_received == m_length ? finish(0) : Step{};
}

} // namespace bursar::net::impl
