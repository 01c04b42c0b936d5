#include "core/check/client_process.h"
#include "core/check/proc_net.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

ClientProcess processOf(qint64 pid) {
    return pid > 0 ? ClientProcess{pid, programName(pid)} : ClientProcess{};
}

// The server end of a Unix socket is told the pid by the kernel.
qint64 pidIn(const QString &client) {
    constexpr auto kPid = "pid "_L1;
    return client.startsWith(kPid) ? client.mid(kPid.size()).toLongLong() : 0;
}

} // namespace

ClientProcesses clientProcesses(const QStringList &clients) {
    ClientProcesses found;
    for (const QString &client : clients)
        found.insert(client, processOf(pidIn(client)));
    QHash<quint64, QString> byInode;
    const QList<ProcSocket> sockets = procSockets(ProcSocketState::Established);
    for (const ProcSocket &socket : sockets) {
        const QString at = toText(socket.at);
        if (found.contains(at))
            byInode.insert(socket.inode, at);
    }
    const QList<quint64> inodes = byInode.keys();
    const QHash<quint64, qint64> holders = holdersOf({inodes.cbegin(), inodes.cend()});
    for (auto it = holders.cbegin(); it != holders.cend(); ++it)
        found.insert(byInode.value(it.key()), processOf(it.value()));
    return found;
}

} // namespace fairlead
