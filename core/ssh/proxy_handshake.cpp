#include "core/ssh/proxy_handshake.h"

#include "core/base/log.h"
#include "core/base/socket_address.h"
#include "core/ssh/dial_stream.h"

#include <netinet/in.h>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr qsizetype kHeadLimit = 16 * 1024;
constexpr char kSocksVersion = 5;
constexpr char kNoLogin = 0;
constexpr char kUserPassword = 2;
constexpr char kNoneAcceptable = '\xff';

using Handshake = tl::expected<void, ProxyRefusal>;

// Bytes with a password among them, wiped when done.
class Wiped {
public:
    explicit Wiped(qsizetype room) { m_bytes.reserve(room); } // no copy is left by growing
    ~Wiped() { wipeMemory(m_bytes.data(), static_cast<size_t>(m_bytes.size())); }
    Wiped(const Wiped &) = delete;
    Wiped &operator=(const Wiped &) = delete;
    QByteArray &bytes() { return m_bytes; }

private:
    QByteArray m_bytes;
};

QString replyText(unsigned char code) {
    switch (code) {
    case 1:
        return u"general failure"_s;
    case 2:
        return u"not allowed by its rules"_s;
    case 3:
        return u"network unreachable"_s;
    case 4:
        return u"host unreachable"_s;
    case 5:
        return u"connection refused"_s;
    case 6:
        return u"timed out on the way (TTL expired)"_s;
    case 7:
        return u"command not supported"_s;
    case 8:
        return u"address type not supported"_s;
    default:
        return u"error %1"_s.arg(code);
    }
}

void appendPort(QByteArray &bytes, quint16 port) {
    bytes.append(static_cast<char>(port >> 8));
    bytes.append(static_cast<char>(port & 0xff));
}

// RFC 1928 section 5: 1 IPv4, 3 a name with its length, 4 IPv6.
QByteArray socksAddress(const Endpoint &target) {
    QByteArray bytes;
    const auto literal = literalAddress(target.host, target.port);
    if (literal && literal->family() == AF_INET) {
        const auto &v4 = reinterpret_cast<const sockaddr_in *>(literal->data())->sin_addr;
        bytes.append('\1').append(reinterpret_cast<const char *>(&v4), sizeof v4);
    } else if (literal) {
        const auto &v6 = reinterpret_cast<const sockaddr_in6 *>(literal->data())->sin6_addr;
        bytes.append('\4').append(reinterpret_cast<const char *>(&v6), sizeof v6);
    } else {
        const QByteArray name = target.host.toLatin1();
        bytes.append('\3').append(static_cast<char>(name.size())).append(name);
    }
    appendPort(bytes, target.port);
    return bytes;
}

class Handshaker {
public:
    Handshaker(int fd, const Proxy &proxy, const Secret &password, const Endpoint &target,
               Waiter &waiter, Waiter::TimePoint until)
        : m_stream(fd, waiter, until),
          m_proxy(proxy),
          m_password(password),
          m_target(target),
          m_name(toText(Endpoint{proxy.host, proxy.port})) {}

    Handshake socks();
    Handshake http();

private:
    Handshake socksLogin();
    Handshake socksConnect();
    [[nodiscard]] Handshake httpVerdict(const QByteArray &head) const;

    [[nodiscard]] tl::unexpected<ProxyRefusal> refused(const QString &why,
                                                       bool wantsLogin = false) const {
        return tl::unexpected(
            ProxyRefusal{{Errc::ProxyFailed, m_name + u": "_s + why}, wantsLogin});
    }
    [[nodiscard]] tl::unexpected<ProxyRefusal> broken(const TimedStream::Failure &failure) const {
        return tl::unexpected(ProxyRefusal{toError(failure, Errc::ProxyFailed, m_name)});
    }

    TimedStream m_stream;
    const Proxy &m_proxy;
    const Secret &m_password;
    const Endpoint &m_target;
    QString m_name;
};

Handshake Handshaker::socks() {
    QByteArray greeting;
    greeting.append(kSocksVersion);
    if (m_proxy.user.isEmpty())
        greeting.append('\1').append(kNoLogin);
    else
        greeting.append('\2').append(kNoLogin).append(kUserPassword);
    if (const auto sent = m_stream.send(greeting); !sent)
        return broken(sent.error());
    const auto choice = m_stream.receive(2);
    if (!choice)
        return broken(choice.error());
    if (choice->at(0) != kSocksVersion)
        return refused(u"is no SOCKS5 proxy"_s);
    const char method = choice->at(1);
    if (method == kNoneAcceptable)
        return refused(u"accepts none of the ways to log in that were offered"_s, true);
    if (method == kUserPassword && !m_proxy.user.isEmpty()) {
        if (const auto login = socksLogin(); !login)
            return login;
    } else if (method != kNoLogin) {
        return refused(u"chose a way to log in that was not offered"_s);
    }
    return socksConnect();
}

Handshake Handshaker::socksLogin() {
    const QByteArray user = m_proxy.user.toUtf8();
    if (user.size() > 255 || m_password.size() > 255)
        return refused(u"user and password may have 255 bytes each"_s, true);
    Wiped login(3 + user.size() + m_password.size());
    login.bytes().append('\1').append(static_cast<char>(user.size())).append(user);
    login.bytes().append(static_cast<char>(m_password.size())).append(m_password.view());
    if (const auto sent = m_stream.send(login.bytes()); !sent)
        return broken(sent.error());
    const auto verdict = m_stream.receive(2);
    if (!verdict)
        return broken(verdict.error());
    if (verdict->at(1) != 0)
        return refused(u"refused the user or password"_s, true);
    return {};
}

Handshake Handshaker::socksConnect() {
    QByteArray request("\5\1\0", 3);
    request.append(socksAddress(m_target));
    if (const auto sent = m_stream.send(request); !sent)
        return broken(sent.error());
    const auto reply = m_stream.receive(5); // the fifth is the first of the bound address
    if (!reply)
        return broken(reply.error());
    if (reply->at(0) != kSocksVersion)
        return refused(u"sent no SOCKS5 reply"_s);
    if (reply->at(1) != 0)
        return refused(replyText(static_cast<unsigned char>(reply->at(1))));
    qsizetype left = 2; // the port
    switch (reply->at(3)) {
    case 1:
        left += 3;
        break;
    case 3:
        left += static_cast<unsigned char>(reply->at(4));
        break;
    case 4:
        left += 15;
        break;
    default:
        return refused(u"sent an address of an unknown kind"_s);
    }
    if (const auto rest = m_stream.receive(left); !rest)
        return broken(rest.error());
    return {};
}

Handshake Handshaker::http() {
    const QByteArray where = toText(m_target).toLatin1();
    const QByteArray user = m_proxy.user.toUtf8();
    if (user.contains(':'))
        return refused(u"a user name with a colon cannot be used (RFC 7617)"_s, true);
    const qsizetype pair = user.size() + 1 + m_password.size();
    Wiped request(2 * where.size() + 2 * pair + 256);
    request.bytes().append("CONNECT ").append(where).append(" HTTP/1.1\r\nHost: ");
    request.bytes().append(where).append("\r\n");
    if (!user.isEmpty()) {
        Wiped plain(pair);
        plain.bytes().append(user).append(':').append(m_password.view());
        Wiped encoded(0);
        encoded.bytes() = plain.bytes().toBase64();
        request.bytes().append("Proxy-Authorization: Basic ").append(encoded.bytes());
        request.bytes().append("\r\n");
    }
    request.bytes().append("\r\n");
    if (const auto sent = m_stream.send(request.bytes()); !sent)
        return broken(sent.error());
    const auto head = m_stream.receiveHead(kHeadLimit);
    return head ? httpVerdict(*head) : broken(head.error());
}

Handshake Handshaker::httpVerdict(const QByteArray &head) const {
    const QByteArray line = head.first(head.indexOf('\n')).trimmed();
    const bool isHttp = line.size() >= 12 && line.startsWith("HTTP/1.") && line.at(8) == ' ';
    bool ok = false;
    const int status = isHttp ? line.sliced(9, 3).toInt(&ok) : 0;
    if (!ok)
        return refused(u"is no HTTP proxy"_s);
    if (status >= 200 && status < 300)
        return {};
    if (status == 407)
        return refused(m_proxy.user.isEmpty() ? u"wants a user and password"_s
                                              : u"refused the user or password"_s,
                       true);
    return refused(u"answered "_s + printable(QString::fromLatin1(line.sliced(9).left(200))));
}

} // namespace

Handshake proxyHandshake(int fd, const Proxy &proxy, const Secret &password, const Endpoint &target,
                         Waiter &waiter, Waiter::TimePoint until) {
    if (const auto name = checkedHostName(target.host); !name)
        return tl::unexpected(ProxyRefusal{name.error()});
    Handshaker handshaker(fd, proxy, password, target, waiter, until);
    return proxy.kind == Proxy::Kind::Socks5 ? handshaker.socks() : handshaker.http();
}

} // namespace fairlead
