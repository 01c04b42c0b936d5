// The route and its verdict say what the tunnels say, hop by hop.
#include "tests/ui/sample.h"
#include "ui/models/forward_list_model.h"
#include "ui/models/route.h"
#include "ui/models/route_fold.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;

class TestRoute : public QObject {
    Q_OBJECT

    [[nodiscard]] static Route routeTo(Sample &sample, const QString &name) {
        const ForwardListModel model(sample.services());
        const ForwardRow row = *model.row(sample.id(name));
        return routeOf(row, hostsOf(sample.book(), row.forward),
                       sample.tunnels().link(row.forward.host), sample.timers().now());
    }

private Q_SLOTS:
    void aTargetThatRefusesBreaksTheLastLegOnly() {
        Sample sample;
        sample.fill();
        sample.goLive();
        const Route route = routeTo(sample, u"grafana"_s);
        QCOMPARE(route.hops.size(), 4);
        QCOMPARE(route.legs.size(), 3);
        QCOMPARE(route.hops[1].title, u"bastion-eu"_s);
        QCOMPARE(route.hops[2].title, u"mon-1"_s);
        QCOMPARE(route.legs[1].state, RouteLeg::State::Good);
        QVERIFY(route.legs[1].insideSsh);
        QCOMPARE(route.legs[2].state, RouteLeg::State::Broken);
        QVERIFY(!route.legs[2].insideSsh);
        QCOMPARE(route.verdict.tone, Tone::Degraded);
        QVERIFY(!route.verdict.sentence.isEmpty());
    }

    void aTakenPortOffersTheEditor() {
        Sample sample;
        sample.fill();
        sample.goLive();
        const Route route = routeTo(sample, u"billing-db"_s);
        QCOMPARE(route.hops[0].tone, Tone::Failed);
        QCOMPARE(route.verdict.step, Verdict::Step::Edit);
    }

    void aLostLinkOffersToTryNow() {
        Sample sample;
        sample.fill();
        sample.goLive();
        const Route route = routeTo(sample, u"hotel-proxy"_s);
        QCOMPARE(route.legs[0].state, RouteLeg::State::Broken);
        QCOMPARE(route.verdict.step, Verdict::Step::RetryNow);
    }

    void aRemoteForwardIsTravelledFromTheServer() {
        Sample sample;
        sample.fill();
        const Route route = routeTo(sample, u"demo-site"_s);
        QCOMPARE(route.hops[0].title, u"edge-1"_s);
        QCOMPARE(route.hops[0].address, u"edge-1:8080"_s);
        QCOMPARE(route.hops[1].title, u"This machine"_s);
        QCOMPARE(route.verdict.step, Verdict::Step::Start);
    }

    void aTargetThatRefusesIsSaidInWords() {
        Sample sample;
        sample.fill();
        sample.goLive();
        const Route route = routeTo(sample, u"grafana"_s);
        QCOMPARE(route.hops[3].state, u"Refused"_s);
        QCOMPARE(route.legs[2].label, u"TCP · refused"_s);
        QVERIFY(route.verdict.sentence.startsWith(u"mon-1 reached for"_s));
    }

    void whatWaitsForAnAnswerIsNotAtThisMachine() {
        Sample sample;
        sample.fill();
        sample.goLive();
        const Route route = routeTo(sample, u"staging-api"_s);
        QCOMPARE(route.hops[0].state, u"Waiting"_s);
        QCOMPARE(route.hops[1].tone, Tone::NeedsYou);
        QCOMPARE(route.verdict.step, Verdict::Step::Answer);
    }

    void manyHopsAreFoldedInTheMiddle_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<QList<Tone>>("middle"); // from the fourth hop on
        QTest::addColumn<Tone>("tone");
        QTest::addColumn<QString>("hidden");
        QTest::newRow("seven are drawn") << 7 << QList<Tone>{Tone::Good} << Tone::Good << QString();
        QTest::newRow("eight are not")
            << 8 << QList<Tone>{Tone::Good, Tone::Good} << Tone::Good << u"hop 3, hop 4"_s;
        QTest::newRow("the worst is seen") << 9 << QList<Tone>{Tone::Good, Tone::Failed, Tone::Off}
                                           << Tone::Failed << u"hop 3, hop 4, hop 5"_s;
        QTest::newRow("not reached is no trouble")
            << 9 << QList<Tone>{Tone::Good, Tone::Off, Tone::Off} << Tone::Off
            << u"hop 3, hop 4, hop 5"_s;
    }
    void manyHopsAreFoldedInTheMiddle() {
        QFETCH(int, count);
        QFETCH(QList<Tone>, middle);
        Route route;
        for (int i = 0; i < count; ++i) {
            RouteHop hop;
            hop.title = u"hop %1"_s.arg(i);
            hop.tone = i >= 3 && i - 3 < middle.size() ? middle[i - 3] : Tone::Good;
            route.hops.append(hop);
        }
        route.legs.resize(count - 1);
        const Route shown = folded(route);
        QCOMPARE(shown.hops.size(), 7);
        QCOMPARE(shown.legs.size(), 6);
        QCOMPARE(shown.hops.constFirst().title, u"hop 0"_s);
        QCOMPARE(shown.hops.constLast().title, u"hop %1"_s.arg(count - 1));
        QTEST(shown.hops[3].tone, "tone");
        QTEST(shown.hops[3].hidden, "hidden");
    }

    void theWordsHoldEveryHop() {
        Sample sample;
        sample.fill();
        const QString text = describe(routeTo(sample, u"grafana"_s));
        for (const QString &word : {u"This machine"_s, u"bastion-eu"_s, u"mon-1"_s, u"grafana"_s})
            QVERIFY2(text.contains(word), qPrintable(text));
    }
};

QTEST_MAIN(TestRoute)
#include "tst_route.moc"
