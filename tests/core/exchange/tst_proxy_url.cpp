#include "core/exchange/proxy_url.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

class TestProxyUrl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thereAndBack_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical");
        QTest::newRow("SOCKS") << u"socks5://proxy:1081"_s << u"socks5://proxy:1081"_s;
        QTest::newRow("as curl says it") << u"socks5h://proxy"_s << u"socks5://proxy:1080"_s;
        QTest::newRow("HTTP") << u"http://me@proxy.example.net:8080/"_s
                              << u"http://me@proxy.example.net:8080"_s;
        QTest::newRow("usual port") << u"http://10.0.0.1"_s << u"http://10.0.0.1:3128"_s;
        QTest::newRow("IPv6") << u"socks5://[::1]:9050"_s << u"socks5://[::1]:9050"_s;
        QTest::newRow("none") << u"none"_s << QString();
    }
    void thereAndBack() {
        QFETCH(QString, text);
        QFETCH(QString, canonical);
        const auto proxy = parseProxyUrl(text);
        QVERIFY(proxy);
        QCOMPARE(proxyUrl(*proxy), canonical);
    }

    void nonsense_data() {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "proxy:1080", "ftp://proxy:1", "socks5://", "socks5://:1080",
                                 "http://proxy:99999", "http://me:secret@proxy:1",
                                 "http://proxy/path", "http://proxy?x", "socks5://-x:1"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void nonsense() {
        QFETCH(QString, text);
        const auto proxy = parseProxyUrl(text);
        QVERIFY(!proxy);
        QCOMPARE(proxy.error().code, Errc::BadOption);
        QVERIFY2(!proxy.error().detail.contains(u"secret"), qPrintable(proxy.error().detail));
    }
};

QTEST_GUILESS_MAIN(TestProxyUrl)
#include "tst_proxy_url.moc"
