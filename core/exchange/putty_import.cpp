#include "core/exchange/putty_import.h"

#include "core/base/address.h"
#include "core/base/log.h"
#include "core/exchange/forward_spec.h"
#include "core/exchange/shell_words.h"
#include "core/profile/destination.h"
#include "core/profile/safe_file.h"

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

using Code = ImportRemark::Code;

// CONF_proxy_type of PuTTY 0.81.
enum PuttyProxy {
    NoProxy,
    Socks4,
    Socks5,
    Http,
    Telnet,
    LocalCommand,
    SshTcp,
    SshExec,
    SshSubsystem
};

int number(const PuttySession &session, const QString &key, int usual = 0) {
    bool good = false;
    const int value = session.values.value(key).toInt(&good);
    return good ? value : usual;
}

bool isOn(const PuttySession &session, const QString &key) { return number(session, key) != 0; }

// "L8080=db:80,4R127.0.0.1:2222=localhost:22,D1080=": entries between commas, where a backslash
// takes the next character as it is.
struct PuttyForward {
    QString left;
    QString right;
};
QList<PuttyForward> splitForwardings(const QString &text) {
    QList<PuttyForward> found{{}};
    bool right = false;
    for (qsizetype at = 0; at < text.size(); ++at) {
        QChar sign = text[at];
        if (sign == u',') {
            found += PuttyForward{};
            right = false;
            continue;
        }
        if (sign == u'=' && !right) {
            right = true;
            continue;
        }
        if (sign == u'\\' && at + 1 < text.size())
            sign = text[++at];
        (right ? found.last().right : found.last().left) += sign;
    }
    found.removeIf([](const PuttyForward &each) { return each.left.isEmpty(); });
    return found;
}

std::optional<ForwardKind> kindOf(QChar letter) {
    switch (letter.toUpper().unicode()) {
    case u'L':
        return ForwardKind::Local;
    case u'R':
        return ForwardKind::Remote;
    case u'D':
        return ForwardKind::Dynamic;
    default:
        return std::nullopt;
    }
}

class SessionReader {
public:
    SessionReader(const PuttySession &session, ImportSource &source)
        : m_session(session),
          m_source(source) {}

    void read() {
        const QString protocol = m_session.values.value(u"Protocol"_s, u"ssh"_s);
        if (protocol != u"ssh"_s)
            return skip({Code::NotSsh, printable(protocol)});
        const QString address = m_session.values.value(u"HostName"_s).trimmed();
        if (address.isEmpty())
            return skip({Code::NoAddress, {}});
        const auto destination = parseDestination(address);
        if (!destination)
            return skip({Code::Unreadable, printable(destination.error().detail)});
        m_host.id = HostId::create();
        m_host.name = m_session.name;
        m_host.address = destination->host;
        m_host.user =
            destination->user.isEmpty() ? m_session.values.value(u"UserName"_s) : destination->user;
        const int port =
            destination->port != 0 ? destination->port : number(m_session, u"PortNumber"_s, 22);
        m_host.port = static_cast<quint16>(port > 0 && port <= 65535 ? port : 22);
        readDetails();
        readProxy();
        readKey();
        m_source.remarks.insert(m_host.id.text(), m_remarks);
        m_source.data.hosts += m_host;
        readForwards();
    }

private:
    void skip(const ImportRemark &reason) { m_source.skipped += {m_session.name, reason}; }

    void readDetails() {
        m_host.compression = isOn(m_session, u"Compression"_s);
        const int family = number(m_session, u"AddressFamily"_s);
        m_host.family = family == 1   ? AddressFamily::IPv4
                        : family == 2 ? AddressFamily::IPv6
                                      : AddressFamily::Any;
        for (const QString &key : {u"Password"_s, u"ProxyPassword"_s})
            if (!m_session.values.value(key).isEmpty())
                m_remarks += {Code::SecretLeft, key};
    }

    void readProxy() {
        const int method = number(m_session, u"ProxyMethod"_s);
        const int port = number(m_session, u"ProxyPort"_s);
        const QString host = m_session.values.value(u"ProxyHost"_s);
        Proxy proxy;
        proxy.host = host;
        proxy.port = static_cast<quint16>(port > 0 && port <= 65535 ? port : 0);
        proxy.user = m_session.values.value(u"ProxyUsername"_s);
        switch (method) {
        case NoProxy:
            return;
        case Socks5:
            proxy.kind = Proxy::Kind::Socks5;
            break;
        case Http:
            proxy.kind = Proxy::Kind::Http;
            break;
        case SshTcp:
            return readJump(proxy);
        default:
            m_remarks += {Code::Ignored, u"ProxyMethod %1"_s.arg(method)};
            return;
        }
        if (checkedHostName(host) && proxy.port != 0)
            m_host.proxy = proxy;
        else
            m_remarks += {Code::Ignored, u"ProxyHost "_s + printable(host)};
    }

    // Either a host or the name of another session.
    void readJump(const Proxy &proxy) {
        const Destination jump{proxy.user, proxy.host, proxy.port == 22 ? quint16{0} : proxy.port};
        m_host.jumps = {proxy.user.isEmpty() && jump.port == 0 ? proxy.host : toText(jump)};
    }

    void readKey() {
        const QString file = m_session.values.value(u"PublicKeyFile"_s);
        if (file.isEmpty())
            return;
        if (!file.endsWith(u".ppk"_s, Qt::CaseInsensitive)) {
            m_host.identityFiles = {file};
            return;
        }
        m_remarks += {Code::PuttyKey, printable(file)};
        constexpr qsizetype kLargestKey = 64 * 1024;
        const auto key = readSmallFile(file, kLargestKey);
        if (key && key->left(200).contains("ecdsa-sha2-nistp521"))
            m_remarks += {Code::WeakPuttyKey, printable(file)};
    }

    void readForwards() {
        const auto entries = splitForwardings(m_session.values.value(u"PortForwardings"_s));
        for (const PuttyForward &entry : entries) {
            QString left = entry.left;
            if (left.startsWith(u'4') || left.startsWith(u'6'))
                left.remove(0, 1);
            const auto kind = left.isEmpty() ? std::nullopt : kindOf(left[0]);
            auto forward = kind ? forwardOf(*kind, left.mid(1), entry.right)
                                : fail(Errc::BadForwardSpec, left);
            if (!forward) {
                m_source.skipped += {m_session.name + u' ' + printable(entry.left),
                                     {Code::Unreadable, printable(forward.error().detail)}};
                continue;
            }
            forward->id = ForwardId::create();
            forward->host = m_host.id;
            forward->name = m_session.name + u' ' + QString::number(forward->listen.port);
            m_source.data.forwards += *forward;
        }
    }

    [[nodiscard]] Result<Forward> forwardOf(ForwardKind kind, const QString &left,
                                            const QString &right) const {
        const bool remote = kind == ForwardKind::Remote;
        const bool open =
            isOn(m_session, remote ? u"RemotePortAcceptAll"_s : u"LocalPortAcceptAll"_s);
        const QString spec =
            kind == ForwardKind::Dynamic || right.isEmpty() ? left : left + u':' + right;
        return parseForwardSpec(kind, spec, open ? u"*"_s : u"localhost"_s);
    }

    const PuttySession &m_session;
    ImportSource &m_source;
    Host m_host;
    QList<ImportRemark> m_remarks;
};

} // namespace

ImportSource puttySource(const QList<PuttySession> &sessions) {
    ImportSource source;
    QSet<QString> seen;
    for (const PuttySession &session : sessions) {
        if (session.name.trimmed().isEmpty() || seen.contains(session.name))
            continue;
        seen.insert(session.name);
        SessionReader(session, source).read();
    }
    return source;
}

Result<ImportSource> readPuttyForImport(const QString &path) {
    const auto sessions = readPuttySessions(path);
    if (!sessions)
        return tl::unexpected(sessions.error());
    return puttySource(*sessions);
}

} // namespace fairlead
