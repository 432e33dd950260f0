// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "chain/evm/log_scanner.h"
#include "hex.h"

#include <random>
#include <set>

using namespace bursar::chain::evm;
using namespace bursar::chain::evm::test;

namespace {
/// A chain in memory whose forks have different hashes; one log in every third block.
class FakeChain final : public Rpc {
public:
    std::vector<std::uint64_t> forks{0}; // of each block by height: which fork made it
    std::optional<std::uint64_t> finalized;
    std::function<void()> beforeLogs;
    std::function<void()> afterLogs;
    std::optional<std::uint64_t> knownUpTo; // a node that lags: further blocks are not there

    std::uint64_t head() const { return forks.size() - 1; }
    void mine(std::uint64_t count, std::uint64_t fork = 0) { forks.insert(forks.end(), count, fork); }
    void reorganise(std::uint64_t depth, std::uint64_t fork)
    {
        std::fill(forks.end() - std::ptrdiff_t(depth), forks.end(), fork);
    }
    /// Of a block: covers everything below, as real ones do.
    Hash hashAt(std::uint64_t number) const
    {
        std::string path;
        for (std::uint64_t i = 0; i <= number; ++i)
            path += std::to_string(forks[i]) + ",";
        return keccak(path);
    }
    Log logAt(std::uint64_t number) const
    {
        return {.address = {}, .topics = {}, .data = "", .block = {number, hashAt(number)}, .transactionHash = {}};
    }

    std::uint64_t chainId() const override { return 1; }
    std::uint64_t blockNumber() override { return head(); }
    std::optional<Block> block(BlockAt at) override
    {
        std::uint64_t number = head();
        if (const auto* height = std::get_if<std::uint64_t>(&at))
            number = *height;
        else if (std::get<BlockTag>(at) == BlockTag::Finalized && !finalized)
            return std::nullopt;
        else if (std::get<BlockTag>(at) == BlockTag::Finalized)
            number = *finalized;
        if (number > head() || number > knownUpTo.value_or(number))
            return std::nullopt;
        Block block;
        block.ref = {number, hashAt(number)};
        return block;
    }
    std::vector<Log> logs(const LogFilter&, std::uint64_t from, std::uint64_t to) override
    {
        if (beforeLogs)
            beforeLogs();
        std::vector<Log> found;
        for (std::uint64_t number = from; number <= to; ++number) {
            if (number % 3 == 0)
                found.push_back(logAt(number));
        }
        if (afterLogs)
            afterLogs();
        return found;
    }

    std::optional<Block> block(const Hash&) override { notHere(); }
    Amount balance(const Address&, BlockAt) override { notHere(); }
    std::uint64_t transactionCount(const Address&, NonceOf) override { notHere(); }
    std::uint64_t transactionCount(const Address&, BlockAt) override { notHere(); }
    CallResult call(const CallRequest&, BlockAt) override { notHere(); }
    GasEstimate estimateGas(const CallRequest&) override { notHere(); }
    FeeHistory feeHistory(unsigned, double) override { notHere(); }
    SendOutcome sendRawTransaction(std::string_view) override { notHere(); }
    std::optional<KnownTransaction> transactionByHash(const Hash&) override { notHere(); }
    std::optional<Receipt> receipt(const Hash&) override { notHere(); }

private:
    [[noreturn]] static void notHere() { throw std::logic_error("a scan does not need this"); }
};

using Kind = ScanStep::Kind;

/// What a caller of the scanner keeps: the logs that hold, and the state.
struct Follower {
    LogScanner scanner;
    ScanState state = scanner.begin();
    std::map<std::uint64_t, Hash> facts; // by block

    Kind step(Rpc& chain)
    {
        const ScanStep step = scanner.step(chain, state);
        if (step.kind == Kind::RolledBack)
            facts.erase(facts.lower_bound(step.voidFrom), facts.end());
        for (const Log& log : step.logs) {
            if (!facts.emplace(log.block.number, log.block.hash).second)
                throw std::logic_error("a log came twice");
        }
        // Every state must survive being stored.
        state = ScanState::fromJson(step.state.toJson()).value();
        if (!(state == step.state))
            throw std::logic_error("a state came back changed");
        return step.kind;
    }
    void catchUp(Rpc& chain)
    {
        while (step(chain) != Kind::UpToDate) { }
    }
    bool agreesWith(const FakeChain& chain, std::uint64_t upTo) const
    {
        for (std::uint64_t number = 0; number <= upTo; number += 3) {
            const auto fact = facts.find(number);
            if (fact == facts.end() || fact->second != chain.hashAt(number))
                return false;
        }
        return facts.empty() || facts.rbegin()->first <= upTo;
    }
};

Follower followerOf(FinalityRule rule, std::uint64_t blocksPerStep = 10)
{
    return {LogScanner({}, rule, {.firstBlock = 0, .blocksPerStep = blocksPerStep})};
}

constexpr FinalityRule kHead{.confirmations = 1};
} // namespace

class LogScannerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsInRangesUpToTheConfirmations()
    {
        FakeChain chain;
        chain.mine(30);
        Follower follower = followerOf({.confirmations = 12});
        QCOMPARE(follower.step(chain), Kind::Advanced);
        QCOMPARE(follower.state.nextBlock, std::uint64_t(10));
        QCOMPARE(follower.step(chain), Kind::Advanced);
        QCOMPARE(follower.state.nextBlock, std::uint64_t(20)); // 30 - 11 is the last that counts
        QCOMPARE(follower.step(chain), Kind::UpToDate);
        QVERIFY(follower.agreesWith(chain, 19));
        chain.mine(1);
        QCOMPARE(follower.step(chain), Kind::Advanced);
        QCOMPARE(follower.state.nextBlock, std::uint64_t(21));
    }

    void finalityIsTheRule()
    {
        FakeChain chain;
        chain.mine(30);
        QVERIFY(finalBlock(chain, {.confirmations = 1}) == 30u);
        QVERIFY(finalBlock(chain, {.confirmations = 0}) == 30u);
        QVERIFY(finalBlock(chain, {.confirmations = 31}) == 0u);
        QVERIFY(!finalBlock(chain, {.confirmations = 32}));
        QVERIFY(!finalBlock(chain, {.confirmations = 1, .useFinalizedTag = true})); // late, never guessed
        chain.finalized = 20;
        QVERIFY(finalBlock(chain, {.confirmations = 1, .useFinalizedTag = true}) == 20u);
        QVERIFY(finalBlock(chain, {.confirmations = 15, .useFinalizedTag = true}) == 16u);
        Follower follower = followerOf({.confirmations = 1, .useFinalizedTag = true});
        follower.catchUp(chain);
        QVERIFY(follower.agreesWith(chain, 20));
    }

    void beginsAtTheFirstBlock()
    {
        FakeChain chain;
        chain.mine(30);
        const LogScanner scanner({}, kHead, {.firstBlock = 9, .blocksPerStep = 100});
        const ScanStep step = scanner.step(chain, scanner.begin());
        QCOMPARE(step.logs.size(), std::size_t(8));
        QCOMPARE(step.logs.front().block.number, std::uint64_t(9));
        chain.reorganise(31, 1);
        const ScanStep back = scanner.step(chain, step.state);
        QCOMPARE(back.kind, Kind::RolledBack);
        QCOMPARE(back.voidFrom, std::uint64_t(9));
    }

    void goesBackToTheLastCommonBlock()
    {
        FakeChain chain;
        chain.mine(30);
        Follower follower = followerOf(kHead, 1);
        follower.catchUp(chain);
        chain.reorganise(4, 1); // 27 … 30
        const ScanStep step = follower.scanner.step(chain, follower.state);
        QCOMPARE(step.kind, Kind::RolledBack);
        QCOMPARE(step.voidFrom, std::uint64_t(27));
        QCOMPARE(step.state.nextBlock, std::uint64_t(27));
        QVERIFY(step.logs.empty());
        QCOMPARE(follower.step(chain), Kind::RolledBack);
        QVERIFY(follower.agreesWith(chain, 26));
        follower.catchUp(chain);
        QVERIFY(follower.agreesWith(chain, 30));
    }

    void aLaggingNodeIsNoReorganisation()
    {
        FakeChain chain;
        chain.mine(30);
        Follower follower = followerOf(kHead);
        follower.catchUp(chain);
        chain.knownUpTo = 20;
        QCOMPARE(follower.step(chain), Kind::UpToDate);
        chain.mine(5);
        QCOMPARE(follower.step(chain), Kind::UpToDate);
        chain.knownUpTo.reset();
        QCOMPARE(follower.step(chain), Kind::Advanced);
        QVERIFY(follower.agreesWith(chain, 35));
    }

    void aReorganisationWhileReadingIsNotBelieved()
    {
        FakeChain chain;
        chain.mine(30);
        Follower follower = followerOf(kHead);
        follower.step(chain);
        // The end changes before or after its logs were read, or only what they are built on.
        for (const bool before : {true, false}) {
            std::uint64_t fork = 1;
            const auto change = [&] { chain.reorganise(15, before ? fork++ : 100 + fork++); };
            (before ? chain.beforeLogs : chain.afterLogs) = change;
            QCOMPARE(follower.step(chain), Kind::UpToDate);
            chain.beforeLogs = chain.afterLogs = nullptr;
        }
        chain.afterLogs = [&] { chain.reorganise(25, 200); }; // below what was read before, too
        QCOMPARE(follower.step(chain), Kind::UpToDate);
        chain.afterLogs = nullptr;
        QCOMPARE(follower.step(chain), Kind::RolledBack);
        follower.catchUp(chain);
        QVERIFY(follower.agreesWith(chain, 30));
    }

    void logsOfAnotherForkAreNotBelieved()
    {
        FakeChain chain;
        chain.mine(8);
        Follower follower = followerOf(kHead, 100);
        // A node on a fork answers this one question: it changes before the logs and back after them.
        chain.beforeLogs = [&] { chain.reorganise(4, 1); };
        chain.afterLogs = [&] { chain.reorganise(4, 0); };
        QCOMPARE(follower.step(chain), Kind::UpToDate);
        chain.beforeLogs = chain.afterLogs = nullptr;
        QCOMPARE(follower.step(chain), Kind::Advanced);
        QVERIFY(follower.agreesWith(chain, 8));
    }

    void theTrailIsBoundedAndReachesBack()
    {
        FakeChain chain;
        Follower follower = followerOf(kHead, 1);
        for (int i = 0; i < 600; ++i) {
            chain.mine(1);
            follower.catchUp(chain);
            QVERIFY(follower.state.trail.size() <= ScanState::kTrailMax);
        }
        QCOMPARE(follower.state.trail.front().number, std::uint64_t(0));
        QVERIFY(follower.state.trail.size() < 80);
        chain.reorganise(300, 7); // deeper than the dense part: back to an older block than needed, never a newer one
        QCOMPARE(follower.step(chain), Kind::RolledBack);
        QVERIFY(follower.state.nextBlock <= 301 && follower.state.nextBlock >= 75);
        follower.catchUp(chain);
        QVERIFY(follower.agreesWith(chain, 600));
    }

    void whateverHappensTheFactsAreTheChains()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        const auto below = [&](std::uint64_t bound) { return std::uint64_t(random() % bound); };
        for (int round = 0; round < 30; ++round) {
            FakeChain chain;
            Follower follower = followerOf({.confirmations = 1 + below(3)}, 1 + below(20));
            std::uint64_t fork = 1;
            const auto change = [&] {
                if (below(4) == 0)
                    chain.reorganise(1 + below(std::min<std::uint64_t>(chain.head(), 30)), fork++);
            };
            chain.beforeLogs = chain.afterLogs = change;
            for (int i = 0; i < 40; ++i) {
                chain.mine(1 + below(8), below(3) == 0 ? fork++ : 0);
                change();
                follower.step(chain);
            }
            chain.beforeLogs = chain.afterLogs = nullptr;
            follower.catchUp(chain);
            QVERIFY(follower.agreesWith(chain, follower.state.nextBlock - 1));
        }
    }

    void refusesMalformedStates()
    {
        const ScanState state{7, {{5, Hash()}, {6, keccak("x")}}};
        QVERIFY(ScanState::fromJson(state.toJson()) == state);
        const std::string hash = Hash().hex();
        for (const std::string& text :
             {std::string(), std::string("[]"), std::string("{}"), std::string(R"({"next":-1,"trail":[]})"),
              std::string(R"({"next":1})"), R"({"next":5,"trail":[[5,")" + hash + R"("]]})",
              R"({"next":9,"trail":[[5,")" + hash + R"("],[5,")" + hash + R"("]]})",
              std::string(R"({"next":9,"trail":[[5,"0x"]]})"), std::string(R"({"next":9,"trail":[[5]]})")})
            QVERIFY2(!ScanState::fromJson(text), text.c_str());
    }
};

QTEST_APPLESS_MAIN(LogScannerTest)
#include "tst_log_scanner.moc"
