#include "core/profile/forward_check.h"

#include "core/base/address.h"
#include "core/profile/jump_chain.h"

#include <QtCore/QFile>
#include <QtNetwork/QHostAddress>
#include <algorithm>

#ifdef Q_OS_UNIX
#include <sys/un.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

using Severity = CheckFinding::Severity;

constexpr int kMostPorts = 1000;
#ifdef Q_OS_UNIX
constexpr qsizetype kLongestPath = sizeof(sockaddr_un::sun_path) - 1;
#else
constexpr qsizetype kLongestPath = 107;
#endif

int lastPort(const Listen &listen) { return listen.port + portCount(listen) - 1; }

// Which listeners compete: those of this machine, and those of one server.
bool sameMachine(const Forward &a, const Forward &b) {
    const bool aRemote = a.kind == ForwardKind::Remote;
    return aRemote == (b.kind == ForwardKind::Remote) && (!aRemote || a.host == b.host);
}

bool addressesMeet(const QString &a, const QString &b) {
    if (isWildcard(a) || isWildcard(b) || a.compare(b, Qt::CaseInsensitive) == 0)
        return true;
    const auto isName = [](const QString &host) { return !isLiteralAddress(host); };
    // "localhost" is both 127.0.0.1 and ::1.
    return isLoopback(a) && isLoopback(b) && (isName(a) || isName(b));
}

bool listensMeet(const Forward &a, const Forward &b) {
    if (!sameMachine(a, b) || a.listen.kind != b.listen.kind)
        return false;
    if (a.listen.kind == Listen::Kind::Unix)
        return !a.listen.path.isEmpty() && a.listen.path == b.listen.path;
    return a.listen.port != 0 && b.listen.port != 0 &&
           addressesMeet(a.listen.address, b.listen.address) &&
           a.listen.port <= lastPort(b.listen) && b.listen.port <= lastPort(a.listen);
}

class ForwardChecker {
public:
    ForwardChecker(const Forward &forward, const ProfileData &data, const CheckContext &context)
        : m_forward(forward),
          m_data(data),
          m_context(context) {}

    QList<CheckFinding> check() {
        checkName();
        checkReferences();
        if (m_forward.listen.kind == Listen::Kind::Unix)
            checkPath(CheckField::ListenPath, m_forward.listen.path);
        else
            checkListen();
        checkClash();
        checkTarget();
        checkSources();
        checkPermits();
        return m_findings;
    }

private:
    void error(CheckField field, CheckCode code, QString suggestion = {}, QString other = {}) {
        m_findings += {Severity::Error, field, code, std::move(suggestion), std::move(other)};
    }
    void warn(CheckField field, CheckCode code, QString suggestion = {}) {
        m_findings += {Severity::Warning, field, code, std::move(suggestion), {}};
    }
    void checkName();
    void checkReferences();
    void checkListen();
    void checkRange();
    void checkPath(CheckField field, const QString &path);
    void checkClash();
    void checkTarget();
    void checkSources();
    void checkPermits();
    [[nodiscard]] const Forward *clashOf(const Forward &forward) const;
    [[nodiscard]] QString freePort() const;

    const Forward &m_forward;
    const ProfileData &m_data;
    const CheckContext &m_context;
    QList<CheckFinding> m_findings;
};

template <typename Item>
QString freeName(const QList<Item> &items, const Item &own) {
    for (int number = 2;; ++number) {
        const QString name = own.name + u' ' + QString::number(number);
        if (std::none_of(items.begin(), items.end(),
                         [&](const Item &item) { return item.name == name; }))
            return name;
    }
}

template <typename Item>
bool nameIsTaken(const QList<Item> &items, const Item &own) {
    return std::any_of(items.begin(), items.end(), [&](const Item &item) {
        return item.id != own.id && item.name == own.name;
    });
}

void ForwardChecker::checkName() {
    if (m_forward.name.trimmed().isEmpty())
        error(CheckField::Name, CheckCode::Empty);
    else if (nameIsTaken(m_data.forwards, m_forward))
        error(CheckField::Name, CheckCode::NameTaken, freeName(m_data.forwards, m_forward),
              m_forward.name);
}

void ForwardChecker::checkReferences() {
    const auto has = [](const auto &items, const auto &id) {
        return std::any_of(items.begin(), items.end(),
                           [&](const auto &item) { return item.id == id; });
    };
    if (m_forward.host.isNull())
        error(CheckField::Host, CheckCode::Empty);
    else if (!has(m_data.hosts, m_forward.host))
        error(CheckField::Host, CheckCode::Unknown);
    if (!m_forward.profile.isNull() && !has(m_data.profiles, m_forward.profile))
        error(CheckField::Profile, CheckCode::Unknown);
}

void ForwardChecker::checkListen() {
    const Listen &listen = m_forward.listen;
    if (!isWildcard(listen.address) && !checkedHostName(listen.address))
        error(CheckField::ListenAddress, CheckCode::NotAnAddress, Listen{}.address);
    else if (!isLoopback(listen.address))
        warn(CheckField::ListenAddress, CheckCode::OpenToOthers, Listen{}.address);
    checkRange();
    // What a server lets us listen on is the server's to say.
    const bool here = m_forward.kind != ForwardKind::Remote;
    if (here && listen.port != 0 && listen.port < m_context.firstOpenPort)
        error(CheckField::ListenPort, CheckCode::PortPrivileged, freePort());
}

void ForwardChecker::checkRange() {
    const Listen &listen = m_forward.listen;
    const int ports = portCount(listen);
    if (listen.lastPort != 0 && (listen.port == 0 || listen.lastPort < listen.port))
        error(CheckField::ListenPort, CheckCode::RangeBackwards);
    else if (ports > kMostPorts)
        error(CheckField::ListenPort, CheckCode::RangeTooLong);
    if (m_forward.target.kind == Target::Kind::Tcp && m_forward.target.port + ports - 1 > 65535)
        error(CheckField::TargetPort, CheckCode::RangeTooLong);
}

void ForwardChecker::checkPath(CheckField field, const QString &path) {
    if (path.isEmpty())
        error(field, CheckCode::Empty);
    else if (path.toUtf8().size() > kLongestPath)
        error(field, CheckCode::PathTooLong, QString::number(kLongestPath));
    else if (!path.startsWith(u'/'))
        warn(field, CheckCode::PathNotAbsolute);
}

const Forward *ForwardChecker::clashOf(const Forward &forward) const {
    const auto found =
        std::find_if(m_data.forwards.begin(), m_data.forwards.end(), [&](const Forward &other) {
            return other.id != forward.id && listensMeet(forward, other);
        });
    return found == m_data.forwards.end() ? nullptr : &*found;
}

// The next port none of ours listens on, for a range its first.
QString ForwardChecker::freePort() const {
    Forward moved = m_forward;
    const int width = portCount(m_forward.listen);
    int port = m_forward.listen.port;
    // 80 becomes 8080, as people do; 443 becomes 8443.
    if (port < m_context.firstOpenPort)
        port = qMax(m_context.firstOpenPort, port + 8000);
    for (; port + width - 1 <= 65535; ++port) {
        moved.listen.port = static_cast<quint16>(port);
        moved.listen.lastPort = static_cast<quint16>(width > 1 ? port + width - 1 : 0);
        if (!clashOf(moved))
            return QString::number(port);
    }
    return {};
}

void ForwardChecker::checkClash() {
    const Forward *other = clashOf(m_forward);
    if (!other)
        return;
    if (m_forward.listen.kind == Listen::Kind::Unix)
        error(CheckField::ListenPath, CheckCode::Clash, {}, other->name);
    else
        error(CheckField::ListenPort, CheckCode::Clash, freePort(), other->name);
}

void ForwardChecker::checkTarget() {
    const Target &target = m_forward.target;
    const bool dynamic = m_forward.kind == ForwardKind::Dynamic;
    const bool socks = target.kind == Target::Kind::Socks;
    if (dynamic != socks && m_forward.kind != ForwardKind::Remote)
        error(CheckField::TargetHost, CheckCode::KindMismatch);
    if (socks || dynamic)
        return;
    if (target.kind == Target::Kind::Unix)
        return checkPath(CheckField::TargetPath, target.path);
    if (target.host.isEmpty())
        error(CheckField::TargetHost, CheckCode::Empty, u"localhost"_s);
    else if (!checkedHostName(target.host))
        error(CheckField::TargetHost, CheckCode::NotAnAddress);
    if (target.port == 0)
        error(CheckField::TargetPort, CheckCode::PortMissing);
}

void ForwardChecker::checkSources() {
    for (const QString &source : m_forward.allowedSources) {
        const auto [address, bits] = QHostAddress::parseSubnet(source);
        const bool single = isLiteralAddress(source);
        // parseSubnet also takes "10" and "10.1/16"; only whole addresses are meant here.
        const bool whole = isLiteralAddress(QStringView(source).left(source.indexOf(u'/')));
        if (single || (source.contains(u'/') && whole && bits >= 0 && !address.isNull()))
            continue;
        error(CheckField::AllowedSources, CheckCode::NotANetwork, {}, source);
    }
}

void ForwardChecker::checkPermits() {
    const QStringList &places = m_forward.permitRemoteOpen;
    if (places == QStringList{u"none"_s})
        return;
    for (const QString &place : places) {
        const auto colon = place.lastIndexOf(u':');
        const QStringView port = QStringView(place).mid(colon + 1);
        if (colon <= 0 || (port != u"*" && !parsePort(port)))
            error(CheckField::PermitRemoteOpen, CheckCode::NotAPlace, {}, place);
    }
}

void checkProxy(const Proxy &proxy, QList<CheckFinding> &findings) {
    const auto error = [&](CheckCode code) {
        findings += {Severity::Error, CheckField::Proxy, code, {}, {}};
    };
    switch (proxy.kind) {
    case Proxy::Kind::None:
        return;
    case Proxy::Kind::Command:
        if (proxy.command.isEmpty() || proxy.command.first().isEmpty())
            error(CheckCode::Empty);
        return;
    case Proxy::Kind::Socks5:
    case Proxy::Kind::Http:
        if (proxy.host.isEmpty())
            error(CheckCode::Empty);
        else if (!checkedHostName(proxy.host))
            error(CheckCode::NotAnAddress);
        if (proxy.port == 0)
            error(CheckCode::PortMissing);
    }
}

// Ports below this need a right the process may not have.
int firstUnprivilegedPort() {
#if defined(Q_OS_LINUX)
    if (::geteuid() == 0)
        return 1;
    QFile file(u"/proc/sys/net/ipv4/ip_unprivileged_port_start"_s);
    bool ok = false;
    const int port = file.open(QIODevice::ReadOnly) ? file.read(16).trimmed().toInt(&ok) : 0;
    return ok && port >= 0 && port <= 65536 ? port : 1024;
#elif defined(Q_OS_MACOS)
    return 1; // since macOS 10.14 for every address, and loopback is what we mostly use
#elif defined(Q_OS_UNIX)
    return ::geteuid() == 0 ? 1 : 1024;
#else
    return 1; // Windows knows no such ports
#endif
}

} // namespace

CheckContext CheckContext::here() { return {firstUnprivilegedPort()}; }

QList<CheckFinding> checkForward(const Forward &forward, const ProfileData &data,
                                 const CheckContext &context) {
    return ForwardChecker(forward, data, context).check();
}

QList<CheckFinding> checkHost(const Host &host, const ProfileData &data) {
    QList<CheckFinding> findings;
    const auto error = [&](CheckField field, CheckCode code, const QString &suggestion = {},
                           const QString &other = {}) {
        findings += {Severity::Error, field, code, suggestion, other};
    };
    if (host.name.trimmed().isEmpty())
        error(CheckField::Name, CheckCode::Empty, host.address);
    else if (nameIsTaken(data.hosts, host))
        error(CheckField::Name, CheckCode::NameTaken, freeName(data.hosts, host), host.name);
    if (host.address.isEmpty())
        error(CheckField::Address, CheckCode::Empty);
    else if (!checkedHostName(host.address))
        error(CheckField::Address, CheckCode::NotAnAddress);
    if (host.port == 0)
        error(CheckField::Port, CheckCode::PortMissing, u"22"_s);
    if (!host.user.isEmpty() && !checkedUserName(host.user))
        error(CheckField::User, CheckCode::NotAUserName);
    // The draft as it would be saved, so that a loop through itself shows.
    ProfileData saved = data;
    saved.hosts.removeIf([&](const Host &other) { return other.id == host.id; });
    saved.hosts += host;
    if (const auto hops = hopsOf(host, saved); !hops)
        error(CheckField::Jumps,
              hops.error().code == Errc::NotFound ? CheckCode::Unknown : CheckCode::JumpLoop, {},
              hops.error().detail);
    checkProxy(host.proxy, findings);
    if (!host.bindAddress.isEmpty() && !checkedHostName(host.bindAddress))
        error(CheckField::BindAddress, CheckCode::NotAnAddress);
    return findings;
}

} // namespace fairlead
