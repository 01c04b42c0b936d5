#include "core/tunnel/link_controller.h"

#include "core/base/log.h"
#include "core/tunnel/forward_diff.h"

using namespace Qt::StringLiterals;

namespace fairlead {

LinkController::LinkController(HostId host, const Parts &parts, QObject *parent)
    : QObject(parent),
      m_id(std::move(host)),
      m_parts(parts),
      m_forwards(parts.timers, parts.stats),
      m_questions(parts.questions, parts.secrets) {
    connect(&m_forwards, &LinkForwards::statusChanged, this, &LinkController::forwardChanged);
    connect(&m_forwards, &LinkForwards::listenersMoved, this, &LinkController::listenersMoved);
    connect(&m_forwards, &LinkForwards::due, this,
            [this](const LinkCommand &command) { post({command}); });
    connect(&m_questions, &LinkQuestions::personNeeded, this,
            [this] { dispatch(LinkEvent::QuestionAsked); });
    connect(&m_questions, &LinkQuestions::settled, this,
            [this] { dispatch(LinkEvent::QuestionsSettled); });
    connect(&m_questions, &LinkQuestions::answered, this,
            [this](const QuestionId &id, const Answer &answer) {
                post({link_command::GiveAnswer{id, answer}});
            });
}

LinkController::~LinkController() = default;

void LinkController::reconcile(const LinkWish &wish) {
    m_host = wish.host;
    m_plan = wish.hops;
    const bool more = m_forwards.setWanted(wish.forwards);
    if (!m_forwards.anyWanted()) {
        dispatch(LinkEvent::StopWanted);
        return;
    }
    if (more)
        dispatch(LinkEvent::StartWanted);
    if (planEdited())
        dispatch(LinkEvent::PlanChanged);
    if (mayListen())
        post(m_forwards.synchronise());
    publish();
}

void LinkController::retryNow() {
    if (m_situation.state == LinkState::Online)
        post(m_forwards.reopenRefused());
    dispatch(LinkEvent::RetryNow);
}

void LinkController::networkCameBack() { dispatch(LinkEvent::NetworkBack); }

void LinkController::logOut() { dispatch(LinkEvent::StopWanted); }

void LinkController::closeStream(StreamId stream) { post({link_command::CloseStream{stream}}); }

// Effects may cause further events (an answer that is at hand, a plan that cannot be made): each
// is taken after the one that caused it is done, so that no state is left half-way.
void LinkController::dispatch(LinkEvent event, const std::optional<Error> &why) {
    m_happenings.append({event, why});
    if (m_busy)
        return;
    m_busy = true;
    while (!m_happenings.isEmpty())
        apply(m_happenings.takeFirst());
    m_busy = false;
    publish();
}

void LinkController::apply(const Happening &happening) {
    const LinkSituation before = m_situation;
    const LinkStep result = step(before, happening.event, happening.why);
    m_situation = result.next;
    if (situationName(before) != situationName(m_situation)) {
        const bool bad = m_situation.state == LinkState::Failed;
        Log::write(bad ? LogLevel::Warning : LogLevel::Info, u"link"_s,
                   transitionText(m_host.name, before, m_situation), m_id);
    }
    for (const LinkEffect &effect : result.effects)
        perform(effect);
}

void LinkController::perform(const LinkEffect &effect) {
    switch (effect.kind) {
    case LinkEffect::Kind::Connect:
        return connectLink();
    case LinkEffect::Kind::Disconnect:
        return post({link_command::Disconnect{}});
    case LinkEffect::Kind::OpenForwards:
        return post(m_forwards.synchronise());
    case LinkEffect::Kind::CloseForwards:
        return post(m_forwards.closeAll());
    case LinkEffect::Kind::AskUser:
        return m_questions.askPerson();
    case LinkEffect::Kind::WithdrawQuestions:
        return m_questions.withdrawAll();
    case LinkEffect::Kind::ArmRetry:
        return armRetry(withJitter(effect.delay, m_parts.random()));
    case LinkEffect::Kind::CancelRetry:
        m_retry.reset();
        m_retryAt.reset();
        return;
    case LinkEffect::Kind::ArmStable:
        m_stable =
            m_parts.timers.after(effect.delay, [this] { dispatch(LinkEvent::StableOnline); });
        return;
    case LinkEffect::Kind::CancelStable:
        return m_stable.reset();
    }
}

void LinkController::connectLink() {
    m_stage.reset();
    m_hop = 0;
    m_hops.clear();
    m_connectedPlan = m_plan;
    if (!*m_plan) {
        dispatch(LinkEvent::Dropped, m_plan->error());
        return;
    }
    if (!m_link) {
        m_link = m_parts.links.makeLink();
        connect(m_link.get(), &Link::reported, this, &LinkController::reported);
    }
    m_link->post(link_command::Connect{++m_generation, LinkPlan{**m_plan}});
}

void LinkController::armRetry(std::chrono::milliseconds delay) {
    m_retryAt = m_parts.timers.now() + delay;
    m_retry = m_parts.timers.after(delay, [this] {
        m_retryAt.reset();
        dispatch(LinkEvent::RetryDue);
    });
}

void LinkController::publish() {
    m_forwards.refresh(view());
    Q_EMIT linkChanged();
    const bool done = m_situation.state == LinkState::Idle;
    if (done && !m_finished) {
        m_finished = true;
        Q_EMIT finished();
    }
}

void LinkController::post(const QList<LinkCommand> &commands) {
    if (!m_link)
        return;
    for (const LinkCommand &command : commands)
        m_link->post(command);
}

bool LinkController::mayListen() const {
    switch (m_situation.state) {
    case LinkState::Connecting:
    case LinkState::Asking:
    case LinkState::Online:
    case LinkState::Waiting:
        return true;
    case LinkState::Closing:
        return m_situation.after == AfterClosing::Retry;
    case LinkState::Idle:
    case LinkState::Failed:
        return false;
    }
    return false;
}

bool LinkController::planEdited() const {
    if (!m_connectedPlan || !m_plan)
        return false;
    const auto &before = *m_connectedPlan;
    const auto &after = *m_plan;
    if (before && after)
        return !sameOnLink(*before, *after);
    return before.has_value() != after.has_value() || before.error() != after.error();
}

LinkView LinkController::view() const { return {.situation = m_situation, .retryAt = m_retryAt}; }

void LinkController::reported(quint64 generation, const LinkReport &report) {
    if (takeForwardReport(report))
        return;
    // Of an earlier login: whatever it says is no longer so.
    if (generation != m_generation)
        return;
    if (const auto *progress = std::get_if<link_report::Progress>(&report))
        take(*progress);
    else if (const auto *asked = std::get_if<link_report::Asked>(&report))
        take(*asked);
    else if (const auto *withdrawn = std::get_if<link_report::QuestionWithdrawn>(&report))
        m_questions.withdraw(withdrawn->id);
    else if (const auto *up = std::get_if<link_report::TransportUp>(&report))
        take(*up);
    else if (const auto *dropped = std::get_if<link_report::Dropped>(&report))
        take(*dropped);
    else if (const auto *out = std::get_if<link_report::Disconnected>(&report))
        take(*out);
}

// Forwards outlive logins, so what is said about them counts whichever login it was said in.
bool LinkController::takeForwardReport(const LinkReport &report) {
    const auto seen = [this](const ForwardId &id) {
        m_forwards.refresh(id, view());
        return true;
    };
    if (const auto *listening = std::get_if<link_report::ForwardListening>(&report)) {
        m_forwards.listening(*listening);
        return seen(listening->id);
    }
    if (const auto *refused = std::get_if<link_report::ForwardFailed>(&report)) {
        const bool hasListened = m_forwards.hasListened(refused->id);
        m_forwards.refused(*refused);
        // Strict, as in ssh; but a port of ours that only its own lost session still holds is
        // retried.
        const bool retried = refused->mayRetry && hasListened;
        if (m_host.exitOnForwardFailure && !retried && m_forwards.isWanted(refused->id))
            dispatch(LinkEvent::GaveUp, refused->error);
        return seen(refused->id);
    }
    if (const auto *closed = std::get_if<link_report::ForwardClosed>(&report)) {
        m_forwards.closed(*closed);
        return seen(closed->id);
    }
    if (const auto *target = std::get_if<link_report::TargetChanged>(&report)) {
        m_forwards.targetChanged(*target);
        return seen(target->id);
    }
    return false;
}

void LinkController::take(const link_report::Progress &report) {
    m_stage = report.stage;
    m_hop = report.hop;
    Q_EMIT linkChanged();
}

void LinkController::take(const link_report::Asked &report) {
    const LinkState state = m_situation.state;
    // One that crossed our Disconnect needs no answer any more.
    if (state == LinkState::Connecting || state == LinkState::Asking || state == LinkState::Online)
        m_questions.take(report.question);
}

void LinkController::take(const link_report::TransportUp &report) {
    m_stage.reset();
    m_hop = 0;
    m_hops = report.hops;
    m_questions.loggedIn();
    dispatch(LinkEvent::TransportUp);
    if (m_situation.state == LinkState::Online) {
        post(m_forwards.reopenRefused());
        publish();
    }
}

void LinkController::take(const link_report::Dropped &report) {
    m_stage.reset();
    m_hops.clear();
    if (report.error.code == Errc::AuthRejected || report.error.code == Errc::WrongPassphrase)
        m_questions.rejected(report.hop);
    m_forwards.sessionLost();
    dispatch(LinkEvent::Dropped, report.error);
}

void LinkController::take(const link_report::Disconnected &) {
    m_stage.reset();
    m_hops.clear();
    m_forwards.sessionLost();
    dispatch(LinkEvent::Disconnected);
}

LinkSnapshot LinkController::snapshot() const {
    LinkSnapshot snapshot{.host = m_id,
                          .state = linkState(m_situation),
                          .stage = m_stage,
                          .hop = m_hop,
                          .hops = m_hops,
                          .why = m_situation.why,
                          .retryAt = m_retryAt,
                          .latency = latency()};
    if (m_link)
        snapshot.lanes = m_link->counters()->lanes.load(std::memory_order_relaxed);
    return snapshot;
}

Health LinkController::health(const ForwardId &id) const {
    const ForwardView *forward = m_forwards.view(id);
    return forward ? healthOf(view(), *forward) : Health{};
}

std::optional<std::chrono::microseconds> LinkController::latency() const {
    if (!m_link || m_situation.state != LinkState::Online)
        return std::nullopt;
    const auto measured = m_link->counters()->roundTripMicroseconds.load(std::memory_order_relaxed);
    return measured < 0 ? std::nullopt : std::optional(std::chrono::microseconds(measured));
}

QList<StreamSnapshot> LinkController::streams(const ForwardId &id) const {
    if (!m_link)
        return {};
    QList<StreamSnapshot> all = m_link->streams();
    all.removeIf([&id](const StreamSnapshot &stream) { return stream.forward != id; });
    return all;
}

} // namespace fairlead
