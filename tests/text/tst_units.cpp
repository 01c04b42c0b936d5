#include "text/units.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;
using namespace std::chrono_literals;

class UnitsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bytes_data() {
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << quint64(0) << u"0 B"_s;
        QTest::newRow("below a step") << quint64(999) << u"999 B"_s;
        QTest::newRow("step") << quint64(1000) << u"1.0 kB"_s;
        QTest::newRow("no decimal") << quint64(138'400) << u"138 kB"_s;
        QTest::newRow("rounds up into the next unit") << quint64(999'600) << u"1.0 MB"_s;
        QTest::newRow("large") << quint64(2'400'000'000) << u"2.4 GB"_s;
        QTest::newRow("largest") << ~quint64(0) << u"18447 PB"_s;
    }
    void bytes() {
        QFETCH(quint64, bytes);
        QFETCH(QString, text);
        QLocale english = QLocale::c();
        english.setNumberOptions(QLocale::OmitGroupSeparator);
        QCOMPARE(bytesText(bytes, english), text);
    }

    void decimalSignFollowsTheLocale() {
        QCOMPARE(bytesText(1500, QLocale(QLocale::German)), u"1,5 kB"_s);
    }

    void rates() {
        QCOMPARE(rateText(2'400'000, QLocale::c()), u"2.4 MB/s"_s);
        QCOMPARE(rateText(0.3, QLocale::c()), QString());
        QCOMPARE(rateText(qQNaN(), QLocale::c()), QString());
    }

    void marksOfAScale() {
        QCOMPARE(scaleText(0, QLocale::c()), u"0"_s);
        QCOMPARE(scaleText(200, QLocale::c()), u"200 B/s"_s);
        QCOMPARE(scaleText(6'000'000, QLocale::c()), u"6 MB/s"_s);
        QCOMPARE(scaleText(2500, QLocale(QLocale::German)), u"2,5 kB/s"_s);
    }

    void durations() {
        QCOMPARE(durationText(-5ms, QLocale::c()), u"0 s"_s);
        QCOMPARE(durationText(11'001ms, QLocale::c()), u"12 s"_s);
        QCOMPARE(durationText(303s, QLocale::c()), u"5 min 3 s"_s);
        QCOMPARE(durationText(130min, QLocale::c()), u"2 h 10 min"_s);
        QCOMPARE(durationText(76h, QLocale::c()), u"3 d 4 h"_s);
    }

    void latencies() {
        QCOMPARE(latencyText(400us, QLocale::c()), u"0.4 ms"_s);
        QCOMPARE(latencyText(18'200us, QLocale::c()), u"18 ms"_s);
        QCOMPARE(latencyText(1'200'000us, QLocale::c()), u"1.2 s"_s);
    }
};

QTEST_APPLESS_MAIN(UnitsTest)
#include "tst_units.moc"
