// proc(5): /proc/net/tcp gives each socket's inode, /proc/PID/fd the sockets each process holds.
#include "core/check/port_owner.h"

#include "core/base/log.h"
#include "core/base/socket_address.h"

#include <QtCore/QFile>
#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <dirent.h>
#include <memory>
#include <pwd.h>
#include <vector>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr qint64 kTableLimit = 16 * 1024 * 1024;

struct CloseDirectory {
    void operator()(DIR *directory) const noexcept { closedir(directory); }
};
using Directory = std::unique_ptr<DIR, CloseDirectory>;

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
    return Endpoint{QString::fromLatin1(host), port};
}

std::optional<ListeningSocket> parseLine(const QByteArray &line) {
    constexpr auto kListen = "0A";
    const QList<QByteArray> fields = line.simplified().split(' ');
    if (fields.size() < 10 || fields[3] != kListen)
        return std::nullopt;
    const auto at = parseAddress(fields[1]);
    bool uidOk = false;
    bool inodeOk = false;
    const quint32 uid = fields[7].toUInt(&uidOk);
    const quint64 inode = fields[9].toULongLong(&inodeOk);
    if (!at || !uidOk || !inodeOk)
        return std::nullopt;
    return ListeningSocket{*at, uid, inode};
}

bool covers(const QString &listener, const QString &asked) {
    if (isWildcard(asked) || listener == asked)
        return true;
    return listener == u"::"_s || (listener == u"0.0.0.0"_s && !asked.contains(u':'));
}

std::optional<ListeningSocket> findListener(const Endpoint &endpoint) {
    for (const QString &path : {u"/proc/net/tcp"_s, u"/proc/net/tcp6"_s}) {
        QFile table(path);
        if (!table.open(QIODevice::ReadOnly))
            continue;
        for (const ListeningSocket &socket : parseProcNetTcp(table.read(kTableLimit))) {
            if (socket.at.port == endpoint.port && covers(socket.at.host, endpoint.host))
                return socket;
        }
    }
    return std::nullopt;
}

bool holdsSocket(const std::string &fdFolder, const std::string &wanted) {
    const Directory fds(opendir(fdFolder.c_str()));
    if (!fds)
        return false;
    while (const dirent *entry = readdir(fds.get())) {
        std::array<char, 64> link{};
        const auto length =
            readlinkat(dirfd(fds.get()), entry->d_name, link.data(), link.size() - 1);
        if (length > 0 && wanted == link.data())
            return true;
    }
    return false;
}

qint64 findHolder(quint64 inode) {
    const std::string wanted = "socket:[" + std::to_string(inode) + "]";
    const Directory processes(opendir("/proc"));
    if (!processes)
        return 0;
    while (const dirent *entry = readdir(processes.get())) {
        const qint64 pid = QByteArrayView(entry->d_name).toByteArray().toLongLong();
        if (pid > 0 && holdsSocket("/proc/" + std::to_string(pid) + "/fd", wanted))
            return pid;
    }
    return 0;
}

QString programName(qint64 pid) {
    QFile comm(u"/proc/%1/comm"_s.arg(pid));
    if (!comm.open(QIODevice::ReadOnly))
        return u"a process"_s;
    return printable(QString::fromLocal8Bit(comm.read(64).trimmed()));
}

QString userName(quint32 uid) {
    std::vector<char> buffer(16384);
    passwd entry{};
    passwd *found = nullptr;
    if (getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) != 0 || !found)
        return u"user %1"_s.arg(uid);
    return printable(QString::fromLocal8Bit(entry.pw_name));
}

} // namespace

QList<ListeningSocket> parseProcNetTcp(QByteArrayView table) {
    QList<ListeningSocket> sockets;
    const QList<QByteArray> lines = table.toByteArray().split('\n');
    for (const QByteArray &line : lines) {
        if (const auto socket = parseLine(line))
            sockets.append(*socket);
    }
    return sockets;
}

std::optional<PortOwner> portOwner(const Endpoint &endpoint) {
    const auto socket = findListener(endpoint);
    if (!socket)
        return std::nullopt;
    PortOwner owner{.at = socket->at, .user = userName(socket->uid)};
    owner.pid = findHolder(socket->inode);
    if (owner.pid > 0)
        owner.program = programName(owner.pid);
    return owner;
}

} // namespace fairlead
