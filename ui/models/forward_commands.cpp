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

Forward ForwardCommands::draft(quint16 port) const {
    const ProfileData &data = m_services.book.data();
    Forward forward;
    forward.id = ForwardId::create();
    forward.listen.port = port;
    if (!data.hosts.isEmpty())
        forward.host = data.hosts.constFirst().id;
    if (!data.profiles.isEmpty())
        forward.profile = data.profiles.constFirst().id;
    return forward;
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

QList<ForwardId> ForwardCommands::addCopies(const QList<ForwardId> &ids) const {
    QList<ForwardId> added;
    for (const ForwardId &id : ids) {
        const std::optional<Forward> copy = duplicate(id);
        if (copy && m_services.book.put(*copy))
            added.append(copy->id);
    }
    return added;
}

QList<ForwardId> ForwardCommands::membersOf(const ProfileId &profile) const {
    QList<ForwardId> members;
    for (const Forward &forward : m_services.book.data().forwards) {
        if (forward.profile == profile)
            members.append(forward.id);
    }
    return members;
}

// The forwards in no profile stand last.
std::optional<ProfileId> ForwardCommands::profileBeside(const ProfileId &profile, int step) const {
    QList<ProfileId> order;
    for (const Profile &each : m_services.book.data().profiles)
        order.append(each.id);
    order.append(ProfileId());
    const qsizetype at = order.indexOf(profile) + step;
    return at < 0 || at >= order.size() ? std::nullopt : std::optional(order[at]);
}

void ForwardCommands::moveTo(const QList<ForwardId> &ids, const ProfileId &profile) const {
    static_cast<void>(m_services.book.moveInto(ids, profile, {})); // a profile that just went
}

void ForwardCommands::moveBy(const QList<ForwardId> &ids, int step) const {
    const auto first = m_services.book.forward(ids.value(step < 0 ? 0 : ids.size() - 1));
    if (!first)
        return;
    const QList<ForwardId> members = membersOf(first->profile);
    const qsizetype at = members.indexOf(first->id);
    const qsizetype beside = at + step;
    if (beside >= 0 && beside < members.size()) {
        const ForwardId before = step < 0 ? members[beside] : members.value(beside + 1);
        static_cast<void>(m_services.book.moveInto(ids, first->profile, before));
        return;
    }
    const std::optional<ProfileId> next = profileBeside(first->profile, step);
    if (!next)
        return;
    const ForwardId before = step < 0 ? ForwardId() : membersOf(*next).value(0);
    static_cast<void>(m_services.book.moveInto(ids, *next, before));
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
