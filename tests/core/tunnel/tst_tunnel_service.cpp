#include "tests/core/tunnel/service_rig.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const ForwardId kF(u"f"_s);
const HostId kH(u"h"_s);
} // namespace

class TestTunnelService : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void startsWhatIsWanted() {
        ServiceRig rig;
        rig.addHost(u"h"_s);
        rig.addForward(u"f"_s, u"h"_s, 8080);
        QCOMPARE(rig.state(u"f"_s), u"off"_s);
        QCOMPARE(rig.links.made(), 0);
        rig.want(u"f"_s);
        ScriptedLink *link = rig.links.link();
        QVERIFY(link);
        QCOMPARE(link->plan().hops, QList<Host>{*rig.book.host(kH)});
        QCOMPARE(link->takeScript(), u"Connect OpenForward(f)"_s);
        QCOMPARE(rig.state(u"f"_s), u"opening"_s);
        link->listening(kF, 8080);
        QCOMPARE(rig.state(u"f"_s), u"opening"_s);
        link->goOnline({HopFacts{.name = u"h"_s}});
        QCOMPARE(rig.state(u"f"_s), u"listening"_s);
        QCOMPARE(rig.service.snapshot(kF).bound, (QList<Endpoint>{{u"127.0.0.1"_s, 8080}}));
        QCOMPARE(rig.service.link(kH).state, ForwardState::Listening);
        QCOMPARE(rig.service.link(kH).hops.size(), 1);
        QCOMPARE(link->takeScript(), QString());
    }

    void whatWasWantedBeforeTheServiceIsStarted() {
        ServiceRig rig;
        rig.startOne();
        TunnelService second(rig.book, rig.questions, rig.secrets, rig.timers, rig.links);
        QCOMPARE(rig.links.made(), 2);
    }

    void stopsAndGoesAway() {
        ServiceRig rig;
        ScriptedLink *link = rig.bringUpOne();
        rig.want(u"f"_s, false);
        QCOMPARE(link->takeScript(), u"CloseForward(f) Disconnect"_s);
        QCOMPARE(rig.state(u"f"_s), u"closing"_s);
        link->closed(kF);
        QCOMPARE(rig.state(u"f"_s), u"off"_s);
        link->disconnected();
        QCOMPARE(rig.service.link(kH).state, ForwardState::Off);
        ServiceRig::sweep();
        QCOMPARE(rig.links.alive(), 0);
        QCOMPARE(rig.timers.armed(), 0);
    }

    void stopThenStartAtOnceWaitsForTheOldLogin() {
        ServiceRig rig;
        ScriptedLink *link = rig.bringUpOne();
        const quint64 before = link->generation();
        rig.want(u"f"_s, false);
        rig.want(u"f"_s);
        QCOMPARE(link->takeScript(), u"CloseForward(f) Disconnect OpenForward(f)"_s);
        QCOMPARE(rig.state(u"f"_s), u"opening"_s);
        link->closed(kF); // of the listener before
        link->listening(kF, 8080);
        link->disconnected();
        QCOMPARE(link->takeScript(), u"Connect"_s);
        QCOMPARE(link->generation(), before + 1);
        link->goOnline();
        QCOMPARE(rig.state(u"f"_s), u"listening"_s);
        QCOMPARE(rig.links.made(), 1);
    }

    void stopStartStopEndsInRest() {
        ServiceRig rig;
        ScriptedLink *link = rig.bringUpOne();
        rig.want(u"f"_s, false);
        rig.want(u"f"_s);
        rig.want(u"f"_s, false);
        QCOMPARE(link->takeScript(),
                 u"CloseForward(f) Disconnect OpenForward(f) CloseForward(f)"_s);
        link->disconnected();
        ServiceRig::sweep();
        QCOMPARE(rig.links.alive(), 0);
        QCOMPARE(rig.state(u"f"_s), u"off"_s);
    }

    void comesBackAfterADropOnTime() {
        ServiceRig rig;
        ScriptedLink *link = rig.bringUpOne();
        rig.timers.advance(5min); // stable: nothing before counts
        const auto fell = rig.timers.now();
        link->drop(Errc::ConnectionLost, u"reset by peer"_s);
        QCOMPARE(rig.state(u"f"_s), u"holding"_s);
        QCOMPARE(rig.why(u"f"_s), Errc::ConnectionLost);
        QCOMPARE(rig.status(u"f"_s).retryAt, fell + 2s);
        QCOMPARE(rig.status(u"f"_s).since, fell);
        rig.timers.advance(1999ms);
        QCOMPARE(link->takeScript(), QString()); // the listener was never closed
        for (const auto delay : {0ms, 5000ms, 10000ms, 30000ms, 60000ms, 60000ms}) {
            rig.timers.advance(delay == 0ms ? 1ms : delay - 1ms);
            if (delay != 0ms) {
                QCOMPARE(link->takeScript(), QString());
                rig.timers.advance(1ms);
            }
            QCOMPARE(link->takeScript(), u"Connect"_s);
            QCOMPARE(rig.state(u"f"_s), u"opening"_s);
            link->drop(Errc::ConnectRefused);
        }
        rig.timers.advance(60s);
        link->goOnline();
        QCOMPARE(rig.state(u"f"_s), u"listening"_s);
        QVERIFY(!rig.status(u"f"_s).why);
    }

    void fiveMinutesOnlineStartThePatienceOver() {
        ServiceRig rig;
        ScriptedLink *link = rig.bringUpOne();
        link->drop(Errc::ConnectionLost);
        rig.timers.advance(2s);
        link->goOnline();
        rig.timers.advance(4min + 59s);
        link->drop(Errc::ConnectionLost);
        QCOMPARE(*rig.status(u"f"_s).retryAt - rig.timers.now(), 5000ms);
        rig.timers.advance(5s);
        link->goOnline();
        rig.timers.advance(5min);
        link->drop(Errc::ConnectionLost);
        QCOMPARE(*rig.status(u"f"_s).retryAt - rig.timers.now(), 2000ms);
    }

    void networkBackShortensTheWait() {
        ServiceRig rig;
        ScriptedLink *link = rig.bringUpOne();
        for (int i = 0; i < 4; ++i) {
            link->drop(Errc::ResolveFailed);
            rig.timers.advance(60s);
        }
        link->drop(Errc::ResolveFailed);
        (void)link->takeScript();
        rig.timers.advance(10s);
        rig.service.networkCameBack();
        rig.timers.advance(1999ms);
        QCOMPARE(link->takeScript(), QString());
        rig.timers.advance(1ms);
        QCOMPARE(link->takeScript(), u"Connect"_s);
        rig.timers.advance(5min);
        QCOMPARE(link->takeScript(), QString()); // the longer timer is gone
    }

    void retryNowDoesNotWait() {
        ServiceRig rig;
        ScriptedLink *link = rig.bringUpOne();
        link->drop(Errc::KeepAliveTimeout);
        rig.service.retryNow(kH);
        QCOMPARE(link->takeScript(), u"Connect"_s);
        rig.timers.advance(1h);
        QCOMPARE(link->takeScript(), QString());
        rig.service.retryNow(HostId(u"nobody"_s));
    }

    void refusalsAreNotRepeated_data() {
        QTest::addColumn<int>("code");
        for (const Errc code : {Errc::AuthRejected, Errc::HostKeyChanged, Errc::AuthCancelled,
                                Errc::KeyUnreadable, Errc::NoCommonAlgorithm})
            QTest::newRow(qPrintable(errcName(code))) << static_cast<int>(code);
    }
    void refusalsAreNotRepeated() {
        QFETCH(int, code);
        ServiceRig rig;
        rig.startOne();
        ScriptedLink *link = rig.links.link();
        link->listening(kF, 8080);
        (void)link->takeScript();
        link->drop(static_cast<Errc>(code));
        QCOMPARE(rig.state(u"f"_s), u"failed"_s);
        QCOMPARE(rig.why(u"f"_s), static_cast<Errc>(code));
        // Clients are refused, not held for nothing.
        QCOMPARE(link->takeScript(), u"CloseForward(f)"_s);
        rig.timers.advance(24h);
        rig.service.networkCameBack();
        rig.timers.advance(24h);
        QCOMPARE(link->takeScript(), QString());
        rig.service.retryNow(kH);
        QCOMPARE(link->takeScript(), u"Connect OpenForward(f)"_s);
    }

    void aFailedHostStartsAgainWhenSwitchedOnAgain() {
        ServiceRig rig;
        rig.startOne();
        rig.links.link()->drop(Errc::AuthRejected);
        rig.want(u"f"_s, false);
        QCOMPARE(rig.state(u"f"_s), u"off"_s);
        rig.want(u"f"_s);
        QCOMPARE(rig.links.made(), 2);
        QCOMPARE(rig.links.link(1)->takeScript(), u"Connect OpenForward(f)"_s);
        ServiceRig::sweep();
        QCOMPARE(rig.links.alive(), 1);
    }

    void hostsDoNotTouchEachOther() {
        ServiceRig rig;
        ScriptedLink *first = rig.bringUpOne();
        rig.addHost(u"i"_s);
        rig.addForward(u"g"_s, u"i"_s, 9090);
        rig.want(u"g"_s);
        QCOMPARE(first->takeScript(), QString());
        ScriptedLink *second = rig.links.link(1);
        second->drop(Errc::AuthRejected);
        QCOMPARE(rig.state(u"g"_s), u"failed"_s);
        QCOMPARE(rig.state(u"f"_s), u"listening"_s);
        QCOMPARE(first->takeScript(), QString());
    }

    void severalForwardsShareOneLink() {
        ServiceRig rig;
        ScriptedLink *link = rig.bringUpOne();
        rig.addForward(u"g"_s, u"h"_s, 9090);
        rig.want(u"g"_s);
        QCOMPARE(link->takeScript(), u"OpenForward(g)"_s);
        rig.want(u"f"_s, false);
        QCOMPARE(link->takeScript(), u"CloseForward(f)"_s);
        QCOMPARE(rig.state(u"f"_s), u"closing"_s);
        link->closed(kF);
        QCOMPARE(rig.state(u"f"_s), u"off"_s);
        QCOMPARE(rig.state(u"g"_s), u"opening"_s);
        QCOMPARE(rig.links.made(), 1);
    }

    void editedHostLogsInAgain() {
        ServiceRig rig;
        ScriptedLink *link = rig.bringUpOne();
        Host host = *rig.book.host(kH);
        host.name = u"renamed"_s;
        QVERIFY(rig.book.put(host));
        QCOMPARE(link->takeScript(), QString());
        host.port = 2222;
        QVERIFY(rig.book.put(host));
        QCOMPARE(link->takeScript(), u"Disconnect"_s); // the listener stays and holds
        QCOMPARE(rig.state(u"f"_s), u"opening"_s);
        link->disconnected();
        QCOMPARE(link->takeScript(), u"Connect"_s);
        QCOMPARE(link->plan().hops.last().port, quint16(2222));
    }

    void editedHostMendsAFailedLink() {
        ServiceRig rig;
        rig.startOne();
        ScriptedLink *link = rig.links.link();
        link->drop(Errc::AuthRejected);
        (void)link->takeScript();
        Host host = *rig.book.host(kH);
        host.user = u"other"_s;
        QVERIFY(rig.book.put(host));
        QCOMPARE(link->takeScript(), u"Connect OpenForward(f)"_s);
    }

    void editedForwardIsReplaced() {
        ServiceRig rig;
        ScriptedLink *link = rig.bringUpOne();
        Forward forward = *rig.book.forward(kF);
        forward.note = u"note"_s;
        QVERIFY(rig.book.put(forward));
        QCOMPARE(link->takeScript(), QString());
        forward.target.port = 81;
        QVERIFY(rig.book.put(forward));
        QCOMPARE(link->takeScript(), u"OpenForward(f)"_s);
        forward.listen.port = 8081;
        QVERIFY(rig.book.put(forward));
        QCOMPARE(link->takeScript(), u"CloseForward(f) OpenForward(f)"_s);
        link->closed(kF); // the listener before; the new one is still under way
        QCOMPARE(rig.state(u"f"_s), u"opening"_s);
        QCOMPARE(rig.service.snapshot(kF).health.listener.state, LayerState::Working);
        link->listening(kF, 8081);
        QCOMPARE(rig.state(u"f"_s), u"listening"_s);
    }

    void removedHostEndsItsLink() {
        ServiceRig rig;
        ScriptedLink *link = rig.bringUpOne();
        rig.book.remove(kH);
        QCOMPARE(link->takeScript(), u"CloseForward(f) Disconnect"_s);
        link->disconnected();
        ServiceRig::sweep();
        QCOMPARE(rig.links.alive(), 0);
        QVERIFY(rig.service.snapshots().isEmpty());
    }

    void jumpsComeFirstInThePlan() {
        ServiceRig rig;
        rig.addHost(u"bastion"_s);
        Host host = rig.addHost(u"h"_s);
        host.jumps = {u"bastion"_s};
        QVERIFY(rig.book.put(host));
        rig.addForward(u"f"_s, u"h"_s, 8080);
        rig.want(u"f"_s);
        ScriptedLink *link = rig.links.link();
        QCOMPARE(link->plan().hops.size(), 2);
        QCOMPARE(link->plan().hops.first().name, u"bastion"_s);
        link->goOnline();
        (void)link->takeScript();
        Host bastion = *rig.book.host(HostId(u"bastion"_s));
        bastion.user = u"jump"_s;
        QVERIFY(rig.book.put(bastion));
        QCOMPARE(link->takeScript(), u"Disconnect"_s);
    }

    void jumpsMayBeSpelledOutAndHaveJumpsOfTheirOwn() {
        ServiceRig rig;
        Host bastion = rig.addHost(u"bastion"_s);
        bastion.jumps = {u"gate@gate.example.net:2222"_s};
        QVERIFY(rig.book.put(bastion));
        Host host = rig.addHost(u"h"_s);
        host.jumps = {u"bastion"_s, u"10.0.0.7"_s};
        QVERIFY(rig.book.put(host));
        rig.addForward(u"f"_s, u"h"_s, 8080);
        rig.want(u"f"_s);
        QVERIFY(rig.links.link());
        QStringList way;
        for (const Host &hop : rig.links.link()->plan().hops)
            way << hop.address;
        QCOMPARE(way, (QStringList{u"gate.example.net"_s, u"bastion.example.net"_s, u"10.0.0.7"_s,
                                   u"h.example.net"_s}));
        QCOMPARE(rig.links.link()->plan().hops.first().port, quint16(2222));
    }

    void jumpsInACircleFail() {
        ServiceRig rig;
        Host host = rig.addHost(u"h"_s);
        Host bastion = rig.addHost(u"bastion"_s);
        bastion.jumps = {u"h"_s};
        host.jumps = {u"bastion"_s};
        QVERIFY(rig.book.put(host));
        QVERIFY(rig.book.put(bastion));
        rig.addForward(u"f"_s, u"h"_s, 8080);
        rig.want(u"f"_s);
        QCOMPARE(rig.state(u"f"_s), u"failed"_s);
        QCOMPARE(rig.why(u"f"_s), Errc::BadOption);
        QCOMPARE(rig.links.made(), 0);
    }

    void reportsOfAnEarlierLifeAreDropped() {
        ServiceRig rig;
        ScriptedLink *link = rig.bringUpOne();
        const quint64 first = link->generation();
        link->drop(Errc::ConnectionLost);
        rig.timers.advance(2s);
        QVERIFY(link->generation() > first);
        link->sayAs(first, link_report::TransportUp{});
        QCOMPARE(rig.state(u"f"_s), u"opening"_s);
        link->goOnline();
        link->sayAs(first, link_report::Dropped{{Errc::AuthRejected, {}}, 1});
        link->sayAs(first, link_report::Asked{passwordQuestion()});
        rig.secrets.answer();
        QCOMPARE(rig.state(u"f"_s), u"listening"_s);
        QVERIFY(rig.questions.pending().isEmpty());
    }

    void takenPortFailsOnlyThatForward() {
        ServiceRig rig;
        ScriptedLink *link = rig.bringUpOne();
        rig.addForward(u"g"_s, u"h"_s, 9090);
        rig.want(u"g"_s);
        link->refuse(ForwardId(u"g"_s), Errc::PortTaken);
        QCOMPARE(rig.state(u"g"_s), u"failed"_s);
        QCOMPARE(rig.why(u"g"_s), Errc::PortTaken);
        QCOMPARE(rig.service.snapshot(ForwardId(u"g"_s)).health.failing(), HealthLayer::Listener);
        QCOMPARE(rig.state(u"f"_s), u"listening"_s);
        (void)link->takeScript();
        rig.timers.advance(1h);
        QCOMPARE(link->takeScript(), QString());
        rig.service.retryNow(kH);
        QCOMPARE(link->takeScript(), u"OpenForward(g)"_s);
        QCOMPARE(rig.state(u"g"_s), u"opening"_s);
    }

    void heldRemotePortIsAskedForAgain() {
        ServiceRig rig;
        rig.addHost(u"h"_s);
        rig.addForward(u"f"_s, u"h"_s, 8080, ForwardKind::Remote);
        rig.want(u"f"_s);
        ScriptedLink *link = rig.links.link();
        link->goOnline();
        (void)link->takeScript();
        link->refuse(kF, Errc::RemoteListenRefused, true);
        for (const auto delay : {10s, 30s, 60s, 60s}) {
            QCOMPARE(rig.state(u"f"_s), u"degraded"_s);
            QCOMPARE(*rig.status(u"f"_s).retryAt, rig.timers.now() + delay);
            rig.timers.advance(delay - 1ms);
            QCOMPARE(link->takeScript(), QString());
            rig.timers.advance(1ms);
            QCOMPARE(link->takeScript(), u"OpenForward(f)"_s);
            QCOMPARE(rig.state(u"f"_s), u"degraded"_s);
            link->refuse(kF, Errc::RemoteListenRefused, true);
        }
        rig.timers.advance(60s);
        link->listening(kF, 8080);
        QCOMPARE(rig.state(u"f"_s), u"listening"_s);
        (void)link->takeScript();
        rig.timers.advance(1h);
        QCOMPARE(link->takeScript(), QString());
    }

    void remoteListenersGoWithTheSession() {
        ServiceRig rig;
        rig.addHost(u"h"_s);
        rig.addForward(u"f"_s, u"h"_s, 0, ForwardKind::Remote);
        rig.want(u"f"_s);
        ScriptedLink *link = rig.links.link();
        link->goOnline();
        link->listening(kF, 40001);
        QCOMPARE(rig.service.snapshot(kF).bound.first().port, quint16(40001));
        link->drop(Errc::ConnectionLost);
        QVERIFY(rig.service.snapshot(kF).bound.isEmpty());
        rig.timers.advance(2s);
        link->goOnline();
        QCOMPARE(rig.state(u"f"_s), u"opening"_s);
        link->listening(kF, 40002);
        QCOMPARE(rig.state(u"f"_s), u"listening"_s);
    }

    void aRefusedRemoteForwardIsAskedForAtTheNextLogin() {
        ServiceRig rig;
        rig.addHost(u"h"_s);
        rig.addForward(u"f"_s, u"h"_s, 8080, ForwardKind::Remote);
        rig.want(u"f"_s);
        ScriptedLink *link = rig.links.link();
        link->goOnline();
        link->refuse(kF, Errc::RemoteListenRefused, false);
        QCOMPARE(rig.state(u"f"_s), u"failed"_s);
        link->drop(Errc::ConnectionLost);
        rig.timers.advance(2s);
        (void)link->takeScript();
        link->goOnline();
        QCOMPARE(link->takeScript(), u"OpenForward(f)"_s);
        QCOMPARE(rig.state(u"f"_s), u"opening"_s);
    }

    void targetTroubleIsSaidAndCleared() {
        ServiceRig rig;
        ScriptedLink *link = rig.bringUpOne();
        link->target(kF, Error{Errc::TargetRefused, u"target:80"_s});
        QCOMPARE(rig.state(u"f"_s), u"degraded"_s);
        QCOMPARE(rig.why(u"f"_s), Errc::TargetRefused);
        QCOMPARE(rig.service.snapshot(kF).health.failing(), HealthLayer::Target);
        link->target(kF, {});
        QCOMPARE(rig.state(u"f"_s), u"listening"_s);
        link->target(kF, Error{Errc::TargetProhibited, u"target:80"_s});
        QCOMPARE(rig.service.snapshot(kF).health.failing(), HealthLayer::Channel);
        link->drop(Errc::ConnectionLost);
        rig.timers.advance(2s);
        link->goOnline(); // a new session knows nothing of it
        QCOMPARE(rig.state(u"f"_s), u"listening"_s);
    }

    void oneSiteDoesNotDegradeASocksForward() {
        ServiceRig rig;
        rig.addHost(u"h"_s);
        Forward forward = rig.addForward(u"f"_s, u"h"_s, 1080, ForwardKind::Dynamic);
        forward.target = {.kind = Target::Kind::Socks};
        QVERIFY(rig.book.put(forward));
        rig.want(u"f"_s);
        ScriptedLink *link = rig.links.link();
        link->listening(kF, 1080);
        link->goOnline();
        link->target(kF, Error{Errc::TargetUnresolved, u"no.such"_s});
        QCOMPARE(rig.state(u"f"_s), u"listening"_s);
        link->target(kF, Error{Errc::TargetProhibited, u"any"_s});
        QCOMPARE(rig.state(u"f"_s), u"degraded"_s);
    }

    void exitOnForwardFailureEndsTheWholeLink() {
        ServiceRig rig;
        rig.startOne();
        Host host = *rig.book.host(kH);
        host.exitOnForwardFailure = true;
        QVERIFY(rig.book.put(host));
        rig.addForward(u"g"_s, u"h"_s, 9090);
        rig.want(u"g"_s);
        rig.addHost(u"i"_s);
        rig.addForward(u"x"_s, u"i"_s, 7070);
        rig.want(u"x"_s);
        ScriptedLink *link = rig.links.link();
        link->listening(kF, 8080);
        link->goOnline();
        (void)link->takeScript();
        // A port that was ours and may still be held by a lost session: patience.
        link->listening(ForwardId(u"g"_s), 9090);
        link->refuse(ForwardId(u"g"_s), Errc::RemoteListenRefused, true);
        QCOMPARE(rig.state(u"g"_s), u"degraded"_s);
        link->refuse(ForwardId(u"g"_s), Errc::PortTaken);
        QCOMPARE(link->takeScript(), u"CloseForward(f) CloseForward(g) Disconnect"_s);
        link->disconnected();
        QCOMPARE(rig.state(u"f"_s), u"failed"_s);
        QCOMPARE(rig.why(u"f"_s), Errc::PortTaken);
        QCOMPARE(rig.state(u"g"_s), u"failed"_s);
        QCOMPARE(rig.state(u"x"_s), u"opening"_s);
        // An edit of the forward that failed is reason enough to try again.
        Forward forward = *rig.book.forward(ForwardId(u"g"_s));
        forward.listen.port = 9091;
        QVERIFY(rig.book.put(forward));
        QCOMPARE(link->takeScript(), u"Connect OpenForward(f) OpenForward(g)"_s);
    }

    void aPortIsHandedFromOneHostToAnother() {
        ServiceRig rig;
        ScriptedLink *first = rig.bringUpOne();
        rig.addHost(u"i"_s);
        rig.addForward(u"g"_s, u"i"_s, 8080);
        rig.want(u"f"_s, false);
        rig.want(u"g"_s);
        QCOMPARE(rig.links.made(), 1); // not before the port is free
        QCOMPARE(rig.state(u"g"_s), u"queued"_s);
        first->closed(kF);
        QCOMPARE(rig.links.made(), 2);
        QCOMPARE(rig.links.link(1)->takeScript(), u"Connect OpenForward(g)"_s);
    }

    void aForwardMovesToAnotherHost() {
        ServiceRig rig;
        ScriptedLink *first = rig.bringUpOne();
        rig.addHost(u"i"_s);
        Forward forward = *rig.book.forward(kF);
        forward.host = HostId(u"i"_s);
        QVERIFY(rig.book.put(forward));
        QCOMPARE(first->takeScript(), u"CloseForward(f) Disconnect"_s);
        first->closed(kF);
        QCOMPARE(rig.links.made(), 2);
        rig.links.link(1)->listening(kF, 8080);
        rig.links.link(1)->goOnline();
        QCOMPARE(rig.state(u"f"_s), u"listening"_s);
        first->disconnected();
        QCOMPARE(rig.state(u"f"_s), u"listening"_s);
    }

    void tellsEachStatusOnce() {
        ServiceRig rig;
        rig.addHost(u"h"_s);
        rig.addForward(u"f"_s, u"h"_s, 8080);
        QStringList seen;
        connect(&rig.service, &TunnelService::forwardStatusChanged, this,
                [&](const ForwardId &id) { seen << rig.state(id.text()); });
        rig.want(u"f"_s);
        rig.links.link()->listening(kF, 8080);
        rig.links.link()->goOnline();
        rig.links.link()->drop(Errc::ConnectionLost);
        rig.want(u"f"_s, false);
        rig.links.link()->closed(kF);
        rig.links.link()->disconnected();
        QCOMPARE(seen,
                 (QStringList{u"opening"_s, u"listening"_s, u"holding"_s, u"closing"_s, u"off"_s}));
    }

    void aListenerOfTheSignalMaySwitchThings() {
        ServiceRig rig;
        rig.startOne();
        rig.addForward(u"g"_s, u"h"_s, 9090);
        connect(&rig.service, &TunnelService::forwardStatusChanged, this, [&](const ForwardId &) {
            if (rig.state(u"f"_s) == u"holding")
                rig.book.setWanted({kF, ForwardId(u"g"_s)}, false);
        });
        rig.want(u"g"_s);
        rig.links.link()->drop(Errc::ConnectionLost);
        rig.links.link()->disconnected();
        QCOMPARE(rig.state(u"f"_s), u"off"_s);
        QCOMPARE(rig.state(u"g"_s), u"off"_s);
    }

    void shutsDownWhenAllAreOut() {
        ServiceRig rig;
        ScriptedLink *first = rig.bringUpOne();
        rig.addHost(u"i"_s);
        rig.addForward(u"g"_s, u"i"_s, 9090);
        rig.want(u"g"_s);
        QSignalSpy out(&rig.service, &TunnelService::shutDown);
        rig.service.shutDownAll();
        QCOMPARE(rig.state(u"f"_s), u"closing"_s);
        first->disconnected();
        rig.timers.advance(0ms);
        QCOMPARE(out.size(), 0);
        rig.links.link(1)->disconnected();
        rig.timers.advance(0ms);
        QCOMPARE(out.size(), 1);
        QVERIFY(rig.book.isWanted(kF)); // what was on is on at the next start
        QCOMPARE(rig.state(u"f"_s), u"off"_s);
        rig.want(u"g"_s, false);
        rig.want(u"g"_s);
        rig.timers.advance(1h);
        QCOMPARE(rig.links.made(), 2);
        QCOMPARE(out.size(), 1);
    }

    void shutDownDoesNotWaitForEver() {
        ServiceRig rig;
        rig.bringUpOne();
        QSignalSpy out(&rig.service, &TunnelService::shutDown);
        rig.service.shutDownAll();
        rig.timers.advance(2999ms);
        QCOMPARE(out.size(), 0);
        rig.timers.advance(1ms);
        QCOMPARE(out.size(), 1);
    }

    void shutDownOfNothing() {
        ServiceRig rig;
        QSignalSpy out(&rig.service, &TunnelService::shutDown);
        rig.service.shutDownAll();
        QCOMPARE(out.size(), 0); // not while the caller is still calling
        rig.timers.advance(0ms);
        QCOMPARE(out.size(), 1);
    }

    void figuresAreSampledWhileSomeoneLooks() {
        ServiceRig rig;
        ScriptedLink *link = rig.bringUpOne();
        QSignalSpy sampled(&rig.service, &TunnelService::sampled);
        rig.timers.advance(10s);
        QCOMPARE(sampled.size(), 0);
        rig.service.setSampling(true);
        rig.timers.advance(1s);
        QCOMPARE(sampled.size(), 0);
        const auto counters = link->countersOf(kF);
        counters->bytesDown += 1'000'000;
        counters->streamsOpen = 3;
        counters->clientsHeld = 2;
        link->linkCounters().roundTripMicroseconds = 1500;
        link->linkCounters().lanes = 2;
        rig.timers.advance(250ms);
        QCOMPARE(sampled.size(), 1);
        QCOMPARE(sampled.first().first().value<QList<ForwardId>>(), QList<ForwardId>{kF});
        const ForwardSnapshot snapshot = rig.service.snapshot(kF);
        QCOMPARE(snapshot.bytesDown, quint64(1'000'000));
        QCOMPARE(snapshot.streams, 3);
        QCOMPARE(snapshot.held, 2);
        QVERIFY(snapshot.downPerSecond > 0);
        QCOMPARE(snapshot.latency, std::chrono::microseconds(1500));
        QCOMPARE(rig.service.link(kH).lanes, 2);
        rig.service.setSampling(false);
        sampled.clear();
        counters->bytesUp += 5;
        rig.timers.advance(10s);
        QCOMPARE(sampled.size(), 0);
        QCOMPARE(rig.service.snapshot(kF).downPerSecond, 0.0);
    }

    void totalsOutliveTheLink() {
        ServiceRig rig;
        ScriptedLink *link = rig.bringUpOne();
        link->countersOf(kF)->bytesUp += 7;
        rig.want(u"f"_s, false);
        link->disconnected();
        ServiceRig::sweep();
        QCOMPARE(rig.service.snapshot(kF).bytesUp, quint64(7));
        rig.want(u"f"_s);
        rig.links.link(1)->countersOf(kF)->bytesUp += 1;
        QCOMPARE(rig.service.snapshot(kF).bytesUp, quint64(8));
    }

    void streamsAreThoseOfTheForward() {
        ServiceRig rig;
        ScriptedLink *link = rig.bringUpOne();
        StreamSnapshot mine{.id = 7, .forward = kF};
        StreamSnapshot other{.id = 8, .forward = ForwardId(u"g"_s)};
        link->setStreams({mine, other});
        QCOMPARE(rig.service.streams(kF).size(), 1);
        QCOMPARE(rig.service.streams(kF).first().id, StreamId(7));
        rig.service.closeStream(kF, 7);
        QCOMPARE(link->takeScript(), u"CloseStream(7)"_s);
        rig.service.closeStream(ForwardId(u"g"_s), 8);
        QVERIFY(rig.service.streams(ForwardId(u"g"_s)).isEmpty());
    }

    void unknownJumpFailsAndIsMendedByAnEdit() {
        ServiceRig rig;
        Host host = rig.addHost(u"h"_s);
        rig.addForward(u"f"_s, u"h"_s, 8080);
        host.jumps = {u"bastion:port"_s};
        QVERIFY(rig.book.put(host));
        rig.want(u"f"_s);
        QCOMPARE(rig.state(u"f"_s), u"failed"_s);
        host.jumps.clear();
        QVERIFY(rig.book.put(host));
        QVERIFY(rig.links.link());
        QCOMPARE(rig.links.link()->takeScript(), u"Connect OpenForward(f)"_s);
        rig.want(u"f"_s, false);
    }
};

QTEST_GUILESS_MAIN(TestTunnelService)
#include "tst_tunnel_service.moc"
