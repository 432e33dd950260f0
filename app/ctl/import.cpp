// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/import.h"

#include "base/error.h"
#include "contract/ingest.h"
#include "contract/system.h"
#include "crypto/hash.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <unistd.h>

#include <fstream>
#include <thread>

namespace bursar::ctl {

namespace {
namespace json = boost::json;
constexpr auto kLookEvery = std::chrono::milliseconds(150);

void showProgress(const contract::Task& task)
{
    if (!isatty(STDERR_FILENO))
        return;
    std::string line = fmt::format("\r{}: {} {}", task.title, task.done, task.unit);
    if (task.total && *task.total > 0)
        line += fmt::format(" of {} ({} %)", *task.total, task.done * 100 / *task.total);
    line += fmt::format(", {:.0f}/s", task.rate_per_second);
    if (task.seconds_left)
        line += fmt::format(", {:.0f} s left", *task.seconds_left);
    fmt::print(stderr, "{}\033[K", line);
}

void upload(Remote& remote, const std::string& agentId, const contract::ImportCreated& import, std::ifstream& in,
            std::int64_t bytes)
{
    std::string chunk(std::size_t(import.chunk_bytes_max), '\0');
    std::int64_t offset = 0;
    do {
        in.read(chunk.data(), std::streamsize(chunk.size()));
        const std::string_view part(chunk.data(), std::size_t(in.gcount()));
        contract::UploadImportChunk::Input input;
        input.agent_id = agentId;
        input.id = import.id;
        input.offset = offset;
        input.data = json::string(crypto::toBase64(part));
        offset += std::int64_t(part.size());
        input.last = offset >= bytes;
        remote.call<contract::UploadImportChunk>(input);
    } while (offset < bytes);
}

contract::Task follow(Remote& remote, const std::string& id)
{
    for (;;) {
        const contract::Task task = remote.call<contract::GetTask>({id});
        showProgress(task);
        if (task.finished_at)
            return task;
        std::this_thread::sleep_for(kLookEvery);
    }
}
} // namespace

bool importAccessLog(Remote& remote, const std::string& agentId, const std::filesystem::path& file, bool preview)
{
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw base::Error(base::ErrorCode::InvalidInput, "file_unreadable", "cannot read " + file.string());
    const auto bytes = std::int64_t(std::filesystem::file_size(file));
    contract::ImportInput input{agentId, file.filename().string(), bytes, {}};
    if (preview)
        input.preview = true;
    const contract::ImportCreated import = remote.call<contract::CreateImport>(input);
    upload(remote, agentId, import, in, bytes);
    const contract::Task task = follow(remote, import.id);
    if (isatty(STDERR_FILENO))
        fmt::print(stderr, "\r\033[K");
    fmt::print("{} {}: {}\n", file.filename().string(), task.state, task.message);
    fmt::print("{}\n", json::serialize(task.result));
    return task.state == "done";
}

} // namespace bursar::ctl
