// SPDX-License-Identifier: GPL-3.0-or-later
// Heads, chunked bodies and WebSocket frames: what is accepted must not depend on how the bytes were cut up.
#include "net/impl/request_head.h"
#include "net/impl/target.h"
#include "net/impl/websocket.h"

#include <cstdlib>

namespace {
using namespace bursar::net;

struct Gathered final : impl::ByteSink {
    std::string bytes;
    bool take(std::string_view more) override
    {
        bytes += more;
        return bytes.size() < 1'000'000;
    }
};

/// The body as read in pieces of `piece` bytes.
std::pair<impl::ChunkedReader::Result, std::string> readChunked(std::string_view text, const std::string& head,
                                                                std::size_t piece)
{
    impl::RequestHead parsed;
    if (impl::parseHead(head, {}, parsed) || !parsed.chunked)
        std::abort();
    Gathered gathered;
    auto result = impl::ChunkedReader::Result::NeedMore;
    std::string pending;
    while (result == impl::ChunkedReader::Result::NeedMore && (!text.empty() || !pending.empty())) {
        const std::size_t before = pending.size();
        pending += text.substr(0, piece);
        text.remove_prefix(std::min(piece, text.size()));
        std::size_t consumed = 0;
        result = parsed.chunked->feed(pending, consumed, gathered);
        if (consumed > pending.size())
            std::abort();
        pending.erase(0, consumed);
        if (text.empty() && consumed == 0 && pending.size() == before)
            break;
    }
    return {result, gathered.bytes};
}

void frames(std::string_view text, std::size_t piece, std::string& seen)
{
    impl::FrameReader reader(64 * 1024);
    const impl::FrameReader::Events events{[&](std::string_view words) { seen += words; }, [&](std::string_view) { seen += 'p'; },
                                           [&] { seen += 'q'; }, [&](int code) { seen += std::to_string(code); }};
    while (!text.empty()) {
        const auto failed = reader.feed(text.substr(0, piece), events);
        text.remove_prefix(std::min(piece, text.size()));
        if (failed) {
            seen += 'f' + std::to_string(*failed);
            return;
        }
        if (reader.closed())
            return;
    }
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    impl::HeadScanner scanner;
    if (scanner.scan(text) == impl::HeadScanner::Found::Yes) {
        if (scanner.headBytes() > size)
            std::abort();
        impl::RequestHead head;
        if (!impl::parseHead(text.substr(0, scanner.headBytes()), {}, head) && head.request.method.empty())
            std::abort();
    }
    HttpRequest request;
    if (!impl::parseTarget(text, request) && (request.path.empty() || request.path.front() != '/'))
        std::abort();
    static const std::string chunkedHead = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    const auto atOnce = readChunked(text, chunkedHead, size + 1), inPieces = readChunked(text, chunkedHead, 3);
    const bool isWhole = atOnce.first == impl::ChunkedReader::Result::Done
                         || inPieces.first == impl::ChunkedReader::Result::Done;
    if (isWhole && atOnce != inPieces)
        std::abort();
    std::string whole, pieces;
    frames(text, size + 1, whole);
    frames(text, 3, pieces);
    if (whole != pieces)
        std::abort();
    return 0;
}
