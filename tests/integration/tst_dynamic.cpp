// Dynamic forwards: SOCKS4, 4a, 5 and HTTP CONNECT on one port, as curl speaks them.
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

namespace {
const QByteArray kPage("the page behind the tunnel\n");
}

class TestDynamic : public QObject {
    Q_OBJECT
    Sandbox m_box;
    std::unique_ptr<Sshd> m_sshd;
    std::unique_ptr<Tunnel> m_tunnel;
    int m_forward = 0;

    [[nodiscard]] QByteArray port() const { return QByteArray::number(m_tunnel->port(m_forward)); }
    QByteArray curl(const QStringList &arguments) {
        Process process(m_box,
                        {u"curl"_s, QStringList{u"-s"_s, u"-S"_s, u"-m"_s, u"20"_s} + arguments});
        (void)process.waitForExit(25s);
        return process.output();
    }

private Q_SLOTS:
    void initTestCase() {
        SKIP_IF(Sshd::missing());
        m_sshd = std::make_unique<Sshd>(m_box);
        m_tunnel = std::make_unique<Tunnel>(m_box, m_sshd->login());
        m_forward = m_tunnel->dynamic();
        VERIFY_SAID(m_tunnel->start(), *m_tunnel);
    }

    void curlFetchesAPage_data() {
        QTest::addColumn<QStringList>("flags");
        QTest::addColumn<QString>("host");
        const QString proxy = u"127.0.0.1:"_s + QString::fromLatin1(port());
        QTest::newRow("SOCKS5, name")
            << QStringList{u"--socks5-hostname"_s, proxy} << u"localhost"_s;
        QTest::newRow("SOCKS5, IPv4") << QStringList{u"--socks5"_s, proxy} << u"127.0.0.1"_s;
        QTest::newRow("SOCKS5, IPv6") << QStringList{u"--socks5"_s, proxy} << u"[::1]"_s;
        QTest::newRow("SOCKS4a, name") << QStringList{u"--socks4a"_s, proxy} << u"localhost"_s;
        QTest::newRow("SOCKS4") << QStringList{u"--socks4"_s, proxy} << u"127.0.0.1"_s;
        QTest::newRow("HTTP CONNECT, name")
            << QStringList{u"-p"_s, u"-x"_s, u"http://"_s + proxy} << u"localhost"_s;
        QTest::newRow("HTTP CONNECT, IPv4")
            << QStringList{u"-p"_s, u"-x"_s, u"http://"_s + proxy} << u"127.0.0.1"_s;
        QTest::newRow("HTTP CONNECT, IPv6")
            << QStringList{u"-p"_s, u"-x"_s, u"http://"_s + proxy} << u"[::1]"_s;
    }
    void curlFetchesAPage() {
        QFETCH(QStringList, flags);
        QFETCH(QString, host);
        if (clientUnderTest() == Client::Ssh && flags.contains(u"-x"_s))
            QSKIP("ssh speaks no HTTP");
        SKIP_IF(findTool(u"curl"_s).isEmpty() ? u"curl is not installed"_s : QString());
        const RawServer web(servePage(kPage), host == u"[::1]" ? "::1" : "127.0.0.1");
        const QString url = u"http://%1:%2/"_s.arg(host).arg(web.port());
        const QByteArray got = curl(flags + QStringList{u"--noproxy"_s, u""_s, url});
        VERIFY_SAID(got == kPage, *m_tunnel);
    }

    void plainHttpRequestIsAnswered() {
        // Without -p curl asks the proxy itself for an http:// page: no CONNECT, but no hang
        // either.
        if (clientUnderTest() == Client::Ssh)
            QSKIP("ssh speaks no HTTP");
        const RawServer web(servePage(kPage));
        const QByteArray got =
            curl({u"-x"_s, u"http://127.0.0.1:"_s + QString::fromLatin1(port()), u"--noproxy"_s,
                  u""_s, u"-w"_s, u"%{http_code}"_s, u"http://127.0.0.1:%1/"_s.arg(web.port())});
        QVERIFY2(got.startsWith(kPage) || got.contains("405") || got.contains("501") ||
                     got.contains("400"),
                 got.constData());
    }

    void movesBulk() {
        const Listener target = Listener::tcp();
        const UniqueFd client = connectTcp(m_tunnel->port(m_forward));
        VERIFY_SAID(askSocks5(client.get(), "localhost", target.port()), *m_tunnel);
        const UniqueFd server = target.accept();
        VERIFY_FINE(exchange(client.get(), server.get(), bulkSize()));
    }

    void movesBulkThroughDropbear() {
        SKIP_IF(Dropbear::missing());
        Dropbear dropbear(m_box);
        const Listener target = Listener::tcp();
        Tunnel tunnel(m_box, dropbear.login());
        const int forward = tunnel.dynamic();
        VERIFY_SAID(tunnel.start(), tunnel);
        const UniqueFd client = connectTcp(tunnel.port(forward));
        VERIFY_SAID(askSocks5(client.get(), "127.0.0.1", target.port()), tunnel);
        const UniqueFd server = target.accept();
        VERIFY_FINE(exchange(client.get(), server.get(), bulkSize()));
    }

    void bytesBehindTheRequestAreKept() {
        // A client that does not wait for the answers: SOCKS5 greeting, request and data in one.
        const Listener target = Listener::tcp();
        const UniqueFd client = connectTcp(m_tunnel->port(m_forward));
        const quint16 to = target.port();
        const char portBytes[2] = {char(to >> 8), char(to & 0xff)};
        const QByteArray request = QByteArray("\x05\x01\x00\x05\x01\x00\x01\x7f\x00\x00\x01", 11) +
                                   QByteArray(portBytes, 2) + "early";
        QVERIFY(sendAll(client.get(), request));
        const UniqueFd server = target.accept();
        VERIFY_SAID(server.isOpen(), *m_tunnel);
        QCOMPARE(receive(server.get(), 5), QByteArray("early"));
    }

    void refusedTargetIsSaidInTheProtocol() {
        const UniqueFd client = connectTcp(m_tunnel->port(m_forward));
        QVERIFY(!askSocks5(client.get(), "127.0.0.1", freePort()));
        QVERIFY(closedWithin(client.get(), 5s));
    }

    void garbageEndsItsOwnConnectionOnly_data() {
        QTest::addColumn<QByteArray>("garbage");
        QTest::newRow("another protocol")
            << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03");
        QTest::newRow("SOCKS9") << QByteArray("\x09\x01\x00\x05");
        QTest::newRow("SOCKS5 without our method") << QByteArray("\x05\x01\x02");
        QTest::newRow("SOCKS5 bind")
            << QByteArray("\x05\x01\x00\x05\x02\x00\x01\x7f\x00\x00\x01\x00\x50", 13);
        QTest::newRow("SOCKS5 unknown address type")
            << QByteArray("\x05\x01\x00\x05\x01\x00\x09\x7f\x00\x00\x01\x00\x50", 13);
        QTest::newRow("SOCKS4 endless user")
            << QByteArray("\x04\x01\x00\x50\x7f\x00\x00\x01", 8) + QByteArray(70'000, 'u');
        QTest::newRow("HTTP endless header")
            << QByteArray("CONNECT a:1 HTTP/1.1\r\n") + QByteArray(200'000, 'h');
        QTest::newRow("noise") << Pattern(77).bytes(0, 4096);
    }
    void garbageEndsItsOwnConnectionOnly() {
        QFETCH(QByteArray, garbage);
        const UniqueFd client = connectTcp(m_tunnel->port(m_forward));
        (void)sendAll(client.get(), garbage);
        if (clientUnderTest() == Client::Fairlead)
            VERIFY_SAID(closedWithin(client.get(), 5s), *m_tunnel);
        const Listener target = Listener::tcp();
        const UniqueFd good = connectTcp(m_tunnel->port(m_forward));
        VERIFY_SAID(askSocks5(good.get(), "127.0.0.1", target.port()), *m_tunnel);
    }

    void slowClientsHoldNobodyUp() {
        if (clientUnderTest() == Client::Ssh)
            QSKIP("ssh waits for ever");
        std::vector<UniqueFd> slow;
        for (int i = 0; i < 100; ++i) {
            slow.push_back(connectTcp(m_tunnel->port(m_forward)));
            QVERIFY(sendAll(slow.back().get(), QByteArray("\x05", 1)));
        }
        const Listener target = Listener::tcp();
        const UniqueFd good = connectTcp(m_tunnel->port(m_forward));
        VERIFY_SAID(askSocks5(good.get(), "127.0.0.1", target.port()), *m_tunnel);
        const UniqueFd server = target.accept();
        VERIFY_FINE(greet(good.get(), server.get()));
        // Nobody may keep a half-spoken request open for ever.
        VERIFY_SAID(closedWithin(slow.front().get(), 35s), *m_tunnel);
    }
};

QTEST_APPLESS_MAIN(TestDynamic)
#include "tst_dynamic.moc"
