// Samples four times a second become one value a second and one every ten, without losing a byte.
#include "core/tunnel/traffic_history.h"

#include <QtTest/QTest>
#include <numeric>

using namespace fairlead;
using namespace std::chrono_literals;

namespace {

struct Note {
    std::chrono::milliseconds at;
    quint64 down;
    quint64 up;
};

double sumDown(const TrafficSeries &series) {
    const double rates =
        std::accumulate(series.rates.cbegin(), series.rates.cend(), 0.0,
                        [](double sum, const TrafficRate &rate) { return sum + rate.down; });
    return rates * std::chrono::duration<double>(series.step).count();
}

} // namespace

Q_DECLARE_METATYPE(fairlead::TrafficSpan)

class TestTrafficHistory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void samplesAreFolded_data() {
        QTest::addColumn<QList<Note>>("notes");
        QTest::addColumn<TrafficSpan>("span");
        QTest::addColumn<qint64>("end");
        QTest::addColumn<QList<TrafficRate>>("rates");
        const auto five = TrafficSpan::FiveMinutes;
        QTest::newRow("nothing noted")
            << QList<Note>{} << five << qint64(0) << QList<TrafficRate>{};
        QTest::newRow("what was there before does not count")
            << QList<Note>{{1000ms, 900, 900}, {2000ms, 900, 900}} << five << qint64(2000)
            << QList<TrafficRate>{};
        QTest::newRow("four samples are one second")
            << QList<Note>{{1000ms, 0, 0},
                           {1250ms, 100, 10},
                           {1500ms, 200, 10},
                           {1750ms, 300, 10},
                           {2000ms, 400, 20}}
            << five << qint64(2000) << QList<TrafficRate>{{400, 20}};
        QTest::newRow("the second under way is not told")
            << QList<Note>{{1000ms, 0, 0}, {2000ms, 100, 0}, {2500ms, 900, 0}} << five
            << qint64(2000) << QList<TrafficRate>{{100, 0}};
        QTest::newRow("a sample across two seconds is shared")
            << QList<Note>{{1000ms, 0, 0}, {1500ms, 0, 0}, {2500ms, 1000, 0}, {3000ms, 1000, 0}}
            << five << qint64(3000) << QList<TrafficRate>{{500, 0}, {500, 0}};
        QTest::newRow("a begun first second is left out")
            << QList<Note>{{1500ms, 0, 0}, {2000ms, 500, 0}, {3000ms, 700, 0}} << five
            << qint64(3000) << QList<TrafficRate>{{200, 0}};
        QTest::newRow("a pause is an even flow")
            << QList<Note>{{0ms, 0, 0}, {1000ms, 50, 0}, {4000ms, 350, 0}} << five << qint64(4000)
            << QList<TrafficRate>{{50, 0}, {100, 0}, {100, 0}, {100, 0}};
        QTest::newRow("ten seconds are one step of the hour")
            << QList<Note>{{0ms, 0, 0}, {5000ms, 100, 50}, {10000ms, 1000, 50}, {12000ms, 1000, 50}}
            << TrafficSpan::Hour << qint64(10000) << QList<TrafficRate>{{100, 5}};
        QTest::newRow("counters that start anew lose nothing else")
            << QList<Note>{{0ms, 500, 0}, {1000ms, 700, 0}, {2000ms, 10, 0}} << five << qint64(2000)
            << QList<TrafficRate>{{200, 0}, {0, 0}};
    }
    void samplesAreFolded() {
        QFETCH(QList<Note>, notes);
        QFETCH(TrafficSpan, span);
        QFETCH(qint64, end);
        QFETCH(QList<TrafficRate>, rates);
        TrafficHistory history;
        for (const Note &note : notes)
            history.note(note.at, note.down, note.up);
        const TrafficSeries series = history.series(span);
        QCOMPARE(series.end.count(), end);
        QCOMPARE(series.rates.size(), rates.size());
        for (qsizetype i = 0; i < rates.size(); ++i) {
            QCOMPARE(series.rates[i].down, rates[i].down);
            QCOMPARE(series.rates[i].up, rates[i].up);
        }
    }

    void onlyTheSpanIsKept() {
        TrafficHistory history;
        for (int second = 0; second <= 4000; ++second)
            history.note(std::chrono::seconds(second), static_cast<quint64>(second) * 100, 0);
        const TrafficSeries minutes = history.series(TrafficSpan::FiveMinutes);
        QCOMPARE(minutes.rates.size(), 300);
        QCOMPARE(minutes.most, 300);
        QCOMPARE(sumDown(minutes), 300 * 100.0);
        const TrafficSeries hour = history.series(TrafficSpan::Hour);
        QCOMPARE(hour.rates.size(), 360);
        QCOMPARE(sumDown(hour), 3600 * 100.0);
    }

    void aPauseLongerThanTheSpanLeavesNoTraceOfBefore() {
        TrafficHistory history;
        history.note(0s, 0, 0);
        history.note(10s, 1'000'000, 0);
        history.note(10s + 10h, 1'000'000, 0);
        QCOMPARE(sumDown(history.series(TrafficSpan::FiveMinutes)), 0.0);
        QCOMPARE(sumDown(history.series(TrafficSpan::Hour)), 0.0);
        QCOMPARE(history.series(TrafficSpan::Hour).rates.size(), 360);
    }
};

QTEST_APPLESS_MAIN(TestTrafficHistory)
#include "tst_traffic_history.moc"
