// proc(5): /proc/net/tcp gives each socket's inode, /proc/PID/fd the sockets each process holds.
#pragma once

#include "core/base/address.h"

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QSet>

namespace fairlead {

struct ProcSocket {
    Endpoint at; // its own end; an IPv4 address inside IPv6 is told as IPv4
    quint32 uid = 0;
    quint64 inode = 0;
};
enum class ProcSocketState : quint8 { Established = 0x01, Listening = 0x0A };

// Lines of that state; those that make no sense are left out.
[[nodiscard]] QList<ProcSocket> parseProcSockets(QByteArrayView table, ProcSocketState state);
// The same of this machine's TCP over IPv4 and IPv6.
[[nodiscard]] QList<ProcSocket> procSockets(ProcSocketState state);
// Inode to process id, for the processes this one may look into. Reads all of /proc.
[[nodiscard]] QHash<quint64, qint64> holdersOf(const QSet<quint64> &inodes);
// Printable; "a process" when the system does not say.
[[nodiscard]] QString programName(qint64 pid);

} // namespace fairlead
