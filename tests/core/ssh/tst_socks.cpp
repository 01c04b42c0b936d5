#include "core/ssh/socks.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

using State = ProxyRequestParser::State;

namespace {

// A string literal whose NUL bytes count.
template <size_t N>
QByteArray bytes(const char (&literal)[N]) {
    return QByteArray(literal, N - 1);
}

} // namespace

class TestSocks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void understands_data() {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QByteArray>("leftover");
        QTest::addColumn<QByteArray>("success");
        const QByteArray granted4 = bytes("\0\x5a\0\0\0\0\0\0");
        const QByteArray method = bytes("\5\0");
        const QByteArray granted5 = bytes("\5\0\0\1\0\0\0\0\0\0");
        const QByteArray established = "HTTP/1.1 200 Connection established\r\n\r\n";
        QTest::newRow("SOCKS4") << bytes("\4\1\x1f\x90\x0a\1\2\3me\0more") << u"10.1.2.3:8080"_s
                                << QByteArray() << QByteArray("more") << granted4;
        QTest::newRow("SOCKS4 without user") << bytes("\4\1\0\x50\x7f\0\0\1\0") << u"127.0.0.1:80"_s
                                             << QByteArray() << QByteArray() << granted4;
        QTest::newRow("SOCKS4a") << bytes("\4\1\0\x50\0\0\0\1me\0db_1.example\0x")
                                 << u"db_1.example:80"_s << QByteArray() << QByteArray("x")
                                 << granted4;
        QTest::newRow("SOCKS5 IPv4") << bytes("\5\1\0\5\1\0\1\x7f\0\0\1\0\x50") << u"127.0.0.1:80"_s
                                     << method << QByteArray() << granted5;
        QTest::newRow("SOCKS5 IPv6")
            << bytes("\5\2\2\0\5\1\0\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\x15\x38tail")
            << u"[::1]:5432"_s << method << QByteArray("tail") << granted5;
        QTest::newRow("SOCKS5 name") << bytes("\5\1\0\5\1\0\3\5db_-1\1\xbb") << u"db_-1:443"_s
                                     << method << QByteArray() << granted5;
        QTest::newRow("CONNECT") << QByteArray("CONNECT db:5432 HTTP/1.1\r\nHost: x:1\r\n"
                                               "Proxy-Authorization: Basic eA==\r\n\r\nhello")
                                 << u"db:5432"_s << QByteArray() << QByteArray("hello")
                                 << established;
        QTest::newRow("CONNECT IPv6")
            << QByteArray("CONNECT [2001:db8::1]:443 HTTP/1.0\n\n") << u"[2001:db8::1]:443"_s
            << QByteArray() << QByteArray() << established;
        QTest::newRow("GET") << QByteArray(
                                    "GET http://web.example/a?b=http://c HTTP/1.1\r\n"
                                    "Host: elsewhere\r\nProxy-Connection: Keep-Alive\r\n"
                                    "Connection: keep-alive, X-Hop\r\nX-Hop: 1\r\nAccept:  */*\r\n"
                                    "proxy-authorization: Basic eA==\r\nkeep-alive: 5\r\n\r\n")
                             << u"web.example:80"_s << QByteArray()
                             << QByteArray("GET /a?b=http://c HTTP/1.1\r\nHost: web.example\r\n"
                                           "Accept: */*\r\nConnection: close\r\n\r\n")
                             << QByteArray();
        QTest::newRow("POST with port and body")
            << QByteArray("POST http://[::1]:8080 HTTP/1.1\r\nContent-Length: 3\r\n"
                          "Connection: Content-Length\r\n\r\nabc")
            << u"[::1]:8080"_s << QByteArray()
            << QByteArray("POST / HTTP/1.1\r\nHost: [::1]:8080\r\nContent-Length: 3\r\n"
                          "Connection: close\r\n\r\nabc")
            << QByteArray();
        QTest::newRow("query without path")
            << QByteArray("GET HTTP://w?q HTTP/1.0\r\n\r\n") << u"w:80"_s << QByteArray()
            << QByteArray("GET /?q HTTP/1.0\r\nHost: w\r\nConnection: close\r\n\r\n")
            << QByteArray();
        QTest::newRow("OPTIONS of the server")
            << QByteArray("OPTIONS http://w:81 HTTP/1.1\r\n\r\n") << u"w:81"_s << QByteArray()
            << QByteArray("OPTIONS * HTTP/1.1\r\nHost: w:81\r\nConnection: close\r\n\r\n")
            << QByteArray();
    }
    void understands() {
        QFETCH(QByteArray, request);
        QFETCH(QString, target);
        QFETCH(QByteArray, reply);
        QFETCH(QByteArray, leftover);
        QFETCH(QByteArray, success);
        for (const qsizetype piece : {request.size(), qsizetype(1), qsizetype(3)}) {
            ProxyRequestParser parser;
            QByteArray replies;
            for (qsizetype at = 0; at < request.size(); at += piece) {
                parser.feed(QByteArrayView(request).sliced(at, qMin(piece, request.size() - at)));
                replies += parser.takeReply();
            }
            QCOMPARE(parser.state(), State::Done);
            QCOMPARE(toText(parser.target()), target);
            QCOMPARE(replies, reply);
            QCOMPARE(parser.takeLeftover(), leftover);
            QCOMPARE(parser.successReply(), success);
        }
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("reply"); // how it begins; "" means nothing at all
        const QByteArray no4 = bytes("\0\x5b\0\0\0\0\0\0");
        const auto no5 = [](char code) {
            return bytes("\5\0\5") + code + bytes("\0\1\0\0\0\0\0\0");
        };
        QTest::newRow("TLS") << bytes("\x16\3\1") << QByteArray();
        QTest::newRow("an SSH client") << QByteArray("SSH-2.0-x") << QByteArray();
        QTest::newRow("an SSH client's whole line") << QByteArray("SSH-2.0-x\r\n") << QByteArray();
        QTest::newRow("small letters") << QByteArray("Get") << QByteArray();
        QTest::newRow("an endless word") << QByteArray(40, 'A') << QByteArray();
        QTest::newRow("SOCKS4 BIND") << bytes("\4\2") << no4;
        QTest::newRow("SOCKS4 port 0") << bytes("\4\1\0\0\x7f\0\0\1\0") << no4;
        QTest::newRow("SOCKS4 endless user")
            << bytes("\4\1\0\x50\x7f\0\0\1") + QByteArray(256, 'u') << no4;
        QTest::newRow("SOCKS4a endless name")
            << bytes("\4\1\0\x50\0\0\0\1\0") + QByteArray(256, 'n') << no4;
        QTest::newRow("SOCKS4a empty name") << bytes("\4\1\0\x50\0\0\0\1\0\0") << no4;
        QTest::newRow("SOCKS4a option as name") << bytes("\4\1\0\x50\0\0\0\1\0-oX\0") << no4;
        QTest::newRow("SOCKS5 password only") << bytes("\5\1\2") << bytes("\5\xff");
        QTest::newRow("SOCKS5 no methods") << bytes("\5\0") << bytes("\5\xff");
        QTest::newRow("SOCKS5 BIND") << bytes("\5\1\0\5\2") << no5(7);
        QTest::newRow("SOCKS5 UDP") << bytes("\5\1\0\5\3") << no5(7);
        QTest::newRow("SOCKS5 other version") << bytes("\5\1\0\4") << no5(1);
        QTest::newRow("SOCKS5 address type") << bytes("\5\1\0\5\1\0\2\0") << no5(8);
        QTest::newRow("SOCKS5 empty name") << bytes("\5\1\0\5\1\0\3\0\0\x50") << no5(1);
        QTest::newRow("SOCKS5 line end in the name")
            << bytes("\5\1\0\5\1\0\3\3a\nb\0\x50") << no5(1);
        QTest::newRow("SOCKS5 line end in a scope")
            << bytes("\5\1\0\5\1\0\3\x9") + "fe80::1%\n" + bytes("\0\x50") << no5(1);
        QTest::newRow("SOCKS5 NUL in the name") << bytes("\5\1\0\5\1\0\3\3a\0b\0\x50") << no5(1);
        QTest::newRow("SOCKS5 port 0") << bytes("\5\1\0\5\1\0\1\x7f\0\0\1\0\0") << no5(1);
        const QByteArray bad = "HTTP/1.1 400 ";
        QTest::newRow("CONNECT without port") << QByteArray("CONNECT db HTTP/1.1\r\n") << bad;
        QTest::newRow("CONNECT port 0") << QByteArray("CONNECT db:0 HTTP/1.1\r\n") << bad;
        QTest::newRow("CONNECT with user") << QByteArray("CONNECT me@db:1 HTTP/1.1\r\n") << bad;
        QTest::newRow("CONNECT bare IPv6") << QByteArray("CONNECT ::1 HTTP/1.1\r\n") << bad;
        QTest::newRow("a browser's page") << QByteArray("GET / HTTP/1.1\r\n") << bad;
        QTest::newRow("https without CONNECT") << QByteArray("GET https://db/ HTTP/1.1\r\n") << bad;
        QTest::newRow("short target") << QByteArray("GET ht HTTP/1.1\r\n") << bad;
        QTest::newRow("no host") << QByteArray("GET http:///x HTTP/1.1\r\n") << bad;
        QTest::newRow("fragment") << QByteArray("GET http://a/#b HTTP/1.1\r\n") << bad;
        QTest::newRow("only a method") << QByteArray("GET \r\n") << bad;
        QTest::newRow("carriage return in the target")
            << QByteArray("GET http://a/\rb HTTP/1.1\r\n") << bad;
        QTest::newRow("HTTP/2") << QByteArray("PRI * HTTP/2.0\r\n\r\n")
                                << QByteArray("HTTP/1.1 505 ");
        QTest::newRow("folded header")
            << QByteArray("GET http://a/ HTTP/1.1\r\nA: b\r\n c\r\n\r\n") << bad;
        QTest::newRow("space before the colon")
            << QByteArray("GET http://a/ HTTP/1.1\r\nContent-Length : 1\r\n\r\n") << bad;
        QTest::newRow("carriage return in a header")
            << QByteArray("GET http://a/ HTTP/1.1\r\nA: b\rC: d\r\n\r\n") << bad;
        QTest::newRow("header without colon")
            << QByteArray("CONNECT a:1 HTTP/1.1\r\nnonsense\r\n\r\n") << bad;
        QTest::newRow("endless request line")
            << "GET http://a/" + QByteArray(9000, 'x') << QByteArray("HTTP/1.1 431 ");
        QTest::newRow("endless headers")
            << "GET http://a/ HTTP/1.1\r\n" + QByteArray("A: b\r\n").repeated(2000)
            << QByteArray("HTTP/1.1 431 ");
    }
    void refuses() {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, reply);
        for (const qsizetype piece : {request.size(), qsizetype(1)}) {
            ProxyRequestParser parser;
            QByteArray replies;
            for (qsizetype at = 0; at < request.size(); at += piece) {
                parser.feed(QByteArrayView(request).sliced(at, qMin(piece, request.size() - at)));
                replies += parser.takeReply();
            }
            QCOMPARE(parser.state(), State::Refused);
            QCOMPARE(replies.left(reply.size()), reply);
            QCOMPARE(replies.isEmpty(), reply.isEmpty());
            QVERIFY(parser.takeLeftover().isEmpty());
        }
    }

    void waitsForMore() {
        ProxyRequestParser parser;
        QCOMPARE(parser.feed({}), State::NeedMore);
        QCOMPARE(parser.feed(bytes("\5\1")), State::NeedMore);
        QVERIFY(parser.takeReply().isEmpty());
        QCOMPARE(parser.feed(bytes("\0")), State::NeedMore);
        QCOMPARE(parser.takeReply(), bytes("\5\0"));
        QVERIFY(parser.takeReply().isEmpty());
    }

    void saysWhyItFailed_data() {
        QTest::addColumn<Errc>("code");
        QTest::addColumn<int>("socks5");
        QTest::addColumn<QByteArray>("http");
        QTest::newRow("prohibited") << Errc::TargetProhibited << 2 << QByteArray("403");
        QTest::newRow("refused") << Errc::TargetRefused << 5 << QByteArray("502");
        QTest::newRow("unresolved") << Errc::TargetUnresolved << 4 << QByteArray("502");
        QTest::newRow("unreachable") << Errc::NetworkUnreachable << 3 << QByteArray("502");
        QTest::newRow("time out") << Errc::ConnectTimeout << 4 << QByteArray("504");
        QTest::newRow("link away") << Errc::ConnectionLost << 1 << QByteArray("504");
        QTest::newRow("other") << Errc::Internal << 1 << QByteArray("502");
    }
    void saysWhyItFailed() {
        QFETCH(Errc, code);
        QFETCH(int, socks5);
        QFETCH(QByteArray, http);
        const Error error{code, u"server\r\nsaid \x1b[1mé"_s};
        ProxyRequestParser v4;
        v4.feed(bytes("\4\1\0\x50\x7f\0\0\1\0"));
        QCOMPARE(v4.failureReply(error), bytes("\0\x5b\0\0\0\0\0\0"));
        ProxyRequestParser v5;
        v5.feed(bytes("\5\1\0\5\1\0\1\x7f\0\0\1\0\x50"));
        QCOMPARE(int(v5.failureReply(error).at(1)), socks5);
        for (const auto *head :
             {"CONNECT db:1 HTTP/1.1\r\n\r\n", "GET http://db:1/ HTTP/1.1\r\n\r\n"}) {
            ProxyRequestParser parser;
            parser.feed(head);
            const QByteArray reply = parser.failureReply(error);
            QVERIFY(reply.startsWith("HTTP/1.1 " + http + ' '));
            const QByteArray body = reply.mid(reply.indexOf("\r\n\r\n") + 4);
            QVERIFY(body.contains("db:1") && body.endsWith("server??said ?[1m?\r\n"));
            QVERIFY(reply.contains("Content-Length: " + QByteArray::number(body.size()) + "\r\n"));
        }
    }
};

QTEST_APPLESS_MAIN(TestSocks)
#include "tst_socks.moc"
