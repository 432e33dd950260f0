// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

/// The fixed part of the economy: what does not depend on the seed.
namespace bursar::simulator {

struct ToolSpec {
    std::string_view name;
    std::int64_t price; // atomic USDC, 0 for free
    double weight;      // share of the agent's calls
    double medianMs;
    double sigma;       // of the latency's logarithm
    double errorRate;
};

struct AgentSpec {
    std::string_view id;
    std::string_view name;
    std::string_view category;
    double share;           // of all calls
    bool a2a;               // answers A2A besides HTTP and MCP
    int owner;              // agents of one owner share a wallet
    std::string_view version; // at the beginning
    std::span<const ToolSpec> tools;
};
std::span<const AgentSpec> agentSpecs();

struct Place {
    std::string_view country;
    std::string_view city;
    int zone;      // hours east of UTC
    double weight;
};
std::span<const Place> places();

/// Words that names of customers are made of.
std::span<const std::string_view> firstWords();
std::span<const std::string_view> secondWords();
std::span<const std::string_view> userAgents();

} // namespace bursar::simulator
