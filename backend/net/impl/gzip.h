// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

struct z_stream_s;

namespace bursar::net::impl {

/// Inflates gzip (RFC 1952, several members allowed) as it arrives, and stops at the limit: what a bomb would have
/// become is never produced.
class Inflater {
public:
    /// What one needs beside its output.
    static constexpr std::size_t kStateBytes = 48 * 1024;

    explicit Inflater(std::size_t bytesMax);
    ~Inflater();
    enum class Result { Ok, Corrupt, TooLarge };
    /// Appends to `out`; `out` never grows beyond bytesMax.
    Result feed(std::string_view in, std::string& out);
    /// Whether the last member is complete.
    bool finished() const { return m_finished; }

private:
    std::size_t m_bytesMax;
    bool m_finished = false;
    std::unique_ptr<z_stream_s> m_stream;
};

/// gzip at level 1, the best trade for answers made once. Empty when it would not be smaller.
std::string gzipped(std::string_view text);

} // namespace bursar::net::impl
