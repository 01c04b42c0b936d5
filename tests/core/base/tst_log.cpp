#include "core/base/log.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

class TestLog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsNewIsTold() {
        Log::write(LogLevel::Info, u"link"_s, u"one"_s);
        const quint64 first = Log::lines().constLast().number;
        QVERIFY(Log::since(first).isEmpty());
        Log::write(LogLevel::Info, u"link"_s, u"two"_s);
        Log::write(LogLevel::Info, u"link"_s, u"three"_s);
        const QList<LogLine> news = Log::since(first);
        QCOMPARE(news.size(), 2);
        QCOMPARE(news[0].text, u"two"_s);
        QCOMPARE(news[1].number, first + 2);
        QVERIFY(Log::since(first + 1000).isEmpty());
    }
    void theRingIsBounded() {
        const quint64 before = Log::lines().constLast().number;
        for (int i = 0; i < 6000; ++i)
            Log::write(LogLevel::Debug, u"link"_s, QString::number(i));
        QCOMPARE(Log::lines().size(), 5000);
        QCOMPARE(Log::since(before).size(), 5000); // the oldest news are gone already
        QCOMPARE(Log::since(before + 5990).size(), 10);
        QCOMPARE(Log::since(before + 5990).constFirst().text, u"5990"_s);
    }
    void foreignTextCannotForgeLines() {
        Log::write(LogLevel::Info, u"link"_s, u"a\nb\u202Ec"_s);
        QCOMPARE(Log::lines().constLast().text, u"a?b?c"_s);
    }
};

QTEST_APPLESS_MAIN(TestLog)
#include "tst_log.moc"
