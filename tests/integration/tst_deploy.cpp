// SPDX-License-Identifier: GPL-3.0-or-later
// `bursarctl escrow deploy` on a real chain.
#include "../unit/channels/escrow_chain.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace bursar;
using namespace bursar::test;

class DeployTest : public QObject {
    Q_OBJECT

    EscrowChain m_chain;

    struct Ended {
        int code = -1;
        QString out, err;
    };
    Ended deploy(const QString& token, const QString& key, const QStringList& more = {})
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("AEL_OPERATOR_EVM_KEY"), key);
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(BURSAR_BIN_DIR "/bursarctl"),
                      QStringList{QStringLiteral("escrow"), QStringLiteral("deploy"), QStringLiteral("--rpc"),
                                  QString::fromStdString(m_chain.anvil.url()), QStringLiteral("--chain-id"),
                                  QString::number(EscrowChain::kChainId), QStringLiteral("--token"), token}
                          + more);
        while (!process.waitForFinished(300)) // blocks come one by one, as on a chain
            m_chain.anvil.mine();
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_chain.startChain()); }

    void deploysWhatTheServerNeeds()
    {
        const QString settler = QString::fromStdString(EscrowChain::address(1).hex());
        const Ended ended = deploy(QString::fromStdString(m_chain.token.hex()), QString::fromStdString(Anvil::privateKey(0)),
                                   {QStringLiteral("--settler"), settler});
        QVERIFY2(ended.code == 0, qPrintable(ended.out + ended.err));
        const auto found = QRegularExpression(QStringLiteral("escrow_contract = \"(0x[0-9a-fA-F]{40})\"")).match(ended.out);
        QVERIFY(found.hasMatch());
        const auto contract = evm::parseAddress(found.captured(1).toStdString()).value();
        const auto terms = channels::escrow_contract::termsOf(*m_chain.node, contract);
        QCOMPARE(terms.token, m_chain.token);
        QCOMPARE(terms.owner, EscrowChain::address(0));
        QCOMPARE(terms.settler, EscrowChain::address(1));
        QVERIFY(!ended.out.contains(QString::fromStdString(Anvil::privateKey(0)).mid(2)));
    }

    void saysWhatIsWrongBeforeItSpendsAnything()
    {
        const Ended noToken = deploy(QStringLiteral("0x00000000000000000000000000000000000000aa"), QString::fromStdString(Anvil::privateKey(0)));
        QCOMPARE(noToken.code, 1);
        QVERIFY2(noToken.err.contains(QStringLiteral("deployment_refused")), qPrintable(noToken.err));
        const Ended noKey = deploy(QString::fromStdString(m_chain.token.hex()), QStringLiteral("not a key"));
        QCOMPARE(noKey.code, 1);
        QVERIFY2(noKey.err.contains(QStringLiteral("operator_key")), qPrintable(noKey.err));
    }
};

QTEST_GUILESS_MAIN(DeployTest)
#include "tst_deploy.moc"
