// SPDX-License-Identifier: GPL-3.0-or-later
// A server of the ledger to be killed: moves 1 from "world" to "anna" again and again, each with a key of its own, and says on
// standard output which keys were answered as accepted. Usage: ledger_poster CONNECTION NAME
#include "base/error.h"
#include "ledger/ledger.h"

#include <fmt/format.h>

#include <cstdio>
#include <semaphore>
#include <unistd.h>

int main(int argc, char** argv)
{
    using namespace bursar;
    if (argc != 3)
        return 2;
    base::Metrics metrics;
    base::SystemClock clock;
    db::Pool pool({.connection = argv[1]});
    ledger::Ledger ledger(pool, argv[1], metrics, clock,
                          {.server = argv[2], .heartbeat = std::chrono::milliseconds(100),
                           .silence = std::chrono::seconds(1), .retry = std::chrono::milliseconds(20)});
    ledger.start();
    const ledger::AccountId world = *ledger.find({"world", "USDC", "balance"});
    const ledger::AccountId anna = *ledger.find({"anna", "USDC", "balance"});
    std::counting_semaphore<> room(200);
    for (int i = 0;; ++i) {
        room.acquire();
        const std::string key = fmt::format("{}:{}", argv[2], i);
        ledger.post({key, {}, {}, ledger::Transfer{{{world, base::SignedAmount(-1)}, {anna, base::SignedAmount(1)}}}},
                    [key, &room](contract::Outcome<ledger::Answer> outcome) {
                        if (outcome && std::holds_alternative<ledger::Accepted>(*outcome)) {
                            const std::string line = key + '\n';
                            if (::write(STDOUT_FILENO, line.data(), line.size()) < 0)
                                ::_exit(1);
                        }
                        room.release();
                    });
    }
}
