#include "core/ssh/dial.h"

#include "core/ssh/dial_race.h"
#include "core/ssh/proxy_handshake.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead {
namespace {

constexpr std::chrono::seconds kSystemTimeout = 120s;
constexpr auto kBetweenAttempts = 1s;

class Dialler {
public:
    Dialler(const Host &host, const DialSurroundings &surroundings)
        : m_host(host),
          m_around(surroundings) {}

    Result<Dialled> once();
    // False when the link is to stop.
    bool pause();

private:
    Result<Connected> connectTo(const QString &name, quint16 port, Waiter::TimePoint until);
    Result<Dialled> throughProxy();
    [[nodiscard]] Result<Secret> proxyPassword(bool again) const;
    [[nodiscard]] Waiter::TimePoint deadline() const;
    void tell(LinkStage stage, const QString &detail) const {
        if (m_around.progress)
            m_around.progress(stage, detail);
    }

    const Host &m_host;
    const DialSurroundings &m_around;
};

Waiter::TimePoint Dialler::deadline() const {
    const auto limit = m_host.connectTimeout > 0s ? m_host.connectTimeout : kSystemTimeout;
    return std::chrono::steady_clock::now() + limit;
}

Result<Connected> Dialler::connectTo(const QString &name, quint16 port, Waiter::TimePoint until) {
    tell(LinkStage::Resolving, name);
    const auto addresses =
        resolve(name, port, m_host.family, m_around.resolver, m_around.waiter, until);
    if (!addresses)
        return tl::unexpected(addresses.error());
    QList<SocketAddress> sources;
    if (!m_host.bindAddress.isEmpty()) {
        const auto found = resolve(m_host.bindAddress, 0, AddressFamily::Any, m_around.resolver,
                                   m_around.waiter, until);
        if (!found)
            return tl::unexpected(found.error());
        sources = *found;
    }
    tell(LinkStage::Dialling, toText(toEndpoint(addresses->first())));
    auto connected = connectToAny(*addresses, sources, m_around.waiter, until);
    if (connected && m_host.tcpKeepAlive)
        switchOn(connected->fd.get(), SOL_SOCKET, SO_KEEPALIVE);
    return connected;
}

Result<Secret> Dialler::proxyPassword(bool again) const {
    if (m_host.proxy.user.isEmpty() || !m_around.askProxyPassword)
        return Secret();
    return m_around.askProxyPassword(again);
}

Result<Dialled> Dialler::throughProxy() {
    for (int asked = 1;; ++asked) {
        const auto password = proxyPassword(asked > 1);
        if (!password)
            return tl::unexpected(password.error());
        const auto until = deadline();
        auto connected = connectTo(m_host.proxy.host, m_host.proxy.port, until);
        if (!connected)
            return tl::unexpected(connected.error());
        const auto done = proxyHandshake(connected->fd.get(), m_host.proxy, *password,
                                         {m_host.address, m_host.port}, m_around.waiter, until);
        if (done)
            return Dialled{.fd = std::move(connected->fd)};
        const bool mayAsk = done.error().wantsLogin && !m_host.proxy.user.isEmpty() &&
                            m_around.askProxyPassword && asked < m_host.passwordPrompts;
        if (!mayAsk)
            return tl::unexpected(done.error().error);
    }
}

Result<Dialled> Dialler::once() {
    switch (m_host.proxy.kind) {
    case Proxy::Kind::None:
        break;
    case Proxy::Kind::Socks5:
    case Proxy::Kind::Http:
        return throughProxy();
    case Proxy::Kind::Command: {
        tell(LinkStage::Dialling, m_host.proxy.command.value(0));
        auto started = startProxyCommand(m_host);
        if (!started)
            return tl::unexpected(started.error());
        return Dialled{.process = std::move(started->process), .fd = std::move(started->fd)};
    }
    }
    auto connected = connectTo(m_host.address, m_host.port, deadline());
    if (!connected)
        return tl::unexpected(connected.error());
    return Dialled{.fd = std::move(connected->fd),
                   .peerAddress = toText(toEndpoint(connected->peer))};
}

bool Dialler::pause() {
    const auto until = std::chrono::steady_clock::now() + kBetweenAttempts;
    while (std::chrono::steady_clock::now() < until) {
        if (m_around.waiter.wait({}, until) == Waiter::Woke::Cancelled)
            return false;
    }
    return true;
}

bool mayPass(Errc code) {
    return code == Errc::ConnectRefused || code == Errc::ConnectTimeout ||
           code == Errc::NetworkUnreachable || code == Errc::ResolveFailed;
}

} // namespace

Result<Dialled> dial(const Host &host, const DialSurroundings &surroundings) {
    Dialler dialler(host, surroundings);
    for (int attempt = 1;; ++attempt) {
        auto dialled = dialler.once();
        if (dialled || attempt >= host.connectionAttempts || !mayPass(dialled.error().code))
            return dialled;
        if (!dialler.pause())
            return fail(Errc::Cancelled);
    }
}

} // namespace fairlead
