// The geometry of the traffic plot: round marks, whole minutes, lines that end at the right edge.
#include "ui/models/traffic_scale.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace fairlead::ui;
using namespace std::chrono_literals;

namespace {

TrafficSeries series(const QList<double> &down, int most = 5) {
    TrafficSeries made{.step = 1s, .end = 100s, .most = most, .rates = {}};
    for (const double rate : down)
        made.rates.append({rate, rate / 10});
    return made;
}

} // namespace

class TestTrafficScale : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void marksAreRound_data() {
        QTest::addColumn<double>("peak");
        QTest::addColumn<bool>("logarithmic");
        QTest::addColumn<int>("most");
        QTest::addColumn<QList<double>>("marks");
        QTest::newRow("as drawn") << 5.2e6 << false << 4 << QList<double>{0, 2e6, 4e6, 6e6};
        QTest::newRow("exactly a mark")
            << 4e6 << false << 4 << QList<double>{0, 1e6, 2e6, 3e6, 4e6};
        QTest::newRow("little room") << 5.2e6 << false << 1 << QList<double>{0, 1e7};
        QTest::newRow("nothing") << 0.0 << false << 2 << QList<double>{0, 500, 1000};
        QTest::newRow("decades") << 5.2e6 << true << 5 << QList<double>{0, 1e3, 1e4, 1e5, 1e6, 1e7};
        QTest::newRow("every second decade")
            << 5.2e6 << true << 3 << QList<double>{0, 1e4, 1e6, 1e8};
        QTest::newRow("a quiet one") << 20.0 << true << 4 << QList<double>{0, 1e3};
    }
    void marksAreRound() {
        QFETCH(double, peak);
        QFETCH(bool, logarithmic);
        QFETCH(int, most);
        QFETCH(QList<double>, marks);
        const RateScale scale(peak, logarithmic, most);
        QCOMPARE(scale.marks(), marks);
        QCOMPARE(scale.top(), marks.constLast());
        QVERIFY(scale.marks().size() - 1 <= most);
        QCOMPARE(scale.height(scale.top()), 1.0);
        QCOMPARE(scale.height(0), 0.0);
        QVERIFY(scale.height(peak) <= 1.0);
    }

    void aLogarithmicScaleShowsSmallRatesToo() {
        const RateScale linear(1e7, false, 4);
        const RateScale logarithmic(1e7, true, 5);
        QVERIFY(linear.height(1e4) < 0.01);
        QCOMPARE(qRound(logarithmic.height(1e4) * 100), 40);
        QCOMPARE(logarithmic.height(50), 0.0); // below what its bottom stands for
    }

    void timesAreWholeMinutes() {
        const QDateTime end(QDate(2026, 3, 1), QTime(14, 34, 40));
        QStringList marks;
        for (const TimeMark &mark : timeMarks(end, 300s))
            marks.append(mark.when.toString(QStringLiteral("HH:mm:ss")));
        QCOMPARE(marks.join(u' '), QStringLiteral("14:30:00 14:31:00 14:32:00 14:33:00 14:34:00"));
        QCOMPARE(timeMarks(end, 300s).constFirst().at, 20.0 / 300);
        marks.clear();
        for (const TimeMark &mark : timeMarks(end, 3600s))
            marks.append(mark.when.toString(QStringLiteral("HH:mm")));
        QCOMPARE(marks.join(u' '), QStringLiteral("13:45 14:00 14:15 14:30"));
    }

    void aClockHasNoSeconds() {
        QCOMPARE(clockText(QTime(14, 30, 59), QLocale::c()), QStringLiteral("14:30"));
        QCOMPARE(clockText(QTime(14, 30, 59), QLocale(QLocale::German)), QStringLiteral("14:30"));
    }

    void noTimeStandsWhereNowStands() {
        const QDateTime end(QDate(2026, 3, 1), QTime(14, 34, 5));
        for (const TimeMark &mark : timeMarks(end, 300s))
            QVERIFY(mark.at < 0.96 && mark.at > 0);
    }

    void theNewestStandsAtTheRight() {
        const QRectF rect(10, 0, 100, 50);
        const TrafficSeries full = series({0, 500, 1000, 500, 0});
        const QPolygonF line = plotLine(full, Direction::Down, RateScale(1000, false, 2), rect);
        QCOMPARE(line, (QPolygonF{{{10, 50}, {35, 25}, {60, 0}, {85, 25}, {110, 50}}}));
        const QPolygonF young =
            plotLine(series({1000, 0}), Direction::Down, RateScale(1000, false, 2), rect);
        QCOMPARE(young, (QPolygonF{{{85, 0}, {110, 50}}}));
        QCOMPARE(plotLine(full, Direction::Up, RateScale(1000, false, 2), rect)[2].y(), 45.0);
        QVERIFY(plotLine(series({}), Direction::Up, RateScale(0, false, 2), rect).isEmpty());
    }

    void thePointerFindsTheNearestValue() {
        const QRectF rect(10, 0, 100, 50);
        const TrafficSeries full = series({0, 500, 1000, 500, 0});
        QCOMPARE(valueAt(10, full, rect), std::optional<qsizetype>(0));
        QCOMPARE(valueAt(70, full, rect), std::optional<qsizetype>(2));
        QCOMPARE(valueAt(110, full, rect), std::optional<qsizetype>(4));
        QVERIFY(!valueAt(5, full, rect));
        QVERIFY(!valueAt(130, full, rect));
        QVERIFY(!valueAt(30, series({1, 2}), rect)); // older than the history
        QVERIFY(!valueAt(30, series({}), rect));
    }

    void thePeakIsTheNewestOfEqualOnes() {
        QCOMPARE(peakOf(series({1, 9, 3, 9, 2}), Direction::Down).index, 3);
        QCOMPARE(peakOf(series({1, 9, 3, 9, 2}), Direction::Up).rate, 0.9);
        QCOMPARE(peakOf(series({}), Direction::Up).index, -1);
        QVERIFY(isQuiet(series({0, 0})));
        QVERIFY(isQuiet(series({})));
        QVERIFY(!isQuiet(series({0, 1})));
        QCOMPARE(agoOf(4, series({1, 2, 3, 4, 5})), 500ms);
        QCOMPARE(agoOf(0, series({1, 2, 3, 4, 5})), 4500ms);
    }
};

QTEST_APPLESS_MAIN(TestTrafficScale)
#include "tst_traffic_scale.moc"
