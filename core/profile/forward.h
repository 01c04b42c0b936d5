// A Forward: one port forward the user wants, as a plain value.
#pragma once

#include "core/base/ids.h"

#include <QtCore/QStringList>
#include <chrono>

namespace fairlead {

enum class ForwardKind { Local, Remote, Dynamic };

// Where connections come in: on this machine (local, dynamic) or on the server (remote).
struct Listen {
    enum class Kind { Tcp, Unix };
    Kind kind = Kind::Tcp;
    // "localhost" (the default): 127.0.0.1 and ::1. "*" or "": every address. Otherwise a name or
    // address.
    QString address = QStringLiteral("localhost");
    quint16 port = 0;     // 0: the system (or server) chooses; the report says which
    quint16 lastPort = 0; // of a range, ≥ port; 0: a single port
    QString path;         // Unix socket
    bool operator==(const Listen &) const = default;
};

// Where they go: seen from the server (local), from here (remote). Dynamic: the client says.
struct Target {
    enum class Kind { Tcp, Unix, Socks };
    Kind kind = Kind::Tcp;
    QString host;
    quint16 port = 0; // of a range: the target of Listen::port; the others follow in step
    QString path;     // Unix socket
    bool operator==(const Target &) const = default;
};

struct Forward {
    ForwardId id;
    QString name;
    ForwardKind kind = ForwardKind::Local;
    HostId host;
    ProfileId profile; // null: in no profile
    Listen listen;
    Target target; // Dynamic and remote SOCKS (`-R port`): Kind::Socks

    QString note;
    QStringList tags;
    bool autoStart = false;
    QStringList allowedSources; // addresses or networks ("10.0.0.0/8"); empty: any that can reach
                                // the listener
    // A Unix socket we listen on, local or remote (StreamLocalBindUnlink, StreamLocalBindMask).
    bool streamLocalBindUnlink = false; // a stale socket file is removed first
    int streamLocalBindMask = 0177;     // umask of the socket file, 0…0777
    // Remote SOCKS: "host:port" clients may reach through us, '*' for either part; "none": nothing;
    // empty: anything.
    QStringList permitRemoteOpen;
    // While the link is away: so many clients wait, each so long, then they are refused.
    int holdClients = 64;
    std::chrono::seconds holdTime{10};

    bool operator==(const Forward &) const = default;
};

// How many ports the listen range covers; 1 for Unix sockets and single ports.
[[nodiscard]] int portCount(const Listen &listen);
// "127.0.0.1:8080", "localhost:8000-8010", "/run/db.sock"
[[nodiscard]] QString toText(const Listen &listen);
// "db:5432", "db:9000-9010" (with the width of the listen range), "/run/db.sock", "socks"
[[nodiscard]] QString toText(const Target &target, int ports = 1);
// "local", "remote", "dynamic": for files, JSON and logs
[[nodiscard]] QString kindName(ForwardKind kind);

} // namespace fairlead
