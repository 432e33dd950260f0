// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/impl/gzip.h"

#include <array>
#include <limits>
#include <new>
#include <zlib.h>

namespace bursar::net::impl {

namespace {
constexpr int kGzipOnly = 15 + 16; // zlib: largest window, gzip header

Bytef* bytes(const char* text)
{
    return reinterpret_cast<Bytef*>(const_cast<char*>(text));
}
} // namespace

Inflater::Inflater(std::size_t bytesMax) : m_bytesMax(bytesMax), m_stream(std::make_unique<z_stream>())
{
    if (inflateInit2(m_stream.get(), kGzipOnly) != Z_OK)
        throw std::bad_alloc();
}

Inflater::~Inflater()
{
    inflateEnd(m_stream.get());
}

Inflater::Result Inflater::feed(std::string_view in, std::string& out)
{
    std::array<char, 32 * 1024> chunk;
    m_stream->next_in = bytes(in.data());
    m_stream->avail_in = uInt(in.size());
    while (true) {
        if (m_finished) {
            if (m_stream->avail_in == 0)
                return Result::Ok;
            m_finished = false; // another member follows, or garbage, which its header check finds
            inflateReset(m_stream.get());
        }
        m_stream->next_out = bytes(chunk.data());
        m_stream->avail_out = uInt(chunk.size());
        const int result = inflate(m_stream.get(), Z_NO_FLUSH);
        const std::size_t produced = chunk.size() - m_stream->avail_out;
        if (produced > m_bytesMax - out.size())
            return Result::TooLarge;
        out.append(chunk.data(), produced);
        if (result == Z_STREAM_END)
            m_finished = true;
        else if (result == Z_BUF_ERROR || (result == Z_OK && m_stream->avail_in == 0 && m_stream->avail_out > 0))
            return Result::Ok; // needs more input
        else if (result != Z_OK)
            return Result::Corrupt;
    }
}

namespace {
/// Kept by the thread: its 268 KB are dear to allocate for every answer.
class Deflater {
public:
    Deflater()
    {
        if (deflateInit2(&m_stream, 1, Z_DEFLATED, kGzipOnly, 8, Z_DEFAULT_STRATEGY) != Z_OK)
            throw std::bad_alloc();
    }
    ~Deflater() { deflateEnd(&m_stream); }

    std::string run(std::string_view text)
    {
        deflateReset(&m_stream);
        std::string out(text.size() - 1, '\0');
        m_stream.next_in = bytes(text.data());
        m_stream.avail_in = uInt(text.size());
        m_stream.next_out = bytes(out.data());
        m_stream.avail_out = uInt(out.size());
        if (deflate(&m_stream, Z_FINISH) != Z_STREAM_END)
            return {};
        out.resize(out.size() - m_stream.avail_out);
        return out;
    }

private:
    z_stream m_stream{};
};
} // namespace

std::string gzipped(std::string_view text)
{
    if (text.empty() || text.size() > std::numeric_limits<uInt>::max())
        return {};
    thread_local Deflater deflater;
    return deflater.run(text);
}

} // namespace bursar::net::impl
