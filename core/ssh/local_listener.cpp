#include "core/ssh/local_listener.h"

#include "core/base/log.h"
#include "core/ssh/allowed_sources.h"
#include "core/ssh/socks.h"

#include <algorithm>
#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

// Who does not say where to within this time is not a proxy client (or a slow-loris).
constexpr auto kProxyRequestTime = std::chrono::seconds(20);
constexpr size_t kMostAskingClients = 256;
constexpr int kAcceptsPerRound = 64;
constexpr auto kShortageRest = std::chrono::milliseconds(500);

} // namespace

class LocalListener::Door final : public Poller::Handler {
public:
    Door(LocalListener &owner, ListenSocket socket) : m_owner(owner), m_socket(std::move(socket)) {
        m_owner.m_poller.add(m_socket.fd(), *this, Poller::Readable);
    }
    Door(const Door &) = delete;
    Door &operator=(const Door &) = delete;
    ~Door() { m_owner.m_poller.remove(m_socket.fd()); }

    void ready(unsigned) override { m_owner.accept(m_socket); }
    void setOpen(bool open) {
        m_owner.m_poller.change(m_socket.fd(), open ? unsigned{Poller::Readable} : 0u);
    }
    [[nodiscard]] const ListenSocket &socket() const { return m_socket; }

private:
    LocalListener &m_owner;
    ListenSocket m_socket;
};

class LocalListener::ProxyClient final : public Poller::Handler {
public:
    ProxyClient(LocalListener &owner, Accepted accepted)
        : m_owner(owner),
          m_accepted(std::move(accepted)),
          m_until(std::chrono::steady_clock::now() + kProxyRequestTime) {
        m_owner.m_poller.add(m_accepted.fd.get(), *this, Poller::Readable);
    }
    ProxyClient(const ProxyClient &) = delete;
    ProxyClient &operator=(const ProxyClient &) = delete;
    ~ProxyClient() {
        if (m_accepted.fd.isOpen())
            m_owner.m_poller.remove(m_accepted.fd.get());
    }
    [[nodiscard]] TimePoint until() const { return m_until; }

    void ready(unsigned) override {
        char bytes[4096];
        const ssize_t got = ::recv(m_accepted.fd.get(), bytes, sizeof bytes, 0);
        if (got < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (got <= 0) {
            m_owner.finished(*this);
            return;
        }
        const auto state = m_parser->feed(QByteArrayView(bytes, got));
        const QByteArray reply = m_parser->takeReply();
        if (!reply.isEmpty())
            (void)::send(m_accepted.fd.get(), reply.constData(), static_cast<size_t>(reply.size()),
                         MSG_NOSIGNAL);
        if (state == ProxyRequestParser::State::Done)
            route();
        if (state != ProxyRequestParser::State::NeedMore)
            m_owner.finished(*this);
    }

private:
    void route() {
        m_owner.m_poller.remove(m_accepted.fd.get());
        ClientRequest request;
        request.forward = m_owner.m_forward;
        request.fd = std::move(m_accepted.fd);
        request.client = m_accepted.peer;
        request.originator = m_accepted.from;
        request.target.host = m_parser->target().host;
        request.target.port = m_parser->target().port;
        request.toRemoteFirst = m_parser->takeLeftover();
        request.toLocalOnOpen = m_parser->successReply();
        request.toLocalOnRefusal = [parser = m_parser](const Error &why) {
            return parser->failureReply(why);
        };
        m_owner.m_route(std::move(request));
    }

    LocalListener &m_owner;
    Accepted m_accepted;
    TimePoint m_until;
    std::shared_ptr<ProxyRequestParser> m_parser = std::make_shared<ProxyRequestParser>();
};

LocalListener::LocalListener(Poller &poller, std::shared_ptr<const OpenForward> forward,
                             Route route)
    : m_poller(poller),
      m_forward(std::move(forward)),
      m_route(std::move(route)) {}

LocalListener::~LocalListener() = default;

Result<void> LocalListener::open() {
    auto sockets = listenOn(m_forward->forward.listen, m_forward->forward.streamLocalBindMask);
    if (!sockets)
        return tl::unexpected(sockets.error());
    for (ListenSocket &socket : *sockets)
        m_doors.push_back(std::make_unique<Door>(*this, std::move(socket)));
    return {};
}

QList<Endpoint> LocalListener::bound() const {
    QList<Endpoint> endpoints;
    for (const auto &door : m_doors) {
        if (door->socket().path().isEmpty())
            endpoints.append(door->socket().bound());
    }
    return endpoints;
}

QString LocalListener::path() const {
    return m_doors.empty() ? QString() : m_doors.front()->socket().path();
}

void LocalListener::accept(const ListenSocket &socket) {
    const Listen &listen = m_forward->forward.listen;
    const int step = portCount(listen) > 1 ? socket.bound().port - listen.port : 0;
    for (int i = 0; i < kAcceptsPerRound; ++i) {
        Accepted accepted = acceptClient(socket);
        if (accepted.kind == Accepted::Kind::Client) {
            clientCame(std::move(accepted), static_cast<quint16>(step));
            continue;
        }
        if (accepted.kind != Accepted::Kind::Nobody) {
            Log::write(LogLevel::Warning, u"forward"_s,
                       u"Cannot accept a client: "_s + accepted.reason, m_forward->forward.host,
                       m_forward->forward.id);
            pause();
        }
        return;
    }
}

void LocalListener::clientCame(Accepted accepted, quint16 step) {
    if (!isAllowedSource(m_forward->forward.allowedSources, accepted.from.host)) {
        Log::write(LogLevel::Warning, u"forward"_s,
                   u"Refused "_s + accepted.peer + u": not among the allowed sources"_s,
                   m_forward->forward.host, m_forward->forward.id);
        return;
    }
    if (m_forward->forward.kind == ForwardKind::Dynamic) {
        if (m_asking.size() < kMostAskingClients)
            m_asking.push_back(std::make_unique<ProxyClient>(*this, std::move(accepted)));
        return;
    }
    ClientRequest request;
    request.forward = m_forward;
    request.fd = std::move(accepted.fd);
    request.client = accepted.peer;
    request.originator = accepted.from;
    request.target = m_forward->forward.target;
    request.target.port = static_cast<quint16>(request.target.port + step);
    m_route(std::move(request));
}

void LocalListener::finished(ProxyClient &client) {
    const auto it = std::find_if(m_asking.begin(), m_asking.end(),
                                 [&client](const auto &asking) { return asking.get() == &client; });
    m_finished.push_back(std::move(*it));
    m_asking.erase(it);
}

void LocalListener::pause() {
    m_paused = true;
    m_pausedUntil = std::chrono::steady_clock::now() + kShortageRest;
    for (const auto &door : m_doors)
        door->setOpen(false);
}

LocalListener::TimePoint LocalListener::tick(TimePoint now) {
    m_finished.clear();
    while (!m_asking.empty() && m_asking.front()->until() <= now)
        m_asking.pop_front();
    if (m_paused && now >= m_pausedUntil) {
        m_paused = false;
        for (const auto &door : m_doors)
            door->setOpen(true);
    }
    TimePoint next = TimePoint::max();
    if (!m_asking.empty())
        next = m_asking.front()->until();
    return m_paused ? std::min(next, m_pausedUntil) : next;
}

} // namespace fairlead
