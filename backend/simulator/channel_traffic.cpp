// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/channel_traffic.h"

#include "base/error.h"
#include "base/log.h"
#include "simulator/impl/catalog.h"
#include "simulator/impl/random.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace bursar::simulator {

namespace {
using contract::ChannelState;

constexpr base::Log kLog{"simulator"};
constexpr std::chrono::milliseconds kTick{500};
constexpr std::chrono::minutes kTurnover{12}; // after which one channel ends and another begins
constexpr std::chrono::seconds kDecision{45}; // between two steps of milestones
constexpr std::size_t kRunningMax = 500;      // transactions that were not answered yet
constexpr std::chrono::hours kPast{6};        // that channels have behind them at first start
constexpr std::size_t kAtOnce = 20;           // transactions that may share a moment of the past

/// What the demo begins with.
struct Plan {
    std::size_t agent = 0; // of the catalog
    int clients = 1;
    std::int64_t credits = 0;
    int transactions = 0;
    std::vector<std::pair<const char*, std::int64_t>> milestones;
};

const std::vector<Plan>& plans()
{
    static const std::vector<Plan> all{
        {0, 2, 1'250'000, 2400, {{"Dataset", 25'000}, {"Draft", 40'000}}},
        {1, 1, 480'000, 1300, {}},
        {2, 3, 96'000, 640, {}},
        {3, 1, 2'400'000, 420, {{"Report", 180'000}}},
        {4, 2, 50'000, 900, {}},
        {5, 1, 20'000, 75, {}},
        {6, 4, 640'000, 510, {{"Prototype", 60'000}, {"Review", 15'000}}},
        {7, 1, 12'500, 310, {}},
        {8, 2, 175'250, 205, {}},
    };
    return all;
}

std::string walletAddress(Random& random)
{
    return fmt::format("0x{:016x}{:016x}{:08x}", random.next(), random.next(), std::uint32_t(random.next()));
}

/// One channel, as far as traffic needs to know it.
struct Line {
    std::string id;
    std::string provider;
    std::vector<std::string> clients;
    std::int64_t credits = 0;
    double perTick = 0; // transactions
};

contract::Context asOperator(const base::Clock& clock)
{
    contract::Context context;
    context.principal.kind = contract::PrincipalKind::user;
    context.principal.name = "simulator";
    context.principal.desk = contract::Role::desk_operator;
    context.principal.scopes = {contract::Scope::read, contract::Scope::manage};
    context.requestId = "simulator";
    context.now = clock.now();
    return context;
}
} // namespace

struct ChannelTraffic::Impl {
    channels::ChannelEngine& engine;
    channels::Reader& reader;
    PastClock& clock;
    Random random;
    std::vector<Line> lines;
    base::Time last, turnoverAt, decisionAt;
    std::size_t opened = 0;

    std::mutex mutex;
    std::condition_variable answered;
    std::size_t running = 0;
    std::unique_ptr<base::Ticker> ticker;

    void begin();
    void tellStories();
    Line openChannel(const Plan& plan);
    void transact(const Line& line);
    void waitForAnswers();
    void decide(const Line& line);
    void turnOver();
    void tick();
    template <class F> void attempt(F&& act);
};

ChannelTraffic::ChannelTraffic(channels::ChannelEngine& engine, channels::Reader& reader, PastClock& clock,
                               std::uint64_t seed)
    : m_impl(new Impl{engine, reader, clock, Random(seed, {0x6368}), {}, {}, {}, {}, 0, {}, {}, 0, {}})
{
}

ChannelTraffic::~ChannelTraffic()
{
    stop();
}

/// What is refused is no failure of the demo.
template <class F>
void ChannelTraffic::Impl::attempt(F&& act)
{
    try {
        act();
    } catch (const base::Error& error) {
        kLog.debug("a channel: {}", error.text());
    }
}

Line ChannelTraffic::Impl::openChannel(const Plan& plan)
{
    Line line;
    line.provider = agentSpecs()[plan.agent % agentSpecs().size()].id;
    line.credits = plan.credits;
    line.perTick = random.between(0.05, 0.9);
    contract::CreateChannelInput input;
    std::map<std::string, std::int64_t> shares{{line.provider, 0}};
    for (int i = 0; i < plan.clients; ++i) {
        line.clients.push_back(walletAddress(random));
        shares[line.clients.back()] = plan.credits / plan.clients;
    }
    shares[line.clients.front()] += plan.credits % plan.clients;
    for (const std::string& client : line.clients)
        input.participants.emplace_back(boost::json::object{{"agent_id", client}, {"role", "client"}});
    input.participants.emplace_back(boost::json::object{{"agent_id", line.provider}, {"role", "provider"}});
    input.credits = plan.credits;
    input.balances = std::move(shares);
    if (!plan.milestones.empty()) {
        input.milestones.emplace();
        for (const auto& [name, credits] : plan.milestones)
            input.milestones->push_back({name, credits, {}, {}});
    }
    engine.createChannel(asOperator(clock), input, [&line](contract::Outcome<contract::OpenedChannel> outcome) {
        if (outcome) // comes at once: nothing has to be paid
            line.id = outcome->channel_id;
    });
    ++opened;
    return line;
}

void ChannelTraffic::Impl::transact(const Line& line)
{
    contract::SendTransaction::Input input;
    input.id = line.id;
    const std::string& client = line.clients[random.below(line.clients.size())];
    const bool forth = random.chance(0.93); // now and then something is given back
    input.from = forth ? client : line.provider;
    input.to = forth ? line.provider : client;
    input.amount = std::max<std::int64_t>(1, std::int64_t(random.around(std::max(4.0, double(line.credits) / 20'000), 0.8)));
    const auto& words = std::to_array<const char*>({"search", "summarize", "translate", "extract", "rank", "embed"});
    input.memo = forth ? fmt::format("{} q-{}", words[random.below(words.size())], 1000 + random.below(9000)) : "not delivered";
    {
        std::unique_lock lock(mutex);
        answered.wait(lock, [this] { return running < kRunningMax; });
        ++running;
    }
    contract::Context who = asOperator(clock); // as the participant itself, as in earnest
    who.principal.desk.reset();
    if (forth) {
        who.principal.kind = contract::PrincipalKind::wallet;
        who.principal.wallet = input.from;
    } else {
        who.principal.kind = contract::PrincipalKind::agent;
        who.principal.agentId = input.from;
    }
    const auto done = [this](const contract::Outcome<contract::TransactionResult>&) {
        const std::lock_guard lock(mutex);
        --running;
        answered.notify_all();
    };
    try {
        engine.sendTransaction(who, input, done);
    } catch (const base::Error& error) {
        done(error);
    }
}

void ChannelTraffic::Impl::waitForAnswers()
{
    std::unique_lock lock(mutex);
    answered.wait(lock, [this] { return running == 0; });
}

/// The demo's last hours: channels begin one after another and transact by turns; one has a delivered milestone, one is
/// paused, one has lost a participant, one is over.
void ChannelTraffic::Impl::begin()
{
    struct Due {
        double at = 0; // 0 … 1 of the time
        std::size_t line = 0;
        bool opens = false;
    };
    std::vector<Due> agenda;
    for (std::size_t i = 0; i < plans().size(); ++i) {
        const double opens = double(i) / double(plans().size()) * 0.6;
        agenda.push_back({opens, i, true});
        for (int n = 0; n < plans()[i].transactions; ++n)
            agenda.push_back({random.between(opens, 1), i, false});
    }
    std::sort(agenda.begin(), agenda.end(), [](const Due& a, const Due& b) { return a.at < b.at; });
    std::size_t step = 0;
    for (const Due& due : agenda) {
        clock.setBehind(base::Duration(std::int64_t(double(base::Duration(kPast).count()) * (1 - due.at))));
        if (due.opens)
            lines.push_back(openChannel(plans()[due.line]));
        else
            transact(lines[due.line]);
        if (++step % kAtOnce == 0)
            waitForAnswers(); // so that each is written at about its time
        if (step == agenda.size() * 3 / 4)
            tellStories();
    }
    waitForAnswers();
    clock.setBehind({});
    lines.erase(lines.begin() + 7);
}

void ChannelTraffic::Impl::tellStories()
{
    const contract::Context desk = asOperator(clock);
    waitForAnswers();
    attempt([&] { engine.completeMilestone(desk, {lines[0].id, "Draft", "sha256 of the draft: 9f86…0a08"}); });
    attempt([&] { engine.approveMilestone(desk, {lines[0].id, "Draft", true, {}}); });
    attempt([&] { engine.completeMilestone(desk, {lines[0].id, "Dataset", "sha256 of the delivered files: 5e88…c2d1"}); });
    attempt([&] { engine.completeMilestone(desk, {lines[6].id, "Prototype", {}}); });
    attempt([&] { engine.exitParticipant(desk, {lines[2].id, lines[2].clients[1], {}}); });
    attempt([&] { engine.pause(desk, lines[8].id); });
    attempt([&] { engine.closeChannel(desk, {lines[7].id, "the work is done", {}}); });
}

void ChannelTraffic::open()
{
    contract::ListChannels::Input input;
    input.limit = channels::Reader::kPageRowsMax;
    const contract::ChannelPage known = m_impl->reader.list(asOperator(m_impl->clock), input);
    m_impl->opened = std::size_t(known.total);
    m_impl->last = m_impl->clock.now();
    m_impl->turnoverAt = m_impl->last + kTurnover;
    m_impl->decisionAt = m_impl->last + kDecision;
    if (known.total == 0)
        return m_impl->begin();
    for (const contract::Channel& channel : known.channels) {
        if (channel.status != ChannelState::active)
            continue;
        Line line;
        line.id = channel.channel_id;
        line.credits = channel.total_credits_minted;
        line.perTick = m_impl->random.between(0.05, 0.9);
        for (const contract::ChannelParticipant& one : m_impl->engine.getChannel(line.id).participants) {
            if (one.role == "provider")
                line.provider = one.agent_id;
            else if (one.state == contract::ParticipantState::active)
                line.clients.push_back(one.agent_id);
        }
        if (!line.clients.empty() && !line.provider.empty())
            m_impl->lines.push_back(std::move(line));
    }
}

void ChannelTraffic::Impl::decide(const Line& line)
{
    const contract::Context desk = asOperator(clock);
    const contract::ChannelDetail detail = engine.getChannel(line.id);
    for (const contract::Milestone& milestone : detail.milestones) {
        if (milestone.state == contract::MilestoneState::completed)
            return void(engine.approveMilestone(desk, {line.id, milestone.id, random.chance(0.85), {}}));
        if (milestone.state == contract::MilestoneState::pending)
            return void(engine.completeMilestone(desk, {line.id, milestone.id, {}}));
    }
    for (const contract::ChannelParticipant& one : detail.participants) {
        const std::int64_t share = line.credits / std::int64_t(line.clients.size());
        if (one.role == "client" && one.state == contract::ParticipantState::active && one.balance < share / 5)
            return engine.topupCredits(desk, {line.id, one.agent_id, std::max<std::int64_t>(1, share / 2), {}, {}, {}},
                                       [](const contract::Outcome<contract::ToppedUp>&) {});
    }
}

/// The oldest ends, a new one begins.
void ChannelTraffic::Impl::turnOver()
{
    if (opened >= kChannelsMax || lines.empty())
        return;
    const Line ended = lines.front();
    lines.erase(lines.begin());
    for (const contract::Milestone& milestone : engine.getChannel(ended.id).milestones) {
        if (milestone.state == contract::MilestoneState::completed)
            engine.approveMilestone(asOperator(clock), {ended.id, milestone.id, true, {}});
    }
    engine.closeChannel(asOperator(clock), {ended.id, "the work is done", {}});
    Plan plan = plans()[opened % plans().size()];
    plan.agent = random.below(agentSpecs().size());
    lines.push_back(openChannel(plan));
}

void ChannelTraffic::Impl::tick()
{
    const base::Time now = clock.now();
    if (now <= last)
        return; // a frozen clock: a picture
    last = now;
    for (const Line& line : lines) {
        for (int i = random.poisson(line.perTick); i > 0; --i)
            transact(line);
    }
    if (now >= decisionAt && !lines.empty()) {
        decisionAt = now + kDecision;
        attempt([this] { decide(lines[random.below(lines.size())]); });
    }
    if (now >= turnoverAt) {
        turnoverAt = now + kTurnover;
        attempt([this] { turnOver(); });
    }
}

void ChannelTraffic::start()
{
    if (!m_impl->ticker)
        m_impl->ticker = std::make_unique<base::Ticker>("simulator", kTick, [this] { m_impl->tick(); });
}

void ChannelTraffic::stop()
{
    m_impl->ticker.reset();
    m_impl->waitForAnswers();
}

} // namespace bursar::simulator
