#include "core/tunnel/stats_sampler.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestStatsSampler : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsOnlyWhatChanged() {
        StatsSampler sampler;
        const auto a = sampler.counters(ForwardId(u"a"_s));
        const auto b = sampler.counters(ForwardId(u"b"_s));
        QVERIFY(sampler.sample(0ms).isEmpty());
        b->streamsOpen = 1;
        QCOMPARE(sampler.sample(250ms), QList<ForwardId>{ForwardId(u"b"_s)});
        QVERIFY(sampler.sample(500ms).isEmpty());
        QCOMPARE(sampler.counters(ForwardId(u"a"_s)), a);
    }
    void ratesSettleOnTheSteadyFlow() {
        StatsSampler sampler;
        const ForwardId id(u"a"_s);
        const auto counters = sampler.counters(id);
        (void)sampler.sample(0ms);
        double before = 0;
        for (int i = 1; i <= 40; ++i) {
            counters->bytesDown += 250'000; // 1 MB/s
            QCOMPARE(sampler.sample(i * 250ms).size(), 1);
            const double rate = sampler.figures(id).downPerSecond;
            QVERIFY(rate > before && rate <= 1'000'000.0);
            if (i == 8) // after two seconds: 1 - 1/e of the way
                QVERIFY(rate > 620'000 && rate < 645'000);
            before = rate;
        }
        QVERIFY(before > 990'000);
        QCOMPARE(sampler.figures(id).upPerSecond, 0.0);
    }
    void silenceEndsAtZeroAndThenInQuiet() {
        StatsSampler sampler;
        const ForwardId id(u"a"_s);
        (void)sampler.sample(0ms);
        const auto counters = sampler.counters(id);
        (void)sampler.sample(250ms);
        counters->bytesUp += 1000;
        (void)sampler.sample(500ms);
        QVERIFY(sampler.figures(id).upPerSecond > 0);
        auto now = 500ms;
        while (sampler.figures(id).upPerSecond > 0 && now < 60s)
            (void)sampler.sample(now += 250ms);
        QVERIFY(now < 30s);
        QVERIFY(sampler.sample(now + 250ms).isEmpty());
        QCOMPARE(sampler.figures(id).bytesUp, quint64(1000));
    }
    void aPauseLeavesNoFalseRate() {
        StatsSampler sampler;
        const ForwardId id(u"a"_s);
        const auto counters = sampler.counters(id);
        (void)sampler.sample(0ms);
        counters->bytesDown += 1'000'000'000;
        sampler.pause();
        (void)sampler.sample(1h);
        QCOMPARE(sampler.figures(id).downPerSecond, 0.0);
        // A clock that stands still divides nothing by zero.
        counters->bytesDown += 10;
        (void)sampler.sample(1h);
        QCOMPARE(sampler.figures(id).downPerSecond, 0.0);
    }
    void countersThatStartOverAreNoTraffic() {
        StatsSampler sampler;
        const ForwardId id(u"a"_s);
        const auto counters = sampler.counters(id);
        counters->bytesDown = 1000;
        (void)sampler.sample(0ms);
        counters->bytesDown = 0;
        (void)sampler.sample(250ms);
        QCOMPARE(sampler.figures(id).downPerSecond, 0.0);
        sampler.forget(id);
        QCOMPARE(sampler.figures(id), ForwardFigures{});
    }
};

QTEST_APPLESS_MAIN(TestStatsSampler)
#include "tst_stats_sampler.moc"
