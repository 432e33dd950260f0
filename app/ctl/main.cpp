// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "contract/identity.h"
#include "contract/system.h"
#include "ctl/escrow.h"
#include "ctl/import.h"
#include "ctl/receipt.h"
#include "ctl/remote.h"
#include "db/cluster.h"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace {
using namespace bursar;
namespace json = boost::json;

struct Arguments {
    std::optional<std::string> url, key;
    std::string dataDirectory = db::defaultDataDirectory("local").string();
    std::string name, role = "operator", agent, operation, input = "{}", sealKey;
    std::vector<std::string> files, fields;
    bool preview = false;
    ctl::EscrowDeployment escrow;
};

/// key=value pairs as an object: values that read as JSON are JSON, else text; a repeated key makes a list.
json::object objectOf(const Arguments& arguments)
{
    json::object object = json::parse(arguments.input).as_object();
    for (const std::string& field : arguments.fields) {
        const auto equals = field.find('=');
        if (equals == std::string::npos)
            throw base::invalidField(field, "no_value", "must be name=value");
        const std::string name = field.substr(0, equals);
        const std::string text = field.substr(equals + 1);
        boost::system::error_code error;
        json::value value = json::parse(text, error);
        if (error)
            value = json::string(text);
        if (json::value* first = object.if_contains(name)) {
            if (!first->is_array())
                *first = json::array{*first};
            first->get_array().push_back(value);
        } else {
            object[name] = value;
        }
    }
    return object;
}

void listOperations()
{
    for (const contract::OperationInfo& operation : contract::operations())
        fmt::print("{:<22} {:<6} {:<58} {}\n", operation.name, contract::methodWord(operation.method),
                   operation.paths.front(), operation.summary);
}

int run(const CLI::App& app, const Arguments& arguments)
{
    if (app.got_subcommand("operations")) {
        listOperations();
        return 0;
    }
    if (app.got_subcommand("verify-receipt"))
        return ctl::verifyReceipt(arguments.sealKey, arguments.files.front()) ? 0 : 1;
    if (app.got_subcommand("escrow"))
        return ctl::deployEscrow(arguments.escrow) ? 0 : 1;
    ctl::Remote remote(ctl::findTarget(arguments.url, arguments.key, arguments.dataDirectory));
    if (app.got_subcommand("status")) {
        fmt::print("{}\n", json::serialize(remote.call("GetSystemStatus", json::object())));
    } else if (app.got_subcommand("user")) {
        const auto user = remote.call<contract::CreateUser>({arguments.name, arguments.role});
        fmt::print("{} is {}. API key, shown once:\n{}\n", user.name, user.role, user.api_key);
    } else if (app.got_subcommand("import")) {
        bool complete = true;
        for (const std::string& file : arguments.files)
            complete = ctl::importAccessLog(remote, arguments.agent, file, arguments.preview) && complete;
        return complete ? 0 : 1;
    } else if (app.got_subcommand("call")) {
        fmt::print("{}\n", json::serialize(remote.call(arguments.operation, objectOf(arguments))));
    }
    return 0;
}
} // namespace

int main(int argc, char** argv)
{
    CLI::App app("Talks to a Bursar server", "bursarctl");
    app.set_version_flag("--version", "bursarctl " BURSAR_VERSION);
    app.require_subcommand(1);
    Arguments arguments;
    app.add_option("--url", arguments.url, "Server (BURSAR_URL, else the engine running on the data folder)");
    app.add_option("--key", arguments.key, "API key (BURSAR_API_KEY, else owner.key of the data folder)");
    app.add_option("--data-dir", arguments.dataDirectory, "Data folder of a local engine")->capture_default_str();

    app.add_subcommand("status", "State of the engine, its database and its queues");
    app.add_subcommand("operations", "Everything that 'call' can call");
    CLI::App* user = app.add_subcommand("user", "People of the desk");
    user->require_subcommand(1);
    CLI::App* add = user->add_subcommand("add", "Add a person and show their API key once");
    add->add_option("name", arguments.name, "Name")->required();
    add->add_option("--role", arguments.role, "observer, operator, admin or owner")->capture_default_str();
    CLI::App* import = app.add_subcommand("import", "Bring in history");
    import->require_subcommand(1);
    CLI::App* accessLog = import->add_subcommand("access-log", "Apache, nginx or JSON-lines access logs, gzip or not");
    accessLog->add_option("--agent", arguments.agent, "Agent id the requests belong to")->required();
    accessLog->add_flag("--preview", arguments.preview, "Parse the first lines only and store nothing");
    accessLog->add_option("files", arguments.files, "Files, oldest first")->required()->check(CLI::ExistingFile);
    CLI::App* call = app.add_subcommand("call", "Call any operation");
    call->add_option("operation", arguments.operation, "Name, see 'operations'")->required();
    call->add_option("fields", arguments.fields, "name=value; a repeated name makes a list");
    call->add_option("--input", arguments.input, "The whole input as JSON");
    CLI::App* verify = app.add_subcommand("verify-receipt", "Check a receipt of the ledger or of the audit log; needs no server");
    verify->add_option("--key", arguments.sealKey, "Public key that you trust, in hexadecimal (see GET /v1/ledger)")->required();
    verify->add_option("file", arguments.files, "Receipt")->required()->expected(1)->check(CLI::ExistingFile);
    CLI::App* escrow = app.add_subcommand("escrow", "The contract that holds the money of channels");
    escrow->require_subcommand(1);
    CLI::App* deploy = escrow->add_subcommand("deploy", "Deploy it, owned by the key in AEL_OPERATOR_EVM_KEY; needs no server");
    deploy->add_option("--rpc", arguments.escrow.rpcUrls, "Node of the chain; repeat it for more")->required();
    deploy->add_option("--chain-id", arguments.escrow.chainId, "Id of the chain (Base Sepolia 84532)")->required();
    deploy->add_option("--token", arguments.escrow.token, "Address of USDC on that chain")->required();
    deploy->add_option("--settler", arguments.escrow.settler, "Address whose key signs settlements; the owner's when left out");
    deploy->add_option("--tip-floor-gwei", arguments.escrow.tipFloorGwei, "Least priority fee (Polygon: 30)");
    CLI11_PARSE(app, argc, argv);

    try {
        return run(app, arguments);
    } catch (const base::Error& error) {
        fmt::print(stderr, "bursarctl: {} ({})\n", error.text(), error.reason());
        for (const base::FieldError& field : error.fields())
            fmt::print(stderr, "  {}: {}\n", field.path, field.detail);
    } catch (const std::exception& error) {
        fmt::print(stderr, "bursarctl: {}\n", error.what());
    }
    return 1;
}
