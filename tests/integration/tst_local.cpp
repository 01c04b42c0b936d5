// Local forwards: TCP, IPv6 and Unix sockets, against OpenSSH and dropbear.
#include "support/dropbear_fixture.h"
#include "support/net.h"
#include "support/sshd_fixture.h"
#include "support/traffic.h"
#include "support/tunnel.h"
#include "support/verify.h"

#include <sys/socket.h>

using namespace fairlead::test;
using namespace Qt::StringLiterals;

class TestLocal : public QObject {
    Q_OBJECT
    Sandbox m_box;
    std::unique_ptr<Sshd> m_sshd;
    Listener m_quiet = Listener::tcp(); // nobody ever connects

private Q_SLOTS:
    void initTestCase() {
        SKIP_IF(Sshd::missing());
        m_sshd = std::make_unique<Sshd>(m_box);
    }

    void movesBulkBothWays() {
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, m_sshd->login());
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        const UniqueFd client = connectTcp(tunnel.port(forward));
        const UniqueFd server = target.accept();
        VERIFY_SAID(server.isOpen(), tunnel);
        VERIFY_FINE(exchange(client.get(), server.get(), bulkSize()));
    }

    void movesBulkThroughDropbear() {
        SKIP_IF(Dropbear::missing());
        Dropbear dropbear(m_box);
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, dropbear.login());
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        const UniqueFd client = connectTcp(tunnel.port(forward));
        const UniqueFd server = target.accept();
        VERIFY_SAID(server.isOpen(), tunnel);
        VERIFY_FINE(exchange(client.get(), server.get(), bulkSize()));
    }

    void movesBulkOverIpv6() {
        const Listener target = Listener::tcp("::1");
        Tunnel tunnel(m_box, m_sshd->login());
        const int forward = tunnel.local(u"[::1]:%1"_s.arg(target.port()), u"[::1]:0"_s);
        VERIFY_SAID(tunnel.start(), tunnel);
        const UniqueFd client = connectTcp(tunnel.port(forward), "::1");
        const UniqueFd server = target.accept();
        VERIFY_SAID(server.isOpen(), tunnel);
        VERIFY_FINE(exchange(client.get(), server.get(), bulkSize()));
    }

    void movesBulkBetweenUnixSockets() {
        const QString near = m_box.path(u"near.sock"_s);
        const QString far = m_box.path(u"far.sock"_s);
        const Listener target = Listener::unixSocket(far);
        Tunnel tunnel(m_box, m_sshd->login());
        tunnel.local(far, near);
        VERIFY_SAID(tunnel.start(), tunnel);
        const UniqueFd client = connectUnix(near);
        VERIFY_SAID(client.isOpen(), tunnel);
        const UniqueFd server = target.accept();
        VERIFY_SAID(server.isOpen(), tunnel);
        VERIFY_FINE(exchange(client.get(), server.get(), bulkSize()));
    }

    void unixSocketToTcp() {
        const QString near = m_box.path(u"in.sock"_s);
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, m_sshd->login());
        tunnel.local(u"127.0.0.1:%1"_s.arg(target.port()), near);
        VERIFY_SAID(tunnel.start(), tunnel);
        const UniqueFd client = connectUnix(near);
        const UniqueFd server = target.accept();
        VERIFY_SAID(server.isOpen(), tunnel);
        VERIFY_FINE(exchange(client.get(), server.get(), 1 << 20));
        // The name in the file system goes with the forward.
        QCOMPARE(tunnel.process().stop().value_or(-1), 0);
        QVERIFY(!QFile::exists(near));
    }

    void tcpToUnixSocket() {
        const QString far = m_box.path(u"out.sock"_s);
        const Listener target = Listener::unixSocket(far);
        Tunnel tunnel(m_box, m_sshd->login());
        const int forward = tunnel.local(far);
        VERIFY_SAID(tunnel.start(), tunnel);
        const UniqueFd client = connectTcp(tunnel.port(forward));
        const UniqueFd server = target.accept();
        VERIFY_SAID(server.isOpen(), tunnel);
        VERIFY_FINE(exchange(client.get(), server.get(), 1 << 20));
    }

    void halfCloseLosesNothing() {
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, m_sshd->login());
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);

        // As nc -N: the question ends, the answer comes afterwards.
        const UniqueFd client = connectTcp(tunnel.port(forward));
        const UniqueFd server = target.accept();
        QVERIFY(sendAll(client.get(), "question"));
        ::shutdown(client.get(), SHUT_WR);
        bool ended = false;
        QCOMPARE(receiveAll(server.get(), 10s, &ended), QByteArray("question"));
        QVERIFY(ended);
        QVERIFY(!waitReadable(client.get(), 100ms)); // not closed the other way
        const QByteArray answer = Pattern(5).bytes(0, 3'000'000);
        std::thread sender([&] {
            (void)sendAll(server.get(), answer);
            ::shutdown(server.get(), SHUT_WR);
        });
        QByteArray received = receiveAll(client.get(), 20s, &ended);
        sender.join();
        QVERIFY(ended);
        QVERIFY(received == answer);
    }

    void serverMayEndFirst() {
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, m_sshd->login());
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        const UniqueFd client = connectTcp(tunnel.port(forward));
        const UniqueFd server = target.accept();
        QVERIFY(sendAll(server.get(), "greeting"));
        ::shutdown(server.get(), SHUT_WR);
        QCOMPARE(receiveAll(client.get()), QByteArray("greeting"));
        QVERIFY(sendAll(client.get(), "still heard"));
        ::shutdown(client.get(), SHUT_WR);
        QCOMPARE(receiveAll(server.get()), QByteArray("still heard"));
    }

    void clientThatSendsAndGoesLosesNothing_data() {
        QTest::addColumn<bool>("unixSocket");
        QTest::newRow("TCP") << false;
        QTest::newRow("Unix socket") << true;
    }
    void clientThatSendsAndGoesLosesNothing() {
        // The target is slow, the client does not wait: its last bytes are still in its socket when
        // it has long gone.
        QFETCH(bool, unixSocket);
        const QString near = m_box.path(u"gone.sock"_s);
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, m_sshd->login());
        const QString to = u"127.0.0.1:%1"_s.arg(target.port());
        const int forward = unixSocket ? tunnel.local(to, near) : tunnel.local(to);
        VERIFY_SAID(tunnel.start(), tunnel);
        UniqueFd client = unixSocket ? connectUnix(near) : connectTcp(tunnel.port(forward));
        const UniqueFd server = target.accept();
        VERIFY_SAID(server.isOpen(), tunnel);
        constexpr qint64 kSize = 24 * 1024 * 1024;
        std::thread sender([&] {
            (void)sendAll(client.get(), Pattern(8).bytes(0, kSize), 60s);
            client.reset();
        });
        QVERIFY(!receive(server.get(), 1).isEmpty());
        QVERIFY(!waitReadable(m_quiet.fd(), 500ms)); // lets everything on the way fill up
        const QByteArray rest = receiveAll(server.get(), 60s);
        sender.join();
        QCOMPARE(rest.size() + 1, kSize);
        QVERIFY(rest == Pattern(8).bytes(0, kSize).mid(1));
    }

    void resetReachesTheOtherSide() {
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, m_sshd->login());
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        UniqueFd client = connectTcp(tunnel.port(forward));
        UniqueFd server = target.accept();
        VERIFY_FINE(greet(client.get(), server.get()));
        resetOnClose(client.get());
        client.reset();
        QVERIFY(closedWithin(server.get(), 5s));
    }

    void refusedTargetClosesTheClient() {
        Tunnel tunnel(m_box, m_sshd->login());
        const int forward = tunnel.localTo(freePort());
        VERIFY_SAID(tunnel.start(), tunnel);
        const UniqueFd client = connectTcp(tunnel.port(forward));
        QVERIFY(client.isOpen());
        QVERIFY(closedWithin(client.get(), 5s));
        QVERIFY(tunnel.process().isRunning()); // one bad target is not the end of the tunnel
    }

    void rangeGoesInStep() {
        if (clientUnderTest() == Client::Ssh)
            QSKIP("ssh knows no port ranges");
        const std::vector<Listener> targets = Listener::tcpRow(3);
        const quint16 listen = freePort(3);
        Tunnel tunnel(m_box, m_sshd->login());
        const quint16 first = targets[0].port();
        tunnel.arguments({u"-L"_s, u"127.0.0.1:%1-%2:127.0.0.1:%3-%4"_s.arg(listen)
                                       .arg(listen + 2)
                                       .arg(first)
                                       .arg(first + 2)});
        tunnel.launch();
        VERIFY_SAID(tunnel.process().waitForText(u"^ready local "_s), tunnel);
        for (quint16 i = 0; i < 3; ++i) {
            const UniqueFd client = connectTcp(quint16(listen + i));
            VERIFY_SAID(client.isOpen(), tunnel);
            const UniqueFd server = targets[i].accept();
            VERIFY_FINE(greet(client.get(), server.get()));
        }
    }
};

QTEST_APPLESS_MAIN(TestLocal)
#include "tst_local.moc"
