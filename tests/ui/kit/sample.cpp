// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/sample.h"

#include <cmath>

using namespace bursar;
using namespace bursar::models;
using namespace bursar::ui;
using namespace std::chrono_literals;

namespace kit {
namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

/// A small fixed noise between -1 and 1.
double noise(int seed, int at)
{
    const double value = std::sin(seed * 12.9898 + at * 78.233) * 43758.5453;
    return 2 * (value - std::floor(value)) - 1;
}

Cell withdrawal(const char* wire, const QStringList& args = {})
{
    return State{StateThing::Withdrawal, s(wire), args};
}

Cell usdc(const char* atomic, const char* asset = "USDC")
{
    return Money{s(atomic), 6, s(asset)};
}

} // namespace

Instant now()
{
    return std::chrono::sys_days{std::chrono::year{2025} / 11 / 20} + 14h + 30min + 7s;
}

CellModel::CellModel(const std::vector<std::vector<Cell>>& rows, QObject* parent)
    : QStandardItemModel(static_cast<int>(rows.size()),
                         rows.empty() ? 8 : static_cast<int>(rows.front().size()), parent)
{
    for (int row = 0; row < rowCount(); ++row)
        for (int column = 0; column < columnCount(); ++column)
            setCell(row, column, rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)]);
}

void CellModel::setCell(int row, int column, const Cell& cell)
{
    setData(index(row, column), toVariant(cell), kCellRole);
}

void CellModel::prependRow(const std::vector<Cell>& cells)
{
    QList<QStandardItem*> items;
    for (const Cell& cell : cells) {
        auto* item = new QStandardItem;
        item->setData(toVariant(cell), kCellRole);
        items << item;
    }
    insertRow(0, items);
}

std::vector<Column> withdrawalColumns()
{
    return {{.key = s("status"), .title = s("Status"), .kind = ColumnKind::State, .filterField = s("status")},
            {.key = s("amount"), .title = s("Amount"), .kind = ColumnKind::Money, .filterField = s("amount")},
            {.key = s("to"), .title = s("To"), .kind = ColumnKind::Address, .filterField = s("to")},
            {.key = s("chain"), .title = s("Chain"), .kind = ColumnKind::Text, .width = 96, .priority = 2,
             .filterField = s("chain")},
            {.key = s("nonce"), .title = s("Nonce"), .kind = ColumnKind::Count, .width = 80, .priority = 3,
             .filterField = {}},
            {.key = s("age"), .title = s("Age"), .kind = ColumnKind::Age, .filterField = {}}};
}

std::vector<std::vector<Cell>> withdrawalRows()
{
    const auto address = [](const char* value) { return Cell(Address{s(value), {}}); };
    const auto age = [](std::chrono::seconds back) { return Cell(Time{now() - back, TimeStyle::Age}); };
    const Cell polygon = Text{s("Polygon")};
    return {
        {withdrawal("unknown"), usdc("2500000000"), address("0x742d35Cc6634C0532925a3b844Bc454e7f4FAEd1"),
         polygon, Count {4182}, age(28min)},
        {withdrawal("retrying", {s("42 s")}), usdc("1120500000", "USDT"),
         address("0x09aF12b0c6634C0532925a3b844Bc45477cc3D11"), polygon, Count {4183}, age(21min)},
        {withdrawal("approval", {s("1"), s("2")}), usdc("48000000000"),
         Address {s("0x5b11E0cd6634C0532925a3b844Bc454e01a90aB2"), s("Acme treasury")}, polygon,
         Absent {s("not signed yet")}, age(16min)},
        {withdrawal("sent"), usdc("1004250000"), address("0xA91c77De6634C0532925a3b844Bc454eaa31204F"),
         polygon, Count {4184}, age(44s)},
        {withdrawal("mined", {s("7"), s("12")}), Money {s("115792089237316195423570985"), 18, s("POL")},
         address("0x33fDa8a16634C0532925a3b844Bc454e55c0bE77"), polygon, Count {4181}, age(31s)},
        {withdrawal("confirmed"), usdc("9999999999"), address("0x6C2e44106634C0532925a3b844Bc454e90faa03C"),
         polygon, Count {4180}, age(2min)},
        {withdrawal("failed"), usdc("1500000000", "USDT"),
         address("0x0000dEaD6634C0532925a3b844Bc454e000dEaD1"), polygon, Count {4179}, age(1h)},
        {withdrawal("canceled"), usdc("-2000000000"), address("DstG9xKqQpYQJb3WcdmLqAfPYzM1xSuVqk8h7mQp4Rt2"),
         Text {s("Solana")}, Absent {}, age(3h)},
    };
}

std::vector<Column> customerColumns()
{
    return {{.key = s("customer"),
             .title = s("Customer"),
             .kind = ColumnKind::Address,
             .width = 220,
             .stretches = true,
             .filterField = s("customer")},
            {.key = s("country"),
             .title = s("Country"),
             .kind = ColumnKind::Text,
             .width = 80,
             .priority = 2,
             .filterField = s("country")},
            {.key = s("seen"), .title = s("Last seen"), .kind = ColumnKind::Time, .filterField = {}},
            {.key = s("requests"), .title = s("Requests"), .kind = ColumnKind::Count, .filterField = {}},
            {.key = s("revenue"), .title = s("Revenue"), .kind = ColumnKind::Money, .filterField = {}},
            {.key = s("errors"),
             .title = s("Errors"),
             .kind = ColumnKind::Rate,
             .width = 88,
             .priority = 1,
             .filterField = {}},
            {.key = s("churn"),
             .title = s("Churn"),
             .kind = ColumnKind::State,
             .width = 120,
             .priority = 1,
             .filterField = s("churn")},
            {.key = s("days"),
             .title = s("30 days"),
             .kind = ColumnKind::Series,
             .priority = 3,
             .isSortable = false,
             .filterField = {}}};
}

std::vector<std::vector<Cell>> customerRows()
{
    const auto churn = [](const char* wire) { return Cell(State{StateThing::Churn, s(wire), {}}); };
    return {
        {Address {s("0x9f21c0046634C0532925a3b844Bc454e77ab0e13"), s("Acme bot")}, Text {s("KR")},
         Time {now() - std::chrono::days {11}}, Count {41208}, usdc("96402100"), Rate {0.004}, churn("high"),
         Series {wave(1, 30, -1)}},
        {Address {s("0x12ab33fe6634C0532925a3b844Bc454e09c19f31"), {}}, Text {s("US")}, Time {now() - 2h},
         Count {12914}, usdc("48200000"), Rate {0.129}, churn("high"), Series {wave(2, 30, -0.5)}},
        {Text {s("203.0.113.77")}, Absent {s("the address is not in the table of countries")},
         Time {now() - 300h}, Count {1204}, usdc("12004000"), Rate {0}, churn("medium"),
         Series {wave(3, 30)}},
        {Text {s("A customer with a name that is much longer than its column will ever be")}, Text {s("DE")},
         Time {now() - std::chrono::days {400}}, Count {1284220}, usdc("115792089237316195423"),
         Rate {0.0287}, churn("low"), Series {wave(4, 30, 1)}},
    };
}

std::vector<double> wave(int seed, int count, double trend)
{
    std::vector<double> values;
    for (int i = 0; i < count; ++i)
        values.push_back(10 + 3 * std::sin(i * 0.45 + seed) + 1.4 * noise(seed, i) + trend * 8.0 * i / count);
    return values;
}

ChartData revenueByTool()
{
    ChartData data;
    data.from = std::chrono::sys_days{std::chrono::year{2025} / 11 / 20} + 8h;
    data.bucket = 5min;
    data.format = {ValueFormat::Kind::Money, s("USDC"), 2};
    const int count = 79;
    const auto line = [&](int seed, double base, double swing) {
        std::vector<double> values;
        for (int i = 0; i < count; ++i)
            values.push_back(i >= 36 && i < 41
                                 ? std::nan("")
                                 : base + swing * std::sin(i * 0.17 + seed) + swing * 0.7 * noise(seed, i));
        return values;
    };
    std::vector<double> search = line(1, 41, 2.5);
    for (int i = 71; i < count; ++i)
        search[static_cast<std::size_t>(i)] -= (i - 70) * 1.9;
    search.back() = 6;
    std::vector<double> previous = line(5, 39, 2);
    for (int i = 36; i < 41; ++i)
        previous[static_cast<std::size_t>(i)] = 40 + noise(5, i);
    data.series = {{s("search"), search, {SeriesColor::Meaning::Numbered, 0}, true, false},
                   {s("summarize"), line(2, 12.5, 1), {SeriesColor::Meaning::Numbered, 1}, false, false},
                   {s("translate"), line(3, 6, 0.5), {SeriesColor::Meaning::Numbered, 2}, false, false},
                   {s("previous period"), previous, {SeriesColor::Meaning::Previous, 0}, false, true}};
    data.gaps = {{{data.from + 3h, data.from + 3h + 24min}, s("engine stopped")}};
    data.markers
        = {{data.from + 5h + 54min, ChartMarker::Kind::Deploy, s("v2.8.1"), s("search, deployed by m.seo"),
            s("deploy/1")},
           {data.from + 6h + 4min, ChartMarker::Kind::Alert, s("Error rate"), s("above 2 % for 5 min"),
            s("alert/1")},
           {data.from + 1h, ChartMarker::Kind::Setting, s("price 0.02"), s("from 0.015"), s("price/1")}};
    data.lastIsUnfinished = true;
    return data;
}

ChartData trafficByStatus()
{
    ChartData data;
    data.from = std::chrono::sys_days{std::chrono::year{2025} / 11 / 19} + 15h;
    data.bucket = 30min;
    data.format = {ValueFormat::Kind::Count, s("requests"), 0};
    const auto line = [](int seed, double base, double swing) {
        std::vector<double> values;
        for (int i = 0; i < 48; ++i)
            values.push_back(std::max(
                0.0, std::round(base + swing * std::sin(i * 0.2 + seed) + swing * 0.3 * noise(seed, i))));
        return values;
    };
    auto failed = line(4, 60, 30);
    for (std::size_t i = 44; i < 48; ++i)
        failed[i] += 700;
    data.series = {{s("2xx"), line(1, 3200, 900), {SeriesColor::Meaning::Status2xx, 0}, false, false},
                   {s("3xx"), line(2, 120, 60), {SeriesColor::Meaning::Status3xx, 0}, false, false},
                   {s("4xx"), line(3, 420, 140), {SeriesColor::Meaning::Status4xx, 0}, false, false},
                   {s("5xx"), failed, {SeriesColor::Meaning::Status5xx, 0}, false, false}};
    for (auto& series : data.series)
        for (std::size_t i = 20; i < 22; ++i)
            series.values[i] = std::nan("");
    data.gaps = {{{data.from + 10h, data.from + 11h}, s("engine stopped")}};
    data.lastIsUnfinished = true;
    return data;
}

ChartData latency()
{
    ChartData data;
    data.from = std::chrono::sys_days{std::chrono::year{2025} / 11 / 13};
    data.bucket = 1h;
    data.format = {ValueFormat::Kind::Duration, {}, 0};
    const auto line = [](int seed, double base, double swing) {
        std::vector<double> values;
        for (int i = 0; i < 168; ++i)
            values.push_back(base + swing * std::sin(i * 0.26 + seed) + swing * 0.5 * noise(seed, i));
        return values;
    };
    data.series = {{s("p50"), line(1, 0.18, 0.03), {SeriesColor::Meaning::P50, 0}, false, false},
                   {s("p95"), line(2, 0.62, 0.12), {SeriesColor::Meaning::P95, 0}, false, false},
                   {s("p99"), line(3, 1.1, 0.25), {SeriesColor::Meaning::P99, 0}, false, false}};
    return data;
}

} // namespace kit
