// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/impl/system_handlers.h"

#include "api/http_api.h"

#include <boost/json.hpp>

namespace bursar::engine {

namespace {
namespace json = boost::json;

contract::SettingRow rowOf(const base::SettingInfo& info, const base::Config& config)
{
    contract::SettingRow row;
    row.key = info.key;
    row.type = base::settingTypeWord(info.type);
    row.secret = info.secret;
    row.value = info.secret && !config.text(info.key).empty() ? "••••" : config.text(info.key);
    row.default_value = info.defaultValue;
    row.source = base::settingSourceWord(config.source(info.key));
    row.description = info.description;
    row.environment.assign(info.environment.begin(), info.environment.end());
    row.choices.assign(info.choices.begin(), info.choices.end());
    row.minimum = info.minimum;
    row.maximum = info.maximum;
    return row;
}

/// The ERC-8004 registration file of this server: what it is and where it is reached.
json::value agentCard(const std::string& url)
{
    return json::object{
        {"type", "https://eips.ethereum.org/EIPS/eip-8004#registration-v1"},
        {"name", "Bursar"},
        {"description", "Business intelligence and settlement for AI agents."},
        {"services", json::array{json::object{{"name", "web"}, {"endpoint", url}},
                                 json::object{{"name", "openapi"}, {"endpoint", url + "/openapi.json"}}}},
        {"x402Support", false},
        {"active", true},
        {"registrations", json::array{}},
        {"gt8004", json::object{{"tiers", json::array{"open", "lite"}}}},
    };
}

contract::SettingRow change(const SystemSources& sources, const contract::Context& context,
                            const contract::ChangeSetting::Input& input)
{
    const base::SettingInfo* info = base::findSetting(input.key);
    if (!info)
        throw base::notFound("setting");
    if (input.value)
        base::Config::check(*info, *input.value, "request");
    base::Config::writeToFile(sources.settingsFile, info->key, input.value);
    sources.settingChanged(context, input.key);
    base::Config written;
    written.readFile(sources.settingsFile);
    written.readEnvironment();
    return rowOf(*info, written);
}
} // namespace

void registerSystemHandlers(contract::HandlerTable& table, SystemSources given)
{
    const auto sources = std::make_shared<const SystemSources>(std::move(given));
    table.on<contract::GetHealth>([](const contract::Context&, const contract::Empty&) {
        return contract::Status{"ok"};
    });
    table.on<contract::GetReadiness>([sources](const contract::Context&, const contract::Empty&) {
        return sources->readiness();
    });
    table.on<contract::GetAgentCard>([sources](const contract::Context&, const contract::Empty&) {
        return agentCard(sources->url());
    });
    table.on<contract::GetOpenApi>([sources](const contract::Context&, const contract::Empty&) {
        return api::openApi(sources->url());
    });
    table.on<contract::GetSystemStatus>([sources](const contract::Context&, const contract::Empty&) {
        return sources->status();
    });
    table.on<contract::ListSettings>([sources](const contract::Context&, const contract::Empty&) {
        contract::SettingList list;
        list.file = sources->settingsFile.string();
        for (const base::SettingInfo& info : base::settings())
            list.settings.push_back(rowOf(info, sources->config));
        return list;
    });
    table.on<contract::ChangeSetting>(
        [sources](const contract::Context& context, const contract::ChangeSetting::Input& input) {
            return change(*sources, context, input);
        });
}

} // namespace bursar::engine
