// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/metrics.h"
#include "net/http_server.h"

#include <boost/json.hpp>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace bursar::chain::evm::test {

namespace json = boost::json;

/// A node over real HTTP that answers as the test says; by default only that its chain is 80002. Any thread.
class FakeNode final : public net::RequestHandler {
public:
    FakeNode();
    ~FakeNode() override;

    std::string url() const; // with a key in its path
    static constexpr const char* kKey = "averysecretkey";

    using Reply = std::function<net::HttpResponse(const json::object& request)>;
    void on(const std::string& method, json::value result);
    void on(const std::string& method, std::string_view result) { on(method, json::value(json::string(result))); }
    void on(const std::string& method, const char* result) { on(method, std::string_view(result)); }
    void on(const std::string& method, const std::string& result) { on(method, std::string_view(result)); }
    void onError(const std::string& method, int code, const std::string& message, json::value data = nullptr);
    void onReply(const std::string& method, Reply reply);
    /// The body as it is, whatever was asked.
    void onBody(const std::string& method, std::string body, int status = 200);
    /// Takes the question and never answers.
    void onSilence(const std::string& method);
    /// Closes the port: connections are refused.
    void die();

    std::vector<json::object> asked(const std::string& method) const;
    std::size_t count(const std::string& method) const { return asked(method).size(); }

    void handle(net::HttpRequest request, Respond respond) override;
    std::size_t bodyBytesMax(std::string_view, std::string_view) const override { return 1024 * 1024; }
    void handleStream(net::HttpRequest, Accept, Respond) override {}
    bool isStream(std::string_view) const override { return false; }

private:
    base::Metrics m_metrics;
    std::unique_ptr<net::HttpServer> m_server;
    mutable std::mutex m_mutex;
    std::map<std::string, Reply> m_replies;
    std::map<std::string, std::vector<json::object>> m_asked;
    std::vector<Respond> m_unanswered;
};

/// A well-formed answer to this question.
net::HttpResponse answering(const json::object& request, json::value result);
net::HttpResponse refusing(const json::object& request, int code, const std::string& message);

} // namespace bursar::chain::evm::test
