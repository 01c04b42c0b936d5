// When the server dies, restarts, or the network just falls silent.
#include "support/delay_relay.h"
#include "support/net.h"
#include "support/sshd_fixture.h"
#include "support/traffic.h"
#include "support/tunnel.h"
#include "support/verify.h"

#include <csignal>
#include <sys/socket.h>

using namespace fairlead::test;
using namespace Qt::StringLiterals;

namespace {

// What the program says when the link is away and it goes on trying.
const QString kAway = u"retry|lost|again|reconnect|dropped|closed by|reset"_s;

QStringList fastKeepAlive() {
    return {u"-o"_s, u"ServerAliveInterval=1"_s, u"-o"_s, u"ServerAliveCountMax=2"_s,
            u"-o"_s, u"ConnectTimeout=3"_s};
}

} // namespace

class TestTrouble : public QObject {
    Q_OBJECT
    Sandbox m_box;

    // Fresh traffic, however long the way back takes: a client that comes early is held and served.
    static bool flows(const Tunnel &tunnel, int forward, const Listener &target, Millis time) {
        return eventually(
            [&] {
                // What an earlier try left in the queue would be taken for this one's other end.
                while (target.accept(0ms).isOpen())
                    continue;
                const Pair pair = connectThrough(tunnel.port(forward), target, 9s);
                return pair.isOpen() && greet(pair.near.get(), pair.far.get()).isEmpty();
            },
            time);
    }

private Q_SLOTS:
    void initTestCase() {
        SKIP_IF(Sshd::missing());
        if (clientUnderTest() == Client::Ssh)
            QSKIP("ssh does not come back");
    }

    void killedSessionIsSaidWithinASecond() {
        Sshd sshd(m_box);
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, sshd.login());
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        const Pair pair = connectThrough(tunnel.port(forward), target);
        VERIFY_SAID(pair.isOpen(), tunnel);
        VERIFY_FINE(greet(pair.near.get(), pair.far.get()));

        sshd.killSessions();
        VERIFY_SAID(tunnel.process().waitForText(kAway, 1s), tunnel);
        QVERIFY(closedWithin(pair.near.get(), 1s)); // the old stream cannot be saved
        VERIFY_SAID(flows(tunnel, forward, target, 15s), tunnel);
    }

    void clientsAreHeldWhileTheServerIsAway() {
        Sshd sshd(m_box);
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, sshd.login());
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        const quint16 port = tunnel.port(forward);

        sshd.kill();
        VERIFY_SAID(tunnel.process().waitForText(kAway, 1s), tunnel);
        const UniqueFd held = connectTcp(port);
        VERIFY_SAID(held.isOpen(), tunnel); // the listener is still there
        QVERIFY(sendAll(held.get(), "early"));
        QVERIFY(!waitReadable(held.get(), 300ms));
        sshd.start();
        const UniqueFd served = target.accept(15s);
        VERIFY_SAID(served.isOpen(), tunnel);
        QCOMPARE(receive(served.get(), 5), QByteArray("early"));
        VERIFY_FINE(exchange(held.get(), served.get(), 1 << 20));
    }

    void heldClientsAreLetGoInTime() {
        Sshd sshd(m_box);
        Tunnel tunnel(m_box, sshd.login());
        const int forward = tunnel.localTo(9);
        VERIFY_SAID(tunnel.start(), tunnel);
        const quint16 port = tunnel.port(forward);
        sshd.kill();
        VERIFY_SAID(tunnel.process().waitForText(kAway, 1s), tunnel);

        // 64 may wait; one more is refused at once.
        std::vector<UniqueFd> waiting;
        waiting.reserve(64);
        for (int i = 0; i < 64; ++i)
            waiting.push_back(connectTcp(port));
        QVERIFY(!waitReadable(waiting.front().get(), 500ms));
        const UniqueFd tooMany = connectTcp(port);
        VERIFY_SAID(!tooMany.isOpen() || closedWithin(tooMany.get(), 2s), tunnel);
        // And nobody longer than ten seconds.
        QVERIFY(closedWithin(waiting.front().get(), 13s));
    }

    void silenceIsNoticedByKeepAlive() {
        Sshd sshd(m_box);
        DelayRelay network(sshd.port());
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, sshd.loginThrough(network.port()));
        tunnel.arguments(fastKeepAlive());
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        const Pair pair = connectThrough(tunnel.port(forward), target);
        VERIFY_FINE(greet(pair.near.get(), pair.far.get()));

        network.pause();
        // Interval 1 s, two may be missed.
        VERIFY_SAID(tunnel.process().waitForText(kAway, 20s), tunnel);
        QVERIFY(closedWithin(pair.near.get(), 1s));
        const UniqueFd held = connectTcp(tunnel.port(forward));
        QVERIFY(held.isOpen());
        network.resume();
        const UniqueFd served = target.accept(20s);
        VERIFY_SAID(served.isOpen(), tunnel);
        VERIFY_FINE(greet(held.get(), served.get()));
    }

    void quietLinksAreNotMistakenForDead() {
        Sshd sshd(m_box);
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, sshd.login());
        tunnel.arguments(fastKeepAlive());
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        const Pair pair = connectThrough(tunnel.port(forward), target);
        QVERIFY(!waitReadable(pair.near.get(), 4s)); // no close, no word
        VERIFY_FINE(greet(pair.near.get(), pair.far.get()));
        VERIFY_SAID(tunnel.process().count(kAway) == 0, tunnel);
    }

    void cutConnectionsComeBack() {
        Sshd sshd(m_box);
        DelayRelay network(sshd.port());
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, sshd.loginThrough(network.port()));
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        for (int round = 0; round < 2; ++round) {
            network.cut();
            VERIFY_SAID(flows(tunnel, forward, target, 20s), tunnel);
        }
    }

    void remoteForwardsComeBackToo() {
        Sshd sshd(m_box);
        const Listener target = Listener::tcp();
        const quint16 port = freePort();
        Tunnel tunnel(m_box, sshd.login());
        tunnel.remote(u"127.0.0.1:%1"_s.arg(target.port()), u"127.0.0.1:%1"_s.arg(port));
        VERIFY_SAID(tunnel.start(), tunnel);
        sshd.killSessions();
        VERIFY_SAID(eventually([&] { return connectThrough(port, target, 1s).isOpen(); }, 15s),
                    tunnel);
    }

    void portHeldByTheStaleSessionIsTriedAgain() {
        Sshd sshd(m_box);
        DelayRelay network(sshd.port());
        const Listener target = Listener::tcp();
        const quint16 port = freePort();
        Tunnel tunnel(m_box, sshd.loginThrough(network.port()));
        tunnel.remote(u"127.0.0.1:%1"_s.arg(target.port()), u"127.0.0.1:%1"_s.arg(port));
        VERIFY_SAID(tunnel.start(), tunnel);
        // The server does not know that we are gone; its old session keeps the port.
        network.strand();
        VERIFY_SAID(tunnel.process().waitForText(kAway, 2s), tunnel);
        VERIFY_SAID(tunnel.process().waitForText(
                        u"(stale|old session|still|in use|refused|held|failed).*"_s, 15s),
                    tunnel);
        network.letGo();
        VERIFY_SAID(eventually([&] { return connectThrough(port, target, 1s).isOpen(); }, 60s),
                    tunnel);
    }

    void serverRestartKeepsOldSessions() {
        // As `systemctl restart ssh`: the listening process goes, sessions stay.
        Sshd sshd(m_box);
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, sshd.login());
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        const Pair pair = connectThrough(tunnel.port(forward), target);
        sshd.process().signal(SIGHUP);
        VERIFY_FINE(greet(pair.near.get(), pair.far.get()));
        VERIFY_SAID(flows(tunnel, forward, target, 5s), tunnel);
    }

    void stopsCleanly_data() {
        QTest::addColumn<int>("number");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }
    void stopsCleanly() {
        QFETCH(int, number);
        Sshd sshd(m_box);
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, sshd.login());
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        const Pair pair = connectThrough(tunnel.port(forward), target);
        tunnel.process().signal(number);
        const auto exit = tunnel.process().waitForExit(5s);
        VERIFY_SAID(exit == 0, tunnel);
        QVERIFY(closedWithin(pair.near.get(), 1s));
        QVERIFY(!connectTcp(tunnel.port(forward)).isOpen());
    }

    void stopsWhileTheServerIsAway() {
        Sshd sshd(m_box);
        Tunnel tunnel(m_box, sshd.login());
        tunnel.localTo(9);
        VERIFY_SAID(tunnel.start(), tunnel);
        sshd.kill();
        VERIFY_SAID(tunnel.process().waitForText(kAway, 1s), tunnel);
        const auto exit = tunnel.process().stop(5s);
        VERIFY_SAID(exit == 0, tunnel);
    }
};

QTEST_APPLESS_MAIN(TestTrouble)
#include "tst_trouble.moc"
