#include "core/ssh/link_loop.h"

#include "core/base/log.h"
#include "core/base/thread_name.h"

#include <algorithm>
#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

bool hasLeft(const ClientRequest &request) {
    char byte = 0;
    return request.toRemoteFirst.isEmpty() &&
           ::recv(request.fd.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

} // namespace

LinkLoop::LinkLoop(LinkShared &shared)
    : m_shared(shared),
      m_lane(*this, shared),
      m_further(shared, [this] { post(FurtherLaneChanged{}); }),
      m_remote(m_lane.poller(), shared),
      m_mail([this] { m_lane.wake(); }),
      m_thread([this] { run(); }) {}

LinkLoop::~LinkLoop() {
    post(StopLoop{});
    m_thread.join();
}

void LinkLoop::post(LoopMessage message) {
    const auto *command = std::get_if<LinkCommand>(&message);
    const bool ends = std::holds_alternative<StopLoop>(message) ||
                      (command && std::holds_alternative<link_command::Disconnect>(*command));
    m_mail.post(std::move(message));
    if (ends) // libssh may be waiting for the agent, and would not see the letter
        m_shared.agents.cancelAll();
}

void LinkLoop::run() {
    static std::atomic<int> number{0};
    nameThisThread("fl-link-" + std::to_string(++number));
    while (!m_stop) {
        if (m_disconnectAsked) {
            dropLink();
            m_disconnectAsked = false;
            m_shared.memory.clear();
            m_shared.report(link_report::Disconnected{});
        }
        if (m_diedOf) {
            const Error why = *std::exchange(m_diedOf, std::nullopt);
            dropLink();
            m_shared.report(link_report::Dropped{why, static_cast<int>(m_plan.hops.size())});
        }
        if (m_connectTo)
            logIn();
        else
            m_lane.turn(TimePoint::max());
    }
    dropLink();
    m_listeners.clear();
}

void LinkLoop::logIn() {
    m_plan = *std::exchange(m_connectTo, std::nullopt);
    dropLink();
    const auto facts = m_lane.logIn(m_plan);
    if (isCancelled())
        return; // the answer to Disconnect follows
    if (!facts) {
        m_shared.report(link_report::Dropped{facts.error(), m_lane.failedHop()});
        return;
    }
    m_shared.counters->lanes.store(1, std::memory_order_relaxed);
    m_shared.report(link_report::TransportUp{*facts});
    m_remote.sessionUp(m_lane.session());
    m_further.setPlan(m_plan);
    releaseHeld();
}

void LinkLoop::dropLink() {
    m_further.stopAll();
    for (ClientRequest &request : std::exchange(m_awaitingLane, {}))
        hold(std::move(request));
    m_remote.sessionDown();
    m_lane.logOut();
    m_shared.counters->lanes.store(0, std::memory_order_relaxed);
    m_shared.counters->roundTripMicroseconds.store(-1, std::memory_order_relaxed);
}

void LinkLoop::laneDied(const Error &why) { m_diedOf = why; }

LinkLoop::TimePoint LinkLoop::tick(TimePoint now) {
    takeMail();
    TimePoint next = std::min({refuseOverdue(now), m_remote.tick(now), m_further.tick(now)});
    for (const auto &[id, listener] : m_listeners)
        next = std::min(next, listener->tick(now));
    // Anything to be done by run() itself: the turn must not sleep on it.
    if (m_stop || m_disconnectAsked || m_diedOf || m_connectTo)
        return now;
    return next;
}

void LinkLoop::takeMail() {
    for (LoopMessage &message : m_mail.collect()) {
        if (const auto *command = std::get_if<LinkCommand>(&message))
            handle(*command);
        else if (auto *client = std::get_if<ClientRequest>(&message))
            route(std::move(*client));
        else if (std::holds_alternative<StopLoop>(message))
            m_stop = true;
        else
            takeNews();
    }
}

// A lane came up or ended: who waited for one goes on.
void LinkLoop::takeNews() {
    m_further.takeNews();
    for (ClientRequest &request : std::exchange(m_awaitingLane, {}))
        route(std::move(request));
}

void LinkLoop::handle(const LinkCommand &command) {
    if (const auto *connect = std::get_if<link_command::Connect>(&command)) {
        m_generation.store(connect->generation, std::memory_order_relaxed);
        m_connectTo = connect->plan;
    } else if (std::holds_alternative<link_command::Disconnect>(command)) {
        m_connectTo.reset();
        m_disconnectAsked = true;
    } else if (const auto *open = std::get_if<link_command::OpenForward>(&command)) {
        openForward(*open);
    } else if (const auto *close = std::get_if<link_command::CloseForward>(&command)) {
        closeForward(close->id);
        m_shared.report(link_report::ForwardClosed{close->id});
    } else if (const auto *answer = std::get_if<link_command::GiveAnswer>(&command)) {
        const auto asked = m_questions.find(answer->question);
        if (asked != m_questions.end())
            asked->second = answer->answer;
    } else if (const auto *cut = std::get_if<link_command::CloseStream>(&command)) {
        const StreamId id = cut->id;
        m_lane.closeStreams([id](const Stream &stream) { return stream.id() == id; });
        m_further.closeStream(id);
    }
}

void LinkLoop::openForward(const link_command::OpenForward &command) {
    closeForward(command.forward.id);
    auto forward = std::make_shared<OpenForward>();
    forward->forward = command.forward;
    forward->counters = command.counters;
    if (command.forward.kind == ForwardKind::Remote) {
        m_remote.open(forward);
        return;
    }
    auto listener = std::make_unique<LocalListener>(
        m_lane.poller(), forward, [this](ClientRequest request) { route(std::move(request)); });
    const auto opened = listener->open();
    if (!opened) {
        m_shared.report(link_report::ForwardFailed{command.forward.id, opened.error(), false});
        return;
    }
    m_shared.report(
        link_report::ForwardListening{command.forward.id, listener->bound(), listener->path()});
    m_listeners.insert_or_assign(command.forward.id, std::move(listener));
}

// Streams of a forward end with it, as the person expects of a switch.
void LinkLoop::closeForward(const ForwardId &id) {
    const auto listener = m_listeners.find(id);
    std::shared_ptr<const ForwardCounters> counters;
    if (listener != m_listeners.end()) {
        counters = listener->second->forward()->counters;
        m_listeners.erase(listener);
    } else {
        counters = m_remote.close(id);
    }
    for (auto held = m_held.begin(); held != m_held.end();) {
        const bool ours = held->request.forward->forward.id == id;
        if (ours)
            held->request.forward->counters->clientsHeld.fetch_sub(1, std::memory_order_relaxed);
        held = ours ? m_held.erase(held) : std::next(held);
    }
    std::erase_if(m_awaitingLane, [&id](const ClientRequest &request) {
        return request.forward->forward.id == id;
    });
    if (counters) {
        m_lane.closeStreams(
            [&counters](const Stream &stream) { return stream.counters() == counters; });
        m_further.closeForward(counters);
    }
}

void LinkLoop::route(ClientRequest request) {
    if (!m_lane.isOnline() || m_diedOf) {
        hold(std::move(request));
        return;
    }
    switch (m_further.offer(request, m_lane.streamCount())) {
    case LanePool::Offer::Taken:
        break;
    case LanePool::Offer::First:
        openStream(m_lane.session(), m_shared, std::move(request));
        break;
    case LanePool::Offer::Wait:
        m_awaitingLane.push_back(std::move(request));
        break;
    }
}

void LinkLoop::hold(ClientRequest request) {
    const Forward &forward = request.forward->forward;
    auto &held = request.forward->counters->clientsHeld;
    if (held.load(std::memory_order_relaxed) >= forward.holdClients) {
        refuseClient(std::move(request), Error{Errc::ConnectionLost, u"the link is away"_s});
        return;
    }
    held.fetch_add(1, std::memory_order_relaxed);
    const auto until = std::chrono::steady_clock::now() + forward.holdTime;
    m_held.push_back({std::move(request), until});
}

void LinkLoop::releaseHeld() {
    for (HeldClient &held : std::exchange(m_held, {})) {
        held.request.forward->counters->clientsHeld.fetch_sub(1, std::memory_order_relaxed);
        // Who sent nothing and hung up has lost patience: the target need not hear of it.
        if (!hasLeft(held.request))
            route(std::move(held.request));
    }
}

LinkLoop::TimePoint LinkLoop::refuseOverdue(TimePoint now) {
    TimePoint next = TimePoint::max();
    for (auto held = m_held.begin(); held != m_held.end();) {
        if (held->until > now) {
            next = std::min(next, held->until);
            ++held;
            continue;
        }
        held->request.forward->counters->clientsHeld.fetch_sub(1, std::memory_order_relaxed);
        refuseClient(std::move(held->request), Error{Errc::ConnectionLost, u"the link is away"_s});
        held = m_held.erase(held);
    }
    return next;
}

Result<Answer> LinkLoop::ask(Question question, const std::function<bool()> &stillThere) {
    question.id = QuestionId::create();
    const QuestionId id = question.id;
    m_questions.emplace(id, std::nullopt);
    m_shared.report(link_report::Asked{std::move(question)});
    bool there = true;
    // The server may lose patience silently: look now and then whether it is still there.
    while (!m_questions[id] && !isCancelled() && (there = stillThere() && !m_lane.hasDied()))
        m_lane.turn(std::chrono::steady_clock::now() + std::chrono::seconds(1));
    const auto answer = m_questions[id];
    m_questions.erase(id);
    if (answer)
        return *answer;
    m_shared.report(link_report::QuestionWithdrawn{id});
    if (!there)
        return fail(Errc::ConnectionLost,
                    u"the server closed the connection while it waited for an answer"_s);
    return fail(Errc::Cancelled);
}

void LinkLoop::progressed(LinkStage stage, int hop, int hopCount, const QString &detail) {
    m_shared.report(link_report::Progress{stage, hop, hopCount, detail});
}

void LinkLoop::channelOffered(SshSession &session, ssh_message message,
                              const ForwardedChannel &what) {
    m_remote.offered(session, message, what);
}

} // namespace fairlead
