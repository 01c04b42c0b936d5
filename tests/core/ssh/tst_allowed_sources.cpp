#include "core/ssh/allowed_sources.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

class TestAllowedSources : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void decides_data() {
        QTest::addColumn<QStringList>("sources");
        QTest::addColumn<QString>("from");
        QTest::addColumn<bool>("allowed");
        const QStringList lan{u"10.0.0.0/8"_s, u"192.0.2.7"_s, u"2001:db8::/32"_s};
        QTest::newRow("no list lets everybody in") << QStringList() << u"203.0.113.9"_s << true;
        QTest::newRow("in the network") << lan << u"10.1.2.3"_s << true;
        QTest::newRow("the very address") << lan << u"192.0.2.7"_s << true;
        QTest::newRow("its neighbour") << lan << u"192.0.2.8"_s << false;
        QTest::newRow("IPv6 in the network") << lan << u"2001:db8:1::1"_s << true;
        QTest::newRow("IPv6 outside") << lan << u"2001:db9::1"_s << false;
        QTest::newRow("IPv4 written as IPv6") << lan << u"::ffff:10.1.2.3"_s << true;
        QTest::newRow("IPv4 written as IPv6, outside") << lan << u"::ffff:11.1.2.3"_s << false;
        QTest::newRow("a Unix socket's client") << lan << QString() << true;
        QTest::newRow("what is no address") << lan << u"somebody"_s << false;
    }
    void decides() {
        QFETCH(QStringList, sources);
        QFETCH(QString, from);
        QTEST(isAllowedSource(sources, from), "allowed");
    }
};

QTEST_APPLESS_MAIN(TestAllowedSources)
#include "tst_allowed_sources.moc"
