// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/remote.h"

#include "base/error.h"
#include "base/ids.h"
#include "contract/http_form.h"

#include <boost/json.hpp>

#include <cstdlib>
#include <fstream>

namespace bursar::ctl {

namespace {
namespace json = boost::json;
constexpr std::size_t kAnswerBytesMax = 256 * 1024 * 1024;

std::string firstLine(const std::filesystem::path& file)
{
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return line;
}

std::string environment(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}
} // namespace

Target findTarget(const std::optional<std::string>& url, const std::optional<std::string>& key,
                  const std::filesystem::path& dataDirectory)
{
    Target target{url.value_or(environment("BURSAR_URL")), key.value_or(environment("BURSAR_API_KEY"))};
    if (target.url.empty()) {
        boost::system::error_code error;
        const json::value info = json::parse(firstLine(dataDirectory / "engine.json"), error);
        if (!error && info.is_object() && info.get_object().contains("url"))
            target.url = info.at("url").as_string();
    }
    if (target.url.empty())
        throw base::Error(base::ErrorCode::InvalidInput, "no_server",
                          "no server: give --url, set BURSAR_URL, or start one in " + dataDirectory.string());
    if (target.key.empty())
        target.key = firstLine(dataDirectory / "owner.key");
    return target;
}

json::value Remote::call(contract::OperationId name, const json::value& input)
{
    const contract::OperationInfo* operation = contract::findOperation(name);
    if (!operation)
        throw base::Error(base::ErrorCode::InvalidInput, "unknown_operation",
                          "there is no operation " + std::string(name) + "; see: bursarctl operations");
    const contract::HttpForm form = contract::httpForm(*operation, input);
    net::ClientRequest request;
    request.method = form.method;
    request.url = m_target.url + form.target;
    request.body = form.body;
    request.policy = net::AddressPolicy::Open;
    request.timeout = std::chrono::minutes(5);
    request.bodyBytesMax = kAnswerBytesMax;
    request.redirectsMax = 0;
    if (!form.contentType.empty())
        request.headers.emplace_back("Content-Type", form.contentType);
    if (!m_target.key.empty())
        request.headers.emplace_back("Authorization", "Bearer " + m_target.key);
    if (operation->effect == contract::Effect::write_once)
        request.headers.emplace_back("Idempotency-Key", base::randomHex(16));
    const net::ClientResponse response = m_http.send(request);
    if (response.status / 100 != 2)
        throw contract::errorOf(response.status, response.body);
    return json::parse(response.body);
}

} // namespace bursar::ctl
