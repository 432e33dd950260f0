// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace bursar::ingest {

/// Lines out of bytes that come in pieces of any size, plain or gzip (several members too). Memory is bounded by the
/// longest line.
class LineSource {
public:
    static constexpr std::size_t kLineBytesMax = 64 * 1024;
    /// Most bytes after decompression.
    static constexpr std::int64_t kTextBytesMax = std::int64_t(64) * 1024 * 1024 * 1024;

    struct Line {
        std::string_view text;   // without line end; cut at kLineBytesMax
        std::int64_t number = 0; // from 1
        bool terminated = true;  // false: the last line, without a line end
        bool tooLong = false;
    };
    /// Called for each line; false ends the reading.
    using OnLine = std::function<bool(const Line&)>;

    explicit LineSource(OnLine onLine);
    ~LineSource();

    /// False when the reader wants no more. Throws InvalidInput "gzip_corrupt", TooLarge "too_large".
    bool feed(std::string_view bytes);
    /// Hands over the last line. False when gzip data ended early.
    bool finish();
    bool compressed() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace bursar::ingest
