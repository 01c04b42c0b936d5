#include "core/ssh/permitted_targets.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

class TestPermittedTargets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void decides_data() {
        QTest::addColumn<QStringList>("places");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<bool>("permitted");
        const QStringList some{u"db:5432"_s, u"web:*"_s, u"*:22"_s, u"[::1]:80"_s};
        QTest::newRow("no list permits anything") << QStringList() << u"x"_s << 1 << true;
        QTest::newRow("none permits nothing") << QStringList{u"none"_s} << u"x"_s << 1 << false;
        QTest::newRow("the very place") << some << u"DB"_s << 5432 << true;
        QTest::newRow("another port") << some << u"db"_s << 5433 << false;
        QTest::newRow("any port of a host") << some << u"web"_s << 8080 << true;
        QTest::newRow("a port of any host") << some << u"other"_s << 22 << true;
        QTest::newRow("IPv6") << some << u"::1"_s << 80 << true;
        QTest::newRow("elsewhere") << some << u"other"_s << 80 << false;
    }
    void decides() {
        QFETCH(QStringList, places);
        QFETCH(QString, host);
        QFETCH(int, port);
        QTEST(isPermittedTarget(places, {host, quint16(port)}), "permitted");
    }
};

QTEST_APPLESS_MAIN(TestPermittedTargets)
#include "tst_permitted_targets.moc"
