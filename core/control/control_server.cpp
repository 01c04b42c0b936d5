#include "core/control/control_server.h"

#include "core/base/log.h"
#include "core/control/control_place.h"
#include "core/control/control_visitor.h"
#include "core/control/peer_user.h"

#include <QtCore/QCoreApplication>
#include <QtNetwork/QLocalServer>
#include <QtNetwork/QLocalSocket>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

using Code = ControlTrouble::Code;
constexpr qsizetype kMostVisitors = 32;

} // namespace

ControlServer::ControlServer(const Parts &parts, ControlRole role, QObject *parent)
    : QObject(parent),
      m_parts(parts),
      m_role(role),
      m_desk(parts.book, parts.tunnels, parts.timers),
      m_server(new QLocalServer(this)) {
    connect(m_server, &QLocalServer::newConnection, this, &ControlServer::welcome);
    connect(&parts.tunnels, &TunnelService::forwardStatusChanged, this,
            &ControlServer::tellWatchers);
    connect(&parts.book, &ProfileBook::wantedChanged, this, [this](const QList<ForwardId> &ids) {
        for (const ForwardId &id : ids)
            tellWatchers(id);
    });
    connect(&parts.book, &ProfileBook::forwardRemoved, this, &ControlServer::forget);
}

ControlServer::~ControlServer() {
    for (ControlVisitor *visitor : std::as_const(m_visitors))
        visitor->disconnect(this); // they go after our members, and with them the connections
    m_server->close();
}

ControlResult<void> ControlServer::listen(InstanceLock lock) {
    const QString path = controlSocketIn(lock.folder());
    m_lock = std::move(lock);
    QLocalServer::removeServer(path);
    // The folder is closed to other users; options would make Qt bind elsewhere and rename, with a
    // longer path.
    if (!m_server->listen(path))
        return tl::unexpected(
            ControlTrouble{Code::PlaceUnusable, path + u": "_s + m_server->errorString()});
    return {};
}

void ControlServer::welcome() {
    while (QLocalSocket *socket = m_server->nextPendingConnection()) {
        if (isSameUser(socket->socketDescriptor()) && m_visitors.size() < kMostVisitors) {
            admit(socket);
            continue;
        }
        Log::write(LogLevel::Warning, u"control"_s, u"a connection was turned away"_s);
        socket->abort();
        socket->deleteLater();
    }
}

void ControlServer::admit(QLocalSocket *socket) {
    auto *visitor = new ControlVisitor(socket, m_parts.timers, this);
    m_visitors.append(visitor);
    connect(visitor, &ControlVisitor::left, this, [this, visitor] {
        if (m_visitors.removeOne(visitor))
            visitor->deleteLater();
    });
    connect(visitor, &ControlVisitor::requested, this,
            [this, visitor](const ControlRequest &request) { serve(*visitor, request); });
    visitor->tell(
        control_reply::Hello{kControlProtocol, m_role, QCoreApplication::applicationPid()});
}

void ControlServer::serve(ControlVisitor &visitor, const ControlRequest &request) {
    switch (request.verb) {
    case ControlVerb::Watch:
        startWatching(visitor);
        return;
    case ControlVerb::Raise:
    case ControlVerb::Open:
        show(visitor, request);
        return;
    case ControlVerb::Quit:
        visitor.tell(control_reply::Done{});
        Q_EMIT quitRequested();
        return;
    case ControlVerb::Status:
    case ControlVerb::Start:
    case ControlVerb::Stop:
    case ControlVerb::Toggle:
    case ControlVerb::Streams:
        for (const ControlReply &reply : m_desk.answer(request))
            visitor.tell(reply);
        return;
    }
}

// How things stand first, so that nothing can be missed in between.
void ControlServer::startWatching(ControlVisitor &visitor) {
    visitor.setWatching();
    for (const Forward &forward : m_parts.book.data().forwards) {
        m_told.insert(forward.id, standing(forward.id));
        if (const auto now = m_desk.forwardNow(forward.id))
            visitor.tell(*now);
    }
}

void ControlServer::show(ControlVisitor &visitor, const ControlRequest &request) {
    if (m_role != ControlRole::Window) {
        visitor.tell(ControlTrouble{Code::NoWindow, {}});
        return;
    }
    visitor.tell(control_reply::Done{});
    if (request.verb == ControlVerb::Open)
        Q_EMIT openRequested(request.target);
    else
        Q_EMIT raiseRequested();
}

ControlServer::Told ControlServer::standing(const ForwardId &id) const {
    Told told{m_parts.book.isWanted(id), m_parts.tunnels.snapshot(id).status};
    told.status.since.reset(); // the same state again is no news
    return told;
}

bool ControlServer::isWatched() const {
    return std::any_of(m_visitors.begin(), m_visitors.end(),
                       [](const ControlVisitor *visitor) { return visitor->isWatching(); });
}

void ControlServer::tellWatchers(const ForwardId &id) {
    if (!isWatched())
        return;
    const Told now = standing(id);
    const auto before = m_told.constFind(id);
    if (before != m_told.constEnd() && *before == now)
        return;
    m_told.insert(id, now);
    const auto reply = m_desk.forwardNow(id);
    const QList<ControlVisitor *> visitors = m_visitors; // telling may make one leave
    for (ControlVisitor *visitor : visitors)
        if (reply && visitor->isWatching())
            visitor->tell(*reply);
}

void ControlServer::forget(const ForwardId &id) {
    m_told.remove(id);
    const QList<ControlVisitor *> visitors = m_visitors;
    for (ControlVisitor *visitor : visitors)
        if (visitor->isWatching())
            visitor->tell(control_reply::ForwardGone{id.text()});
}

} // namespace fairlead
