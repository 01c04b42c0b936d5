#include "core/base/socket_address.h"
#include "core/ssh/listen_socket.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>
#include <poll.h>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace fairlead;
using namespace Qt::StringLiterals;

namespace {

Listen tcp(const QString &address, quint16 port = 0, quint16 last = 0) {
    return {.address = address, .port = port, .lastPort = last};
}

Listen unixAt(const QString &path) { return {.kind = Listen::Kind::Unix, .path = path}; }

bool connects(const Endpoint &endpoint) {
    const auto address = literalAddress(endpoint.host, endpoint.port);
    const UniqueFd fd = openSocket(address->family());
    if (::connect(fd.get(), address->data(), address->length) == 0)
        return true;
    pollfd wait{fd.get(), POLLOUT, 0};
    int error = 0;
    socklen_t length = sizeof error;
    return ::poll(&wait, 1, 2000) == 1 &&
           getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &length) == 0 && error == 0;
}

UniqueFd connectUnix(const QString &path) {
    const auto address = unixSocketAddress(path);
    UniqueFd fd = openSocket(AF_UNIX);
    if (::connect(fd.get(), reinterpret_cast<const sockaddr *>(&*address), sizeof *address) != 0)
        fd.reset();
    return fd;
}

Accepted acceptSoon(const ListenSocket &listener) {
    pollfd wait{listener.fd(), POLLIN, 0};
    (void)::poll(&wait, 1, 2000);
    return acceptClient(listener);
}

} // namespace

class TestListenSocket : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void localhostIsBothFamiliesOnOnePort() {
        const auto sockets = listenOn(tcp(u"localhost"_s));
        QVERIFY(sockets);
        QCOMPARE(sockets->front().bound().host, u"127.0.0.1"_s);
        for (const ListenSocket &socket : *sockets) {
            QCOMPARE(socket.bound().port, sockets->front().bound().port);
            QVERIFY(isLoopback(socket.bound().host));
            QVERIFY(connects(socket.bound()));
        }
        const bool hasV6 = listenOn(tcp(u"::1"_s)).has_value();
        QCOMPARE(sockets->size(), size_t(hasV6 ? 2 : 1));
    }
    void everyAddress_data() {
        QTest::addColumn<QString>("address");
        QTest::newRow("star") << u"*"_s;
        QTest::newRow("empty") << QString();
    }
    void everyAddress() {
        QFETCH(QString, address);
        const auto sockets = listenOn(tcp(address));
        QVERIFY(sockets);
        QCOMPARE(sockets->front().bound().host, u"0.0.0.0"_s);
        QVERIFY(connects({u"127.0.0.1"_s, sockets->front().bound().port}));
    }
    void takenPortNamesItsOwner() {
        const auto first = listenOn(tcp(u"127.0.0.1"_s));
        QVERIFY(first);
        const quint16 port = first->front().bound().port;
        const auto second = listenOn(tcp(u"localhost"_s, port));
        QVERIFY(!second);
        QCOMPARE(second.error().code, Errc::PortTaken);
        QVERIFY2(second.error().detail.startsWith(u"127.0.0.1:%1"_s.arg(port)),
                 qPrintable(second.error().detail));
#ifdef Q_OS_LINUX
        QVERIFY(second.error().detail.endsWith(u", by tst_listen_sock (pid %1)"_s.arg(getpid())));
#endif
    }
    void rangeIsAllOrNothing() {
        std::optional<Result<std::vector<ListenSocket>>> range;
        quint16 base = 0;
        for (int attempt = 0; attempt < 20 && (!range || !*range); ++attempt) {
            base = listenOn(tcp(u"127.0.0.1"_s))->front().bound().port;
            if (base < 65000)
                range = listenOn(tcp(u"127.0.0.1"_s, base, quint16(base + 2)));
        }
        QVERIFY(range && *range);
        QCOMPARE((*range)->size(), size_t(3));
        QCOMPARE((*range)->back().bound().port, quint16(base + 2));
        (*range)->erase((*range)->begin()); // free the first, keep the others
        QVERIFY(!listenOn(tcp(u"127.0.0.1"_s, base, quint16(base + 2))));
        QVERIFY(listenOn(tcp(u"127.0.0.1"_s, base))); // nothing of the failed range is left
    }
    void badAddresses_data() {
        QTest::addColumn<QString>("address");
        QTest::newRow("not ours") << u"203.0.113.9"_s;
        QTest::newRow("no such name") << u"nowhere.invalid"_s;
        QTest::newRow("not a name") << u"a b"_s;
    }
    void badAddresses() {
        QFETCH(QString, address);
        const auto sockets = listenOn(tcp(address, 0));
        QVERIFY(!sockets);
        QCOMPARE(sockets.error().code, Errc::BindFailed);
        QVERIFY(sockets.error().detail.contains(address));
    }
    void accepts() {
        const auto sockets = listenOn(tcp(u"127.0.0.1"_s));
        const ListenSocket &listener = sockets->front();
        QCOMPARE(acceptClient(listener).kind, Accepted::Kind::Nobody);
        const UniqueFd client = openSocket(AF_INET);
        const auto where = literalAddress(u"127.0.0.1", listener.bound().port);
        (void)::connect(client.get(), where->data(), where->length);
        const Accepted accepted = acceptSoon(listener);
        QCOMPARE(accepted.kind, Accepted::Kind::Client);
        QCOMPARE(accepted.peer, toText(toEndpoint(*localAddressOf(client.get()))));
        QCOMPARE(accepted.from, toEndpoint(*localAddressOf(client.get())));
    }
    void saysWhenDescriptorsRunOut() {
        const auto sockets = listenOn(tcp(u"127.0.0.1"_s));
        const UniqueFd client = openSocket(AF_INET);
        const auto where = literalAddress(u"127.0.0.1", sockets->front().bound().port);
        (void)::connect(client.get(), where->data(), where->length);
        rlimit before{};
        getrlimit(RLIMIT_NOFILE, &before);
        rlimit none = before;
        none.rlim_cur = 0;
        setrlimit(RLIMIT_NOFILE, &none);
        const Accepted refused = acceptClient(sockets->front());
        setrlimit(RLIMIT_NOFILE, &before);
        QCOMPARE(refused.kind, Accepted::Kind::Exhausted);
        QVERIFY(!refused.reason.isEmpty());
        QCOMPARE(acceptSoon(sockets->front()).kind, Accepted::Kind::Client);
    }
    void unixSocketIsPrivateAndLeavesNothing() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"db.sock"_s);
        {
            const auto sockets = listenOn(unixAt(path));
            QVERIFY2(sockets, qPrintable(sockets ? QString() : sockets.error().detail));
            struct stat made {};
            QCOMPARE(::lstat(QFile::encodeName(path).constData(), &made), 0);
            QCOMPARE(made.st_mode & 07777, mode_t(0600));
            const UniqueFd client = connectUnix(path);
            QVERIFY(client.isOpen());
            const Accepted accepted = acceptSoon(sockets->front());
            QCOMPARE(accepted.kind, Accepted::Kind::Client);
            QVERIFY(!accepted.peer.isEmpty());
        }
        QVERIFY(!QFile::exists(path));
    }
    void unixSocketTakesTheMask() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"db.sock"_s);
        const auto sockets = listenOn(unixAt(path), 0111);
        QVERIFY(sockets);
        struct stat made {};
        QCOMPARE(::lstat(QFile::encodeName(path).constData(), &made), 0);
        QCOMPARE(made.st_mode & 07777, mode_t(0666));
    }
    void liveUnixSocketIsTaken() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"db.sock"_s);
        const auto first = listenOn(unixAt(path));
        const auto second = listenOn(unixAt(path));
        QVERIFY(!second);
        QCOMPARE(second.error().code, Errc::PortTaken);
        QVERIFY(connectUnix(path).isOpen());
    }
    void staleUnixSocketIsReplaced() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"db.sock"_s);
        const QString kept = folder.filePath(u"kept.sock"_s);
        {
            const auto dying = listenOn(unixAt(path));
            QVERIFY(QFile::rename(path, kept)); // so that closing does not remove it
        }
        QVERIFY(QFile::rename(kept, path));
        QVERIFY(!connectUnix(path).isOpen());
        const auto sockets = listenOn(unixAt(path));
        QVERIFY2(sockets, qPrintable(sockets ? QString() : sockets.error().detail));
        QVERIFY(connectUnix(path).isOpen());
    }
    void foreignFilesStay() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"notes.txt"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("mine");
        file.close();
        const auto sockets = listenOn(unixAt(path));
        QVERIFY(!sockets);
        QCOMPARE(sockets.error().code, Errc::BindFailed);
        QVERIFY(QFile::exists(path));
    }
    void closingLeavesASuccessorsFile() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"db.sock"_s);
        auto first = listenOn(unixAt(path));
        QVERIFY(QFile::remove(path));
        const auto second = listenOn(unixAt(path));
        QVERIFY(second);
        first->clear();
        QVERIFY(connectUnix(path).isOpen());
    }
    void unixPathsAreChecked_data() {
        QTest::addColumn<QString>("path");
        QTest::newRow("empty") << QString();
        QTest::newRow("too long") << u"/tmp/"_s + QString(200, u'x');
        QTest::newRow("no such folder") << u"/nonexistent-folder/x.sock"_s;
    }
    void unixPathsAreChecked() {
        QFETCH(QString, path);
        const auto sockets = listenOn(unixAt(path));
        QVERIFY(!sockets);
        QCOMPARE(sockets.error().code, Errc::BindFailed);
    }
};

QTEST_GUILESS_MAIN(TestListenSocket)
#include "tst_listen_socket.moc"
