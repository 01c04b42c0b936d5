#include "core/ssh/socks.h"

#include "core/ssh/http_connect.h"

#include <QtCore/QtEndian>
#include <QtNetwork/QHostAddress>
#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace fairlead {

namespace {

constexpr char kSocks4 = 4;
constexpr char kSocks5 = 5;
constexpr char kConnect = 1;
constexpr qsizetype kMaxSocks4Text = 255; // user id and name each; the protocol names no limit

enum class Socks5Reply : char {
    Succeeded = 0,
    GeneralFailure = 1,
    NotAllowed = 2,
    NetworkUnreachable = 3,
    HostUnreachable = 4,
    ConnectionRefused = 5,
    CommandNotSupported = 7,
    AddressTypeNotSupported = 8,
};

// The bound address is not known on this side of the link; 0.0.0.0:0 as ssh answers too.
QByteArray socks5Reply(Socks5Reply code) {
    QByteArray reply(10, '\0');
    reply[0] = kSocks5;
    reply[1] = static_cast<char>(code);
    reply[3] = 1;
    return reply;
}

QByteArray socks4Reply(bool granted) {
    QByteArray reply(8, '\0');
    reply[1] = granted ? 0x5a : 0x5b;
    return reply;
}

Socks5Reply socks5CodeFor(Errc code) {
    switch (code) {
    case Errc::TargetProhibited:
        return Socks5Reply::NotAllowed;
    case Errc::TargetRefused:
    case Errc::ConnectRefused:
        return Socks5Reply::ConnectionRefused;
    case Errc::TargetUnresolved:
    case Errc::ResolveFailed:
    case Errc::ConnectTimeout:
        return Socks5Reply::HostUnreachable;
    case Errc::NetworkUnreachable:
        return Socks5Reply::NetworkUnreachable;
    default:
        return Socks5Reply::GeneralFailure;
    }
}

HttpRefusal httpRefusalFor(Errc code, const QByteArray &target) {
    switch (code) {
    case Errc::TargetProhibited:
        return {403, "The SSH server does not allow connections to " + target};
    case Errc::TargetRefused:
    case Errc::ConnectRefused:
        return {502, target + " refused the connection"};
    case Errc::TargetUnresolved:
    case Errc::ResolveFailed:
        return {502, "The name of " + target + " cannot be resolved"};
    case Errc::ConnectTimeout:
        return {504, target + " did not answer in time"};
    case Errc::NetworkUnreachable:
        return {502, target + " cannot be reached"};
    case Errc::ConnectionLost:
    case Errc::KeepAliveTimeout:
        return {504, "The SSH connection is away; " + target + " cannot be reached now"};
    default:
        return {502, "No connection to " + target};
    }
}

// The detail may hold a server's words: one line of printable ASCII, not long.
QByteArray printable(const QString &text) {
    QByteArray line = text.left(200).toLatin1();
    const auto odd = [](char c) { return c < ' ' || c > '~'; };
    std::replace_if(line.begin(), line.end(), odd, '?');
    return line;
}

quint16 portAt(const QByteArray &bytes, qsizetype offset) {
    return qFromBigEndian<quint16>(bytes.constData() + offset);
}

QByteArray addressText(const char *bytes, qsizetype size) {
    QHostAddress address;
    if (size == 4)
        address.setAddress(qFromBigEndian<quint32>(bytes));
    else
        address.setAddress(reinterpret_cast<const quint8 *>(bytes));
    return address.toString().toLatin1();
}

// True as long as the bytes may still become "METHOD ": capitals and hyphens, not many, a space.
bool beginsLikeMethod(QByteArrayView bytes) {
    constexpr qsizetype kMaxMethod = 24;
    const QByteArrayView word = bytes.first(std::min(bytes.size(), kMaxMethod + 1));
    const auto end = std::find_if_not(word.begin(), word.end(),
                                      [](char c) { return c == '-' || (c >= 'A' && c <= 'Z'); });
    return end == word.end() ? word.size() <= kMaxMethod : *end == ' ';
}

} // namespace

ProxyRequestParser::State ProxyRequestParser::feed(QByteArrayView bytes) {
    if (m_state == State::Refused)
        return m_state;
    m_buffer.append(bytes.data(), bytes.size());
    for (auto before = std::optional<Step>(); m_state == State::NeedMore && before != m_step;) {
        before = m_step;
        switch (m_step) {
        case Step::Protocol:
            m_state = decideProtocol();
            break;
        case Step::Socks4:
            m_state = readSocks4();
            break;
        case Step::Socks5Greeting:
            m_state = readSocks5Greeting();
            break;
        case Step::Socks5Request:
            m_state = readSocks5Request();
            break;
        case Step::Http:
            m_state = readHttp();
            break;
        }
    }
    return m_state;
}

ProxyRequestParser::State ProxyRequestParser::decideProtocol() {
    if (m_buffer.isEmpty())
        return State::NeedMore;
    const char first = m_buffer.front();
    if (first == kSocks4) {
        m_protocol = Protocol::Socks4;
        m_step = Step::Socks4;
    } else if (first == kSocks5) {
        m_protocol = Protocol::Socks5;
        m_step = Step::Socks5Greeting;
    } else if (first >= 'A' && first <= 'Z') {
        m_protocol = Protocol::HttpForward;
        m_step = Step::Http;
    } else {
        return refuse({}); // TLS, line noise: nothing we could say would be understood
    }
    return State::NeedMore;
}

// VN CD DSTPORT(2) DSTIP(4) USERID NUL, and for 4a with DSTIP 0.0.0.x: NAME NUL.
ProxyRequestParser::State ProxyRequestParser::readSocks4() {
    constexpr qsizetype kFixed = 8;
    if (m_buffer.size() >= 2 && m_buffer.at(1) != kConnect)
        return refuse(socks4Reply(false));
    if (m_buffer.size() < kFixed)
        return State::NeedMore;
    const auto textEnd = [this](qsizetype from) { return m_buffer.indexOf('\0', from); };
    const auto tooLong = [this](qsizetype from, qsizetype end) {
        return (end < 0 ? m_buffer.size() : end) - from > kMaxSocks4Text;
    };
    const auto userEnd = textEnd(kFixed);
    if (tooLong(kFixed, userEnd))
        return refuse(socks4Reply(false));
    if (userEnd < 0)
        return State::NeedMore;
    const quint16 port = portAt(m_buffer, 2);
    const auto address = qFromBigEndian<quint32>(m_buffer.constData() + 4);
    const bool named = address != 0 && address < 256;
    if (!named)
        return finish(userEnd + 1, addressText(m_buffer.constData() + 4, 4), port,
                      socks4Reply(false));
    const auto nameEnd = textEnd(userEnd + 1);
    if (tooLong(userEnd + 1, nameEnd))
        return refuse(socks4Reply(false));
    if (nameEnd < 0)
        return State::NeedMore;
    const QByteArray name = m_buffer.mid(userEnd + 1, nameEnd - userEnd - 1);
    return finish(nameEnd + 1, name, port, socks4Reply(false));
}

// VER NMETHODS METHODS. Only "no authentication" is taken: the port is guarded by where it listens,
// and a password that anyone may choose would only look like a lock.
ProxyRequestParser::State ProxyRequestParser::readSocks5Greeting() {
    if (m_buffer.size() < 2)
        return State::NeedMore;
    const auto methods = static_cast<unsigned char>(m_buffer.at(1));
    if (m_buffer.size() < 2 + methods)
        return State::NeedMore;
    if (!m_buffer.mid(2, methods).contains('\0'))
        return refuse(QByteArray("\x05\xff", 2));
    m_reply += QByteArray("\x05\x00", 2);
    m_buffer.remove(0, 2 + methods);
    m_step = Step::Socks5Request;
    return State::NeedMore;
}

// VER CMD RSV ATYP DST.ADDR DST.PORT(2).
ProxyRequestParser::State ProxyRequestParser::readSocks5Request() {
    if (!m_buffer.isEmpty() && m_buffer.front() != kSocks5)
        return refuse(socks5Reply(Socks5Reply::GeneralFailure));
    if (m_buffer.size() >= 2 && m_buffer.at(1) != kConnect)
        return refuse(socks5Reply(Socks5Reply::CommandNotSupported));
    if (m_buffer.size() < 5)
        return State::NeedMore;
    qsizetype start = 4;
    qsizetype size = 0;
    const char type = m_buffer.at(3);
    if (type == 1) {
        size = 4;
    } else if (type == 4) {
        size = 16;
    } else if (type == 3) {
        start = 5;
        size = static_cast<unsigned char>(m_buffer.at(4));
    } else {
        return refuse(socks5Reply(Socks5Reply::AddressTypeNotSupported));
    }
    if (m_buffer.size() < start + size + 2)
        return State::NeedMore;
    const QByteArray host =
        type == 3 ? m_buffer.mid(start, size) : addressText(m_buffer.constData() + start, size);
    return finish(start + size + 2, host, portAt(m_buffer, start + size),
                  socks5Reply(Socks5Reply::GeneralFailure));
}

ProxyRequestParser::State ProxyRequestParser::readHttp() {
    // Whatever arrives in which pieces, "SSH-2.0-…" or a shell's output is told by the first word.
    if (m_lineStart == 0 && !beginsLikeMethod(m_buffer))
        return refuse({});
    while (true) {
        const auto lineEnd = m_buffer.indexOf('\n', m_lineStart);
        if ((lineEnd < 0 ? m_buffer.size() : lineEnd + 1) > kMaxHead)
            return refuse(httpRefusalResponse({431, "The request is longer than 8 KiB."}));
        if (lineEnd < 0)
            return State::NeedMore;
        QByteArrayView line = QByteArrayView(m_buffer).sliced(m_lineStart, lineEnd - m_lineStart);
        if (line.endsWith('\r'))
            line.chop(1);
        if (m_lineStart == 0) {
            const auto request = readHttpRequestLine(line);
            if (!request)
                return refuse(httpRefusalResponse(request.error()));
        }
        m_lineStart = lineEnd + 1;
        if (line.isEmpty())
            break;
    }
    const auto request = readHttpProxyHead(QByteArrayView(m_buffer).first(m_lineStart));
    if (!request)
        return refuse(httpRefusalResponse(request.error()));
    m_protocol = request->tunnel ? Protocol::HttpConnect : Protocol::HttpForward;
    m_target = request->target;
    m_buffer.replace(0, m_lineStart, request->head);
    return State::Done;
}

// The request was the first `used` bytes.
ProxyRequestParser::State ProxyRequestParser::finish(qsizetype used, QByteArrayView host,
                                                     quint16 port, const QByteArray &refusal) {
    const auto name = checkedHostName(QString::fromLatin1(host));
    if (!name || port == 0)
        return refuse(refusal);
    m_target = Endpoint{*name, port};
    m_buffer.remove(0, used);
    return State::Done;
}

ProxyRequestParser::State ProxyRequestParser::refuse(QByteArray reply) {
    m_reply += reply;
    m_buffer.clear();
    return State::Refused;
}

QByteArray ProxyRequestParser::successReply() const {
    switch (m_protocol) {
    case Protocol::Socks4:
        return socks4Reply(true);
    case Protocol::Socks5:
        return socks5Reply(Socks5Reply::Succeeded);
    case Protocol::HttpConnect:
        return "HTTP/1.1 200 Connection established\r\n\r\n";
    case Protocol::HttpForward:
    case Protocol::Undecided:
        break;
    }
    return {};
}

QByteArray ProxyRequestParser::failureReply(const Error &error) const {
    switch (m_protocol) {
    case Protocol::Socks4:
        return socks4Reply(false);
    case Protocol::Socks5:
        return socks5Reply(socks5CodeFor(error.code));
    case Protocol::HttpConnect:
    case Protocol::HttpForward: {
        HttpRefusal refusal = httpRefusalFor(error.code, toText(m_target).toLatin1());
        refusal.reason += error.detail.isEmpty() ? "." : ": " + printable(error.detail);
        return httpRefusalResponse(refusal);
    }
    case Protocol::Undecided:
        break;
    }
    return {};
}

} // namespace fairlead
