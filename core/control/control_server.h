// The control socket of a running instance.
#pragma once

#include "core/control/control_desk.h"
#include "core/control/instance_lock.h"

#include <QtCore/QHash>

class QLocalServer;
class QLocalSocket;

namespace fairlead {

class ControlVisitor;

// Serves up to 32 connections of this user at a time; others are turned away. Main thread only; the
// references must outlive it.
class ControlServer final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        ProfileBook &book;
        TunnelService &tunnels;
        Timers &timers;
    };
    ControlServer(const Parts &parts, ControlRole role, QObject *parent = nullptr);
    ~ControlServer() override;

    [[nodiscard]] ControlDesk &desk() { return m_desk; }

    // In the lock's folder, where a socket that a dead instance left is replaced. The lock is kept,
    // and let go of before the connections end: whoever waited for that may start at once.
    // Error: PlaceUnusable.
    [[nodiscard]] ControlResult<void> listen(InstanceLock lock);

Q_SIGNALS:
    // Only in a Window.
    void raiseRequested();
    void openRequested(const QString &target);
    // Connections stay until this object dies, so that a client sees when we are gone.
    void quitRequested();

private:
    struct Told {
        bool wanted = false;
        ForwardStatus status;
        bool operator==(const Told &) const = default;
    };
    void welcome();
    void admit(QLocalSocket *socket);
    void serve(ControlVisitor &visitor, const ControlRequest &request);
    void startWatching(ControlVisitor &visitor);
    void show(ControlVisitor &visitor, const ControlRequest &request);
    void tellWatchers(const ForwardId &id);
    void forget(const ForwardId &id);
    [[nodiscard]] Told standing(const ForwardId &id) const;
    [[nodiscard]] bool isWatched() const;

    Parts m_parts;
    ControlRole m_role;
    ControlDesk m_desk;
    std::optional<InstanceLock> m_lock;
    QLocalServer *m_server;
    QList<ControlVisitor *> m_visitors;
    QHash<ForwardId, Told> m_told;
};

} // namespace fairlead
