#include "core/exchange/import_plan.h"

#include "core/base/address.h"
#include "core/base/log.h"
#include "core/profile/profile_codec.h"
#include "core/profile/safe_file.h"

#include <QtCore/QFileInfo>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

using Code = ImportRemark::Code;
using Fate = ImportItem::Fate;

constexpr qsizetype kLargestFile = 16 * 1024 * 1024;

// A member that still has its default takes what the other says.
template <typename... Members>
void fillIn(Host &ours, const Host &theirs, Members Host::*...members) {
    const Host usual;
    ((ours.*members == usual.*members ? void(ours.*members = theirs.*members) : void()), ...);
}

Host merged(Host ours, const Host &theirs) {
    fillIn(ours, theirs, &Host::user, &Host::jumps, &Host::proxy, &Host::family, &Host::bindAddress,
           &Host::identityFiles, &Host::certificateFiles, &Host::identityAgent,
           &Host::identitiesOnly, &Host::preferredAuthentications, &Host::hostKeyAlias,
           &Host::userKnownHostsFiles, &Host::globalKnownHostsFiles, &Host::hashKnownHosts,
           &Host::ciphers, &Host::macs, &Host::kexAlgorithms, &Host::hostKeyAlgorithms,
           &Host::compression, &Host::rekeyBytes, &Host::connectTimeout, &Host::tcpKeepAlive,
           &Host::connectionAttempts, &Host::keepAliveInterval, &Host::keepAliveMisses);
    return ours;
}

bool sameServer(const Host &a, const Host &b) {
    const bool sameUser = a.user == b.user || a.user.isEmpty() || b.user.isEmpty();
    return sameUser && a.port == b.port && a.address.compare(b.address, Qt::CaseInsensitive) == 0;
}

bool sameRoute(const Forward &a, const Forward &b) {
    return a.kind == b.kind && a.host == b.host && a.listen == b.listen && a.target == b.target;
}

bool isOpen(const Listen &listen) {
    return listen.kind == Listen::Kind::Tcp && !isLoopback(listen.address);
}

bool sharesPort(const Forward &a, const Forward &b) {
    const bool remote = a.kind == ForwardKind::Remote;
    if (a.listen.kind == Listen::Kind::Unix || b.listen.kind == Listen::Kind::Unix ||
        remote != (b.kind == ForwardKind::Remote) || (remote && a.host != b.host) ||
        a.listen.port == 0)
        return false;
    const int lastOfA = a.listen.port + portCount(a.listen) - 1;
    const int lastOfB = b.listen.port + portCount(b.listen) - 1;
    return a.listen.port <= lastOfB && b.listen.port <= lastOfA;
}

// What must not reach a resolver, a log or a list.
QString faultOf(const Host &host) {
    if (const auto address = checkedHostName(host.address); !address)
        return address.error().detail;
    if (host.user.isEmpty())
        return {};
    const auto user = checkedUserName(host.user);
    return user ? QString() : user.error().detail;
}

QString cleanName(const QString &name) {
    constexpr qsizetype kLongest = 100;
    return printable(name).simplified().left(kLongest);
}

class Planner {
public:
    Planner(const ImportSource &source, const ProfileData &ours)
        : m_source(source),
          m_ours(ours),
          m_hostNames(namesOf(ours.hosts)),
          m_forwardNames(namesOf(ours.forwards)),
          m_ids(idsOf(ours)) {}

    ImportPlan plan() {
        for (const Profile &profile : m_source.data.profiles)
            addProfile(profile);
        for (const Host &host : m_source.data.hosts) {
            addHost(host);
            for (const Forward &forward : m_source.data.forwards)
                if (forward.host == host.id)
                    addForward(forward);
        }
        followRenamedJumps();
        for (const auto &[name, reason] : m_source.skipped)
            skip(Host{.name = cleanName(name)}, reason);
        m_plan.general = m_source.general;
        for (qsizetype at = 0; at < m_plan.items.size(); ++at)
            if (m_plan.items[at].taken)
                setTaken(m_plan, at, true);
        return m_plan;
    }

private:
    template <typename Things>
    static QSet<QString> namesOf(const Things &things) {
        QSet<QString> names;
        for (const auto &thing : things)
            names.insert(thing.name);
        return names;
    }

    static QSet<QString> idsOf(const ProfileData &data) {
        QSet<QString> ids;
        for (const Host &host : data.hosts)
            ids.insert(host.id.text());
        for (const Forward &forward : data.forwards)
            ids.insert(forward.id.text());
        for (const Profile &profile : data.profiles)
            ids.insert(profile.id.text());
        return ids;
    }

    // "db", then "db (2)", "db (3)"…; taken from then on.
    static QString freeName(const QString &wish, QSet<QString> &taken) {
        QString name = wish;
        for (int next = 2; taken.contains(name); ++next)
            name = u"%1 (%2)"_s.arg(wish).arg(next);
        taken.insert(name);
        return name;
    }

    // The id over there where it is free, so that the same file taken twice is known again.
    template <typename AnyId>
    AnyId freeId(const AnyId &wish) {
        const AnyId id = wish.isNull() || m_ids.contains(wish.text()) ? AnyId::create() : wish;
        m_ids.insert(id.text());
        return id;
    }

    template <typename Thing>
    ImportItem item(Fate fate, const Thing &thing, const QString &sourceName) const {
        ImportItem made;
        made.fate = fate;
        made.thing = thing;
        made.sourceName = sourceName;
        made.taken = fate == Fate::New || fate == Fate::Changed;
        return made;
    }

    void skip(const Host &host, const ImportRemark &reason) {
        ImportItem left = item(Fate::Skipped, host, host.name);
        left.remarks = {reason};
        m_plan.items += left;
    }

    void addProfile(Profile profile) {
        const ProfileId over = profile.id;
        const QString name = cleanName(profile.name);
        for (const Profile &known : m_ours.profiles) {
            if (known.name != name)
                continue;
            m_profileIds.insert(over, known.id);
            m_plan.items += item(Fate::Same, known, name);
            return;
        }
        profile.id = freeId(profile.id);
        profile.name = name;
        m_profileIds.insert(over, profile.id);
        m_itemOf.insert(over.text(), m_plan.items.size());
        m_plan.items += item(Fate::New, profile, name);
    }

    void addHost(Host host) {
        const HostId over = host.id;
        const QString name = cleanName(host.name);
        if (const QString fault = faultOf(host); !fault.isEmpty())
            return skip(host, {host.address.isEmpty() ? Code::NoAddress : Code::Unreadable,
                               printable(fault)});
        host.name = name;
        ImportItem made = fatedHost(host);
        const HostId id = std::get<Host>(made.thing).id;
        m_hostIds.insert(over, id);
        m_renamed.insert(host.name, made.name());
        m_hostItem.insert(host.name, m_plan.items.size());
        if (made.canBeTaken())
            m_itemOf.insert(over.text(), m_plan.items.size());
        if (made.canBeTaken())
            made.remarks =
                m_source.remarks.value(over.text()) + remarksOf(std::get<Host>(made.thing));
        const bool wary = std::any_of(made.remarks.begin(), made.remarks.end(), [](const auto &r) {
            return r.code == Code::RunsProgram || r.code == Code::HostKeysUnchecked;
        });
        if (wary && m_source.foreign)
            made.taken = false;
        m_plan.items += made;
    }

    ImportItem fatedHost(Host host) {
        const auto ours = std::find_if(m_ours.hosts.begin(), m_ours.hosts.end(),
                                       [&](const Host &h) { return h.name == host.name; });
        const QString name = host.name;
        if (ours != m_ours.hosts.end() && sameServer(*ours, host)) {
            const Host filled = merged(*ours, host);
            return item(filled == *ours ? Fate::Same : Fate::Changed, filled, name);
        }
        host.id = freeId(host.id);
        host.name = freeName(name, m_hostNames);
        return item(host.name == name ? Fate::New : Fate::Clashing, host, name);
    }

    static QList<ImportRemark> remarksOf(const Host &host) {
        QList<ImportRemark> remarks;
        if (host.proxy.kind == Proxy::Kind::Command)
            remarks += {Code::RunsProgram, printable(host.proxy.command.join(u' '))};
        if (host.hostKeyPolicy == HostKeyPolicy::Off)
            remarks += {Code::HostKeysUnchecked, {}};
        return remarks;
    }

    void addForward(Forward forward) {
        if (!m_hostIds.contains(forward.host))
            return; // its host is skipped, with the reason
        const ForwardId over = forward.id;
        const QString hostKey = forward.host.text();
        const QString profileKey = forward.profile.text();
        forward.host = m_hostIds.value(forward.host);
        forward.profile = m_profileIds.value(forward.profile);
        QList<ImportRemark> remarks = m_source.remarks.value(over.text());
        if (std::exchange(forward.autoStart, false))
            remarks += {Code::AutoStartOff, {}};
        QString open;
        Forward asWas = forward;
        if (isOpen(forward.listen)) {
            open = forward.listen.address.isEmpty() ? u"*"_s : forward.listen.address;
            remarks += {Code::OpenAddress, open};
            forward.listen.address = u"localhost"_s;
        }
        ImportItem made = fatedForward(forward, asWas);
        made.openAddress = open;
        for (const QString &key : {hostKey, profileKey})
            if (m_itemOf.contains(key))
                made.needs += m_itemOf.value(key);
        made.taken = made.taken && std::all_of(made.needs.begin(), made.needs.end(),
                                               [this](auto at) { return m_plan.items[at].taken; });
        if (made.fate != Fate::Same)
            made.remarks = remarks;
        if (const QString other = portTakenBy(forward); made.canBeTaken() && !other.isEmpty())
            made.remarks += {Code::SharesPort, other};
        m_plan.items += made;
    }

    ImportItem fatedForward(Forward forward, const Forward &asWas) {
        const QString name = cleanName(forward.name);
        for (const Forward &known : m_ours.forwards)
            if (sameRoute(known, forward) || sameRoute(known, asWas))
                return item(Fate::Same, known, name);
        forward.id = freeId(forward.id);
        forward.name = name.isEmpty() ? name : freeName(name, m_forwardNames);
        return item(forward.name == name ? Fate::New : Fate::Clashing, forward, name);
    }

    [[nodiscard]] QString portTakenBy(const Forward &forward) const {
        for (const Forward &known : m_ours.forwards)
            if (sharesPort(known, forward))
                return known.name;
        return {};
    }

    // A jump is named: where that name was given away, the chain follows it.
    void followRenamedJumps() {
        for (ImportItem &each : m_plan.items) {
            Host *host = std::get_if<Host>(&each.thing);
            if (host == nullptr || !each.canBeTaken())
                continue;
            for (QString &jump : host->jumps) {
                const qsizetype at = m_hostItem.value(jump, -1);
                if (at >= 0 && m_plan.items[at].canBeTaken() && &m_plan.items[at] != &each)
                    each.needs += at;
                jump = m_renamed.value(jump, jump);
            }
        }
    }

    const ImportSource &m_source;
    const ProfileData &m_ours;
    ImportPlan m_plan;
    QSet<QString> m_hostNames;
    QSet<QString> m_forwardNames;
    QSet<QString> m_ids;
    QHash<HostId, HostId> m_hostIds; // over there to here
    QHash<ProfileId, ProfileId> m_profileIds;
    QHash<QString, QString> m_renamed;    // hosts, over there to here
    QHash<QString, qsizetype> m_hostItem; // by the name over there
    QHash<QString, qsizetype> m_itemOf;   // by the id over there, of what is not ours already
};

} // namespace

QString ImportItem::name() const {
    return std::visit([](const auto &each) { return each.name; }, thing);
}

ImportPlan planImport(const ImportSource &source, const ProfileData &ours) {
    return Planner(source, ours).plan();
}

void setTaken(ImportPlan &plan, qsizetype index, bool taken) {
    QList<qsizetype> left{index};
    QSet<qsizetype> seen;
    while (!left.isEmpty()) {
        const qsizetype at = left.takeLast();
        if (seen.contains(at) || !plan.items[at].canBeTaken())
            continue;
        seen.insert(at);
        plan.items[at].taken = taken;
        if (taken) {
            left += plan.items[at].needs;
            continue;
        }
        for (qsizetype other = 0; other < plan.items.size(); ++other)
            if (plan.items[other].needs.contains(at))
                left += other;
    }
}

Result<ImportCount> applyImport(const ImportPlan &plan, ProfileBook &book) {
    ProfileBook draft;
    draft.replaceAll(book.data());
    ImportCount count;
    const auto tally = [&count](const auto &thing) {
        using Thing = std::decay_t<decltype(thing)>;
        ++(std::is_same_v<Thing, Profile> ? count.profiles
           : std::is_same_v<Thing, Host>  ? count.hosts
                                          : count.forwards);
    };
    for (ImportItem item : plan.items) {
        if (!item.taken || !item.canBeTaken())
            continue;
        if (auto *forward = std::get_if<Forward>(&item.thing); forward && item.keepAddress)
            forward->listen.address = item.openAddress;
        const auto done =
            std::visit([&draft](const auto &thing) { return draft.put(thing); }, item.thing);
        if (!done)
            return tl::unexpected(done.error());
        std::visit(tally, item.thing);
    }
    book.replaceAll(draft.data());
    return count;
}

Result<ImportSource> readProfilesForImport(const QString &path) {
    const auto content = readSmallFile(path, kLargestFile);
    if (!content)
        return tl::unexpected(content.error());
    const auto file = decodeProfiles(*content, QFileInfo(path).fileName());
    if (!file)
        return tl::unexpected(file.error());
    ImportSource source;
    source.foreign = true;
    source.data = file->data;
    for (const QString &warning : file->warnings)
        source.general += {Code::Ignored, printable(warning)};
    return source;
}

} // namespace fairlead
