#include "core/tunnel/derive.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Listener = ForwardView::Listener;
using std::chrono::milliseconds;

namespace {

const Error kLost{Errc::ConnectionLost, u"reset"_s};
const Error kTaken{Errc::PortTaken, u"127.0.0.1:80"_s};
const Error kHeld{Errc::RemoteListenRefused, u"8080"_s};
const Error kRefused{Errc::TargetRefused, u"db:5432"_s};
const Error kProhibited{Errc::TargetProhibited, u"db:5432"_s};
const Error kRejected{Errc::AuthRejected, u"publickey"_s};

LinkView link(LinkState state, std::optional<Error> why = {}) {
    LinkView view{.situation = {.state = state, .why = std::move(why)}};
    if (state == LinkState::Waiting)
        view.retryAt = 5s;
    return view;
}

LinkView closing(AfterClosing after, std::optional<Error> why = {}) {
    return {.situation = {.state = LinkState::Closing, .after = after, .why = std::move(why)}};
}

ForwardView forward(Listener listener, std::optional<Error> why = {}) {
    return {.listener = listener, .why = std::move(why)};
}

ForwardView heldPort() {
    return {.listener = Listener::Refused, .why = kHeld, .retryAt = milliseconds(10s)};
}

ForwardView reached(std::optional<Error> target) {
    return {.listener = Listener::Listening, .channelSeen = true, .target = std::move(target)};
}

struct Case {
    const char *name;
    bool wanted;
    LinkView link;
    ForwardView forward;
    ForwardStatus status;
};

} // namespace

class TestDerive : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void status_data() {
        QTest::addColumn<int>("row");
        for (size_t i = 0; i < cases().size(); ++i)
            QTest::newRow(cases().at(i).name) << static_cast<int>(i);
    }
    void status() {
        QFETCH(int, row);
        const Case &one = cases().at(static_cast<size_t>(row));
        const ForwardStatus got = deriveStatus(one.wanted, one.link, one.forward);
        QCOMPARE(stateName(got.state), stateName(one.status.state));
        QCOMPARE(got, one.status);
    }

    void healthNamesTheNearestFailingLayer() {
        const Health away = healthOf(link(LinkState::Waiting, kLost), reached(kRefused));
        QCOMPARE(away.failing(), HealthLayer::Link);
        QCOMPARE(away.link.why, kLost);
        QCOMPARE(away.listener.state, LayerState::Good);
        QCOMPARE(away.channel.state, LayerState::Unknown);
        QCOMPARE(away.target.state, LayerState::Unknown);

        const Health taken = healthOf(link(LinkState::Online), forward(Listener::Refused, kTaken));
        QCOMPARE(taken.failing(), HealthLayer::Listener);
        QCOMPARE(taken.listener.why, kTaken);

        const Health prohibited = healthOf(link(LinkState::Online), reached(kProhibited));
        QCOMPARE(prohibited.failing(), HealthLayer::Channel);
        QCOMPARE(prohibited.target.state, LayerState::Unknown);

        const Health refused = healthOf(link(LinkState::Online), reached(kRefused));
        QCOMPARE(refused.failing(), HealthLayer::Target);
        QCOMPARE(refused.channel.state, LayerState::Good);
        QCOMPARE(refused.target.why, kRefused);

        const Health well = healthOf(link(LinkState::Online), reached({}));
        QVERIFY(!well.failing());
        QCOMPARE(well.target.state, LayerState::Good);
        // Nobody has connected yet: what is behind the listener is not known.
        const Health fresh = healthOf(link(LinkState::Online), forward(Listener::Listening));
        QCOMPARE(fresh.listener.state, LayerState::Good);
        QCOMPARE(fresh.channel.state, LayerState::Unknown);
    }
    void healthOfEveryLinkState() {
        const ForwardView none = forward(Listener::Closed);
        QCOMPARE(healthOf(link(LinkState::Idle), none), Health{});
        for (const LinkState state : {LinkState::Connecting, LinkState::Asking})
            QCOMPARE(healthOf(link(state), none).link.state, LayerState::Working);
        QCOMPARE(healthOf(link(LinkState::Failed, kRejected), none).link.why, kRejected);
        QCOMPARE(healthOf(closing(AfterClosing::Retry), none).link.state, LayerState::Working);
        QCOMPARE(healthOf(closing(AfterClosing::Fail, kTaken), none).failing(), HealthLayer::Link);
        QCOMPARE(healthOf(link(LinkState::Online), forward(Listener::Opening)).listener.state,
                 LayerState::Working);
    }

    void foldsWorstFirst() {
        using enum ForwardState;
        QCOMPARE(fold({}), Off);
        const std::array well{Off, Listening, Off};
        QCOMPARE(fold(well), Listening);
        const std::array asking{Listening, NeedsYou, Degraded, Holding};
        QCOMPARE(fold(asking), NeedsYou);
        const std::array broken{NeedsYou, Failed, Listening};
        QCOMPARE(fold(broken), Failed);
        const std::array starting{Listening, Queued, Opening, Closing};
        QCOMPARE(fold(starting), Opening);
    }
    void everythingHasAName() {
        QSet<QString> names;
        for (int i = 0; i <= static_cast<int>(ForwardState::Failed); ++i)
            names << stateName(static_cast<ForwardState>(i));
        for (int i = 0; i <= static_cast<int>(HealthLayer::Target); ++i)
            names << layerName(static_cast<HealthLayer>(i));
        for (int i = 0; i <= static_cast<int>(LayerState::Bad); ++i)
            names << layerStateName(static_cast<LayerState>(i));
        QCOMPARE(names.size(), 9 + 4 + 4);
        QVERIFY(!names.contains(QString()));
        QCOMPARE(stateName(ForwardState::NeedsYou), u"needs-you"_s);
    }
    void linkStatesInTheWordsOfForwards() {
        const auto of = [](LinkState state) { return linkState({.state = state}); };
        QCOMPARE(of(LinkState::Idle), ForwardState::Off);
        QCOMPARE(of(LinkState::Connecting), ForwardState::Opening);
        QCOMPARE(of(LinkState::Asking), ForwardState::NeedsYou);
        QCOMPARE(of(LinkState::Online), ForwardState::Listening);
        QCOMPARE(of(LinkState::Closing), ForwardState::Closing);
        QCOMPARE(of(LinkState::Waiting), ForwardState::Holding);
        QCOMPARE(of(LinkState::Failed), ForwardState::Failed);
    }

private:
    static const std::vector<Case> &cases() {
        using S = ForwardState;
        const ForwardView none = forward(Listener::Closed);
        const ForwardView opening = forward(Listener::Opening);
        const ForwardView up = forward(Listener::Listening);
        const ForwardView taken = forward(Listener::Refused, kTaken);
        static const std::vector<Case> all{
            {"off", false, link(LinkState::Idle), none, {.state = S::Off}},
            {"never opened on a live link",
             false,
             link(LinkState::Online),
             none,
             {.state = S::Off}},
            {"closing on a live link",
             false,
             link(LinkState::Online),
             forward(Listener::Closing),
             {.state = S::Closing}},
            {"closed with its link",
             false,
             link(LinkState::Idle),
             forward(Listener::Closing),
             {.state = S::Off}},
            {"unwanted, was refused", false, link(LinkState::Online), taken, {.state = S::Off}},
            {"nothing begun", true, link(LinkState::Idle), none, {.state = S::Queued}},
            {"connecting", true, link(LinkState::Connecting), opening, {.state = S::Opening}},
            {"bound, not logged in", true, link(LinkState::Connecting), up, {.state = S::Opening}},
            {"port taken while connecting",
             true,
             link(LinkState::Connecting),
             taken,
             {.state = S::Failed, .why = kTaken}},
            {"asking", true, link(LinkState::Asking), up, {.state = S::NeedsYou}},
            {"logged in, not bound", true, link(LinkState::Online), opening, {.state = S::Opening}},
            {"listening", true, link(LinkState::Online), up, {.state = S::Listening}},
            {"target answered",
             true,
             link(LinkState::Online),
             reached({}),
             {.state = S::Listening}},
            {"target refused",
             true,
             link(LinkState::Online),
             reached(kRefused),
             {.state = S::Degraded, .why = kRefused}},
            {"port taken",
             true,
             link(LinkState::Online),
             taken,
             {.state = S::Failed, .why = kTaken}},
            {"port still held",
             true,
             link(LinkState::Online),
             heldPort(),
             {.state = S::Degraded, .why = kHeld, .retryAt = milliseconds(10s)}},
            {"link away, port was held",
             true,
             link(LinkState::Waiting, kLost),
             heldPort(),
             {.state = S::Holding, .why = kLost, .retryAt = milliseconds(5s)}},
            {"link away",
             true,
             link(LinkState::Waiting, kLost),
             up,
             {.state = S::Holding, .why = kLost, .retryAt = milliseconds(5s)}},
            {"link away and port taken",
             true,
             link(LinkState::Waiting, kLost),
             taken,
             {.state = S::Failed, .why = kTaken}},
            {"login refused",
             true,
             link(LinkState::Failed, kRejected),
             none,
             {.state = S::Failed, .why = kRejected}},
            {"logging out", true, closing(AfterClosing::Rest), up, {.state = S::Closing}},
            {"logging out to come back",
             true,
             closing(AfterClosing::Retry),
             up,
             {.state = S::Opening}},
            {"logging out for good",
             true,
             closing(AfterClosing::Fail, kTaken),
             none,
             {.state = S::Failed, .why = kTaken}},
        };
        return all;
    }
};

QTEST_APPLESS_MAIN(TestDerive)
#include "tst_derive.moc"
