// Which program on this machine is behind a client's address.
#pragma once

#include <QtCore/QHash>
#include <QtCore/QStringList>

namespace fairlead {

struct ClientProcess {
    qint64 pid = 0;  // 0: of another machine, of another user, gone, or the system does not say
    QString program; // printable; empty with pid 0
    bool operator==(const ClientProcess &) const = default;
};
using ClientProcesses = QHash<QString, ClientProcess>;

// One entry for each of `clients`, which are written as in StreamSnapshot: "127.0.0.1:51234" or
// "pid 812". Reads all of /proc once, some 20 ms on a busy machine: not for the main thread.
[[nodiscard]] ClientProcesses clientProcesses(const QStringList &clients);

} // namespace fairlead
