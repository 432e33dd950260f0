// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "support/refusal.h"

#include <QtTest>

using namespace bursar;
using namespace std::chrono_literals;
using test::refusal;

class TicketsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::IdentityBench> m_bench;

    identity::Tickets& tickets() { return m_bench->identity.tickets(); }

    static contract::Principal everything()
    {
        contract::Principal who;
        who.kind = contract::PrincipalKind::agent;
        who.id = "p\"1";
        who.name = "Anna";
        who.desk = contract::Role::admin;
        who.scopes = {contract::Scope::read, contract::Scope::manage};
        who.agentId = "alpha";
        who.agentKey = 7;
        who.wallet = "0x2222222222222222222222222222222222222222";
        who.keyId = "k";
        who.keyPrefix = "gt8004_sk_ab";
        return who;
    }

private Q_SLOTS:
    void init() { m_bench = std::make_unique<test::IdentityBench>(); }
    void cleanup() { m_bench.reset(); }

    void opensOneSocketAsWhoeverAskedForIt()
    {
        const contract::Principal who = everything();
        const contract::SocketTicket made = tickets().issue(who);
        QCOMPARE(made.expires_at, m_bench->clock.now() + 30s);
        const contract::Principal opened = tickets().redeem(made.ticket);
        QVERIFY(opened.kind == who.kind && opened.id == who.id && opened.name == who.name && opened.desk == who.desk
                && opened.scopes == who.scopes && opened.agentId == who.agentId && opened.agentKey == who.agentKey
                && opened.wallet == who.wallet && opened.keyId == who.keyId && opened.keyPrefix == who.keyPrefix);
        QCOMPARE(refusal([&] { tickets().redeem(made.ticket); }), std::string("401 invalid_ticket"));
    }

    void endsAfterHalfAMinute()
    {
        const std::string ticket = tickets().issue(everything()).ticket;
        m_bench->clock.advance(30s);
        QCOMPARE(refusal([&] { tickets().redeem(ticket); }), std::string("401 invalid_ticket"));
        QCOMPARE(refusal([&] { tickets().redeem("never issued"); }), std::string("401 invalid_ticket"));
        tickets().issue(everything());
        m_bench->clock.advance(31s);
        tickets().sweep();
        QCOMPARE(m_bench->count("SELECT count(*) FROM identity_ticket"), 0);
    }

    void nobodyHoardsThem()
    {
        std::vector<std::string> made;
        for (int i = 0; i < identity::Tickets::kLivePerPrincipalMax + 5; ++i) {
            made.push_back(tickets().issue(everything()).ticket);
            m_bench->clock.advance(10ms);
        }
        QCOMPARE(m_bench->count("SELECT count(*) FROM identity_ticket"), identity::Tickets::kLivePerPrincipalMax);
        QCOMPARE(refusal([&] { tickets().redeem(made.front()); }), std::string("401 invalid_ticket"));
        tickets().redeem(made.back());
    }

    /// Somebody who reads the database cannot open a socket.
    void storesNoTicket()
    {
        const std::string ticket = tickets().issue(everything()).ticket;
        QCOMPARE(m_bench->count("SELECT count(*) FROM identity_ticket t WHERE t::text LIKE '%' || $1 || '%'", {ticket}), 0);
    }
};

QTEST_GUILESS_MAIN(TicketsTest)
#include "tst_tickets.moc"
