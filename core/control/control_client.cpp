#include "core/control/control_client.h"

#include "core/control/control_codec.h"
#include "core/control/control_place.h"
#include "core/control/peer_user.h"

#include <QtNetwork/QLocalSocket>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

using namespace std::chrono_literals;
using Code = ControlTrouble::Code;

constexpr auto kAnswerWithin = 10s;
constexpr auto kTryAgainAfter = 50ms;
constexpr int kConnectWithinMs = 1000;

} // namespace

ControlClient::ControlClient(QString configFolder, Timers &timers, QObject *parent)
    : QObject(parent),
      m_configFolder(std::move(configFolder)),
      m_timers(timers),
      m_socket(new QLocalSocket(this)),
      m_lines(kLongestControlLine) {
    connect(m_socket, &QLocalSocket::readyRead, this, &ControlClient::read);
    connect(m_socket, &QLocalSocket::disconnected, this, &ControlClient::lose);
}

ControlClient::~ControlClient() { m_socket->disconnect(this); }

void ControlClient::ask(const ControlRequest &request) {
    m_request = request;
    m_giveUpAt = m_timers.now() + m_patience;
    m_retry = m_timers.after(0ms, [this] { tryToConnect(); });
}

void ControlClient::tryToConnect() {
    if (connectToOne()) {
        m_asked = true;
        m_socket->write(encodeRequest(m_request) + '\n');
        if (m_request.verb != ControlVerb::Watch)
            m_deadline = m_timers.after(kAnswerWithin, [this] {
                end(ControlTrouble{Code::NoAnswer, {}});
            });
        return;
    }
    if (m_timers.now() >= m_giveUpAt)
        end(ControlTrouble{Code::NotRunning, m_configFolder});
    else
        m_retry = m_timers.after(kTryAgainAfter, [this] { tryToConnect(); });
}

// A socket in a folder others can write to, or of another user, is not ours to trust.
bool ControlClient::connectToOne() {
    for (const QString &folder : controlFolders(m_configFolder)) {
        if (!isPrivateFolder(folder))
            continue;
        m_socket->connectToServer(controlSocketIn(folder));
        if (m_socket->waitForConnected(kConnectWithinMs) &&
            isSameUser(m_socket->socketDescriptor()))
            return true;
        m_socket->abort();
    }
    return false;
}

void ControlClient::read() {
    for (const QByteArray &line : m_lines.take(m_socket->readAll())) {
        if (m_ended)
            return;
        take(line);
    }
    if (m_lines.overflowed())
        end(ControlTrouble{Code::NotUnderstood, u"the line is too long"_s});
}

void ControlClient::take(const QByteArray &line) {
    const auto reply = decodeReply(line);
    if (!reply)
        end(reply.error());
    else if (const auto *trouble = std::get_if<ControlTrouble>(&*reply))
        end(*trouble);
    else if (!std::holds_alternative<control_reply::Done>(*reply))
        Q_EMIT told(*reply);
    else if (m_request.verb == ControlVerb::Quit)
        m_done = true; // but not gone yet
    else
        end({});
}

// The instance is gone: what Quit waits for, and the end of a watch.
void ControlClient::lose() {
    if (m_asked)
        end(m_done ? std::nullopt : std::optional(ControlTrouble{Code::NoAnswer, {}}));
}

void ControlClient::end(const std::optional<ControlTrouble> &trouble) {
    if (std::exchange(m_ended, true))
        return;
    m_deadline.reset();
    Q_EMIT ended(trouble);
}

} // namespace fairlead
