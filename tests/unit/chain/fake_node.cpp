// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_node.h"

namespace bursar::chain::evm::test {

namespace {
net::HttpResponse response(const json::value& body)
{
    return {.body = json::serialize(body)};
}
} // namespace

net::HttpResponse answering(const json::object& request, json::value result)
{
    return response({{"jsonrpc", "2.0"}, {"id", request.at("id")}, {"result", std::move(result)}});
}

net::HttpResponse refusing(const json::object& request, int code, const std::string& message)
{
    return response({{"jsonrpc", "2.0"}, {"id", request.at("id")}, {"error", {{"code", code}, {"message", message}}}});
}

FakeNode::FakeNode()
{
    on("eth_chainId", "0x13882");
    net::HttpServerOptions options;
    options.port = 0;
    options.portAttempts = 0;
    options.threads = 1;
    m_server = std::make_unique<net::HttpServer>(options, *this, m_metrics);
    m_server->start();
}

FakeNode::~FakeNode()
{
    die();
}

std::string FakeNode::url() const
{
    return "http://127.0.0.1:" + std::to_string(m_server->port()) + "/v3/" + kKey;
}

void FakeNode::on(const std::string& method, json::value result)
{
    onReply(method, [result = std::move(result)](const json::object& request) { return answering(request, result); });
}

void FakeNode::onError(const std::string& method, int code, const std::string& message, json::value data)
{
    onReply(method, [=](const json::object& request) {
        json::object error{{"code", code}, {"message", message}};
        if (!data.is_null())
            error["data"] = data;
        return response({{"jsonrpc", "2.0"}, {"id", request.at("id")}, {"error", std::move(error)}});
    });
}

void FakeNode::onReply(const std::string& method, Reply reply)
{
    const std::lock_guard lock(m_mutex);
    m_replies[method] = std::move(reply);
}

void FakeNode::onBody(const std::string& method, std::string body, int status)
{
    onReply(method, [=](const json::object&) { return net::HttpResponse{.status = status, .body = body}; });
}

void FakeNode::onSilence(const std::string& method)
{
    onReply(method, nullptr);
}

void FakeNode::die()
{
    m_server->stop(std::chrono::milliseconds(0));
}

std::vector<json::object> FakeNode::asked(const std::string& method) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_asked.find(method);
    return found == m_asked.end() ? std::vector<json::object>() : found->second;
}

void FakeNode::handle(net::HttpRequest request, Respond respond)
{
    const json::object question = json::parse(request.body).as_object();
    const std::string method(question.at("method").as_string());
    Reply reply;
    {
        const std::lock_guard lock(m_mutex);
        m_asked[method].push_back(question);
        const auto found = m_replies.find(method);
        if (found != m_replies.end() && !found->second) {
            m_unanswered.push_back(std::move(respond));
            return;
        }
        if (found != m_replies.end())
            reply = found->second;
    }
    respond(reply ? reply(question) : refusing(question, -32601, "Method not found"));
}

} // namespace bursar::chain::evm::test
