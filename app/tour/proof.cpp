#include "app/tour/proof.h"

#include <QtCore/QRandomGenerator>

namespace fairlead::demo {
namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 20s;
constexpr qsizetype kChunk = 64 * 1024;

QByteArray randomBytes(qsizetype size) {
    QByteArray bytes(size, Qt::Uninitialized);
    auto *random = QRandomGenerator::global();
    for (char &byte : bytes)
        byte = static_cast<char>(random->bounded(256));
    return bytes;
}

} // namespace

Proof::Proof(const Door &door, qsizetype size, QObject *parent)
    : QObject(parent),
      m_door(door),
      m_sent(randomBytes(size)) {
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { finish(ProofOutcome::Result::TooSlow); });
    connect(&m_socket, &QTcpSocket::connected, this, &Proof::send);
    connect(&m_socket, &QTcpSocket::bytesWritten, this, &Proof::sendMore);
    connect(&m_socket, &QTcpSocket::readyRead, this, &Proof::read);
    connect(&m_socket, &QTcpSocket::disconnected, this, [this] {
        read();
        finish(ProofOutcome::Result::Cut);
    });
    connect(&m_socket, &QTcpSocket::errorOccurred, this, [this] {
        if (!m_connected)
            finish(ProofOutcome::Result::NotConnected);
    });
}

void Proof::start() {
    m_deadline.start(kPatience);
    knock(m_socket, m_door);
}

void Proof::send() {
    m_connected = true;
    m_clock.start();
    m_socket.write(requestHead("POST", "/echo", m_door, m_sent.size()));
    sendMore();
}

void Proof::sendMore() {
    while (m_handed < m_sent.size() && m_socket.bytesToWrite() < kChunk) {
        const QByteArray next = m_sent.mid(m_handed, kChunk);
        m_handed += next.size();
        m_socket.write(next);
    }
}

void Proof::read() {
    m_got += m_socket.readAll();
    if (m_bodyAt < 0) {
        const auto end = m_got.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        m_bodyAt = end + 4;
    }
    if (m_got.size() - m_bodyAt >= m_sent.size())
        compare();
}

void Proof::compare() {
    const bool same = m_got.startsWith("HTTP/1.1 200 ") && m_got.mid(m_bodyAt) == m_sent;
    finish(same ? ProofOutcome::Result::Good : ProofOutcome::Result::Different);
}

void Proof::finish(ProofOutcome::Result result) {
    if (m_finished)
        return;
    m_finished = true;
    m_deadline.stop();
    const qsizetype back = m_bodyAt < 0 ? 0 : m_got.size() - m_bodyAt;
    const std::chrono::nanoseconds took(m_connected ? m_clock.nsecsElapsed() : 0);
    Q_EMIT finished({.result = result,
                     .bytes = static_cast<quint64>(m_handed + back),
                     .time = std::chrono::duration_cast<std::chrono::microseconds>(took)});
    m_socket.disconnectFromHost();
}

} // namespace fairlead::demo
