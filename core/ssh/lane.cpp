#include "core/ssh/lane.h"

#include "core/ssh/authentication.h"
#include "core/ssh/dial.h"
#include "core/ssh/hop_login.h"
#include "core/ssh/proxy_command.h"
#include "core/ssh/transport.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr auto kLongestSleep = std::chrono::minutes(10);

class ReadyFlag final : public Poller::Handler {
public:
    explicit ReadyFlag(pollfd &fd) : m_fd(fd) {}
    void ready(unsigned events) override {
        int revents = m_fd.revents;
        if (events & Poller::Readable)
            revents |= POLLIN;
        if (events & Poller::Writable)
            revents |= POLLOUT;
        if (events & Poller::Broken)
            revents |= POLLHUP;
        m_fd.revents = static_cast<short>(revents);
    }

private:
    pollfd &m_fd;
};

// Watches descriptors for one wait and lets go of them whatever happens.
class WatchedFds {
public:
    WatchedFds(Poller &poller, std::span<pollfd> fds) : m_poller(poller), m_fds(fds) {
        m_flags.reserve(fds.size());
        for (pollfd &fd : fds) {
            fd.revents = 0;
            m_flags.emplace_back(fd);
            m_poller.add(fd.fd, m_flags.back(),
                         ((fd.events & POLLIN) ? unsigned{Poller::Readable} : 0u) |
                             ((fd.events & POLLOUT) ? unsigned{Poller::Writable} : 0u));
        }
    }
    WatchedFds(const WatchedFds &) = delete;
    WatchedFds &operator=(const WatchedFds &) = delete;
    ~WatchedFds() {
        for (const pollfd &fd : m_fds)
            m_poller.remove(fd.fd);
    }
    [[nodiscard]] bool anyReady() const {
        return std::any_of(m_fds.begin(), m_fds.end(),
                           [](const pollfd &fd) { return fd.revents != 0; });
    }

private:
    Poller &m_poller;
    std::span<pollfd> m_fds;
    std::vector<ReadyFlag> m_flags;
};

} // namespace

// A pipe anyone may write to; what it carries does not matter.
class Lane::WakeUp final : public Poller::Handler {
public:
    explicit WakeUp(Poller &poller) {
        int ends[2] = {-1, -1};
        if (::pipe(ends) != 0)
            return;
        m_read.reset(ends[0]);
        m_write.reset(ends[1]);
        for (const int end : ends) {
            ::fcntl(end, F_SETFL, O_NONBLOCK);
            ::fcntl(end, F_SETFD, FD_CLOEXEC);
        }
        poller.add(m_read.get(), *this, Poller::Readable);
    }
    void ready(unsigned) override {
        char drained[64];
        while (::read(m_read.get(), drained, sizeof drained) == sizeof drained) {
        }
    }
    void wake() const {
        const char anything = 0;
        // A full pipe means the loop is about to look up anyway.
        (void)!::write(m_write.get(), &anything, 1);
    }

private:
    UniqueFd m_read, m_write;
};

// The program behind a ProxyCommand, and what it complains about.
class Lane::ProxyProgram final : public Poller::Handler {
public:
    ProxyProgram(Poller &poller, std::unique_ptr<ProxyProcess> process)
        : m_poller(poller),
          m_process(std::move(process)),
          m_watched(m_process->errorFd()) {
        if (m_watched >= 0)
            m_poller.add(m_watched, *this, Poller::Readable);
    }
    ~ProxyProgram() { unwatch(); }
    void ready(unsigned) override {
        const int watched = std::exchange(m_watched, -1);
        m_poller.remove(watched); // draining may close it
        m_process->drainErrors();
        m_watched = m_process->errorFd();
        if (m_watched >= 0)
            m_poller.add(m_watched, *this, Poller::Readable);
    }
    [[nodiscard]] Error endReason(Waiter &waiter) {
        unwatch();
        return m_process->endReason(waiter);
    }

private:
    void unwatch() {
        if (m_watched >= 0)
            m_poller.remove(m_watched);
        m_watched = -1;
    }
    Poller &m_poller;
    std::unique_ptr<ProxyProcess> m_process;
    int m_watched;
};

Lane::Lane(LaneHost &host, LinkShared &shared)
    : m_host(host),
      m_shared(shared),
      m_wakeUp(std::make_unique<WakeUp>(m_poller)) {}

Lane::~Lane() { logOut(); }

void Lane::wake() { m_wakeUp->wake(); }

int Lane::streamCount() const { return m_chain.empty() ? 0 : m_chain.back()->streamCount(); }

void Lane::turn(TimePoint until) {
    for (const auto &session : m_chain)
        session->settle();
    const auto now = std::chrono::steady_clock::now();
    until = std::min({until, m_host.tick(now), keepAlive(now), now + kLongestSleep});
    for (const auto &session : m_chain)
        session->settle();
    for (const auto &session : m_chain)
        until = session->isRestless() ? now : until;
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    m_poller.wait(std::max(left, std::chrono::milliseconds(0)));
    for (const auto &session : m_chain)
        session->settle();
}

Waiter::Woke Lane::wait(std::span<pollfd> fds, TimePoint until) {
    if (m_host.isCancelled())
        return Woke::Cancelled;
    const WatchedFds watched(m_poller, fds);
    while (true) {
        turn(until);
        if (m_host.isCancelled())
            return Woke::Cancelled;
        if (watched.anyReady())
            return Woke::Ready;
        if (m_died) // an earlier hop is gone: whoever waits finds its socket closed
            return Woke::Ready;
        if (std::chrono::steady_clock::now() >= until)
            return Woke::TimedOut;
        if (fds.empty()) // waits for something only the caller knows
            return Woke::Ready;
    }
}

Result<QList<HopFacts>> Lane::logIn(const LinkPlan &plan) {
    m_died = false;
    m_destination = plan.hops.last();
    QList<HopFacts> facts;
    for (int hop = 1; hop <= plan.hops.size(); ++hop) {
        auto hopFacts = logInAt(plan, hop);
        if (!hopFacts) {
            m_failedHop = hop;
            const Error error = blameProxyProgram(hop, hopFacts.error());
            logOut();
            return tl::unexpected(error);
        }
        facts.append(*hopFacts);
    }
    m_online = true;
    m_missed = 0;
    m_probeDue = std::chrono::steady_clock::now(); // the first one measures the round trip
    return facts;
}

// A connection through a program that breaks before the login is the program's doing: it says why.
Error Lane::blameProxyProgram(int hop, const Error &error) {
    const bool broke = error.code == Errc::ConnectionLost || error.code == Errc::ProtocolFailed;
    return hop == 1 && m_proxyProgram && broke ? m_proxyProgram->endReason(*this) : error;
}

Result<HopFacts> Lane::logInAt(const LinkPlan &plan, int hop) {
    const Host &host = plan.hops.at(hop - 1);
    QString peerAddress;
    auto fd = reach(plan, hop, peerAddress);
    if (!fd)
        return tl::unexpected(fd.error());
    SessionOwner &owner = *this;
    auto session = std::make_unique<SshSession>(m_poller, owner);
    HopLogin login{.host = host,
                   .hop = hop,
                   .hopCount = static_cast<int>(plan.hops.size()),
                   .hostId = plan.hops.last().id,
                   .peerAddress = peerAddress,
                   .waiter = *this,
                   .asker = m_host,
                   .memory = m_shared.memory,
                   .agents = m_shared.agents};
    session->takeSocket(std::move(*fd));
    auto facts = shakeHands(*session, login);
    if (!facts)
        return facts;
    m_host.progressed(LinkStage::LoggingIn, hop, login.hopCount, {});
    const auto method = authenticate(session->raw(), login);
    if (!method)
        return tl::unexpected(method.error());
    facts->loggedInWith = *method;
    session->attach();
    m_chain.push_back(std::move(session));
    return facts;
}

Result<UniqueFd> Lane::reach(const LinkPlan &plan, int hop, QString &peerAddress) {
    const Host &host = plan.hops.at(hop - 1);
    const auto hopCount = static_cast<int>(plan.hops.size());
    if (hop > 1) {
        m_host.progressed(LinkStage::Dialling, hop, hopCount,
                          toText(Endpoint{host.address, host.port}));
        return reachThrough(*m_chain.back(), host);
    }
    const auto progress = [this, hop, hopCount](LinkStage stage, const QString &detail) {
        m_host.progressed(stage, hop, hopCount, detail);
    };
    auto dialled = dial(host, {.resolver = m_shared.resolvers,
                               .waiter = *this,
                               .progress = progress,
                               .askProxyPassword = [this, &plan](bool again) {
                                   return askProxyPassword(plan, again);
                               }});
    if (!dialled)
        return tl::unexpected(dialled.error());
    if (dialled->process)
        m_proxyProgram = std::make_unique<ProxyProgram>(m_poller, std::move(dialled->process));
    peerAddress = dialled->peerAddress;
    return std::move(dialled->fd);
}

Result<Secret> Lane::askProxyPassword(const LinkPlan &plan, bool again) {
    const Host &host = plan.hops.first();
    Question question;
    question.kind = Question::Kind::ProxyPassword;
    question.host = plan.hops.last().id;
    question.hostName = host.name.isEmpty() ? host.address : host.name;
    question.user = host.proxy.user;
    question.address = toText(Endpoint{host.proxy.host, host.proxy.port});
    question.hopCount = static_cast<int>(plan.hops.size());
    question.again = again;
    question.prompts = {{u"Password"_s, false}};
    question.mayRemember = true;
    const Secret remembered = m_shared.memory.passphrase(question.address);
    if (!again && !remembered.isEmpty())
        return remembered;
    if (host.batchMode)
        return fail(Errc::QuestionUnanswered, question.hostName + u": BatchMode is on"_s);
    const auto answer = m_host.ask(question, [] { return true; });
    if (!answer)
        return tl::unexpected(answer.error());
    if (answer->decision == Answer::Decision::Cancel)
        return fail(Errc::AuthCancelled, question.address);
    m_shared.memory.keepPassphrase(question.address, answer->secrets.value(0));
    return answer->secrets.value(0);
}

// A channel on the hop before, its far end at this hop, pumped into one end of a socket pair.
Result<UniqueFd> Lane::reachThrough(SshSession &previous, const Host &host) {
    int ends[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0)
        return fail(Errc::Internal, u"no socket pair for the jump"_s);
    UniqueFd ours(ends[0]);
    UniqueFd theirs(ends[1]);
    bool settled = false;
    std::optional<Error> refusal;
    StreamParts parts;
    parts.fd = std::move(ours);
    parts.openSettled = [&](const std::optional<Error> &error) {
        settled = true;
        refusal = error;
    };
    previous.openTcp({host.address, host.port}, {u"127.0.0.1"_s, 0}, std::move(parts));
    const auto until = std::chrono::steady_clock::now() + host.connectTimeout;
    while (!settled && !m_died) {
        const Woke woke = wait({}, until);
        if (woke == Woke::Cancelled || woke == Woke::TimedOut) {
            logOut(); // takes the pending opening, and with it the callback above, along
            if (woke == Woke::Cancelled)
                return fail(Errc::Cancelled);
            return fail(Errc::ConnectTimeout, toText(Endpoint{host.address, host.port}));
        }
    }
    if (m_died)
        return fail(Errc::ConnectionLost, u"the jump host went away"_s);
    if (refusal)
        return fail(Errc::JumpFailed,
                    toText(Endpoint{host.address, host.port}) + u": "_s + refusal->detail);
    return theirs;
}

void Lane::logOut() {
    m_online = false;
    while (
        !m_chain.empty()) { // innermost first: a hop does not notice that the one before it is gone
        m_chain.back()->disconnect();
        m_chain.pop_back();
    }
    m_proxyProgram.reset(); // after the connection: the program should see it end first
}

void Lane::closeStreams(const std::function<bool(const Stream &)> &which) {
    if (isOnline())
        session().closeStreams(which, true);
}

void Lane::channelOffered(SshSession &session, ssh_message message, const ForwardedChannel &what) {
    if (m_online && &session == m_chain.back().get())
        m_host.channelOffered(session, message, what);
    else // a jump host has nothing to offer us
        session.refuseForwarded(message);
}

void Lane::sessionDied(SshSession &session, const Error &why) {
    Q_UNUSED(session)
    if (std::exchange(m_died, true))
        return;
    if (m_online)
        m_host.laneDied(why);
}

void Lane::streamEnded(SshSession &session, const Stream &stream) {
    Q_UNUSED(stream)
    if (m_online && &session == m_chain.back().get())
        m_host.streamEnded();
}

// Any byte from the server is a sign of life; without one the probe must be answered.
Waiter::TimePoint Lane::keepAlive(TimePoint now) {
    const auto never = now + kLongestSleep;
    if (!isOnline())
        return never;
    if (now < m_probeDue)
        return m_probeDue;
    const auto interval = m_destination.keepAliveInterval;
    const bool silent = session().isProbing() && session().bytesReceived() == m_bytesAtProbe;
    m_missed = silent ? m_missed + 1 : 0;
    if (m_missed >= m_destination.keepAliveMisses) {
        const auto seconds = interval.count() * m_destination.keepAliveMisses;
        m_died = true;
        m_host.laneDied(Error{Errc::KeepAliveTimeout, QString::number(seconds)});
        return now; // the loop must see it before it sleeps
    }
    m_bytesAtProbe = session().bytesReceived();
    if (!session().isProbing()) {
        session().probe([this](std::chrono::microseconds roundTrip) {
            m_shared.counters->roundTripMicroseconds.store(roundTrip.count(),
                                                           std::memory_order_relaxed);
            if (isOnline())
                session().setRoundTrip(roundTrip);
        });
    }
    m_probeDue = interval.count() > 0 ? now + interval : now + std::chrono::hours(24);
    return m_probeDue;
}

} // namespace fairlead
