// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/impl/line_source.h"

#include "base/error.h"

#include <zlib.h>

#include <vector>

namespace bursar::ingest {

namespace {
constexpr std::string_view kGzipMagic = "\x1f\x8b";
constexpr std::size_t kInflateBytes = 256 * 1024;
constexpr int kGzipWindow = 15 + 16; // zlib: the largest window, gzip header expected
} // namespace

struct LineSource::Impl {
    explicit Impl(OnLine handler) : onLine(std::move(handler)) {}
    ~Impl()
    {
        if (gzip)
            inflateEnd(&stream);
    }

    bool begin(std::string_view bytes);
    bool inflateBytes(std::string_view bytes);
    bool takeText(std::string_view text);
    bool emit(bool terminated);

    OnLine onLine;
    std::string head; // until it is known what the bytes are
    bool decided = false;
    bool gzip = false;
    bool memberEnded = true;
    bool wanted = true;
    z_stream stream{};
    std::vector<char> inflated;
    std::int64_t textBytes = 0;
    std::string line;
    bool tooLong = false;
    std::int64_t number = 0;
};

bool LineSource::Impl::begin(std::string_view bytes)
{
    head.append(bytes);
    if (head.size() < kGzipMagic.size())
        return true;
    decided = true;
    gzip = head.starts_with(kGzipMagic);
    if (gzip) {
        inflated.resize(kInflateBytes);
        if (inflateInit2(&stream, kGzipWindow) != Z_OK)
            throw std::bad_alloc();
        memberEnded = false;
    }
    const std::string first = std::move(head);
    return gzip ? inflateBytes(first) : takeText(first);
}

bool LineSource::Impl::inflateBytes(std::string_view bytes)
{
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data())); // zlib only reads it
    stream.avail_in = uInt(bytes.size());
    do {
        if (memberEnded) { // another member follows, or padding
            if (stream.avail_in == 0 || *stream.next_in != Bytef(kGzipMagic[0]))
                return true;
            inflateReset(&stream);
            memberEnded = false;
        }
        stream.next_out = reinterpret_cast<Bytef*>(inflated.data());
        stream.avail_out = uInt(inflated.size());
        const int status = inflate(&stream, Z_NO_FLUSH);
        if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
            throw base::Error(base::ErrorCode::InvalidInput, "gzip_corrupt", "The gzip data is damaged.");
        memberEnded = status == Z_STREAM_END;
        if (!takeText({inflated.data(), inflated.size() - stream.avail_out}))
            return false;
    } while (stream.avail_in > 0 || stream.avail_out == 0); // a full buffer may have more behind it
    return true;
}

bool LineSource::Impl::takeText(std::string_view text)
{
    textBytes += std::int64_t(text.size());
    if (textBytes > kTextBytesMax)
        throw base::Error(base::ErrorCode::TooLarge, "too_large", "The file holds more text than an import may have.");
    while (!text.empty()) {
        const auto end = text.find('\n');
        const std::string_view part = text.substr(0, end);
        const std::size_t room = kLineBytesMax - line.size();
        tooLong = tooLong || part.size() > room;
        line.append(part.substr(0, room));
        if (end == std::string_view::npos)
            return true;
        if (!emit(true))
            return false;
        text.remove_prefix(end + 1);
    }
    return true;
}

bool LineSource::Impl::emit(bool terminated)
{
    if (line.ends_with('\r') && !tooLong)
        line.pop_back();
    ++number;
    wanted = onLine({line, number, terminated, tooLong});
    line.clear();
    tooLong = false;
    return wanted;
}

LineSource::LineSource(OnLine onLine) : m_impl(std::make_unique<Impl>(std::move(onLine))) {}
LineSource::~LineSource() = default;

bool LineSource::feed(std::string_view bytes)
{
    if (!m_impl->wanted || bytes.empty())
        return m_impl->wanted;
    if (!m_impl->decided)
        return m_impl->begin(bytes);
    return m_impl->gzip ? m_impl->inflateBytes(bytes) : m_impl->takeText(bytes);
}

bool LineSource::finish()
{
    if (!m_impl->decided && m_impl->wanted && !m_impl->head.empty())
        m_impl->takeText(m_impl->head);
    if (m_impl->wanted && (!m_impl->line.empty() || m_impl->tooLong))
        m_impl->emit(false);
    return !m_impl->gzip || m_impl->memberEnded || !m_impl->wanted;
}

bool LineSource::compressed() const
{
    return m_impl->gzip;
}

} // namespace bursar::ingest
