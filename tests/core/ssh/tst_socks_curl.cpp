// The proxy parser against a client we did not write.
#include "core/ssh/socks.h"

#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

namespace {

// Answers every request with the head it got.
class EchoingWebServer : public QTcpServer {
public:
    EchoingWebServer() {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                const QByteArray head = socket->peek(65536);
                if (!head.contains("\r\n\r\n"))
                    return;
                socket->write("HTTP/1.0 200 OK\r\n\r\n" + head);
                socket->disconnectFromHost();
            });
        });
    }
};

// Understands whatever comes, and connects to one target only, whatever was asked for.
class Proxy : public QTcpServer {
public:
    explicit Proxy(quint16 targetPort) : m_targetPort(targetPort) {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] { serve(nextPendingConnection()); });
    }
    Endpoint asked;
    bool refusing = false;

private:
    void serve(QTcpSocket *client) {
        auto parser = std::make_shared<ProxyRequestParser>();
        connect(client, &QTcpSocket::readyRead, client, [this, client, parser] {
            if (parser->state() != ProxyRequestParser::State::NeedMore)
                return;
            const auto state = parser->feed(client->readAll());
            client->write(parser->takeReply());
            if (state == ProxyRequestParser::State::NeedMore)
                return;
            if (state == ProxyRequestParser::State::Done)
                finish(client, *parser);
            else
                client->disconnectFromHost();
        });
    }
    void finish(QTcpSocket *client, ProxyRequestParser &parser) {
        asked = parser.target();
        if (refusing) {
            client->write(parser.failureReply({Errc::TargetProhibited, u"no"_s}));
            client->disconnectFromHost();
            return;
        }
        auto *target = new QTcpSocket(client);
        target->connectToHost(QHostAddress(QHostAddress::LocalHost), m_targetPort);
        client->write(parser.successReply());
        target->write(parser.takeLeftover());
        connect(client, &QTcpSocket::readyRead, target,
                [client, target] { target->write(client->readAll()); });
        connect(target, &QTcpSocket::readyRead, client,
                [client, target] { client->write(target->readAll()); });
        connect(target, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    }
    quint16 m_targetPort;
};

} // namespace

class TestSocksCurl : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_curl = QStandardPaths::findExecutable(u"curl"_s);
        if (m_curl.isEmpty())
            QSKIP("curl is not installed");
    }

    void fetches_data() {
        QTest::addColumn<QStringList>("options"); // the proxy's address follows
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("asked");
        const QString name = u"http://db_1.invalid:81/a?b"_s;
        QTest::newRow("SOCKS4") << QStringList{u"--socks4"_s} << u"http://192.0.2.1:81/a?b"_s
                                << u"192.0.2.1:81"_s;
        QTest::newRow("SOCKS4a") << QStringList{u"--socks4a"_s} << name << u"db_1.invalid:81"_s;
        QTest::newRow("SOCKS5") << QStringList{u"--socks5"_s} << u"http://192.0.2.1:81/a?b"_s
                                << u"192.0.2.1:81"_s;
        QTest::newRow("SOCKS5 IPv6") << QStringList{u"--socks5"_s}
                                     << u"http://[2001:db8::1]:81/a?b"_s << u"[2001:db8::1]:81"_s;
        QTest::newRow("SOCKS5 name")
            << QStringList{u"--socks5-hostname"_s} << name << u"db_1.invalid:81"_s;
        QTest::newRow("CONNECT") << QStringList{u"-p"_s, u"-x"_s} << name << u"db_1.invalid:81"_s;
        QTest::newRow("CONNECT with password")
            << QStringList{u"-U"_s, u"me:x"_s, u"-p"_s, u"-x"_s} << name << u"db_1.invalid:81"_s;
        QTest::newRow("plain HTTP") << QStringList{u"-x"_s} << name << u"db_1.invalid:81"_s;
        QTest::newRow("plain HTTP, default port")
            << QStringList{u"-x"_s} << u"http://[2001:db8::1]/a?b"_s << u"[2001:db8::1]:80"_s;
    }
    void fetches() {
        QFETCH(QStringList, options);
        QFETCH(QString, url);
        QFETCH(QString, asked);
        const EchoingWebServer web;
        Proxy proxy(web.serverPort());
        const QByteArray head = run(options, proxy, url);
        QCOMPARE(toText(proxy.asked), asked);
        QVERIFY2(head.startsWith("GET /a?b HTTP/1.1\r\n"), head.constData());
        QVERIFY(head.contains("Host: "));
        QVERIFY(!head.contains("Proxy-"));
    }

    void showsRefusals_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("SOCKS4") << QStringList{u"--socks4"_s} << QByteArray("(97)");
        QTest::newRow("SOCKS5") << QStringList{u"--socks5"_s} << QByteArray("(97)");
        QTest::newRow("CONNECT") << QStringList{u"-p"_s, u"-x"_s} << QByteArray("403");
        QTest::newRow("plain HTTP") << QStringList{u"-x"_s} << QByteArray("does not allow");
    }
    void showsRefusals() {
        QFETCH(QStringList, options);
        QFETCH(QByteArray, said);
        Proxy proxy(1);
        proxy.refusing = true;
        const QByteArray output = run(options, proxy, u"http://192.0.2.1/"_s);
        QVERIFY2(output.contains(said), output.constData());
    }

private:
    QByteArray run(const QStringList &options, const Proxy &proxy, const QString &url) {
        QProcess curl;
        curl.setProcessChannelMode(QProcess::MergedChannels);
        curl.start(m_curl,
                   QStringList{u"-q"_s, u"-sS"_s, u"--noproxy"_s, QString(), u"-m"_s, u"20"_s} +
                       options + QStringList{u"127.0.0.1:%1"_s.arg(proxy.serverPort()), url});
        [&curl] { QTRY_COMPARE_WITH_TIMEOUT(curl.state(), QProcess::NotRunning, 25000); }();
        return curl.readAllStandardOutput();
    }
    QString m_curl;
};

QTEST_GUILESS_MAIN(TestSocksCurl)
#include "tst_socks_curl.moc"
