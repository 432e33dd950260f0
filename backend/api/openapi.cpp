// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/http_api.h"

#include <boost/json.hpp>

namespace bursar::api {

namespace {
namespace json = boost::json;
using contract::OperationInfo;

std::vector<std::string> parametersOf(std::string_view path)
{
    std::vector<std::string> names;
    for (std::size_t begin = path.find('{'); begin != std::string_view::npos; begin = path.find('{', begin + 1))
        names.emplace_back(path.substr(begin + 1, path.find('}', begin) - begin - 1));
    return names;
}

json::array security(const contract::Access& access)
{
    using Kind = contract::Access::Kind;
    if (access.kind == Kind::everyone)
        return {};
    if (access.kind == Kind::service)
        return {json::object{{"internal", json::array{}}}};
    return {json::object{{"bearer", json::array{}}}};
}

json::object describe(const OperationInfo& operation, std::string_view path)
{
    const std::vector<std::string> inPath = parametersOf(path);
    const bool query = operation.method == contract::Method::get || operation.method == contract::Method::del
                       || operation.body == contract::BodyKind::octets;
    json::value input = operation.inputSchema();
    json::object properties;
    if (input.is_object() && input.get_object().contains("properties"))
        properties = input.get_object()["properties"].get_object();
    json::array parameters;
    for (const contract::Field& field : operation.fields) {
        const bool isPath = std::find(inPath.begin(), inPath.end(), field.name) != inPath.end();
        if ((!isPath && !query) || (operation.body == contract::BodyKind::octets && field.name == "data")
            || !properties.contains(field.name))
            continue;
        parameters.push_back({{"name", field.name}, {"in", isPath ? "path" : "query"},
                              {"required", isPath || field.required}, {"schema", properties[field.name]}});
    }
    json::object out{{"operationId", operation.name}, {"summary", operation.summary},
                     {"tags", json::array{json::string(operation.area)}}, {"security", security(operation.access)}};
    if (!parameters.empty())
        out["parameters"] = parameters;
    if (operation.body == contract::BodyKind::octets)
        out["requestBody"] = {{"required", true},
                              {"content", {{"application/octet-stream", {{"schema", {{"type", "string"}}}}}}}};
    else if (!query && !operation.fields.empty())
        out["requestBody"] = {{"required", true}, {"content", {{"application/json", {{"schema", input}}}}}};
    out["responses"] = {
        {std::to_string(operation.success),
         {{"description", "Success"}, {"content", {{"application/json", {{"schema", operation.outputSchema()}}}}}}},
        {"default", {{"description", "Error"}, {"content", {{"application/json", {{"schema", {{"$ref", "#/components/schemas/Error"}}}}}}}}}};
    return out;
}

json::object errorSchema()
{
    const json::object text{{"type", "string"}};
    const json::object field{{"type", "object"},
                             {"properties", {{"path", text}, {"code", text}, {"detail", text}}}};
    return {{"type", "object"},
            {"required", json::array{"success", "error", "code", "status", "request_id"}},
            {"properties",
             {{"success", {{"type", "boolean"}}}, {"error", text}, {"code", text}, {"detail", text}, {"message", text},
              {"status", {{"type", "integer"}}}, {"timestamp", text}, {"request_id", text},
              {"fields", {{"type", "array"}, {"items", field}}}}}};
}
} // namespace

json::value openApi(std::string_view serverUrl)
{
    json::object paths;
    for (const OperationInfo& operation : contract::operations()) {
        std::string method(contract::methodWord(operation.method));
        for (char& c : method)
            c = char(std::tolower(static_cast<unsigned char>(c)));
        for (std::size_t i = 0; i < operation.paths.size(); ++i) {
            json::object described = describe(operation, operation.paths[i]);
            if (i > 0)
                described["operationId"] = std::string(operation.name) + "_" + std::to_string(i + 1);
            if (!paths.contains(operation.paths[i]))
                paths[operation.paths[i]] = json::object();
            paths[operation.paths[i]].get_object()[method] = std::move(described);
        }
    }
    return json::object{
        {"openapi", "3.1.0"},
        {"info", {{"title", "Bursar"}, {"version", BURSAR_VERSION},
                  {"description", "The operator's desk for an economy of AI agents."}}},
        {"servers", json::array{json::object{{"url", serverUrl}}}},
        {"paths", paths},
        {"components",
         {{"schemas", {{"Error", errorSchema()}}},
          {"securitySchemes",
           {{"bearer", {{"type", "http"}, {"scheme", "bearer"}}},
            {"internal", {{"type", "apiKey"}, {"in", "header"}, {"name", "X-Internal-Secret"}}}}}}}};
}

} // namespace bursar::api
