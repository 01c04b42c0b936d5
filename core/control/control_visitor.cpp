#include "core/control/control_visitor.h"

#include "core/control/control_codec.h"

#include <QtCore/QPointer>
#include <QtNetwork/QLocalSocket>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr std::chrono::seconds kPatience{10};
constexpr qint64 kMostUnread = 1024 * 1024;

} // namespace

ControlVisitor::ControlVisitor(QLocalSocket *socket, Timers &timers, QObject *parent)
    : QObject(parent),
      m_socket(socket),
      m_lines(kLongestControlLine) {
    m_socket->setParent(this);
    m_socket->setReadBufferSize(kLongestControlLine);
    connect(m_socket, &QLocalSocket::readyRead, this, &ControlVisitor::read);
    connect(m_socket, &QLocalSocket::disconnected, this, &ControlVisitor::left);
    m_deadline = timers.after(kPatience, [this] { m_socket->abort(); });
}

void ControlVisitor::tell(const ControlReply &reply) {
    if (m_socket->state() != QLocalSocket::ConnectedState)
        return;
    m_socket->write(encodeReply(reply) + '\n');
    if (m_socket->bytesToWrite() > kMostUnread)
        m_socket->abort();
}

void ControlVisitor::sayGoodbye() {
    m_socket->disconnectFromServer(); // flushes first
}

void ControlVisitor::read() {
    const QPointer<ControlVisitor> self(this);
    for (const QByteArray &line : m_lines.take(m_socket->readAll())) {
        take(line);
        if (!self || m_socket->state() != QLocalSocket::ConnectedState)
            return;
    }
    if (!m_lines.overflowed())
        return;
    tell(ControlTrouble{ControlTrouble::Code::NotUnderstood, u"the line is too long"_s});
    sayGoodbye();
}

void ControlVisitor::take(const QByteArray &line) {
    const auto request = decodeRequest(line);
    if (!request) {
        tell(request.error());
        return;
    }
    m_deadline.reset();
    Q_EMIT requested(*request);
}

} // namespace fairlead
