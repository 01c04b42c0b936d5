#include "core/ssh/dial_race.h"

#include <QtCore/QStringList>
#include <algorithm>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead {
namespace {

constexpr auto kStagger = 250ms; // RFC 8305 section 8: Connection Attempt Delay

class ConnectRace {
public:
    ConnectRace(const QList<SocketAddress> &addresses, const QList<SocketAddress> &sources)
        : m_addresses(addresses),
          m_sources(sources) {}

    Result<Connected> run(Waiter &waiter, Waiter::TimePoint until);

private:
    struct Attempt {
        UniqueFd fd;
        SocketAddress peer;
    };

    [[nodiscard]] bool hasNext() const { return m_next < m_addresses.size(); }
    void startNext();
    bool bindSource(int fd, const SocketAddress &peer);
    std::optional<Connected> collect(const std::vector<pollfd> &fds);
    void failed(const SocketAddress &peer, int error, const QString &reason = {});
    [[nodiscard]] Error verdict() const;
    [[nodiscard]] Error timedOut(std::chrono::steady_clock::duration after) const;

    const QList<SocketAddress> &m_addresses;
    const QList<SocketAddress> &m_sources;
    qsizetype m_next = 0;
    Waiter::TimePoint m_nextStart{};
    std::vector<Attempt> m_attempts;
    QStringList m_failures;
    bool m_refused = false;
    bool m_gaveUp = false; // the kernel's own ETIMEDOUT
};

void ConnectRace::failed(const SocketAddress &peer, int error, const QString &reason) {
    m_refused = m_refused || error == ECONNREFUSED;
    m_gaveUp = m_gaveUp || error == ETIMEDOUT;
    m_failures.append(toText(toEndpoint(peer)) + u": "_s +
                      (reason.isEmpty() ? reasonText(error) : reason));
    m_nextStart = {}; // section 5: no reason to wait any longer
}

bool ConnectRace::bindSource(int fd, const SocketAddress &peer) {
    if (m_sources.isEmpty())
        return true;
    const auto source =
        std::find_if(m_sources.cbegin(), m_sources.cend(),
                     [&](const SocketAddress &one) { return one.family() == peer.family(); });
    if (source == m_sources.cend()) {
        failed(peer, EAFNOSUPPORT, u"the source address is of the other family"_s);
        return false;
    }
    SocketAddress from = *source;
    from.setPort(0);
    if (::bind(fd, from.data(), from.length) == 0)
        return true;
    const int error = errno;
    failed(peer, error, u"from %1: %2"_s.arg(toEndpoint(from).host, reasonText(error)));
    return false;
}

void ConnectRace::startNext() {
    const SocketAddress &peer = m_addresses[m_next++];
    m_nextStart = std::chrono::steady_clock::now() + kStagger;
    UniqueFd fd = openSocket(peer.family());
    if (!fd.isOpen())
        return failed(peer, errno);
    switchOn(fd.get(), IPPROTO_TCP, TCP_NODELAY);
    if (!bindSource(fd.get(), peer))
        return;
    // A connection made at once shows in the next wait as writable, like any other.
    if (::connect(fd.get(), peer.data(), peer.length) != 0 && errno != EINPROGRESS &&
        errno != EINTR)
        return failed(peer, errno);
    m_attempts.push_back({std::move(fd), peer});
}

std::optional<Connected> ConnectRace::collect(const std::vector<pollfd> &fds) {
    for (size_t i = fds.size(); i-- > 0;) {
        if (fds[i].revents == 0)
            continue;
        int error = 0;
        socklen_t length = sizeof error;
        Attempt attempt = std::move(m_attempts[i]);
        m_attempts.erase(m_attempts.begin() + static_cast<std::ptrdiff_t>(i));
        if (getsockopt(attempt.fd.get(), SOL_SOCKET, SO_ERROR, &error, &length) != 0)
            error = errno;
        if (error == 0)
            return Connected{std::move(attempt.fd), attempt.peer};
        failed(attempt.peer, error);
    }
    return std::nullopt;
}

Error ConnectRace::verdict() const {
    const Errc code = m_refused  ? Errc::ConnectRefused
                      : m_gaveUp ? Errc::ConnectTimeout
                                 : Errc::NetworkUnreachable;
    return {code, m_failures.join(u"; "_s)};
}

Error ConnectRace::timedOut(std::chrono::steady_clock::duration after) const {
    QStringList texts;
    for (const Attempt &attempt : m_attempts)
        texts.append(toText(toEndpoint(attempt.peer)));
    const auto seconds = std::chrono::round<std::chrono::seconds>(after).count();
    QString detail = u"%1 after %2 s"_s.arg(texts.join(u", "_s)).arg(seconds);
    for (const QString &failure : m_failures)
        detail += u"; "_s + failure;
    return {Errc::ConnectTimeout, detail};
}

Result<Connected> ConnectRace::run(Waiter &waiter, Waiter::TimePoint until) {
    const auto begun = std::chrono::steady_clock::now();
    for (;;) {
        const auto now = std::chrono::steady_clock::now();
        if (hasNext() && now < until && (m_attempts.empty() || now >= m_nextStart)) {
            startNext();
            continue;
        }
        if (m_attempts.empty())
            return tl::unexpected(hasNext() ? timedOut(now - begun) : verdict());
        std::vector<pollfd> fds;
        for (const Attempt &attempt : m_attempts)
            fds.push_back({attempt.fd.get(), POLLOUT, 0});
        const auto woke = waiter.wait(fds, hasNext() ? std::min(m_nextStart, until) : until);
        if (woke == Waiter::Woke::Cancelled)
            return fail(Errc::Cancelled);
        if (auto connected = collect(fds))
            return std::move(*connected);
        const auto later = std::chrono::steady_clock::now();
        if (later >= until && !m_attempts.empty())
            return tl::unexpected(timedOut(later - begun));
    }
}

} // namespace

Result<Connected> connectToAny(const QList<SocketAddress> &addresses,
                               const QList<SocketAddress> &sources, Waiter &waiter,
                               Waiter::TimePoint until) {
    return ConnectRace(addresses, sources).run(waiter, until);
}

} // namespace fairlead
