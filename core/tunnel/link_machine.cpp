#include "core/tunnel/link_machine.h"

#include "core/tunnel/retry_policy.h"

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

using Kind = LinkEffect::Kind;
using Why = std::optional<Error>;
using Effects = QList<LinkEffect>;

constexpr std::chrono::minutes kStableAfter{5};

LinkStep stay(const LinkSituation &now, Effects effects = {}) { return {now, std::move(effects)}; }

LinkStep moved(const LinkSituation &now, LinkState state, Effects effects = {}) {
    return {{.state = state, .failures = now.failures}, std::move(effects)};
}

LinkStep connectAgain(const LinkSituation &now, Effects before = {}) {
    return moved(now, LinkState::Connecting, before << LinkEffect{Kind::Connect});
}

LinkStep connectAfresh(Effects before = {}) {
    return {{.state = LinkState::Connecting},
            before << LinkEffect{Kind::Connect} << LinkEffect{Kind::OpenForwards}};
}

LinkStep failed(const Why &why, Effects before = {}) {
    return {{.state = LinkState::Failed, .why = why}, before << LinkEffect{Kind::CloseForwards}};
}

LinkStep close(const LinkSituation &now, AfterClosing after, Effects before, const Why &why = {}) {
    if (after != AfterClosing::Retry)
        before << LinkEffect{Kind::CloseForwards};
    return {{.state = LinkState::Closing, .after = after, .failures = now.failures, .why = why},
            before << LinkEffect{Kind::Disconnect}};
}

LinkStep dropped(const LinkSituation &now, const Why &why, Effects before) {
    const Error error = why.value_or(Error{});
    if (!mayRetry(error.code))
        return failed(error, before);
    const int failures = now.failures + 1;
    return {{.state = LinkState::Waiting, .failures = failures, .why = error},
            before << LinkEffect{Kind::ArmRetry, reconnectDelay(failures)}};
}

// What ends a login or a session in the same way wherever it stands; `leaving` comes first.
LinkStep endOf(const LinkSituation &now, LinkEvent event, const Why &why, const Effects &leaving) {
    switch (event) {
    case LinkEvent::StopWanted:
        return close(now, AfterClosing::Rest, leaving);
    case LinkEvent::PlanChanged:
        return close(now, AfterClosing::Retry, leaving);
    case LinkEvent::GaveUp:
        return close(now, AfterClosing::Fail, leaving, why);
    case LinkEvent::Dropped:
        return dropped(now, why, leaving);
    default:
        return stay(now);
    }
}

LinkStep fromLogin(const LinkSituation &now, LinkEvent event, const Why &why) {
    const Effects leaving{{Kind::WithdrawQuestions}};
    const Effects arrived{{Kind::ArmStable, kStableAfter}};
    switch (event) {
    case LinkEvent::TransportUp:
        return moved(now, LinkState::Online,
                     now.state == LinkState::Asking ? leaving + arrived : arrived);
    case LinkEvent::QuestionAsked:
        return moved(now, LinkState::Asking, {{Kind::AskUser}});
    case LinkEvent::QuestionsSettled:
        return moved(now, LinkState::Connecting);
    default:
        return endOf(now, event, why, leaving);
    }
}

LinkStep fromOnline(const LinkSituation &now, LinkEvent event, const Why &why) {
    switch (event) {
    case LinkEvent::QuestionAsked: // another session of the same link logs in
        return stay(now, {{Kind::AskUser}});
    case LinkEvent::StableOnline:
        return {{.state = LinkState::Online}, {}};
    default:
        return endOf(now, event, why, {{Kind::CancelStable}, {Kind::WithdrawQuestions}});
    }
}

LinkStep closed(const LinkSituation &now) {
    switch (now.after) {
    case AfterClosing::Rest:
        return {{}, {}};
    case AfterClosing::Retry:
        return connectAgain(now);
    case AfterClosing::Fail:
        return {{.state = LinkState::Failed, .why = now.why}, {}};
    }
    return stay(now);
}

LinkStep fromClosing(const LinkSituation &now, LinkEvent event, const Why &why) {
    const auto then = [&now](AfterClosing after, Kind kind, const Why &reason = {}) -> LinkStep {
        LinkSituation next = now;
        next.after = after;
        next.why = reason;
        return {next, {{kind}}};
    };
    const bool willRetry = now.after == AfterClosing::Retry;
    const bool willFail = now.after == AfterClosing::Fail;
    switch (event) {
    case LinkEvent::StartWanted:
        return willRetry ? stay(now) : then(AfterClosing::Retry, Kind::OpenForwards);
    case LinkEvent::PlanChanged:
    case LinkEvent::RetryNow:
        return willFail ? then(AfterClosing::Retry, Kind::OpenForwards) : stay(now);
    case LinkEvent::StopWanted:
        return then(AfterClosing::Rest, Kind::CloseForwards);
    case LinkEvent::GaveUp:
        return willRetry ? then(AfterClosing::Fail, Kind::CloseForwards, why) : stay(now);
    case LinkEvent::Dropped: // crossed our Disconnect: gone is gone
    case LinkEvent::Disconnected:
        return closed(now);
    default:
        return stay(now);
    }
}

LinkStep fromWaiting(const LinkSituation &now, LinkEvent event, const Why &why) {
    const Effects leaving{{Kind::CancelRetry}};
    switch (event) {
    case LinkEvent::StartWanted:
    case LinkEvent::PlanChanged:
    case LinkEvent::RetryNow:
        return connectAgain(now, leaving);
    case LinkEvent::RetryDue:
        return connectAgain(now);
    case LinkEvent::NetworkBack: {
        LinkSituation next = now;
        next.failures = 1;
        return {next, {{Kind::ArmRetry, reconnectDelay(1)}}};
    }
    case LinkEvent::StopWanted: // the answer says that the listeners are gone too
        return close(now, AfterClosing::Rest, leaving);
    case LinkEvent::GaveUp:
        return failed(why, leaving);
    default:
        return stay(now);
    }
}

LinkStep fromFailed(const LinkSituation &now, LinkEvent event) {
    switch (event) {
    case LinkEvent::StartWanted:
    case LinkEvent::PlanChanged:
    case LinkEvent::RetryNow:
        return connectAfresh();
    case LinkEvent::StopWanted:
        return {{}, {}};
    default:
        return stay(now);
    }
}

template <typename Enum, size_t N>
QString nameIn(const std::array<const char *, N> &names, Enum value) {
    return QString::fromLatin1(names.at(static_cast<size_t>(value)));
}

} // namespace

LinkStep step(const LinkSituation &now, LinkEvent event, const Why &why) {
    switch (now.state) {
    case LinkState::Idle:
        return event == LinkEvent::StartWanted ? connectAfresh() : stay(now);
    case LinkState::Connecting:
    case LinkState::Asking:
        return fromLogin(now, event, why);
    case LinkState::Online:
        return fromOnline(now, event, why);
    case LinkState::Closing:
        return fromClosing(now, event, why);
    case LinkState::Waiting:
        return fromWaiting(now, event, why);
    case LinkState::Failed:
        return fromFailed(now, event);
    }
    return stay(now);
}

QString situationName(const LinkSituation &situation) {
    const QString state = nameIn(kLinkStateNames, situation.state);
    if (situation.state != LinkState::Closing)
        return state;
    return u"%1(%2)"_s.arg(state, nameIn(kAfterClosingNames, situation.after));
}

QString transitionText(const QString &host, const LinkSituation &from, const LinkSituation &to) {
    const QString text = u"%1: %2 -> %3"_s.arg(host, situationName(from), situationName(to));
    return to.why ? u"%1 (%2)"_s.arg(text, errcName(to.why->code)) : text;
}

} // namespace fairlead
