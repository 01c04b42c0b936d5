#include "core/ssh/agent_relay.h"

#include "core/base/log.h"
#include "core/base/socket_address.h"
#include "core/base/thread_name.h"
#include "core/ssh/agent_client.h"
#include "core/ssh/agent_messages.h"
#include "core/ssh/dial_stream.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <vector>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

// Waits on the relay's own thread; cancelled as soon as `stop` is readable.
class StoppableWaiter final : public Waiter {
public:
    explicit StoppableWaiter(int stop) : m_stop(stop) {}

    Woke wait(std::span<pollfd> fds, TimePoint until) override {
        constexpr long long kLongest = 60'000;
        std::vector<pollfd> all(fds.begin(), fds.end());
        all.push_back({m_stop, POLLIN, 0});
        for (;;) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(
                                  until - std::chrono::steady_clock::now())
                                  .count();
            const auto span = static_cast<int>(std::clamp<long long>(left, 0, kLongest));
            const int ready = ::poll(all.data(), static_cast<nfds_t>(all.size()), span);
            if (all.back().revents != 0)
                return Woke::Cancelled;
            std::copy_n(all.begin(), fds.size(), fds.begin());
            if (ready > 0)
                return Woke::Ready;
            if (left <= 0)
                return Woke::TimedOut;
        }
    }

private:
    int m_stop;
};

class RelayLoop {
public:
    RelayLoop(int client, int stop, UniqueFd agent, const AgentRelay::Options &options)
        : m_waiter(stop),
          m_client(client, m_waiter, Waiter::TimePoint::max()),
          m_agent(std::move(agent)),
          m_options(options) {}

    void run() {
        while (serveOne()) {
        }
    }

private:
    bool serveOne();
    // Empty: the relay is to end.
    std::optional<QByteArray> answer(const QByteArray &request);
    std::optional<QByteArray> forwarded(const QByteArray &request);
    [[nodiscard]] QByteArray filtered(const QByteArray &answer) const;
    [[nodiscard]] bool mayUse(const QByteArray &key) const {
        return !key.isEmpty() && (!m_options.allowed || m_options.allowed->contains(key));
    }

    StoppableWaiter m_waiter;
    TimedStream m_client;
    UniqueFd m_agent;
    const AgentRelay::Options &m_options;
};

QByteArray failure() { return QByteArray(1, agent_message::kFailure); }

bool RelayLoop::serveOne() {
    const auto four = m_client.receive(4);
    const qsizetype length = four ? frameLength(*four) : 0;
    if (length == 0)
        return false;
    const auto request = m_client.receive(length);
    if (!request)
        return false;
    const auto reply = answer(*request);
    return reply && m_client.send(framed(*reply));
}

std::optional<QByteArray> RelayLoop::answer(const QByteArray &request) {
    switch (request.front()) {
    case agent_message::kRequestIdentities: {
        const auto keys = forwarded(request);
        return keys ? std::optional(filtered(*keys)) : std::nullopt;
    }
    case agent_message::kSignRequest:
        return mayUse(signRequestKey(request)) ? forwarded(request) : failure();
    default: // nothing else is needed to log in, and some of it changes the agent
        return failure();
    }
}

std::optional<QByteArray> RelayLoop::forwarded(const QByteArray &request) {
    const auto until = std::chrono::steady_clock::now() + m_options.answerLimit;
    if (!m_agent.isOpen()) {
        if (auto again = connectToAgent(m_options.socketPath))
            m_agent = std::move(*again);
    }
    if (!m_agent.isOpen())
        return failure();
    const auto reply = askAgent(m_agent.get(), request, m_options.socketPath, m_waiter, until);
    if (reply)
        return *reply;
    // Whatever this agent says from now on would answer the wrong question.
    m_agent.reset();
    if (reply.error().code == Errc::Cancelled)
        return std::nullopt;
    Log::write(LogLevel::Warning, u"agent"_s, reply.error().detail);
    return failure();
}

QByteArray RelayLoop::filtered(const QByteArray &answer) const {
    const auto identities = parseIdentitiesAnswer(answer);
    if (!identities)
        return failure();
    if (!m_options.allowed)
        return answer;
    QList<AgentIdentity> shown;
    for (const QByteArray &blob : *m_options.allowed) {
        const auto held =
            std::find_if(identities->cbegin(), identities->cend(),
                         [&](const AgentIdentity &identity) { return identity.blob == blob; });
        if (held != identities->cend())
            shown.append(*held);
    }
    return identitiesAnswer(shown);
}

bool makeBlocking(int fd) {
    const int flags = fcntl(fd, F_GETFL);
    return flags >= 0 && fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) == 0;
}

void relay(UniqueFd client, int stop, UniqueFd agent, const AgentRelay::Options &options) {
    RelayLoop(client.get(), stop, std::move(agent), options).run();
    // Closing `client` here is what ends a request libssh still waits for.
}

} // namespace

Result<std::unique_ptr<AgentRelay>> AgentRelay::start(Options options) {
    auto agent = connectToAgent(options.socketPath);
    if (!agent)
        return tl::unexpected(agent.error());
    std::unique_ptr<AgentRelay> made(new AgentRelay);
    UniqueFd ours;
    if (!openSocketPair(made->m_clientEnd, ours) ||
        !openSocketPair(made->m_stop, made->m_stopped) || !makeBlocking(made->m_clientEnd.get()))
        return fail(Errc::Internal, u"agent relay: "_s + reasonText(errno));
    try {
        made->m_thread =
            std::thread([stop = made->m_stopped.get(), client = std::move(ours),
                         fd = std::move(*agent), settings = std::move(options)]() mutable {
                nameThisThread("fl-agent");
                relay(std::move(client), stop, std::move(fd), settings);
            });
    } catch (const std::system_error &error) {
        return fail(Errc::Internal, u"agent relay: "_s + QString::fromUtf8(error.what()));
    }
    return made;
}

AgentRelay::~AgentRelay() {
    cancel();
    if (m_thread.joinable())
        m_thread.join();
}

void AgentRelay::cancel() { (void)!::write(m_stop.get(), "", 1); }

} // namespace fairlead
