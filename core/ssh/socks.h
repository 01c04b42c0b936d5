// What a client of a dynamic forward asks for, in whichever proxy protocol it speaks: SOCKS4 and
// 4a, SOCKS5 (RFC 1928), HTTP CONNECT and plain HTTP proxy requests, all on one port.
#pragma once

#include "core/base/address.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <utility>

namespace fairlead {

// Pure: bytes in, bytes and a target out. It makes no difference how the bytes are cut into pieces.
// Any thread, one at a time.
class ProxyRequestParser {
public:
    enum class State {
        NeedMore,
        Done,    // target() is known; connect, then send successReply() or failureReply()
        Refused, // send takeReply(), if anything, and close
    };
    enum class Protocol { Undecided, Socks4, Socks5, HttpConnect, HttpForward };

    static constexpr qsizetype kMaxHead = 8192; // bytes of one request

    // After each call send what takeReply() gives, whatever the state. Once Done, more bytes are
    // simply added to those for the target; once Refused they are dropped.
    State feed(QByteArrayView bytes);
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] Protocol protocol() const { return m_protocol; }

    // Bytes the client waits for (the choice of a login method, a refusal); empty most of the time.
    [[nodiscard]] QByteArray takeReply() { return std::exchange(m_reply, {}); }

    // Done: a checked name or literal address and a port that is not 0.
    [[nodiscard]] const Endpoint &target() const { return m_target; }
    // Done: what to send to the target first: bytes that came behind the request, for a plain HTTP
    // request its rewritten head too.
    [[nodiscard]] QByteArray takeLeftover() { return std::exchange(m_buffer, {}); }

    // Done: the target is connected. Empty for a plain HTTP request, where the target answers.
    [[nodiscard]] QByteArray successReply() const;
    // Done: the target cannot be had, or the link is away.
    [[nodiscard]] QByteArray failureReply(const Error &error) const;

private:
    enum class Step { Protocol, Socks4, Socks5Greeting, Socks5Request, Http };
    State decideProtocol();
    State readSocks4();
    State readSocks5Greeting();
    State readSocks5Request();
    State readHttp();
    State finish(qsizetype used, QByteArrayView host, quint16 port, const QByteArray &refusal);
    State refuse(QByteArray reply);

    State m_state = State::NeedMore;
    Step m_step = Step::Protocol;
    Protocol m_protocol = Protocol::Undecided;
    QByteArray m_buffer; // not yet understood; when Done: for the target
    QByteArray m_reply;
    qsizetype m_lineStart = 0; // HTTP: where the line not yet complete begins
    Endpoint m_target;
};

} // namespace fairlead
