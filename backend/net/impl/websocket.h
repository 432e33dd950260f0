// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utf8.h"
#include "net/impl/text.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace bursar::net::impl {

/// Sec-WebSocket-Accept for a key (RFC 6455, 4.2.2).
std::string webSocketAccept(std::string_view key);
/// Whether a key is the base64 of 16 bytes.
bool isWebSocketKey(std::string_view key);

enum class Opcode : std::uint8_t { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

/// A server's frame: unmasked, in one piece.
void appendFrame(std::string& out, Opcode opcode, std::string_view payload);
/// The reason is cut to 123 bytes; a code that must not be sent becomes 1011.
void appendCloseFrame(std::string& out, int code, std::string_view reason);

/// Reads a client's frames (masked, RFC 6455, no extensions) as they arrive.
class FrameReader {
public:
    explicit FrameReader(std::size_t messageBytesMax) : m_messageBytesMax(messageBytesMax) {}

    struct Events {
        std::function<void(std::string_view)> text;
        std::function<void(std::string_view)> ping;
        std::function<void()> pong;
        std::function<void(int code)> close; // 1005: without a code
    };
    /// Consumes everything. A code (1002, 1003, 1007, 1009) when the connection must be failed with it.
    std::optional<int> feed(std::string_view in, const Events& events);
    bool closed() const { return m_closed; }

private:
    bool isAcceptableStart() const;
    std::optional<int> parseHeader();
    std::size_t headerBytes() const;
    void takePayload(std::string_view& in);
    std::optional<int> endFrame(const Events& events);
    std::optional<int> endControl(const Events& events);

    std::size_t m_messageBytesMax;
    std::string m_header;  // of the frame under way, while incomplete
    bool m_inPayload = false;
    bool m_final = false;
    bool m_inMessage = false; // a fragmented message is open
    bool m_closed = false;
    Opcode m_opcode = Opcode::Text;
    std::uint64_t m_remaining = 0;
    std::uint64_t m_payloadAt = 0;
    char m_mask[4] = {};
    std::string m_message;
    std::string m_control;
    base::Utf8Validator m_utf8;
    bool m_badText = false;
};

} // namespace bursar::net::impl
