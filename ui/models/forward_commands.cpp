#include "ui/models/forward_commands.h"

#include "core/exchange/ssh_command.h"
#include "ui/models/route.h"

#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

void ForwardCommands::want(const QList<ForwardId> &ids, bool wanted) const {
    m_services.book.setWanted(ids, wanted);
}

void ForwardCommands::wantAll(bool wanted) const {
    QList<ForwardId> ids;
    for (const Forward &forward : m_services.book.data().forwards)
        ids.append(forward.id);
    want(ids, wanted);
}

void ForwardCommands::tryAgain(const QList<ForwardId> &ids) const {
    QList<HostId> hosts;
    for (const ForwardId &id : ids) {
        const std::optional<Forward> forward = m_services.book.forward(id);
        if (forward && !hosts.contains(forward->host))
            hosts.append(forward->host);
    }
    for (const HostId &host : hosts)
        m_services.tunnels.retryNow(host);
}

QString ForwardCommands::freeName(const QString &name) const {
    static const QRegularExpression number(u" \\d+$"_s);
    const QString stem = QString(name).remove(number);
    QString tried = name;
    for (int i = 2; m_services.book.forwardNamed(tried); ++i)
        tried = u"%1 %2"_s.arg(stem).arg(i);
    return tried;
}

std::optional<Forward> ForwardCommands::duplicate(const ForwardId &id) const {
    std::optional<Forward> copy = m_services.book.forward(id);
    if (!copy)
        return {};
    copy->id = ForwardId::create();
    copy->name = freeName(copy->name);
    if (copy->listen.kind == Listen::Kind::Tcp && copy->listen.port > 0 &&
        copy->listen.port < 65535 && copy->listen.lastPort == 0)
        ++copy->listen.port;
    return copy;
}

QString ForwardCommands::sshCommands(const QList<ForwardId> &ids) const {
    QStringList lines;
    for (const Host &host : m_services.book.data().hosts) {
        QList<Forward> forwards;
        for (const ForwardId &id : ids) {
            const std::optional<Forward> forward = m_services.book.forward(id);
            if (forward && forward->host == host.id)
                forwards.append(*forward);
        }
        if (forwards.isEmpty())
            continue;
        QList<Host> jumps = hostsOf(m_services.book, forwards.constFirst());
        jumps.removeLast();
        lines.append(sshCommandLine(host, jumps, forwards));
    }
    return lines.join(u'\n');
}

} // namespace fairlead::ui
