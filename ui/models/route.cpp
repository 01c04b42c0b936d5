#include "ui/models/route.h"

#include "core/profile/jump_chain.h"
#include "text/error_text.h"
#include "text/status_text.h"
#include "text/units.h"
#include "ui/look/type.h"
#include "ui/text/row_text.h"

#include <QtCore/QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

using Now = std::chrono::milliseconds;

struct RouteWords {
    Q_DECLARE_TR_FUNCTIONS(Route)
public:
    static QString thisMachine() { return tr("This machine"); }
    static QString jumpHost() { return tr("jump host"); }
    static QString connected() { return tr("Connected"); }
    static QString notConnected() { return tr("Not connected"); }
    static QString waiting() { return tr("Waiting"); }
    static QString notTried() { return tr("Not tried"); }
    static QString notReached() { return tr("Not reached"); }
    static QString listening() { return tr("Listening"); }
    static QString ready() { return tr("Ready"); }
    static QString off() { return tr("Off"); }
    static QString holding(int n) { return tr("holding %n client(s)", nullptr, n); }
    static QString streams(int n) { return tr("%n stream(s)", nullptr, n); }
    static QString anyTarget() { return tr("Any target"); }
    static QString asked() { return tr("what the client asks for"); }
    static QString ssh() { return tr("SSH"); }
    static QString tcp() { return tr("TCP"); }
    //: a protocol and how long a round trip takes: "SSH · 18 ms"
    static QString sshTime(const QString &time) { return tr("SSH · %1").arg(time); }
    static QString offSentence() { return tr("Switched off"); }
    static QString offDetail() {
        return tr("Nothing listens and nobody is logged in. Start it with the switch.");
    }
    //: %1 is an address
    static QString good(const QString &address) { return tr("Ready on %1").arg(address); }
    static QString goodDetail() { return tr("Every hop that was used so far answers."); }
    static QString working() { return tr("On the way up"); }
    static QString closing() { return tr("Going down"); }
    static QString needsYou(const QString &host) {
        return tr("%1 waits for your answer").arg(host);
    }
    static QString refused() { return tr("Refused"); }
    static QString refusedReason() { return tr("nothing listens there"); }
    static QString notAllowed() { return tr("Not allowed"); }
    static QString notAllowedReason() { return tr("the server forbids it"); }
    static QString nameUnknown() { return tr("Name unknown"); }
    static QString nameUnknownReason() { return tr("the server cannot find it"); }
    //: beside the line to a target, after the protocol: "TCP · refused"
    static QString tcpTrouble(const QString &what) { return tr("TCP · %1").arg(what); }
    static QString refusedWord() { return tr("refused"); }
    static QString notAllowedWord() { return tr("not allowed"); }
    static QString nameUnknownWord() { return tr("name unknown"); }
    //: %1 is a host, %2 an address and port
    static QString wasRefused(const QString &host, const QString &target) {
        return tr("%1 reached for %2 and was refused").arg(host, target);
    }
    static QString wasRefusedDetail() {
        return tr("The link is fine. The program behind it is not running, or listens elsewhere.");
    }
    //: %1 is a host, %2 an address and port
    static QString doesNotAllow(const QString &host, const QString &target) {
        return tr("%1 does not let anybody reach %2").arg(host, target);
    }
    //: %1 is a host, %2 a name
    static QString doesNotKnow(const QString &host, const QString &target) {
        return tr("%1 does not know the name %2").arg(host, target);
    }
    static QString start() { return tr("Start"); }
    static QString tryAgain() { return tr("Try again"); }
    static QString retryNow() { return tr("Try now"); }
    static QString answer() { return tr("Answer…"); }
    static QString edit() { return tr("Edit…"); }
    static QString hop(const RouteHop &hop) {
        //: one hop of a route: name, address, state
        return tr("%1, %2: %3").arg(hop.title, hop.address, hop.state);
    }
    static QString then() { return tr("; then "); }
};

struct Story {
    const ForwardRow &row;
    const QList<Host> &hosts;
    const LinkSnapshot &link;
    Now now;

    [[nodiscard]] ForwardState state() const { return row.now.status.state; }
    [[nodiscard]] bool online() const { return !link.hops.isEmpty(); }
    // The layer says so, or streams went through and nothing was said against it.
    [[nodiscard]] bool targetAnswers() const {
        const LayerState target = row.now.health.target.state;
        return target == LayerState::Good ||
               (target == LayerState::Unknown && online() && row.now.streamsEver > 0);
    }
    [[nodiscard]] bool linkFailed() const {
        return state() != ForwardState::Off && !online() &&
               (row.now.health.link.state == LayerState::Bad || state() == ForwardState::Holding ||
                link.why.has_value());
    }
    // The hop at which the link is, or broke; 1…
    [[nodiscard]] int currentHop() const { return std::clamp(link.hop, 1, int(hosts.size())); }
};

Icon targetIcon(const Forward &forward) {
    if (forward.target.kind == Target::Kind::Socks)
        return Icon::Globe;
    if (forward.target.kind == Target::Kind::Unix)
        return Icon::Terminal;
    switch (forward.target.port) {
    case 1433:
    case 1521:
    case 3306:
    case 5432:
    case 6379:
    case 27017:
        return Icon::Database;
    case 22:
        return Icon::Terminal;
    default:
        return Icon::App;
    }
}

RouteHop hostHop(const Story &story, int number) {
    const Host &host = story.hosts[number - 1];
    RouteHop hop;
    hop.icon = Icon::Server;
    hop.title = host.name;
    const bool last = number == story.hosts.size();
    hop.address = last ? toText(Endpoint{host.address, host.port}) : RouteWords::jumpHost();
    if (story.state() == ForwardState::Off) {
        hop.state = RouteWords::off();
    } else if (story.online()) {
        hop.tone = Tone::Good;
        hop.state = RouteWords::connected();
        hop.reason = story.state() == ForwardState::Listening
                         ? ageText(story.row.now.status.since, story.now)
                         : QString();
    } else if (number < story.currentHop()) {
        hop.tone = Tone::Good;
        hop.state = RouteWords::connected();
    } else if (number > story.currentHop()) {
        hop.state = RouteWords::notTried();
    } else if (story.state() == ForwardState::NeedsYou) {
        hop.tone = Tone::NeedsYou;
        hop.state = stateText(ForwardState::NeedsYou);
        hop.reason = statusDetail(story.row, story.now);
    } else if (story.linkFailed()) {
        hop.tone = toneOf(story.state());
        hop.state = RouteWords::notConnected();
        hop.reason = story.link.why             ? errorReason(story.link.why->code)
                     : story.row.now.status.why ? errorReason(story.row.now.status.why->code)
                                                : QString();
    } else {
        hop.tone = Tone::Working;
        hop.state = stateText(ForwardState::Opening);
        hop.reason = story.link.stage ? stageText(*story.link.stage) : QString();
    }
    return hop;
}

// The end at which clients arrive: this machine (local, dynamic) or the server (remote).
void describeListener(const Story &story, RouteHop &hop) {
    const ForwardRow &row = story.row;
    const LayerHealth &listener = row.now.health.listener;
    if (story.state() == ForwardState::Off) {
        hop.tone = Tone::Off;
        hop.state = RouteWords::off();
        return;
    }
    if (listener.state == LayerState::Bad) {
        hop.tone = toneOf(story.state());
        hop.state = listener.why ? errorReason(listener.why->code) : stateText(story.state());
        hop.reason = listener.why ? listener.why->detail : QString();
        return;
    }
    if (listener.state == LayerState::Good) {
        hop.tone = Tone::Good;
        hop.state = RouteWords::listening();
        hop.reason = row.now.held > 0      ? RouteWords::holding(row.now.held)
                     : row.now.streams > 0 ? RouteWords::streams(row.now.streams)
                                           : QString();
    }
}

RouteHop machineHop(const Story &story) {
    RouteHop hop;
    hop.icon = Icon::Laptop;
    hop.title = RouteWords::thisMachine();
    if (story.row.forward.kind == ForwardKind::Remote) {
        const bool off = story.state() == ForwardState::Off;
        hop.tone = off ? Tone::Off : Tone::Good;
        hop.state = off ? RouteWords::off() : RouteWords::ready();
        return hop;
    }
    hop.address = listenText(story.row);
    hop.tone = story.state() == ForwardState::Off ? Tone::Off : Tone::Working;
    hop.state =
        story.state() == ForwardState::NeedsYou ? RouteWords::waiting() : stateText(story.state());
    describeListener(story, hop);
    return hop;
}

// What went wrong at the far end, in the words of the picture.
struct TargetTrouble {
    QString state;
    QString reason;
    QString word; // beside the leg
};

TargetTrouble targetTrouble(const std::optional<Error> &why) {
    if (why && why->code == Errc::TargetRefused)
        return {RouteWords::refused(), RouteWords::refusedReason(), RouteWords::refusedWord()};
    if (why && why->code == Errc::TargetProhibited)
        return {RouteWords::notAllowed(), RouteWords::notAllowedReason(),
                RouteWords::notAllowedWord()};
    if (why && why->code == Errc::TargetUnresolved)
        return {RouteWords::nameUnknown(), RouteWords::nameUnknownReason(),
                RouteWords::nameUnknownWord()};
    return {why ? errorReason(why->code) : QString(), {}, {}};
}

RouteHop targetHop(const Story &story) {
    const Forward &forward = story.row.forward;
    const LayerHealth &target = story.row.now.health.target;
    RouteHop hop;
    hop.icon = targetIcon(forward);
    const bool socks = forward.target.kind == Target::Kind::Socks;
    hop.title = socks                                       ? RouteWords::anyTarget()
                : forward.target.kind == Target::Kind::Unix ? forward.name
                : forward.target.host.isEmpty()             ? forward.name
                                                            : forward.target.host;
    hop.address = socks ? RouteWords::asked() : targetText(forward);
    if (target.state == LayerState::Bad) {
        hop.tone = toneOf(story.state());
        const TargetTrouble trouble = targetTrouble(target.why);
        hop.state = trouble.state.isEmpty() ? stateText(story.state()) : trouble.state;
        hop.reason = trouble.reason;
    } else if (story.targetAnswers()) {
        hop.tone = Tone::Good;
        hop.state = RouteWords::connected();
    } else {
        hop.state = story.state() == ForwardState::Off ? RouteWords::off() : RouteWords::notTried();
    }
    return hop;
}

RouteLeg sshLeg(const Story &story, int toHop) {
    RouteLeg leg;
    leg.insideSsh = true;
    leg.label = RouteWords::ssh();
    if (story.state() == ForwardState::Off)
        return leg;
    const bool last = toHop == story.hosts.size();
    if (story.online() || toHop < story.currentHop()) {
        leg.state = RouteLeg::State::Good;
        leg.tone = Tone::Good;
        if (last && story.row.now.latency)
            leg.label = RouteWords::sshTime(latencyText(*story.row.now.latency));
    } else if (toHop == story.currentHop() && story.linkFailed()) {
        leg.state = RouteLeg::State::Broken;
        leg.tone = toneOf(story.state());
    } else {
        leg.state = RouteLeg::State::NotReached;
    }
    return leg;
}

RouteLeg targetLeg(const Story &story) {
    const LayerHealth &target = story.row.now.health.target;
    RouteLeg leg;
    leg.label = RouteWords::tcp();
    if (target.state == LayerState::Bad) {
        leg.state = RouteLeg::State::Broken;
        leg.tone = toneOf(story.state());
        if (const QString word = targetTrouble(target.why).word; !word.isEmpty())
            leg.label = RouteWords::tcpTrouble(word);
    } else if (story.targetAnswers()) {
        leg.state = RouteLeg::State::Good;
        leg.tone = Tone::Good;
    } else if (story.state() != ForwardState::Off) {
        leg.state = RouteLeg::State::NotReached;
    }
    return leg;
}

// Who reached for what; nothing for errors that are not the target's.
std::optional<ErrorText> targetStory(const Story &story, const Error &why) {
    const bool remote = story.row.forward.kind == ForwardKind::Remote;
    const QString who =
        remote || story.row.via.isEmpty() ? RouteWords::thisMachine() : story.row.via.constLast();
    const QString target = isolated(targetText(story.row.forward));
    if (why.code == Errc::TargetRefused)
        return ErrorText{RouteWords::wasRefused(who, target), RouteWords::wasRefusedDetail()};
    if (why.code == Errc::TargetProhibited)
        return ErrorText{RouteWords::doesNotAllow(who, target), errorText(why).suggestion};
    if (why.code == Errc::TargetUnresolved)
        return ErrorText{RouteWords::doesNotKnow(who, isolated(story.row.forward.target.host)),
                         errorText(why).suggestion};
    return std::nullopt;
}

Verdict troubled(const Story &story, const Error &why) {
    Verdict verdict;
    const bool fixed = story.row.forward.target.kind == Target::Kind::Tcp;
    const ErrorText text =
        (fixed ? targetStory(story, why) : std::nullopt).value_or(errorText(why));
    verdict.tone = toneOf(story.state());
    verdict.sentence = text.sentence;
    verdict.detail = text.suggestion;
    const bool listener = why.code == Errc::PortTaken || why.code == Errc::PortPrivileged ||
                          why.code == Errc::BindFailed;
    verdict.step = listener                       ? Verdict::Step::Edit
                   : story.row.now.status.retryAt ? Verdict::Step::RetryNow
                                                  : Verdict::Step::TryAgain;
    verdict.stepText = listener                       ? RouteWords::edit()
                       : story.row.now.status.retryAt ? RouteWords::retryNow()
                                                      : RouteWords::tryAgain();
    return verdict;
}

Verdict verdictOf(const Story &story) {
    Verdict verdict;
    verdict.tone = toneOf(story.state());
    switch (story.state()) {
    case ForwardState::Off:
        verdict.sentence = RouteWords::offSentence();
        verdict.detail = RouteWords::offDetail();
        verdict.step = Verdict::Step::Start;
        verdict.stepText = RouteWords::start();
        return verdict;
    case ForwardState::Listening:
        verdict.sentence = RouteWords::good(isolated(listenText(story.row)));
        verdict.detail = RouteWords::goodDetail();
        return verdict;
    case ForwardState::Closing:
        verdict.sentence = RouteWords::closing();
        return verdict;
    case ForwardState::Queued:
    case ForwardState::Opening:
        verdict.sentence = RouteWords::working();
        verdict.detail = story.link.stage ? stageText(*story.link.stage) : QString();
        return verdict;
    case ForwardState::NeedsYou:
        verdict.sentence = RouteWords::needsYou(
            story.row.via.isEmpty() ? story.row.forward.name : story.row.via.constLast());
        verdict.detail = statusDetail(story.row, story.now);
        verdict.step = Verdict::Step::Answer;
        verdict.stepText = RouteWords::answer();
        return verdict;
    case ForwardState::Holding:
    case ForwardState::Degraded:
    case ForwardState::Failed:
        break;
    }
    return troubled(story, story.row.now.status.why.value_or(Error{Errc::ConnectionLost, {}}));
}

} // namespace

QList<Host> hostsOf(const ProfileBook &book, const Forward &forward) {
    const std::optional<Host> last = book.host(forward.host);
    if (!last)
        return {};
    return hopsOf(*last, book.data()).value_or(QList<Host>{*last});
}

Route routeOf(const ForwardRow &row, const QList<Host> &hosts, const LinkSnapshot &link, Now now) {
    const Story story{row, hosts, link, now};
    Route route;
    route.verdict = verdictOf(story);
    QList<RouteHop> servers;
    QList<RouteLeg> ssh;
    for (int number = 1; number <= hosts.size(); ++number) {
        servers.append(hostHop(story, number));
        ssh.append(sshLeg(story, number));
    }
    if (row.forward.kind != ForwardKind::Remote) {
        route.hops = QList<RouteHop>{machineHop(story)} + servers + QList{targetHop(story)};
        route.legs = ssh + QList<RouteLeg>{targetLeg(story)};
        return route;
    }
    // A remote forward is travelled from the server to here.
    if (!servers.isEmpty()) {
        servers.last().address = listenText(row);
        if (story.online())
            describeListener(story, servers.last());
    }
    std::reverse(servers.begin(), servers.end());
    std::reverse(ssh.begin(), ssh.end());
    route.hops = servers + QList<RouteHop>{machineHop(story), targetHop(story)};
    route.legs = ssh + QList<RouteLeg>{targetLeg(story)};
    return route;
}

QString describe(const Route &route) {
    QStringList hops;
    for (const RouteHop &hop : route.hops)
        hops.append(RouteWords::hop(hop));
    return hops.join(RouteWords::then()) + u". "_s + route.verdict.sentence;
}

} // namespace fairlead::ui
