#include "core/tunnel/overall_status.h"

#include <QtTest/QTest>

using namespace fairlead;
using Sign = OverallStatus::Sign;
using State = ForwardState;

namespace {

ForwardSnapshot standing(State state, int streams = 0) {
    ForwardSnapshot forward;
    forward.status.state = state;
    forward.streams = streams;
    return forward;
}

OverallStatus sumOf(const QList<State> &states) {
    QList<ForwardSnapshot> forwards;
    for (const State state : states)
        forwards.append(standing(state));
    return overallStatus(forwards, {});
}

} // namespace

Q_DECLARE_METATYPE(QList<fairlead::ForwardState>)

class TestOverallStatus : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theWorstDecides_data() {
        QTest::addColumn<QList<State>>("states");
        QTest::addColumn<Sign>("sign");
        QTest::addColumn<State>("worst");
        QTest::addColumn<int>("attention");
        const auto row = [](const char *name, const QList<State> &states, Sign sign, State worst,
                            int attention) {
            QTest::newRow(name) << states << sign << worst << attention;
        };
        row("nothing there", {}, Sign::Idle, State::Off, 0);
        row("all off", {State::Off, State::Off}, Sign::Idle, State::Off, 0);
        row("one listens", {State::Off, State::Listening}, Sign::Well, State::Listening, 0);
        row("closing", {State::Listening, State::Closing}, Sign::Working, State::Closing, 0);
        row("queued", {State::Queued, State::Off}, Sign::Working, State::Queued, 0);
        row("opening", {State::Opening, State::Listening}, Sign::Working, State::Opening, 0);
        row("a retry is planned", {State::Holding, State::Listening}, Sign::Working, State::Holding,
            0);
        row("degraded", {State::Degraded, State::Holding, State::Listening}, Sign::Attention,
            State::Degraded, 1);
        row("needs you", {State::NeedsYou, State::Degraded}, Sign::Attention, State::NeedsYou, 2);
        row("failed", {State::Listening, State::Failed, State::NeedsYou, State::Failed},
            Sign::Attention, State::Failed, 3);
    }
    void theWorstDecides() {
        QFETCH(const QList<State>, states);
        const OverallStatus sum = sumOf(states);
        QTEST(sum.sign, "sign");
        QTEST(sum.worst, "worst");
        QTEST(sum.attention(), "attention");
        QCOMPARE(sum.all, static_cast<int>(states.size()));
    }
    void everythingIsCounted() {
        const OverallStatus sum =
            sumOf({State::Listening, State::Listening, State::Holding, State::NeedsYou,
                   State::Degraded, State::Failed, State::Failed, State::Off});
        QCOMPARE(sum.up, 2);
        QCOMPARE(sum.retrying, 1);
        QCOMPARE(sum.needYou, 1);
        QCOMPARE(sum.degraded, 1);
        QCOMPARE(sum.failed, 2);
    }
    void streamsRatesAndLinksAreSummed() {
        QList<ForwardSnapshot> forwards{standing(State::Listening, 7),
                                        standing(State::Listening, 2), standing(State::Off)};
        forwards[0].downPerSecond = 100;
        forwards[1].downPerSecond = 11;
        forwards[1].upPerSecond = 5;
        LinkSnapshot online;
        online.lanes = 2;
        const OverallStatus sum =
            overallStatus(forwards, QList<LinkSnapshot>{online, LinkSnapshot{}, online});
        QCOMPARE(sum.streams, 9);
        QCOMPARE(sum.downPerSecond, 111.0);
        QCOMPARE(sum.upPerSecond, 5.0);
        QCOMPARE(sum.links, 2);
    }
};

QTEST_APPLESS_MAIN(TestOverallStatus)
#include "tst_overall_status.moc"
