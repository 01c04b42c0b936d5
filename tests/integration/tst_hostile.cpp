// Servers that talk garbage, nothing, or too much; names and ports that lead nowhere. One clear
// sentence each, and nothing hangs.
#include "support/delay_relay.h"
#include "support/net.h"
#include "support/raw_server.h"
#include "support/sshd_fixture.h"
#include "support/traffic.h"
#include "support/tunnel.h"
#include "support/verify.h"

#include <sys/socket.h>

using namespace fairlead::test;
using namespace Qt::StringLiterals;

class TestHostile : public QObject {
    Q_OBJECT
    Sandbox m_box;

    [[nodiscard]] QStringList towards(quint16 port) const {
        return {u"-F"_s, u"none"_s,
                u"-p"_s, QString::number(port),
                u"-l"_s, u"somebody"_s,
                u"-o"_s, u"IdentityAgent=none"_s,
                u"-o"_s, u"UserKnownHostsFile="_s + m_box.path(u"known"_s),
                u"-o"_s, u"GlobalKnownHostsFile=/dev/null"_s,
                u"-o"_s, u"StrictHostKeyChecking=accept-new"_s,
                u"-o"_s, u"ConnectTimeout=2"_s};
    }
    // As ssh: what does not work at the first try ends the program, with a word about why.
    void endsWithWords(Tunnel &tunnel, const QString &words, Millis time = 10s) {
        tunnel.localTo(9);
        tunnel.launch();
        const auto exit = tunnel.process().waitForExit(time);
        VERIFY_SAID(exit == 255, tunnel);
        VERIFY_SAID(tunnel.process().count(words) > 0, tunnel);
        VERIFY_SAID(tunnel.process().count(u"^ready"_s) == 0, tunnel);
        // One sentence and one suggestion, not a page; and nothing that drives a terminal.
        if (clientUnderTest() == Client::Fairlead) {
            VERIFY_SAID(tunnel.process().output().size() < 2000, tunnel);
            VERIFY_SAID(!tunnel.process().output().contains('\x1b'), tunnel);
        }
    }

private Q_SLOTS:
    void refused() {
        Tunnel tunnel(m_box, towards(freePort()));
        endsWithWords(tunnel, u"refused"_s);
    }

    void unknownName() {
        Tunnel tunnel(m_box, towards(22));
        tunnel.host(u"no-such-host.invalid"_s);
        endsWithWords(tunnel, u"no-such-host.invalid"_s, 30s);
    }

    void noWayThere() {
        // 192.0.2.0/24 is for documentation: nobody answers, or there is no route.
        Tunnel tunnel(m_box, towards(22));
        tunnel.host(u"192.0.2.1"_s);
        endsWithWords(tunnel, u"time|unreachable|no route|answer|refused"_s);
    }

    void hostNamesThatAreOptions() {
        if (clientUnderTest() == Client::Ssh)
            QSKIP("about our own words");
        Tunnel tunnel(m_box, towards(22));
        tunnel.arguments({u"--"_s});
        tunnel.host(u"-oProxyCommand=touch x"_s);
        tunnel.launch();
        const auto exit = tunnel.process().waitForExit();
        VERIFY_SAID(exit.has_value() && *exit != 0, tunnel);
    }

    void garbage_data() {
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("noise") << Pattern(3).bytes(0, 65536);
        QTest::newRow("a web server") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n");
        QTest::newRow("SSH 1") << QByteArray("SSH-1.5-ancient\r\n");
        QTest::newRow("nothing, then the end") << QByteArray();
        QTest::newRow("noise after the version")
            << QByteArray("SSH-2.0-OpenSSH_9.2\r\n") + Pattern(4).bytes(0, 65536);
        QTest::newRow("escape sequences")
            << QByteArray("SSH-2.0-\x1b]0;title\x07\x1b[31mred\r\n") + QByteArray(64, '\0');
        QTest::newRow("an endless line") << QByteArray("SSH-2.0-") + QByteArray(1'000'000, 'x');
        QTest::newRow("a megabyte of lines first")
            << QByteArray("welcome to the machine\r\n").repeated(45'000);
        QTest::newRow("a huge packet")
            << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\x7f\xff\xff\xff\x04", 26) +
                   QByteArray(5000, '\x14');
    }
    void garbage() {
        QFETCH(QByteArray, says);
        const RawServer server([says](int fd) {
            (void)sendAll(fd, says, 20s);
            ::shutdown(fd, SHUT_WR);
            (void)closedWithin(fd, 10s);
        });
        Tunnel tunnel(m_box, towards(server.port()));
        endsWithWords(tunnel, u"\\w+"_s);
    }

    void silence() {
        const RawServer server(serveSilence);
        Tunnel tunnel(m_box, towards(server.port()));
        endsWithWords(tunnel, u"time|answer"_s);
    }

    void silenceAfterTheVersion() {
        const RawServer server([](int fd) {
            (void)sendAll(fd, "SSH-2.0-OpenSSH_9.2\r\n");
            serveSilence(fd);
        });
        Tunnel tunnel(m_box, towards(server.port()));
        if (clientUnderTest() == Client::Ssh)
            QSKIP("ssh waits for ever");
        endsWithWords(tunnel, u"time|answer"_s);
    }

    void silenceCanBeStopped() {
        const RawServer server(serveSilence);
        Tunnel tunnel(m_box, towards(server.port()));
        tunnel.option(u"ConnectTimeout=60"_s);
        tunnel.localTo(9);
        tunnel.launch();
        QVERIFY(eventually([&] { return server.connections() > 0; }));
        const auto exit = tunnel.process().stop(3s);
        VERIFY_SAID(exit.has_value(), tunnel);
    }

    void closedInTheMiddleOfTheKeyExchange_data() {
        QTest::addColumn<qint64>("bytes");
        QTest::newRow("in the version") << qint64{5};
        QTest::newRow("after the version") << qint64{50};
        QTest::newRow("in the reply") << qint64{1300};
    }
    void closedInTheMiddleOfTheKeyExchange() {
        SKIP_IF(Sshd::missing());
        QFETCH(qint64, bytes);
        const Sshd sshd(m_box);
        DelayRelay network(sshd.port());
        network.cutAfter(bytes);
        Tunnel tunnel(m_box, sshd.loginThrough(network.port()));
        endsWithWords(tunnel, u"\\w+"_s);
    }

    void loginBannerOfManyPages() {
        SKIP_IF(Sshd::missing());
        QByteArray banner;
        while (banner.size() < 200'000) // a packet holds no more
            banner += "All your base \x1b[31mare\x1b[0m belong to us.\n";
        const QString file = m_box.write(u"banner"_s, banner);
        const Sshd sshd(m_box, {.options = {u"Banner "_s + file}});
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, sshd.login());
        const int forward = tunnel.localTo(target.port());
        VERIFY_SAID(tunnel.start(), tunnel);
        VERIFY_SAID(connectThrough(tunnel.port(forward), target).isOpen(), tunnel);
        if (clientUnderTest() == Client::Fairlead)
            QVERIFY(!tunnel.process().output().contains('\x1b'));
    }

    void serverThatAllowsNoForwards() {
        SKIP_IF(Sshd::missing());
        const Sshd sshd(m_box, {.options = {u"AllowTcpForwarding no"_s}});
        Tunnel tunnel(m_box, sshd.login());
        const int forward = tunnel.localTo(9);
        VERIFY_SAID(tunnel.start(), tunnel);
        const UniqueFd client = connectTcp(tunnel.port(forward));
        QVERIFY(closedWithin(client.get(), 5s));
        VERIFY_SAID(tunnel.process().waitForText(u"prohibited|allow|refus"_s, 5s), tunnel);
        QVERIFY(tunnel.process().isRunning());
    }

    void targetTheServerMayNotReach() {
        SKIP_IF(Sshd::missing());
        const Listener target = Listener::tcp();
        const Sshd sshd(m_box, {.options = {u"PermitOpen 127.0.0.1:%1"_s.arg(target.port())}});
        Tunnel tunnel(m_box, sshd.login());
        const int good = tunnel.localTo(target.port());
        const int bad = tunnel.localTo(9);
        VERIFY_SAID(tunnel.start(), tunnel);
        const UniqueFd client = connectTcp(tunnel.port(bad));
        QVERIFY(closedWithin(client.get(), 5s));
        VERIFY_SAID(connectThrough(tunnel.port(good), target).isOpen(), tunnel);
    }

    void occupiedLocalPortNamesItsOwner() {
        SKIP_IF(Sshd::missing());
        if (clientUnderTest() == Client::Ssh)
            QSKIP("ssh names nobody");
        const Sshd sshd(m_box);
        const Listener occupied = Listener::tcp();
        Tunnel tunnel(m_box, sshd.login());
        tunnel.option(u"ExitOnForwardFailure=yes"_s);
        tunnel.local(u"127.0.0.1:9"_s, u"127.0.0.1:%1"_s.arg(occupied.port()));
        tunnel.launch();
        const auto exit = tunnel.process().waitForExit();
        VERIFY_SAID(exit == 255, tunnel);
        VERIFY_SAID(tunnel.process().count(u"tst_hostile"_s) > 0, tunnel);
        VERIFY_SAID(tunnel.process().count(QString::number(occupied.port())) > 0, tunnel);
    }
};

QTEST_APPLESS_MAIN(TestHostile)
#include "tst_hostile.moc"
