// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollup/impl/aggregate.h"
#include "rollup/impl/pieces.h"

#include <fmt/format.h>

#include <unordered_map>

namespace bursar::rollup {

namespace {
constexpr std::chrono::microseconds kTimeoutAfter = std::chrono::seconds(30);

struct DeltaKey {
    CellKey cell;
    int resolution = 60;
    bool operator==(const DeltaKey&) const = default;
};

struct HashOf {
    static std::size_t mix(std::size_t seed, std::size_t value)
    {
        return seed ^ (value + 0x9e3779b97f4a7c15ull + (seed << 6) + (seed >> 2));
    }
    std::size_t operator()(const DeltaKey& key) const
    {
        std::size_t hash = std::hash<std::string>()(key.cell.value);
        hash = mix(hash, std::size_t(key.cell.agentKey));
        hash = mix(hash, std::size_t(key.cell.bucket.time_since_epoch().count()));
        return mix(hash, std::size_t(key.cell.dimension) * 8 + std::size_t(key.resolution == 60));
    }
    std::size_t operator()(const CustomerDayKey& key) const
    {
        std::size_t hash = mix(std::hash<std::string>()(key.customer), std::size_t(key.agentKey));
        return mix(hash, std::size_t(key.day.time_since_epoch().count()) * 4 + std::size_t(key.protocol));
    }
    std::size_t operator()(const CustomerToolKey& key) const
    {
        std::size_t hash = mix(std::hash<std::string>()(key.customer), std::size_t(key.agentKey));
        return mix(hash, std::hash<std::string>()(key.tool));
    }
};

bool isError(int status)
{
    return status >= 400 && status != 402;
}

Measures measuresOf(const Entry& entry)
{
    Measures one;
    one.requests = 1;
    one.errors = isError(entry.status) ? 1 : 0;
    one.required = entry.status == 402 ? 1 : 0;
    one.timeouts = entry.status == 408 || entry.status == 504 || entry.response > kTimeoutAfter ? 1 : 0;
    one.payments = entry.paid ? 1 : 0;
    if (entry.paid && entry.paymentAsset == "USDC")
        one.revenue = entry.paymentAmount;
    one.responseMicros = double(entry.response.count());
    one.latency.add(entry.response);
    return one;
}

void addTo(Measures& sum, const Measures& one, std::chrono::microseconds response)
{
    sum.requests += one.requests;
    sum.errors += one.errors;
    sum.required += one.required;
    sum.timeouts += one.timeouts;
    sum.payments += one.payments;
    if (one.payments != 0)
        sum.revenue += one.revenue;
    sum.responseMicros += one.responseMicros;
    sum.latency.add(response);
}

std::string withoutQuery(std::string_view path)
{
    return std::string(path.substr(0, path.find('?')));
}
} // namespace

struct DeltaBatch::Impl {
    base::Time minuteLimit;
    std::unordered_map<DeltaKey, Measures, HashOf> cells;
    std::unordered_map<CustomerDayKey, CustomerSums, HashOf> customers;
    std::unordered_map<CustomerToolKey, Measures, HashOf> tools;
    DeltaKey key; // reused, so that its text keeps its memory

    void cell(const Entry& entry, const Measures& one, Dimension dimension, std::string_view value)
    {
        key.cell.dimension = dimension;
        key.cell.value.assign(value);
        addTo(cells[key], one, entry.response);
    }
    void addCells(const Entry& entry, const Measures& one);
    void addCustomer(const Entry& entry, const Measures& one);
    void writeCells(db::Transaction& tx) const;
    void writeCustomers(db::Transaction& tx) const;
    void writeTools(db::Transaction& tx) const;
};

DeltaBatch::DeltaBatch(base::Time now) : m_impl(std::make_unique<Impl>())
{
    m_impl->minuteLimit = minuteWriteLimit(now);
}

DeltaBatch::~DeltaBatch() = default;

void DeltaBatch::add(const Entry& entry)
{
    const Measures one = measuresOf(entry);
    m_impl->addCells(entry, one);
    if (!entry.customer.empty())
        m_impl->addCustomer(entry, one);
}

void DeltaBatch::Impl::addCells(const Entry& entry, const Measures& one)
{
    key.resolution = entry.at >= minuteLimit ? 60 : 3600;
    key.cell.agentKey = entry.agentKey;
    key.cell.bucket = floorTo(entry.at, std::chrono::seconds(key.resolution));
    cell(entry, one, Dimension::all, {});
    cell(entry, one, Dimension::status, fmt::format_int(entry.status).c_str());
    cell(entry, one, Dimension::protocol, fmt::format("{}/{}", sourceWord(entry.source), protocolWord(entry.protocol)));
    cell(entry, one, Dimension::country, entry.country);
    cell(entry, one, Dimension::version, entry.version);
    cell(entry, one, Dimension::key, entry.keyId);
    if (!entry.tool.empty())
        cell(entry, one, Dimension::tool, entry.tool);
    if (!entry.customer.empty())
        cell(entry, one, Dimension::customer, entry.customer);
    if (one.errors != 0)
        cell(entry, one, Dimension::error, entry.error.empty() ? fmt::format("HTTP_{}", entry.status) : entry.error);
    if (entry.protocol == Protocol::mcp && !entry.tool.empty())
        cell(entry, one, Dimension::mcpTool, entry.tool);
    if (entry.protocol == Protocol::a2a)
        cell(entry, one, Dimension::a2aEndpoint, entry.method + " " + withoutQuery(entry.path));
    if (entry.paid)
        cell(entry, one, Dimension::payment, entry.paymentState + "/" + entry.paymentAsset);
}

void DeltaBatch::Impl::addCustomer(const Entry& entry, const Measures& one)
{
    const base::Day day = std::chrono::floor<std::chrono::days>(entry.at);
    CustomerSums& sums = customers[{entry.agentKey, entry.customer, day, entry.protocol}];
    addTo(sums.measures, one, entry.response);
    sums.hours |= std::int64_t(1) << std::chrono::floor<std::chrono::hours>(entry.at - day).count();
    sums.firstAt = std::min(sums.firstAt, entry.at);
    sums.lastAt = std::max(sums.lastAt, entry.at);
    if (entry.paid)
        sums.firstPaidAt = std::min(sums.firstPaidAt.value_or(entry.at), entry.at);
    if (!entry.country.empty() && entry.at >= sums.placeAt) {
        sums.placeAt = entry.at;
        sums.country = entry.country;
        sums.city = entry.city.empty() ? std::nullopt : std::optional(entry.city);
    }
    sums.knownBy = std::min(sums.knownBy, entry.knownBy);
    if (!entry.tool.empty())
        addTo(tools[{entry.agentKey, entry.customer, entry.tool}], one, entry.response);
}

void DeltaBatch::write(db::Transaction& tx)
{
    m_impl->writeCells(tx);
    m_impl->writeCustomers(tx);
    m_impl->writeTools(tx);
}

void DeltaBatch::Impl::writeCells(db::Transaction& tx) const
{
    if (cells.empty())
        return;
    db::CopyWriter copy = tx.copy("rollup_delta", fmt::format("agent_key, dimension, resolution, bucket, value, {}",
                                                              kCellColumns));
    for (const auto& [at, sums] : cells) {
        copy.integer(at.cell.agentKey).integer(std::int64_t(at.cell.dimension)).integer(at.resolution);
        copy.time(at.cell.bucket).text(at.cell.value);
        writeMeasures(copy, sums);
        copy.endRow();
    }
    copy.finish();
}

void DeltaBatch::Impl::writeCustomers(db::Transaction& tx) const
{
    if (customers.empty())
        return;
    db::CopyWriter copy = tx.copy("rollup_customer_delta",
                                  fmt::format("agent_key, customer, day, protocol, {}, hours, first_at, last_at, "
                                              "first_paid_at, country, city, known_by", kCellColumns));
    for (const auto& [at, sums] : customers) {
        copy.integer(at.agentKey).text(at.customer).text(base::formatDay(at.day)).integer(std::int64_t(at.protocol));
        writeMeasures(copy, sums.measures);
        copy.integer(sums.hours).time(sums.firstAt).time(sums.lastAt);
        sums.firstPaidAt ? copy.time(*sums.firstPaidAt) : copy.null();
        copy.optText(sums.country).optText(sums.city).integer(sums.knownBy);
        copy.endRow();
    }
    copy.finish();
}

void DeltaBatch::Impl::writeTools(db::Transaction& tx) const
{
    if (tools.empty())
        return;
    db::CopyWriter copy = tx.copy("rollup_customer_tool_delta", "agent_key, customer, tool, requests, errors, payments, "
                                                                "revenue, response_us");
    for (const auto& [at, sums] : tools) {
        copy.integer(at.agentKey).text(at.customer).text(at.tool);
        copy.integer(sums.requests).integer(sums.errors).integer(sums.payments).amount(sums.revenue);
        copy.integer(std::int64_t(sums.responseMicros));
        copy.endRow();
    }
    copy.finish();
}

Measures readMeasures(const db::Row& row, int first)
{
    Measures sums;
    sums.requests = row.integer(first);
    sums.errors = row.integer(first + 1);
    sums.required = row.integer(first + 2);
    sums.timeouts = row.integer(first + 3);
    sums.payments = row.integer(first + 4);
    sums.revenue = row.amount(first + 5);
    sums.responseMicros = row.number(first + 6);
    sums.latency.mergeEncoded(row.bytes(first + 7));
    return sums;
}

void writeMeasures(db::CopyWriter& copy, const Measures& measures)
{
    copy.integer(measures.requests).integer(measures.errors).integer(measures.required).integer(measures.timeouts);
    copy.integer(measures.payments).amount(measures.revenue);
    copy.integer(std::int64_t(measures.responseMicros)).bytes(measures.latency.encode());
}

std::optional<std::size_t> valuesPerDayMax(Dimension dimension)
{
    switch (dimension) {
    case Dimension::tool:
    case Dimension::mcpTool:
    case Dimension::error:
    case Dimension::version: return kValuesPerDayMax;
    case Dimension::a2aEndpoint: return kA2aEndpointsPerDayMax;
    default: return std::nullopt;
    }
}

} // namespace bursar::rollup
