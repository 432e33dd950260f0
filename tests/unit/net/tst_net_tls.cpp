// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "net_bench.h"

#include <QtTest>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

using namespace bursar;
using namespace bursar::net;
using namespace bursar::net::test;

namespace {
/// A self-signed certificate for localhost, made on the spot.
void writeCertificate(const std::string& certificateFile, const std::string& keyFile)
{
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_sign(certificate, key, EVP_sha256());
    FILE* file = fopen(certificateFile.c_str(), "w");
    PEM_write_X509(file, certificate);
    fclose(file);
    file = fopen(keyFile.c_str(), "w");
    PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
    fclose(file);
    X509_free(certificate);
    EVP_PKEY_free(key);
}
} // namespace

class NetTls : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string m_certificate;
    std::string m_key;

    void useTls(Bench& bench)
    {
        bench.options.tlsCertificate = m_certificate;
        bench.options.tlsKey = m_key;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_certificate = m_folder.filePath(QStringLiteral("certificate.pem")).toStdString();
        m_key = m_folder.filePath(QStringLiteral("key.pem")).toStdString();
        writeCertificate(m_certificate, m_key);
    }

    void answersOverTls()
    {
        Bench bench;
        useTls(bench);
        bench.handler.bodyLimit = 16 * 1024 * 1024;
        Eventually<HttpRequest> seen;
        bench.handler.onRequest = [&](HttpRequest request, auto respond) {
            HttpResponse response{.contentType = "application/octet-stream", .body = request.body};
            seen.set(std::move(request));
            respond(std::move(response));
        };
        bench.start();
        QVERIFY(bench.server->url().starts_with("https://"));
        RawClient client(bench.port(), Security::Tls);
        for (const std::size_t size : {0u, 10u, 100'000u, 5'000'000u}) {
            std::string body(size, '\0');
            for (std::size_t i = 0; i < size; ++i)
                body[i] = char(i * 31 + i / 4099);
            Answer answer = client.ask(post("/a", body));
            QCOMPARE(answer.status, 200);
            QVERIFY(answer.body == body);
            QCOMPARE(answer.header("strict-transport-security"), "max-age=31536000");
            QVERIFY(seen.wait().secure);
        }
    }

    void answersPipelinedRequestsOverTls()
    {
        Bench bench;
        useTls(bench);
        bench.start();
        RawClient client(bench.port(), Security::Tls);
        std::string all;
        for (int i = 0; i < 500; ++i)
            all += get("/" + std::to_string(i));
        client.send(all);
        for (int i = 0; i < 500; ++i)
            QCOMPARE(client.readAnswer().body, "GET /" + std::to_string(i) + " ");
    }

    void closesPlainHttpOnATlsPort()
    {
        Bench bench;
        useTls(bench);
        bench.start();
        RawClient client(bench.port());
        client.send(get("/a"));
        const std::string received = client.readAll();
        QVERIFY(received.find("HTTP/") == std::string::npos);
    }

    void endsAHandshakeThatDoesNotComeToItsEnd()
    {
        Bench bench;
        useTls(bench);
        bench.options.headerTimeout = 1s;
        bench.start();
        RawClient silent(bench.port());
        RawClient halting(bench.port());
        halting.send(std::string("\x16\x03\x01\x02\x00\x01", 6));
        QVERIFY(silent.closes());
        QVERIFY(halting.closes());
    }

    void refusesOldVersions()
    {
        Bench bench;
        useTls(bench);
        bench.start();
        SSL_CTX* context = SSL_CTX_new(TLS_client_method());
        SSL_CTX_set_security_level(context, 0);
        SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
        SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION);
        RawClient socket(bench.port());
        SSL* tls = SSL_new(context);
        SSL_set_fd(tls, socket.socket());
        QVERIFY(SSL_connect(tls) != 1);
        SSL_free(tls);
        SSL_CTX_free(context);
        RawClient modern(bench.port(), Security::Tls);
        QCOMPARE(modern.ask(get("/a")).status, 200);
    }

    void refusesFilesThatDoNotFit_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        const QString certificate = m_folder.filePath(QStringLiteral("certificate.pem"));
        const QString key = m_folder.filePath(QStringLiteral("key.pem"));
        const QString otherKey = m_folder.filePath(QStringLiteral("other.pem"));
        writeCertificate(m_folder.filePath(QStringLiteral("unused.pem")).toStdString(), otherKey.toStdString());
        QTest::newRow("no certificate file") << m_folder.filePath(QStringLiteral("absent")) << key;
        QTest::newRow("no key file") << certificate << m_folder.filePath(QStringLiteral("absent"));
        QTest::newRow("another key") << certificate << otherKey;
        QTest::newRow("exchanged") << key << certificate;
        QTest::newRow("no key named") << certificate << QString();
    }
    void refusesFilesThatDoNotFit()
    {
        QFETCH(const QString, certificate);
        QFETCH(const QString, key);
        Bench bench;
        bench.options.tlsCertificate = certificate.toStdString();
        if (!key.isEmpty())
            bench.options.tlsKey = key.toStdString();
        try {
            bench.start();
            QFAIL("it started");
        } catch (const base::Error& error) {
            QCOMPARE(error.reason(), "tls_files");
        }
    }
};

QTEST_GUILESS_MAIN(NetTls)
#include "tst_net_tls.moc"
