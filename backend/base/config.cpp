// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/config.h"

#include <fmt/format.h>
#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace bursar::base {

namespace {
using Names = std::span<const std::string_view>;
constexpr std::string_view kListen[]{"BURSAR_LISTEN"};
constexpr std::string_view kPort[]{"PORT"};
constexpr std::string_view kMetricsPort[]{"METRICS_PORT"};
constexpr std::string_view kLogLevel[]{"LOG_LEVEL"};
constexpr std::string_view kDatabaseUrl[]{"DATABASE_URL"};
constexpr std::string_view kIngestWorkers[]{"INGEST_WORKERS"};
constexpr std::string_view kIngestBuffer[]{"INGEST_BUFFER_SIZE"};
constexpr std::string_view kBodyBytes[]{"MAX_BODY_SIZE_BYTES"};
constexpr std::string_view kRetention[]{"BODY_RETENTION_DAYS"};
constexpr std::string_view kBenchmark[]{"BENCHMARK_INTERVAL"};
constexpr std::string_view kGeo[]{"GEOIP_DB_PATH"};
constexpr std::string_view kSimulation[]{"ENABLE_SIMULATION"};
constexpr std::string_view kSecret[]{"INTERNAL_SECRET", "INTERNAL_API_SECRET"};
constexpr std::string_view kCors[]{"CORS_ORIGINS"};
constexpr std::string_view kProxies[]{"TRUSTED_PROXIES"};
constexpr std::string_view kBaseUrl[]{"GATEWAY_BASE_URL", "BURSAR_BASE_URL"};
constexpr std::string_view kOpenRegistration[]{"OPEN_REGISTRATION"};
constexpr std::string_view kPrivateOrigins[]{"ALLOW_PRIVATE_ORIGINS"};
constexpr std::string_view kTlsCert[]{"TLS_CERT"};
constexpr std::string_view kTlsKey[]{"TLS_KEY"};
constexpr std::string_view kFreeChannels[]{"FREE_CHANNELS"};
constexpr std::string_view kEvmRpc[]{"EVM_RPC_URL"};
constexpr std::string_view kEvmChain[]{"EVM_CHAIN_ID"};
constexpr std::string_view kEscrow[]{"ESCROW_CONTRACT_ADDRESS"};
constexpr std::string_view kOperatorKey[]{"AEL_OPERATOR_EVM_KEY"};
constexpr std::string_view kSettlerKey[]{"SETTLER_EVM_KEY"};
constexpr std::string_view kFacilitator[]{"X402_FACILITATOR_URL"};
constexpr std::string_view kLevels[]{"trace", "debug", "info", "warning", "error", "off"};

const SettingInfo kSettings[]{
    {"listen", SettingType::Text, "127.0.0.1", kListen, {}, {}, {}, false,
     "Address to listen on. Beyond loopback, TLS is required."},
    {"port", SettingType::Integer, "8080", kPort, 0, 65535, {}, false,
     "Port of the HTTP interface; 0 takes any free one."},
    {"metrics_port", SettingType::Integer, "0", kMetricsPort, 0, 65535, {}, false,
     "Port for /metrics alone, on loopback; 0 serves it only on the main port, to loopback and admins."},
    {"tls_cert", SettingType::Path, "", kTlsCert, {}, {}, {}, false, "PEM file with the server's certificate chain."},
    {"tls_key", SettingType::Path, "", kTlsKey, {}, {}, {}, false, "PEM file with the certificate's private key."},
    {"log_level", SettingType::Choice, "info", kLogLevel, {}, {}, kLevels, false, "Least level that is logged."},
    {"database_url", SettingType::Text, "", kDatabaseUrl, {}, {}, {}, true,
     "PostgreSQL to use; empty starts a private cluster in the data folder."},
    {"database_connections", SettingType::Integer, "12", {}, 4, 200, {}, false, "Most connections of this process."},
    {"base_url", SettingType::Text, "", kBaseUrl, {}, {}, {}, false,
     "How clients reach this server from outside; empty: the address it listens on."},
    {"workers", SettingType::Integer, "8", {}, 2, 64, {}, false, "Threads that run operations."},
    {"ingest_workers", SettingType::Integer, "4", kIngestWorkers, 1, 64, {}, false,
     "Threads that parse and enrich incoming batches."},
    {"ingest_buffer_size", SettingType::Integer, "1000", kIngestBuffer, 1, 100000, {}, false,
     "Most batches waiting to be written; beyond, callers get 429."},
    {"max_body_size_bytes", SettingType::Integer, "51200", kBodyBytes, 0, 1048576, {}, false,
     "Most bytes kept of each captured request or response body; the rest is cut off."},
    {"body_retention_days", SettingType::Integer, "30", kRetention, 0, 3650, {}, false,
     "Days after which captured bodies are dropped; 0 keeps none."},
    {"benchmark_interval", SettingType::Integer, "300", kBenchmark, 5, 86400, {}, false,
     "Seconds between two rankings of the benchmark."},
    {"geoip_db_path", SettingType::Path, "", kGeo, {}, {}, {}, false,
     "MaxMind-format database for countries and cities; empty: no lookup."},
    {"enable_simulation", SettingType::Boolean, "false", kSimulation, {}, {}, {}, false,
     "Fills an empty database with 90 days of simulated history and keeps it live. Refused beside real agents."},
    {"internal_secret", SettingType::Text, "", kSecret, {}, {}, {}, true,
     "Secret of /internal routes; empty refuses them."},
    {"cors_origins", SettingType::List, "", kCors, {}, {}, {}, false,
     "Origins that browsers may call from, comma separated; * for any."},
    {"trusted_proxies", SettingType::List, "", kProxies, {}, {}, {}, false,
     "Addresses or networks whose X-Forwarded-… headers are believed."},
    {"open_registration", SettingType::Boolean, "false", kOpenRegistration, {}, {}, {}, false,
     "Lets anyone register agents, not only callers on this machine and the desk."},
    {"allow_private_origins", SettingType::Boolean, "false", kPrivateOrigins, {}, {}, {}, false,
     "Lets agents have origins on private addresses, and probes call them."},
    {"free_channels", SettingType::Boolean, "false", kFreeChannels, {}, {}, {}, false,
     "Development only: channels open without a payment, and nobody's money stands behind their credits."},
    {"milestone_silence_hours", SettingType::Integer, "72", {}, 1, 8760, {}, false,
     "Hours after which a delivered milestone approves itself when its client says nothing."},
    {"evm_rpc_url", SettingType::List, "", kEvmRpc, {}, {}, {}, true,
     "Nodes of the chain behind channels, in order of preference, comma separated; empty: no chain."},
    {"evm_chain_id", SettingType::Integer, "0", kEvmChain, 0, {}, {}, false,
     "Id of that chain (Base 8453, Base Sepolia 84532, Polygon 137, Polygon Amoy 80002)."},
    {"escrow_contract", SettingType::Text, "", kEscrow, {}, {}, {}, false,
     "Address of the Escrow contract that holds the money of channels."},
    {"operator_key", SettingType::Text, "", kOperatorKey, {}, {}, {}, true,
     "Private key of the contract's owner, which sends its transactions: 64 hexadecimal digits."},
    {"settler_key", SettingType::Text, "", kSettlerKey, {}, {}, {}, true,
     "Private key that signs settlements; empty: operator_key."},
    {"x402_facilitator_url", SettingType::Text, "", kFacilitator, {}, {}, {}, true,
     "External facilitator that settles payments; empty: our own transactions do."},
    {"evm_confirmations", SettingType::Integer, "12", {}, 1, 10000, {}, false,
     "Blocks from a transaction's to the newest, both counted, before it is final."},
    {"evm_use_finalized", SettingType::Boolean, "true", {}, {}, {}, {}, false,
     "Final also needs the chain's own finalized block; turn it off only for chains without one."},
    {"evm_tip_floor_gwei", SettingType::Integer, "0", {}, 0, 1000000, {}, false,
     "Least priority fee of a transaction (Polygon: 30)."},
    {"evm_fee_max_gwei", SettingType::Integer, "50000000", {}, 1, 100000000000, {}, false,
     "Most that one transaction may cost, replacements included: 50000000 gwei are 0.05 of the chain's coin."},
    {"rate_limit_per_second", SettingType::Integer, "100", {}, 1, 1000000, {}, false,
     "Calls a second that one credential, or one address without one, may make on average."},
    {"rate_limit_burst", SettingType::Integer, "500", {}, 1, 1000000, {}, false,
     "Calls at once before the rate limit holds."},
};

std::string where(std::string_view key, std::string_view from)
{
    return fmt::format("{} (from {})", key, from);
}

[[noreturn]] void refuse(const SettingInfo& info, std::string_view from, const std::string& why)
{
    throw Error(ErrorCode::InvalidInput, "invalid_setting", where(info.key, from) + " " + why,
                {FieldError{std::string(info.key), "invalid_setting", why}});
}

std::string readAll(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

toml::table parseToml(const std::filesystem::path& file)
{
    try {
        return toml::parse(readAll(file), file.string());
    } catch (const toml::parse_error& error) {
        throw Error(ErrorCode::InvalidInput, "invalid_config_file",
                    fmt::format("{} line {}: {}", file.string(), error.source().begin.line, error.description()));
    }
}
} // namespace

std::string_view settingTypeWord(SettingType type)
{
    static constexpr std::array<std::string_view, 6> kWords{"integer", "boolean", "text", "choice", "path", "list"};
    return kWords[std::size_t(type)];
}

std::string_view settingSourceWord(SettingSource source)
{
    static constexpr std::array<std::string_view, 4> kWords{"default", "file", "environment", "option"};
    return kWords[std::size_t(source)];
}

std::span<const SettingInfo> settings()
{
    return kSettings;
}

const SettingInfo* findSetting(std::string_view key)
{
    for (const SettingInfo& info : kSettings) {
        if (info.key == key)
            return &info;
    }
    return nullptr;
}

Config::Config()
{
    for (const SettingInfo& info : kSettings)
        m_values[std::string(info.key)] = {std::string(info.defaultValue), SettingSource::Default};
}

void Config::check(const SettingInfo& info, std::string_view value, std::string_view from)
{
    if (value.find('\0') != std::string_view::npos || value.size() > 4096)
        refuse(info, from, "is too long or holds a NUL");
    if (info.type == SettingType::Integer) {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
        if (error != std::errc() || end != value.data() + value.size())
            refuse(info, from, "must be an integer");
        if ((info.minimum && number < *info.minimum) || (info.maximum && number > *info.maximum))
            refuse(info, from, fmt::format("must be between {} and {}", info.minimum.value_or(0),
                                           info.maximum.value_or(0)));
    } else if (info.type == SettingType::Boolean) {
        if (value != "true" && value != "false" && value != "1" && value != "0")
            refuse(info, from, "must be true or false");
    } else if (info.type == SettingType::Choice) {
        if (std::find(info.choices.begin(), info.choices.end(), value) == info.choices.end())
            refuse(info, from, fmt::format("must be one of {}", fmt::join(info.choices, ", ")));
    }
}

void Config::set(std::string_view key, std::string_view value, SettingSource source)
{
    const SettingInfo* info = findSetting(key);
    if (!info)
        throw Error(ErrorCode::InvalidInput, "unknown_setting", fmt::format("there is no setting {}", key),
                    {FieldError{std::string(key), "unknown_setting", "there is no such setting"}});
    check(*info, value, settingSourceWord(source));
    m_values[std::string(key)] = {std::string(value), source};
}

void Config::readFile(const std::filesystem::path& file)
{
    m_file = file;
    for (const auto& [key, node] : parseToml(file)) {
        std::string value;
        if (const auto text = node.value_exact<std::string>())
            value = *text;
        else if (const auto number = node.value_exact<std::int64_t>())
            value = std::to_string(*number);
        else if (const auto flag = node.value_exact<bool>())
            value = *flag ? "true" : "false";
        else
            throw Error(ErrorCode::InvalidInput, "invalid_setting",
                        fmt::format("{}: must be text, an integer or a boolean", where(key.str(), file.string())));
        set(key.str(), value, SettingSource::File);
    }
}

void Config::readEnvironment()
{
    for (const SettingInfo& info : kSettings) {
        for (const std::string_view name : info.environment) {
            const char* value = std::getenv(std::string(name).c_str());
            if (value && *value) {
                check(info, value, name);
                m_values[std::string(info.key)] = {value, SettingSource::Environment};
                break;
            }
        }
    }
}

std::string Config::text(std::string_view key) const
{
    const auto found = m_values.find(key);
    if (found == m_values.end())
        throw Error(ErrorCode::Internal, "unknown_setting", fmt::format("there is no setting {}", key));
    return found->second.text;
}

std::int64_t Config::integer(std::string_view key) const
{
    return std::stoll(text(key));
}

bool Config::boolean(std::string_view key) const
{
    const std::string value = text(key);
    return value == "true" || value == "1";
}

std::vector<std::string> Config::list(std::string_view key) const
{
    std::vector<std::string> items;
    std::istringstream in(text(key));
    for (std::string item; std::getline(in, item, ',');) {
        const auto begin = item.find_first_not_of(' ');
        if (begin != std::string::npos)
            items.push_back(item.substr(begin, item.find_last_not_of(' ') - begin + 1));
    }
    return items;
}

SettingSource Config::source(std::string_view key) const
{
    const auto found = m_values.find(key);
    return found == m_values.end() ? SettingSource::Default : found->second.source;
}

void Config::writeToFile(const std::filesystem::path& file, std::string_view key,
                         const std::optional<std::string>& value)
{
    toml::table table = std::filesystem::exists(file) ? parseToml(file) : toml::table();
    const SettingInfo* info = findSetting(key);
    if (!info)
        throw Error(ErrorCode::InvalidInput, "unknown_setting", fmt::format("there is no setting {}", key));
    if (!value)
        table.erase(key);
    else if (info->type == SettingType::Integer)
        table.insert_or_assign(key, std::int64_t(std::stoll(*value)));
    else if (info->type == SettingType::Boolean)
        table.insert_or_assign(key, *value == "true" || *value == "1");
    else
        table.insert_or_assign(key, *value);
    const std::filesystem::path draft = file.string() + ".new";
    {
        std::ofstream out(draft, std::ios::trunc);
        out << table << '\n';
        if (!out.flush())
            throw Error(ErrorCode::Unavailable, "config_not_writable", "cannot write " + file.string());
    }
    std::filesystem::permissions(draft, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    std::filesystem::rename(draft, file);
}

} // namespace bursar::base
