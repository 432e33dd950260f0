// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server_process.h"

#include <boost/json.hpp>

#include <QDir>
#include <QFile>
#include <QTest>
#include <QUrl>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <set>

using namespace bursar::test;
namespace json = boost::json;

namespace {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr qint64 kGrowthMax = 800; // MB; freed memory waits in the sanitizer's quarantine
#else
constexpr qint64 kGrowthMax = 100;
#endif

/// Memory of a process that no other shares, in MB.
qint64 privateMegabytes(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/smaps_rollup").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    qint64 kilobytes = 0;
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.startsWith("Private_"))
            kilobytes += line.split(':').at(1).trimmed().split(' ').front().toLongLong();
    }
    return kilobytes / 1024;
}

/// `megabytes` of zeros, gzipped.
std::string bomb(int megabytes)
{
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    std::string zeros(1 << 20, '\0'), out, chunk(1 << 16, '\0');
    for (int i = 0; i <= megabytes; ++i) {
        stream.next_in = reinterpret_cast<Bytef*>(zeros.data());
        stream.avail_in = i < megabytes ? uInt(zeros.size()) : 0;
        do {
            stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
            stream.avail_out = uInt(chunk.size());
            deflate(&stream, i < megabytes ? Z_NO_FLUSH : Z_FINISH);
            out.append(chunk.data(), chunk.size() - stream.avail_out);
        } while (stream.avail_out == 0);
    }
    deflateEnd(&stream);
    return out;
}

json::object entry(const std::string& id)
{
    return {{"requestId", id}, {"method", "POST"}, {"path", "/mcp"}, {"statusCode", 200}, {"responseMs", 12.5}};
}

/// A file that takes room, until it is freed.
class Ballast {
public:
    explicit Ballast(const QString& path) : m_file(path) {}
    ~Ballast() { free(); }
    /// Fills until `leave` bytes are left, or nothing more fits.
    bool fill(qint64 leave)
    {
        if (!m_file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return false;
        const QByteArray block(1 << 20, 'x');
        // QStorageInfo would look for the folder among our own mounts.
        struct statvfs disk {};
        while (::fstatvfs(m_file.handle(), &disk) == 0 && qint64(disk.f_bavail * disk.f_frsize) > leave) {
            if (m_file.write(block) != block.size())
                break;
        }
        return true;
    }
    void free()
    {
        m_file.close();
        m_file.remove();
    }

private:
    QFile m_file;
};
} // namespace

/// A real server at its limits: it refuses clearly, keeps its memory, and loses nothing.
class TestLimits : public QObject {
    Q_OBJECT

private:
    static constexpr int kConnections = 10'000;

private Q_SLOTS:
    void initTestCase()
    {
        rlimit files{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &files), 0);
        QVERIFY2(files.rlim_max > rlim_t(kConnections + 200), "needs `ulimit -Hn` of 10 200 or more");
        files.rlim_cur = rlim_t(kConnections + 200);
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &files), 0);
    }

    void tenThousandIdleConnectionsDisturbNobody()
    {
        // The server raises its own limit of open files: it starts with the usual one.
        rlimit files{};
        ::getrlimit(RLIMIT_NOFILE, &files);
        const rlimit usual{1024, files.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &usual);
        ServerProcess server;
        const bool started = server.start();
        ::setrlimit(RLIMIT_NOFILE, &files);
        QVERIFY(started);
        const std::string key = server.registerAgent("crowded");
        QCOMPARE(server.get("/v1/agents/crowded/stats", key).status, 200);
        const qint64 before = privateMegabytes(server.pid());

        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(quint16(QUrl(QString::fromStdString(server.url())).port()));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        std::vector<int> sockets;
        for (int i = 0; i < kConnections; ++i) {
            const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            QVERIFY2(socket >= 0, std::strerror(errno));
            QVERIFY2(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0, std::strerror(errno));
            sockets.push_back(socket);
        }
        for (int i = 0; i < 20; ++i) {
            const Answer taken = server.post(
                "/v1/ingest", {{"agent_id", "crowded"}, {"entries", json::array{entry("c" + std::to_string(i))}}}, key);
            QCOMPARE(taken.status, 202);
        }
        const qint64 during = privateMegabytes(server.pid());
        QVERIFY2(during - before < kGrowthMax, qPrintable(QStringLiteral("%1 MB, then %2 MB").arg(before).arg(during)));
        for (const int socket : sockets)
            ::close(socket);
        QCOMPARE(server.get("/v1/agents/crowded/stats", key).body.at("total_requests").as_int64(), 20);
        QCOMPARE(server.stop(), 0);
    }

    void aGzipBombIsRefusedWithoutBeingInflated()
    {
        ServerProcess server;
        QVERIFY(server.start());
        const std::string key = server.registerAgent("bombed");
        const std::string small = bomb(2'000); // 2 GB in 2 MB
        QVERIFY(!small.empty() && small.size() < 4'000'000);
        QCOMPARE(server.get("/v1/agents/bombed/stats", key).status, 200);
        const qint64 before = privateMegabytes(server.pid());
        for (int i = 0; i < 3; ++i) {
            const Answer answer = server.send("POST", "/v1/ingest", small, key,
                                              {{"Content-Encoding", "gzip"}, {"Content-Type", "application/json"}});
            QVERIFY2(answer.status == 413, answer.text.c_str());
        }
        QVERIFY(privateMegabytes(server.pid()) - before < kGrowthMax);
        QCOMPARE(server.get("/v1/agents/bombed/stats", key).body.at("total_requests").as_int64(), 0);
        QCOMPARE(server.stop(), 0);
    }

    void aFullDiskRefusesWritesAndLosesNothing()
    {
        ServerProcess server;
        server.setLauncher({QStringLiteral(BURSAR_SOURCE_DIR "/tests/integration/on_small_disk"), server.directory(),
                            QStringLiteral("800m")});
        QVERIFY(server.start());
        const std::string key = server.registerAgent("small");
        QVERIFY(!key.empty());
        int sent = 0, taken = 0;
        const auto send = [&] {
            const Answer answer = server.post(
                "/v1/ingest", {{"agent_id", "small"}, {"entries", json::array{entry("s" + std::to_string(sent++))}}}, key);
            taken += answer.status == 202;
            return answer;
        };
        QCOMPARE(send().status, 202);

        Ballast ballast(server.dataPath() + QStringLiteral("/ballast"));
        QVERIFY(ballast.fill(300 * 1024 * 1024)); // below the 512 MB that are kept free
        QTRY_COMPARE_WITH_TIMEOUT(send().status, 503, 10'000);
        const Answer refused = send();
        QCOMPARE(refused.body.at("code").as_string(), json::string("disk_full"));
        QVERIFY(!refused.body.at("error").as_string().empty());
        QCOMPARE(server.get("/v1/agents/small/stats", key).status, 200); // reading goes on

        ballast.free();
        QTRY_COMPARE_WITH_TIMEOUT(send().status, 202, 10'000);

        // Nothing at all is left before the guard has looked: the database itself runs out of room.
        QVERIFY(ballast.fill(0));
        for (int i = 0; i < 20; ++i) {
            const int status = send().status;
            QVERIFY2(status == 202 || status == 503, qPrintable(QString::number(status)));
        }
        QTRY_COMPARE_WITH_TIMEOUT(send().status, 503, 10'000);
        ballast.free();
        QTRY_COMPARE_WITH_TIMEOUT(send().status, 202, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(
            server.get("/v1/agents/small/stats", key).body.at("total_requests").as_int64() >= taken, true, 10'000);
        // Every request that was answered 202 is there once; one whose answer was lost may be.
        const Answer logs = server.get("/v1/agents/small/logs?limit=1000", key);
        QCOMPARE(logs.status, 200);
        std::set<std::string> ids;
        for (const json::value& row : logs.body.at("logs").as_array())
            QVERIFY(ids.insert(std::string(row.at("request_id").as_string())).second);
        QVERIFY(int(ids.size()) >= taken && int(ids.size()) <= sent);
        QCOMPARE(server.stop(), 0);
    }
};

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
