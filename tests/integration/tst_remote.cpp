// Remote forwards: TCP, ports the server chooses, Unix targets, SOCKS on the server's side.
#include "support/dropbear_fixture.h"
#include "support/net.h"
#include "support/raw_server.h"
#include "support/sshd_fixture.h"
#include "support/traffic.h"
#include "support/tunnel.h"
#include "support/verify.h"

#include <sys/socket.h>

using namespace fairlead::test;
using namespace Qt::StringLiterals;

class TestRemote : public QObject {
    Q_OBJECT
    Sandbox m_box;
    std::unique_ptr<Sshd> m_sshd;

private Q_SLOTS:
    void initTestCase() {
        SKIP_IF(Sshd::missing());
        m_sshd = std::make_unique<Sshd>(m_box);
    }

    void movesBulkThroughAPortTheServerChose() {
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, m_sshd->login());
        const int forward = tunnel.remoteTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        VERIFY_SAID(tunnel.port(forward) != 0, tunnel);
        const Pair pair = connectThrough(tunnel.port(forward), target);
        VERIFY_SAID(pair.isOpen(), tunnel);
        VERIFY_FINE(exchange(pair.near.get(), pair.far.get(), bulkSize()));
    }

    void movesBulkThroughDropbear() {
        SKIP_IF(Dropbear::missing());
        Dropbear dropbear(m_box);
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, dropbear.login());
        const quint16 listen = freePort(); // dropbear knows no port 0
        tunnel.remote(u"127.0.0.1:%1"_s.arg(target.port()), u"127.0.0.1:%1"_s.arg(listen));
        VERIFY_SAID(tunnel.start(), tunnel);
        const Pair pair = connectThrough(listen, target);
        VERIFY_SAID(pair.isOpen(), tunnel);
        VERIFY_FINE(exchange(pair.near.get(), pair.far.get(), bulkSize()));
    }

    void reachesAUnixSocketHere() {
        const QString path = m_box.path(u"here.sock"_s);
        const Listener target = Listener::unixSocket(path);
        Tunnel tunnel(m_box, m_sshd->login());
        const quint16 listen = freePort();
        tunnel.remote(path, u"127.0.0.1:%1"_s.arg(listen));
        VERIFY_SAID(tunnel.start(), tunnel);
        const Pair pair = connectThrough(listen, target);
        VERIFY_SAID(pair.isOpen(), tunnel);
        VERIFY_FINE(exchange(pair.near.get(), pair.far.get(), bulkSize()));
    }

    void reachesIpv6Here() {
        const Listener target = Listener::tcp("::1");
        Tunnel tunnel(m_box, m_sshd->login());
        const quint16 listen = freePort();
        tunnel.remote(u"[::1]:%1"_s.arg(target.port()), u"127.0.0.1:%1"_s.arg(listen));
        VERIFY_SAID(tunnel.start(), tunnel);
        const Pair pair = connectThrough(listen, target);
        VERIFY_SAID(pair.isOpen(), tunnel);
        VERIFY_FINE(greet(pair.near.get(), pair.far.get()));
    }

    void speaksSocksOnTheServer() {
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, m_sshd->login());
        const quint16 listen = freePort();
        tunnel.remoteSocks(u"127.0.0.1:%1"_s.arg(listen));
        VERIFY_SAID(tunnel.start(), tunnel);
        const UniqueFd client = connectTcp(listen);
        VERIFY_SAID(askSocks5(client.get(), "127.0.0.1", target.port()), tunnel);
        const UniqueFd server = target.accept();
        VERIFY_FINE(exchange(client.get(), server.get(), bulkSize()));
    }

    void severalOfAKindAtOnce() {
        std::vector<Listener> targets;
        Tunnel tunnel(m_box, m_sshd->login());
        for (int i = 0; i < 5; ++i) {
            targets.push_back(Listener::tcp());
            tunnel.remoteTo(targets.back().port());
        }
        VERIFY_SAID(tunnel.start(), tunnel);
        for (int i = 0; i < 5; ++i) {
            const Pair pair = connectThrough(tunnel.port(i), targets[size_t(i)]);
            VERIFY_SAID(pair.isOpen(), tunnel);
            VERIFY_FINE(greet(pair.near.get(), pair.far.get()));
        }
    }

    void halfCloseLosesNothing() {
        const QByteArray page = Pattern(9).bytes(0, 2'000'000);
        const RawServer server(servePage(page));
        Tunnel tunnel(m_box, m_sshd->login());
        const int forward = tunnel.remoteTo(server.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        const UniqueFd client = connectTcp(tunnel.port(forward));
        QVERIFY(sendAll(client.get(), "GET / HTTP/1.0\r\n\r\n"));
        ::shutdown(client.get(), SHUT_WR);
        bool ended = false;
        QVERIFY(receiveAll(client.get(), 20s, &ended).endsWith(page));
        QVERIFY(ended);
    }

    void refusedTargetClosesTheClient() {
        Tunnel tunnel(m_box, m_sshd->login());
        const int forward = tunnel.remoteTo(freePort());
        VERIFY_SAID(tunnel.start(), tunnel);
        const UniqueFd client = connectTcp(tunnel.port(forward));
        QVERIFY(closedWithin(client.get(), 5s));
        QVERIFY(tunnel.process().isRunning());
    }

    void occupiedPortIsSaid() {
        const Listener occupied = Listener::tcp();
        Tunnel tunnel(m_box, m_sshd->login());
        tunnel.option(u"ExitOnForwardFailure=yes"_s);
        tunnel.remote(u"127.0.0.1:9"_s, u"127.0.0.1:%1"_s.arg(occupied.port()));
        tunnel.launch();
        const auto exit = tunnel.process().waitForExit();
        VERIFY_SAID(exit.has_value() && *exit != 0, tunnel);
        VERIFY_SAID(tunnel.process().count(QString::number(occupied.port())) > 0, tunnel);
    }

    void forbiddenForwardingIsSaid() {
        Sshd strict(m_box, {.options = {u"AllowTcpForwarding no"_s}});
        Tunnel tunnel(m_box, strict.login());
        tunnel.option(u"ExitOnForwardFailure=yes"_s);
        tunnel.remoteTo(9);
        tunnel.launch();
        const auto exit = tunnel.process().waitForExit();
        VERIFY_SAID(exit.has_value() && *exit != 0, tunnel);
    }

    void otherForwardsLiveOnWhenOneFails() {
        const Listener occupied = Listener::tcp();
        const Listener target = Listener::tcp();
        Tunnel both(m_box, m_sshd->login());
        both.arguments({u"-R"_s, u"127.0.0.1:%1:127.0.0.1:9"_s.arg(occupied.port())});
        const int fine = both.localTo(target.port());
        VERIFY_SAID(both.start(), both);
        const Pair pair = connectThrough(both.port(fine), target);
        VERIFY_SAID(pair.isOpen(), both);
        VERIFY_FINE(greet(pair.near.get(), pair.far.get()));
    }

    void streamsNobodyAskedForAreRefused() {
        // A hostile server opens a forwarded stream towards a port of ours.
        const Listener secret = Listener::tcp();
        const QString key = m_box.makeKey(u"rogue-host"_s);
        Process rogue(m_box, {qEnvironmentVariable("FAIRLEAD_TEST_AUTHD"),
                              {key, u"rogue:%1"_s.arg(secret.port()), u"publickey"_s}});
        QVERIFY(rogue.waitForText(u"^listening \\d+$"_s));
        const quint16 port = rogue.out().mid(10).trimmed().toUShort();
        const QString known = m_box.write(u"rogue-known"_s, knownHostsLine(port, key));
        Tunnel lured(m_box,
                     {u"-F"_s, u"none"_s, u"-p"_s, QString::number(port), u"-i"_s, m_sshd->key(),
                      u"-o"_s, u"IdentitiesOnly=yes"_s, u"-o"_s, u"UserKnownHostsFile="_s + known,
                      u"-o"_s, u"StrictHostKeyChecking=yes"_s});
        lured.localTo(secret.port());
        VERIFY_SAID(lured.start(), lured);
        QVERIFY2(rogue.waitForText(u"^rogue (refused|accepted)$"_s), rogue.output().constData());
        QCOMPARE(rogue.count(u"^rogue accepted$"_s), 0);
        QVERIFY(!waitReadable(secret.fd(), 100ms));
    }
};

QTEST_APPLESS_MAIN(TestRemote)
#include "tst_remote.moc"
