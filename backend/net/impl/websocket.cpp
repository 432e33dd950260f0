// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/impl/websocket.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <utility>
#include <openssl/evp.h>

namespace bursar::net::impl {

namespace {
constexpr std::string_view kAcceptGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
constexpr std::size_t kControlBytesMax = 125;
constexpr std::size_t kReasonBytesMax = 123;

bool isControl(Opcode opcode)
{
    return unsigned(opcode) >= 8;
}

/// Codes that a peer may put into a close frame.
bool isSendable(int code)
{
    return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006)
        || (code >= 3000 && code <= 4999);
}

std::uint64_t bigEndian(std::string_view bytes)
{
    std::uint64_t value = 0;
    for (const char c : bytes)
        value = value << 8 | static_cast<unsigned char>(c);
    return value;
}
} // namespace

std::string webSocketAccept(std::string_view key)
{
    const std::string text = std::string(key).append(kAcceptGuid);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned digestBytes = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &digestBytes, EVP_sha1(), nullptr);
    std::string encoded(4 * ((digestBytes + 2) / 3) + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()), digest.data(), int(digestBytes));
    encoded.resize(std::size_t(length));
    return encoded;
}

bool isWebSocketKey(std::string_view key)
{
    return key.size() == 24 && key.ends_with("==") && std::all_of(key.begin(), key.end() - 2, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    });
}

void appendFrame(std::string& out, Opcode opcode, std::string_view payload)
{
    out.push_back(char(0x80 | unsigned(opcode)));
    const std::uint64_t size = payload.size();
    unsigned lengthBytes = 0;
    if (size < 126) {
        out.push_back(char(size));
    } else {
        lengthBytes = size <= 0xffff ? 2 : 8;
        out.push_back(char(lengthBytes == 2 ? 126 : 127));
    }
    for (unsigned i = lengthBytes; i-- > 0;)
        out.push_back(char(size >> (8 * i)));
    out.append(payload);
}

void appendCloseFrame(std::string& out, int code, std::string_view reason)
{
    if (!isSendable(code))
        code = 1011;
    std::string payload{char(code >> 8), char(code)};
    payload.append(base::utf8Prefix(reason, kReasonBytesMax));
    appendFrame(out, Opcode::Close, payload);
}

std::size_t FrameReader::headerBytes() const
{
    if (m_header.size() < 2)
        return 2;
    const auto length = static_cast<unsigned char>(m_header[1]) & 0x7f;
    return 2 + 4 + (length == 126 ? 2u : length == 127 ? 8u : 0u);
}

bool FrameReader::isAcceptableStart() const
{
    const auto first = static_cast<unsigned char>(m_header[0]);
    const auto second = static_cast<unsigned char>(m_header[1]);
    const unsigned opcode = first & 0x0f;
    const bool extended = (first & 0x70) != 0; // an extension that was not agreed
    const bool masked = (second & 0x80) != 0;
    return !extended && masked && (opcode <= 2 || (opcode >= 8 && opcode <= 10));
}

std::optional<int> FrameReader::parseHeader()
{
    const auto first = static_cast<unsigned char>(m_header[0]);
    const auto second = static_cast<unsigned char>(m_header[1]);
    m_opcode = Opcode(first & 0x0f);
    m_final = (first & 0x80) != 0;
    const std::size_t extended = headerBytes() - 6;
    m_remaining = extended == 0 ? second & 0x7f : bigEndian(std::string_view(m_header).substr(2, extended));
    std::copy_n(m_header.data() + 2 + extended, 4, m_mask);
    m_payloadAt = 0;
    m_header.clear();
    m_inPayload = true;
    if (isControl(m_opcode)) {
        m_control.clear();
        return m_final && m_remaining <= kControlBytesMax ? std::nullopt : std::optional(1002);
    }
    if (m_opcode == Opcode::Binary)
        return 1003;
    if ((m_opcode == Opcode::Continuation) != m_inMessage)
        return 1002;
    if (m_remaining > m_messageBytesMax - m_message.size())
        return 1009;
    return std::nullopt;
}

void FrameReader::takePayload(std::string_view& in)
{
    const auto size = std::size_t(std::min<std::uint64_t>(in.size(), m_remaining));
    std::string& target = isControl(m_opcode) ? m_control : m_message;
    const std::size_t from = target.size();
    target.append(in.substr(0, size));
    for (std::size_t i = 0; i < size; ++i)
        target[from + i] = char(target[from + i] ^ m_mask[(m_payloadAt + i) & 3]);
    if (!isControl(m_opcode))
        m_badText = m_badText || !m_utf8.feed(std::string_view(target).substr(from));
    m_payloadAt += size;
    m_remaining -= size;
    in.remove_prefix(size);
}

std::optional<int> FrameReader::endControl(const Events& events)
{
    if (m_opcode == Opcode::Ping) {
        events.ping(m_control);
        return std::nullopt;
    }
    if (m_opcode == Opcode::Pong) {
        events.pong();
        return std::nullopt;
    }
    m_closed = true;
    if (m_control.empty()) {
        events.close(1005);
        return std::nullopt;
    }
    if (m_control.size() == 1)
        return 1002;
    const int code = int(bigEndian(std::string_view(m_control).substr(0, 2)));
    if (!isSendable(code))
        return 1002;
    if (!base::isUtf8(std::string_view(m_control).substr(2)))
        return 1007;
    events.close(code);
    return std::nullopt;
}

std::optional<int> FrameReader::endFrame(const Events& events)
{
    m_inPayload = false;
    if (isControl(m_opcode))
        return endControl(events);
    m_inMessage = !m_final;
    if (!m_final)
        return std::nullopt;
    if (!m_utf8.complete())
        return 1007;
    const std::string message = std::exchange(m_message, {});
    m_utf8.reset();
    events.text(message);
    return std::nullopt;
}

std::optional<int> FrameReader::feed(std::string_view in, const Events& events)
{
    while (!m_closed) {
        if (!m_inPayload) {
            const std::size_t wanted = headerBytes();
            const std::size_t size = std::min(wanted - m_header.size(), in.size());
            m_header.append(in.substr(0, size));
            in.remove_prefix(size);
            if (m_header.size() < wanted)
                return std::nullopt;
            if (m_header.size() == 2 && !isAcceptableStart())
                return 1002;
            if (m_header.size() < headerBytes())
                continue; // the length has told that more follows
            if (const auto code = parseHeader())
                return code;
        }
        takePayload(in);
        if (m_badText)
            return 1007;
        if (m_remaining > 0)
            return std::nullopt;
        if (const auto code = endFrame(events))
            return code;
    }
    return std::nullopt;
}

} // namespace bursar::net::impl
