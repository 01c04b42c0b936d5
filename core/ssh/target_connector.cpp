#include "core/ssh/target_connector.h"

#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/un.h>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr auto kConnectTime = std::chrono::seconds(10);

} // namespace

TargetConnector::TargetConnector(Poller &poller, ResolverPool &resolvers, Target target, Done done)
    : m_poller(poller),
      m_resolvers(resolvers),
      m_target(std::move(target)),
      m_done(std::move(done)),
      m_until(std::chrono::steady_clock::now() + kConnectTime) {}

TargetConnector::~TargetConnector() { unwatch(); }

void TargetConnector::start() {
    if (m_target.kind == Target::Kind::Unix) {
        connectUnix();
    } else if (m_target.host.compare(u"localhost"_s, Qt::CaseInsensitive) == 0) {
        // RFC 6761, 6.3: no need to ask anybody.
        m_addresses = {*literalAddress(u"127.0.0.1", m_target.port),
                       *literalAddress(u"::1", m_target.port)};
        tryNext();
    } else if (const auto literal = literalAddress(m_target.host, m_target.port)) {
        m_addresses = {*literal};
        tryNext();
    } else {
        lookUp();
    }
}

void TargetConnector::lookUp() {
    auto job = m_resolvers.start(m_target.host);
    if (!job) {
        finish(tl::unexpected(job.error()));
        return;
    }
    m_job = *job;
    m_watched = ResolverPool::fdOf(*m_job);
    m_poller.add(m_watched, *this, Poller::Readable);
}

void TargetConnector::looked() {
    unwatch();
    auto answer = ResolverPool::answerOf(*m_job);
    m_job.reset();
    if (!answer || !*answer) {
        finish(
            tl::unexpected(answer ? answer->error() : Error{Errc::ResolveFailed, m_target.host}));
        return;
    }
    m_addresses = interleaved(**answer);
    for (SocketAddress &address : m_addresses)
        address.setPort(m_target.port);
    tryNext();
}

void TargetConnector::tryNext() {
    while (!m_addresses.isEmpty()) {
        const SocketAddress address = m_addresses.takeFirst();
        if (connectTo(address.family(), address.data(), address.length))
            return;
    }
    finish(fail(Errc::TargetRefused, toText(m_target) + u": "_s + reasonText(m_lastError)));
}

void TargetConnector::connectUnix() {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const QByteArray path = m_target.path.toUtf8();
    if (path.size() >= static_cast<qsizetype>(sizeof address.sun_path)) {
        finish(fail(Errc::TargetRefused, m_target.path + u": the path is too long for a socket"_s));
        return;
    }
    std::memcpy(address.sun_path, path.constData(), static_cast<size_t>(path.size()));
    if (!connectTo(AF_UNIX, reinterpret_cast<const sockaddr *>(&address), sizeof address))
        finish(fail(Errc::TargetRefused, m_target.path + u": "_s + reasonText(m_lastError)));
}

// True when connected or under way.
bool TargetConnector::connectTo(int family, const sockaddr *address, socklen_t length) {
    UniqueFd fd = openSocket(family);
    if (!fd.isOpen()) {
        m_lastError = errno;
        return false;
    }
    if (family != AF_UNIX)
        switchOn(fd.get(), IPPROTO_TCP, TCP_NODELAY);
    if (::connect(fd.get(), address, length) == 0) {
        finish(std::move(fd));
        return true;
    }
    m_lastError = errno;
    if (errno != EINPROGRESS)
        return false;
    m_fd = std::move(fd);
    m_watched = m_fd.get();
    m_poller.add(m_watched, *this, Poller::Writable);
    return true;
}

void TargetConnector::ready(unsigned) {
    if (m_job) {
        looked();
        return;
    }
    unwatch();
    socklen_t length = sizeof m_lastError;
    ::getsockopt(m_fd.get(), SOL_SOCKET, SO_ERROR, &m_lastError, &length);
    if (m_lastError == 0) {
        finish(std::move(m_fd));
        return;
    }
    m_fd.reset();
    tryNext();
}

TargetConnector::TimePoint TargetConnector::tick(TimePoint now) {
    if (!isDone() && now >= m_until) {
        m_lastError = ETIMEDOUT;
        finish(fail(Errc::TargetRefused, toText(m_target) + u": "_s + reasonText(m_lastError)));
    }
    return isDone() ? now : m_until;
}

void TargetConnector::finish(Result<UniqueFd> result) {
    unwatch();
    if (const Done done = std::exchange(m_done, nullptr))
        done(std::move(result));
}

void TargetConnector::unwatch() {
    if (m_watched >= 0)
        m_poller.remove(m_watched);
    m_watched = -1;
}

} // namespace fairlead
