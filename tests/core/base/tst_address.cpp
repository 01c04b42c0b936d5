#include "core/base/address.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

class TestAddress : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("written"); // empty: refused
        QTest::newRow("name and port") << u"db:5432"_s << u"db:5432"_s;
        QTest::newRow("IPv4") << u"10.0.0.1:22"_s << u"10.0.0.1:22"_s;
        QTest::newRow("IPv6 in brackets") << u"[::1]:22"_s << u"[::1]:22"_s;
        QTest::newRow("bare IPv6 takes the default port") << u"::1"_s << u"[::1]:7"_s;
        QTest::newRow("default port") << u"db"_s << u"db:7"_s;
        QTest::newRow("underscore") << u"my_db:1"_s << u"my_db:1"_s;
        QTest::newRow("port too big") << u"db:70000"_s << QString();
        QTest::newRow("port zero") << u"db:0"_s << QString();
        QTest::newRow("no port after the colon") << u"db:"_s << QString();
        QTest::newRow("unclosed bracket") << u"[::1"_s << QString();
        QTest::newRow("leading dash") << u"-oProxyCommand=x:22"_s << QString();
        QTest::newRow("shell characters") << u"a$(id):22"_s << QString();
        QTest::newRow("user in the host") << u"me@db:22"_s << QString();
        QTest::newRow("IPv6 scope") << u"[fe80::1%eth0]:22"_s << u"[fe80::1%eth0]:22"_s;
        QTest::newRow("line end in a scope") << u"[fe80::1%a\nb]:22"_s << QString();
        QTest::newRow("shell characters in a scope") << u"[fe80::1%$(id)]:22"_s << QString();
        QTest::newRow("empty scope") << u"[fe80::1%]:22"_s << QString();
        QTest::newRow("empty") << QString() << QString();
    }
    void reads() {
        QFETCH(QString, text);
        QFETCH(QString, written);
        const auto endpoint = parseEndpoint(text, 7);
        QCOMPARE(endpoint.has_value(), !written.isEmpty());
        if (endpoint)
            QCOMPARE(toText(*endpoint), written);
    }
    void userNames() {
        QVERIFY(checkedUserName(u"deploy"));
        QVERIFY(checkedUserName(u"dom\\user"));
        QVERIFY(!checkedUserName(u"-l"));
        QVERIFY(!checkedUserName(u"a b"));
        QVERIFY(!checkedUserName(u"a\nb"));
        QVERIFY(!checkedUserName(u"`id`"));
    }
    void loopback() {
        QVERIFY(isLoopback(u"localhost"));
        QVERIFY(isLoopback(u"127.0.0.2"));
        QVERIFY(isLoopback(u"::1"));
        QVERIFY(!isLoopback(u"0.0.0.0"));
        QVERIFY(!isLoopback(u"localhost.example"));
        QVERIFY(isWildcard(u""));
        QVERIFY(isWildcard(u"*"));
        QVERIFY(isWildcard(u"::"));
    }
};

QTEST_APPLESS_MAIN(TestAddress)
#include "tst_address.moc"
