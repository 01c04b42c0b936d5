#include "core/check/proc_net.h"

#include "core/base/log.h"

#include <QtCore/QFile>
#include <arpa/inet.h>
#include <array>
#include <dirent.h>
#include <memory>
#include <optional>
#include <string>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr qint64 kTableLimit = 16 * 1024 * 1024;

struct CloseDirectory {
    void operator()(DIR *directory) const noexcept { closedir(directory); }
};
using Directory = std::unique_ptr<DIR, CloseDirectory>;

// A program that speaks IPv6 to an IPv4 address has one of these.
QString withoutMapping(const QString &host) {
    constexpr auto kMapped = "::ffff:"_L1;
    return host.startsWith(kMapped) && host.contains(u'.') ? host.mid(kMapped.size()) : host;
}

// The kernel prints each 32-bit word of the address in its own byte order, the port as a number.
std::optional<Endpoint> parseAddress(QByteArrayView text) {
    const auto colon = text.indexOf(':');
    if (colon != 8 && colon != 32)
        return std::nullopt;
    std::array<quint32, 4> words{};
    bool ok = true;
    for (qsizetype at = 0; at < colon && ok; at += 8)
        words[static_cast<size_t>(at / 8)] = text.sliced(at, 8).toByteArray().toUInt(&ok, 16);
    const quint16 port = ok ? text.sliced(colon + 1).toByteArray().toUShort(&ok, 16) : quint16(0);
    char host[INET6_ADDRSTRLEN] = "";
    const int family = colon == 8 ? AF_INET : AF_INET6;
    if (!ok || !inet_ntop(family, words.data(), host, sizeof host))
        return std::nullopt;
    return Endpoint{withoutMapping(QString::fromLatin1(host)), port};
}

std::optional<ProcSocket> parseLine(const QByteArray &line, ProcSocketState state) {
    const QList<QByteArray> fields = line.simplified().split(' ');
    bool stateOk = false;
    if (fields.size() < 10 || fields[3].toUInt(&stateOk, 16) != static_cast<quint8>(state) ||
        !stateOk)
        return std::nullopt;
    const auto at = parseAddress(fields[1]);
    bool uidOk = false;
    bool inodeOk = false;
    const quint32 uid = fields[7].toUInt(&uidOk);
    const quint64 inode = fields[9].toULongLong(&inodeOk);
    if (!at || !uidOk || !inodeOk)
        return std::nullopt;
    return ProcSocket{*at, uid, inode};
}

// "socket:[21305]"; 0 for anything else.
quint64 inodeOfLink(QByteArrayView link) {
    if (!link.startsWith("socket:[") || !link.endsWith(']'))
        return 0;
    return link.sliced(8, link.size() - 9).toByteArray().toULongLong();
}

void lookInto(qint64 pid, const QSet<quint64> &inodes, QHash<quint64, qint64> &holders) {
    const Directory fds(opendir(("/proc/" + std::to_string(pid) + "/fd").c_str()));
    if (!fds)
        return;
    while (const dirent *entry = readdir(fds.get())) {
        std::array<char, 64> link{};
        const auto length =
            readlinkat(dirfd(fds.get()), entry->d_name, link.data(), link.size() - 1);
        const quint64 inode = length > 0 ? inodeOfLink(QByteArrayView(link.data(), length)) : 0;
        if (inode != 0 && inodes.contains(inode))
            holders.insert(inode, pid);
    }
}

} // namespace

QList<ProcSocket> parseProcSockets(QByteArrayView table, ProcSocketState state) {
    QList<ProcSocket> sockets;
    const QList<QByteArray> lines = table.toByteArray().split('\n');
    for (const QByteArray &line : lines) {
        if (const auto socket = parseLine(line, state))
            sockets.append(*socket);
    }
    return sockets;
}

QList<ProcSocket> procSockets(ProcSocketState state) {
    QList<ProcSocket> sockets;
    for (const QString &path : {u"/proc/net/tcp"_s, u"/proc/net/tcp6"_s}) {
        QFile table(path);
        if (table.open(QIODevice::ReadOnly))
            sockets += parseProcSockets(table.read(kTableLimit), state);
    }
    return sockets;
}

QHash<quint64, qint64> holdersOf(const QSet<quint64> &inodes) {
    QHash<quint64, qint64> holders;
    const Directory processes(inodes.isEmpty() ? nullptr : opendir("/proc"));
    while (processes && holders.size() < inodes.size()) {
        const dirent *entry = readdir(processes.get());
        if (!entry)
            break;
        const qint64 pid = QByteArrayView(entry->d_name).toByteArray().toLongLong();
        if (pid > 0)
            lookInto(pid, inodes, holders);
    }
    return holders;
}

QString programName(qint64 pid) {
    QFile comm(u"/proc/%1/comm"_s.arg(pid));
    if (!comm.open(QIODevice::ReadOnly))
        return u"a process"_s;
    return printable(QString::fromLocal8Bit(comm.read(64).trimmed()));
}

} // namespace fairlead
