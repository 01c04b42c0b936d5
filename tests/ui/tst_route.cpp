// The route and its verdict say what the tunnels say, hop by hop.
#include "tests/ui/sample.h"
#include "ui/models/forward_list_model.h"
#include "ui/models/route.h"

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
