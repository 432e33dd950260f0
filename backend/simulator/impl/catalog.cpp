// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/impl/catalog.h"

#include <array>

namespace bursar::simulator {

namespace {

constexpr std::array kSeoulSearch{
    ToolSpec{"web_search", 25'000, 9, 240, 0.45, 0.008}, ToolSpec{"news_search", 8'000, 2, 210, 0.40, 0.007},
    ToolSpec{"fetch_page", 4'000, 3, 420, 0.60, 0.020},  ToolSpec{"suggest", 0, 2, 45, 0.30, 0.002},
};
constexpr std::array kAtlasSearch{
    ToolSpec{"search", 15'000, 4, 380, 0.50, 0.015}, ToolSpec{"geocode", 5'000, 2, 120, 0.35, 0.006},
    ToolSpec{"reverse_geocode", 5'000, 1, 130, 0.35, 0.006},
};
constexpr std::array kPaperTrail{
    ToolSpec{"find_papers", 20'000, 3, 520, 0.45, 0.012}, ToolSpec{"cite", 6'000, 2, 160, 0.35, 0.005},
    ToolSpec{"summarize_paper", 30'000, 1, 2100, 0.50, 0.025},
};
constexpr std::array kDeepIndex{
    ToolSpec{"semantic_search", 18'000, 3, 310, 0.40, 0.010}, ToolSpec{"index_site", 50'000, 0.4, 5200, 0.55, 0.035},
};
constexpr std::array kLingua{
    ToolSpec{"translate", 6'000, 5, 330, 0.45, 0.006}, ToolSpec{"detect_language", 0, 2, 35, 0.30, 0.002},
    ToolSpec{"glossary", 2'000, 1, 90, 0.30, 0.004},
};
constexpr std::array kPolyglot{
    ToolSpec{"translate", 9'000, 3, 450, 0.50, 0.012}, ToolSpec{"localize_ui", 30'000, 1, 900, 0.45, 0.014},
};
constexpr std::array kSubtitleLab{
    ToolSpec{"subtitle", 25'000, 2, 3600, 0.50, 0.022}, ToolSpec{"retime", 12'000, 1, 800, 0.40, 0.010},
};
constexpr std::array kToneCoach{
    ToolSpec{"rewrite", 12'000, 3, 680, 0.45, 0.009}, ToolSpec{"proofread", 8'000, 3, 420, 0.40, 0.006},
};
constexpr std::array kFxOracle{
    ToolSpec{"rate", 1'000, 6, 28, 0.35, 0.002}, ToolSpec{"history", 5'000, 2, 110, 0.40, 0.004},
    ToolSpec{"forecast", 25'000, 1, 640, 0.45, 0.012},
};
constexpr std::array kChainData{
    ToolSpec{"balances", 3'000, 4, 95, 0.45, 0.006}, ToolSpec{"transactions", 6'000, 3, 210, 0.55, 0.012},
    ToolSpec{"token_prices", 2'000, 3, 60, 0.35, 0.004},
};
constexpr std::array kEarningsDesk{
    ToolSpec{"transcript", 40'000, 2, 540, 0.40, 0.008}, ToolSpec{"estimates", 30'000, 1, 260, 0.35, 0.006},
    ToolSpec{"screen", 22'000, 1, 700, 0.45, 0.010},
};
constexpr std::array kRiskLens{
    ToolSpec{"screen_address", 16'000, 3, 180, 0.40, 0.005}, ToolSpec{"explain_risk", 30'000, 1, 1400, 0.45, 0.015},
};
constexpr std::array kPixelForge{
    ToolSpec{"generate_image", 40'000, 3, 4300, 0.35, 0.018}, ToolSpec{"upscale", 25'000, 1, 2200, 0.35, 0.012},
    ToolSpec{"remove_background", 20'000, 2, 900, 0.35, 0.008},
};
constexpr std::array kVoiceBox{
    ToolSpec{"speak", 18'000, 3, 820, 0.40, 0.008}, ToolSpec{"transcribe", 25'000, 3, 2600, 0.55, 0.014},
};
constexpr std::array kClipMaker{
    ToolSpec{"make_clip", 60'000, 1, 9800, 0.40, 0.035}, ToolSpec{"thumbnail", 15'000, 2, 700, 0.35, 0.009},
};

// seoul-search has the recent incident: it must have enough traffic for it to show.
constexpr std::array kAgents{
    AgentSpec{"seoul-search", "Seoul Search", "search", 36, true, 0, "2.6.0", kSeoulSearch},
    AgentSpec{"atlas-search", "Atlas Search", "search", 7, true, 1, "1.4.2", kAtlasSearch},
    AgentSpec{"paper-trail", "Paper Trail", "search", 5, true, 0, "0.9.1", kPaperTrail},
    AgentSpec{"deep-index", "Deep Index", "search", 4, true, 2, "3.1.0", kDeepIndex},
    AgentSpec{"lingua", "Lingua", "language", 13, true, 3, "5.2.0", kLingua},
    AgentSpec{"polyglot", "Polyglot", "language", 5, true, 1, "1.0.4", kPolyglot},
    AgentSpec{"subtitle-lab", "Subtitle Lab", "language", 3, true, 4, "0.7.0", kSubtitleLab},
    AgentSpec{"tone-coach", "Tone Coach", "language", 4, false, 5, "2.0.0", kToneCoach},
    AgentSpec{"fx-oracle", "FX Oracle", "data", 12, true, 0, "4.0.1", kFxOracle},
    AgentSpec{"chain-data", "Chain Data", "data", 10, true, 6, "2.2.0", kChainData},
    AgentSpec{"earnings-desk", "Earnings Desk", "data", 4, true, 7, "1.1.0", kEarningsDesk},
    AgentSpec{"risk-lens", "Risk Lens", "data", 3, true, 6, "0.5.3", kRiskLens},
    AgentSpec{"pixel-forge", "Pixel Forge", "media", 6, true, 8, "3.3.0", kPixelForge},
    AgentSpec{"voice-box", "Voice Box", "media", 5, true, 8, "1.8.0", kVoiceBox},
    AgentSpec{"clip-maker", "Clip Maker", "media", 2, true, 9, "0.3.0", kClipMaker},
};

constexpr std::array kPlaces{
    Place{"KR", "Seoul", 9, 20},        Place{"KR", "Busan", 9, 4},       Place{"US", "San Francisco", -8, 11},
    Place{"US", "New York", -5, 10},    Place{"US", "Austin", -6, 4},     Place{"JP", "Tokyo", 9, 8},
    Place{"JP", "Osaka", 9, 3},         Place{"DE", "Berlin", 1, 6},      Place{"DE", "Munich", 1, 3},
    Place{"GB", "London", 0, 7},        Place{"FR", "Paris", 1, 4},       Place{"SG", "Singapore", 8, 6},
    Place{"IN", "Bengaluru", 5, 6},     Place{"CA", "Toronto", -5, 3},    Place{"NL", "Amsterdam", 1, 3},
    Place{"BR", "Sao Paulo", -3, 3},    Place{"AU", "Sydney", 10, 3},     Place{"CH", "Zurich", 1, 2},
    Place{"VN", "Ho Chi Minh City", 7, 2}, Place{"AE", "Dubai", 4, 2},    Place{"SE", "Stockholm", 1, 2},
};

constexpr std::array<std::string_view, 32> kFirst{
    "acme",  "alder", "amber",  "apex",  "birch", "blue",  "bright", "cedar", "clear", "cobalt", "copper",
    "delta", "dawn",  "ember",  "fern",  "flint", "hanok", "harbor", "iris",  "juno",  "kestrel", "lumen",
    "maple", "nova",  "onyx",   "pebble", "quill", "river", "sable",  "tidal", "umber", "willow"};
constexpr std::array<std::string_view, 24> kSecond{
    "agent", "analyst", "assistant", "bot",   "broker", "buyer",    "clerk",  "copilot", "crawler", "desk",  "dispatch", "editor",
    "guide", "lab",     "monitor",   "ops",   "pilot",  "planner",  "reader", "research", "scout",  "studio", "trader",   "watch"};
constexpr std::array<std::string_view, 6> kUserAgents{
    "mcp-client/1.9.0", "python-httpx/0.27.0", "node", "a2a-client/0.2.5", "Mozilla/5.0 (X11; Linux x86_64)",
    "go-http-client/2.0"};

} // namespace

std::span<const AgentSpec> agentSpecs()
{
    return kAgents;
}

std::span<const Place> places()
{
    return kPlaces;
}

std::span<const std::string_view> firstWords()
{
    return kFirst;
}

std::span<const std::string_view> secondWords()
{
    return kSecond;
}

std::span<const std::string_view> userAgents()
{
    return kUserAgents;
}

} // namespace bursar::simulator
