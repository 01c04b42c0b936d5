#include "core/base/socket_address.h"
#include "core/ssh/proxy_handshake.h"
#include "tests/support/poll_waiter.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// The proxy's end: says its part beforehand, and what it was told can be read afterwards.
struct Conversation {
    UniqueFd client;
    UniqueFd proxy;
    PollWaiter waiter;

    explicit Conversation(const QByteArray &script) {
        if (openSocketPair(client, proxy))
            (void)!::write(proxy.get(), script.constData(), static_cast<size_t>(script.size()));
    }
    tl::expected<void, ProxyRefusal> run(const Proxy &how, const Endpoint &target = {u"db"_s, 22},
                                         std::chrono::milliseconds limit = 2s) {
        return proxyHandshake(client.get(), how, Secret("geheim"), target, waiter, in(limit));
    }
    static QByteArray all(const UniqueFd &fd) {
        QByteArray bytes(65536, '\0');
        return bytes.first(std::max<qsizetype>(
            0, ::read(fd.get(), bytes.data(), static_cast<size_t>(bytes.size()))));
    }
    QByteArray told() { return all(proxy); }
    QByteArray left() { return all(client); } // what the session will see first
};

Proxy socks(const QString &user = {}) {
    return {.kind = Proxy::Kind::Socks5, .host = u"proxy"_s, .port = 1080, .user = user};
}
Proxy http(const QString &user = {}) {
    return {.kind = Proxy::Kind::Http, .host = u"proxy"_s, .port = 3128, .user = user};
}
QByteArray hex(const char *text) { return QByteArray::fromHex(text); }

} // namespace

class TestProxyHandshake : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void socksByName() {
        Conversation with(hex("0500 05000001 01020304 0016") + "SSH-2.0-x\r\n");
        QVERIFY(with.run(socks()));
        QCOMPARE(with.told(), hex("050100 050100 03 02") + "db" + hex("0016"));
        QCOMPARE(with.left(), QByteArray("SSH-2.0-x\r\n"));
    }
    void socksAddressKinds_data() {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QByteArray>("bound");
        QTest::newRow("IPv4") << u"10.0.0.1"_s << hex("01 0a000001") << hex("01 00000000 0000");
        QTest::newRow("IPv6") << u"::1"_s << hex("04 00000000000000000000000000000001")
                              << hex("04 00000000000000000000000000000000 0000");
        QTest::newRow("bound to a name")
            << u"10.0.0.1"_s << hex("01 0a000001") << hex("03 03 616263 0000");
        QTest::newRow("bound to an empty name")
            << u"10.0.0.1"_s << hex("01 0a000001") << hex("03 00 0000");
    }
    void socksAddressKinds() {
        QFETCH(QString, host);
        QFETCH(QByteArray, sent);
        QFETCH(QByteArray, bound);
        Conversation with(hex("0500 050000") + bound + "rest");
        QVERIFY(with.run(socks(), {host, 22}));
        QCOMPARE(with.told(), hex("050100 050100") + sent + hex("0016"));
        QCOMPARE(with.left(), QByteArray("rest"));
    }
    void socksLogin() {
        Conversation with(hex("0502 0100 05000001 00000000 0000"));
        QVERIFY(with.run(socks(u"ann"_s)));
        QVERIFY(with.told().startsWith(hex("05020002 01 03") + "ann" + hex("06") + "geheim"));
    }
    void socksRefusals_data() {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("words");
        QTest::addColumn<bool>("wantsLogin");
        QTest::newRow("wants a login") << hex("05ff") << QString() << u"none of the ways"_s << true;
        QTest::newRow("wrong password")
            << hex("0502 0101") << u"ann"_s << u"refused the user"_s << true;
        QTest::newRow("login not offered") << hex("0502") << QString() << u"not offered"_s << false;
        QTest::newRow("GSSAPI") << hex("0501") << u"ann"_s << u"not offered"_s << false;
        QTest::newRow("not SOCKS")
            << QByteArray("HTTP/1.1 400") << QString() << u"no SOCKS5 proxy"_s << false;
        QTest::newRow("refused") << hex("0500 0505000100") << QString() << u"connection refused"_s
                                 << false;
        QTest::newRow("own rules") << hex("0500 0502000100") << QString() << u"rules"_s << false;
        QTest::newRow("unknown address kind")
            << hex("0500 0500000900") << QString() << u"unknown kind"_s << false;
    }
    void socksRefusals() {
        QFETCH(QByteArray, script);
        QFETCH(QString, user);
        QFETCH(QString, words);
        QFETCH(bool, wantsLogin);
        Conversation with(script);
        const auto refused = with.run(socks(user));
        QVERIFY(!refused);
        QCOMPARE(refused.error().error.code, Errc::ProxyFailed);
        QVERIFY2(refused.error().error.detail.startsWith(u"proxy:1080: "_s) &&
                     refused.error().error.detail.contains(words),
                 qPrintable(refused.error().error.detail));
        QCOMPARE(refused.error().wantsLogin, wantsLogin);
    }
    void httpTunnel() {
        Conversation with("HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\nSSH-2.0-x\r\n");
        QVERIFY(with.run(http(), {u"::1"_s, 22}));
        QCOMPARE(with.told(), QByteArray("CONNECT [::1]:22 HTTP/1.1\r\nHost: [::1]:22\r\n\r\n"));
        QCOMPARE(with.left(), QByteArray("SSH-2.0-x\r\n"));
    }
    void httpLogin() {
        Conversation with("HTTP/1.0 200 OK\n\nrest");
        QVERIFY(with.run(http(u"ann"_s)));
        QVERIFY(with.told().contains("\r\nProxy-Authorization: Basic " +
                                     QByteArray("ann:geheim").toBase64() + "\r\n"));
        QCOMPARE(with.left(), QByteArray("rest"));
    }
    void httpRefusals_data() {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("words");
        QTest::addColumn<bool>("wantsLogin");
        const QByteArray login = "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n";
        QTest::newRow("407 without a user")
            << login << QString() << u"wants a user and password"_s << true;
        QTest::newRow("407 with a user") << login << u"ann"_s << u"refused the user"_s << true;
        QTest::newRow("403") << QByteArray("HTTP/1.1 403 No\x1b[31m\r\n\r\n") << QString()
                             << u"answered 403 No?[31m"_s << false;
        QTest::newRow("not HTTP") << QByteArray("SSH-2.0-OpenSSH\r\n\r\n") << QString()
                                  << u"no HTTP proxy"_s << false;
        QTest::newRow("no status")
            << QByteArray("HTTP/1.1 abc\r\n\r\n") << QString() << u"no HTTP proxy"_s << false;
        QTest::newRow("head too long") << "HTTP/1.1 200 OK\r\n" + QByteArray(20000, 'x')
                                       << QString() << u"too long"_s << false;
        QTest::newRow("colon in the user") << QByteArray() << u"a:b"_s << u"colon"_s << true;
    }
    void httpRefusals() {
        QFETCH(QByteArray, script);
        QFETCH(QString, user);
        QFETCH(QString, words);
        QFETCH(bool, wantsLogin);
        Conversation with(script);
        const auto refused = with.run(http(user));
        QVERIFY(!refused);
        QCOMPARE(refused.error().error.code, Errc::ProxyFailed);
        QVERIFY2(refused.error().error.detail.contains(words),
                 qPrintable(refused.error().error.detail));
        QCOMPARE(refused.error().wantsLogin, wantsLogin);
    }
    void aHeadInPieces() {
        Conversation with("HTTP/1.1 20");
        QList<QByteArray> pieces{"0 OK\r", "\n", "\r", "\nrest"};
        with.waiter.meanwhile = [&] {
            if (pieces.isEmpty())
                return;
            const QByteArray piece = pieces.takeFirst();
            (void)!::write(with.proxy.get(), piece.constData(), static_cast<size_t>(piece.size()));
        };
        QVERIFY(with.run(http()));
        QCOMPARE(with.left(), QByteArray("rest"));
    }
    void silenceAndClosing() {
        Conversation silent({});
        const auto late = silent.run(socks(), {u"db"_s, 22}, 5ms);
        QVERIFY(late.error().error.detail.contains(u"no answer in time"_s));
        Conversation closing(hex("0500 05"));
        closing.waiter.meanwhile = [&] { closing.proxy.reset(); };
        const auto closed = closing.run(socks());
        QCOMPARE(closed.error().error.code, Errc::ProxyFailed);
        Conversation stopped({});
        stopped.waiter.cancelAfter = 0;
        QCOMPARE(stopped.run(http()).error().error.code, Errc::Cancelled);
    }
    void badTargetsAreNotSent() {
        Conversation with({});
        const auto bad = with.run(http(), {u"a\r\nX: y"_s, 22});
        QCOMPARE(bad.error().error.code, Errc::BadAddress);
    }
};

QTEST_GUILESS_MAIN(TestProxyHandshake)
#include "tst_proxy_handshake.moc"
