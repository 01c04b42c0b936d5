#include "core/ssh/further_lane.h"

#include "core/base/log.h"
#include "core/base/thread_name.h"

using namespace Qt::StringLiterals;

namespace fairlead {

FurtherLane::FurtherLane(LinkShared &shared, LinkPlan plan, std::function<void()> news)
    : m_shared(shared),
      m_plan(std::move(plan)),
      m_news(std::move(news)),
      m_lane(*this, shared),
      m_mail([this] { m_lane.wake(); }),
      m_lastUsed(std::chrono::steady_clock::now()),
      m_thread([this] { run(); }) {}

FurtherLane::~FurtherLane() {
    m_stop.store(true, std::memory_order_relaxed);
    m_lane.wake();
    m_thread.join();
}

void FurtherLane::give(ClientRequest request) {
    m_load.fetch_add(1, std::memory_order_relaxed);
    m_mail.post(std::move(request));
}

void FurtherLane::closeStreams(std::function<bool(const Stream &)> which) {
    m_mail.post(std::move(which));
}

void FurtherLane::run() {
    static std::atomic<int> number{0};
    nameThisThread("fl-lane-" + std::to_string(++number));
    const auto facts = m_lane.logIn(m_plan);
    if (facts && !isCancelled()) {
        m_everUp.store(true, std::memory_order_relaxed);
        m_state.store(State::Up, std::memory_order_release);
        m_news();
        while (!isCancelled() && !m_lane.hasDied())
            m_lane.turn(TimePoint::max());
    } else if (!isCancelled()) {
        Log::write(LogLevel::Info, u"link"_s,
                   u"No further session: "_s + errcName(facts.error().code) + u' ' +
                       facts.error().detail,
                   m_plan.hops.last().id);
    }
    m_lane.logOut();
    m_state.store(State::Ended, std::memory_order_release);
    m_news();
}

FurtherLane::TimePoint FurtherLane::tick(TimePoint now) {
    Q_UNUSED(now)
    if (m_lane.isOnline())
        takeMail();
    return isCancelled() || m_lane.hasDied() ? now : TimePoint::max();
}

void FurtherLane::takeMail() {
    for (Message &message : m_mail.collect()) {
        if (auto *request = std::get_if<ClientRequest>(&message))
            openStream(m_lane.session(), m_shared, std::move(*request));
        else
            m_lane.closeStreams(std::get<std::function<bool(const Stream &)>>(message));
    }
}

Result<Answer> FurtherLane::ask(Question question, const std::function<bool()> &) {
    return fail(Errc::QuestionUnanswered, question.hostName);
}

void FurtherLane::channelOffered(SshSession &session, ssh_message message,
                                 const ForwardedChannel &) {
    session.refuseForwarded(message); // remote forwards stay on the first lane
}

void FurtherLane::laneDied(const Error &why) {
    Log::write(LogLevel::Warning, u"link"_s, u"A further session ended: "_s + why.detail,
               m_plan.hops.last().id);
}

} // namespace fairlead
