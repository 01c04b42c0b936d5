#include "core/profile/profile_book.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {

// What one call changed. Everything is in place before the first signal goes out, so that a
// listener that asks back sees the end of the change and never its middle.
struct ProfileBook::Changes {
    QList<ForwardId> forwardsRemoved;
    QList<HostId> hostsRemoved;
    QList<ProfileId> profilesRemoved;
    QList<ProfileId> profilesEdited;
    QList<HostId> hostsEdited;
    QList<ForwardId> forwardsEdited;
    bool order = false;
    QList<ForwardId> wanted;
};

namespace {

template <typename Item>
std::optional<Item> itemAt(const QList<Item> &items, qsizetype at) {
    return at < 0 ? std::nullopt : std::optional(items[at]);
}

// Puts the item in its place; false: it stood there already.
template <typename Item>
Result<bool> place(QList<Item> &items, ItemIndex<Item> &index, const Item &item) {
    if (item.id.isNull())
        return fail(Errc::Internal, u"null id: "_s + item.name);
    const auto holder = index.named(item.name);
    if (holder >= 0 && items.at(holder).id != item.id)
        return fail(Errc::NameTaken, item.name);
    const auto at = index.of(item.id);
    if (at < 0) {
        items.append(item);
        index.appended();
        return true;
    }
    if (items.at(at) == item)
        return false;
    if (items.at(at).name != item.name)
        index.invalidate();
    items[at] = item;
    return true;
}

template <typename Item>
struct ListDiff {
    using ItemId = decltype(Item::id);
    QList<ItemId> removed;
    QList<ItemId> edited; // added or changed
    bool order = false;
};

template <typename Item>
ListDiff<Item> diff(const QList<Item> &before, const QList<Item> &after) {
    using ItemId = decltype(Item::id);
    QHash<ItemId, qsizetype> old;
    QHash<ItemId, qsizetype> now;
    for (qsizetype i = 0; i < before.size(); ++i)
        old.insert(before[i].id, i);
    for (qsizetype i = 0; i < after.size(); ++i)
        now.insert(after[i].id, i);

    ListDiff<Item> result;
    // Where a listener that appends what is new and drops what is gone ends up.
    QList<ItemId> expected;
    for (const Item &item : before)
        (now.contains(item.id) ? expected : result.removed).append(item.id);
    for (const Item &item : after) {
        const auto at = old.constFind(item.id);
        if (at == old.constEnd())
            expected.append(item.id);
        if (at == old.constEnd() || before[*at] != item)
            result.edited.append(item.id);
    }
    result.order = !std::equal(expected.begin(), expected.end(), after.begin(), after.end(),
                               [](const ItemId &id, const Item &item) { return id == item.id; });
    return result;
}

} // namespace

ProfileBook::ProfileBook(QObject *parent) : QObject(parent) {}

std::optional<Host> ProfileBook::host(const HostId &id) const {
    return itemAt(m_data.hosts, m_hostIndex.of(id));
}

std::optional<Host> ProfileBook::hostNamed(QStringView name) const {
    return itemAt(m_data.hosts, m_hostIndex.named(name.toString()));
}

std::optional<Forward> ProfileBook::forward(const ForwardId &id) const {
    return itemAt(m_data.forwards, m_forwardIndex.of(id));
}

std::optional<Forward> ProfileBook::forwardNamed(QStringView name) const {
    return itemAt(m_data.forwards, m_forwardIndex.named(name.toString()));
}

std::optional<Profile> ProfileBook::profile(const ProfileId &id) const {
    return itemAt(m_data.profiles, m_profileIndex.of(id));
}

std::optional<Profile> ProfileBook::profileNamed(QStringView name) const {
    return itemAt(m_data.profiles, m_profileIndex.named(name.toString()));
}

QList<Forward> ProfileBook::forwardsOf(const HostId &host) const {
    QList<Forward> found;
    std::copy_if(m_data.forwards.begin(), m_data.forwards.end(), std::back_inserter(found),
                 [&](const Forward &forward) { return forward.host == host; });
    return found;
}

Result<void> ProfileBook::put(const Host &host) {
    const auto placed = place(m_data.hosts, m_hostIndex, host);
    if (!placed)
        return tl::unexpected(placed.error());
    if (*placed)
        announce({.hostsEdited = {host.id}});
    return {};
}

Result<void> ProfileBook::put(const Forward &forward) {
    if (m_hostIndex.of(forward.host) < 0)
        return fail(Errc::NotFound, u"host "_s + forward.host.text());
    if (!forward.profile.isNull() && m_profileIndex.of(forward.profile) < 0)
        return fail(Errc::NotFound, u"profile "_s + forward.profile.text());
    const auto placed = place(m_data.forwards, m_forwardIndex, forward);
    if (!placed)
        return tl::unexpected(placed.error());
    if (*placed)
        announce({.forwardsEdited = {forward.id}});
    return {};
}

Result<void> ProfileBook::put(const Profile &profile) {
    const auto placed = place(m_data.profiles, m_profileIndex, profile);
    if (!placed)
        return tl::unexpected(placed.error());
    if (*placed)
        announce({.profilesEdited = {profile.id}});
    return {};
}

void ProfileBook::remove(const HostId &id) {
    const auto at = m_hostIndex.of(id);
    if (at < 0)
        return;
    Changes changes;
    changes.hostsRemoved = {id}; // a copy: `id` may be the one in the list
    const QSet<ForwardId> before = m_wanted;
    changes.forwardsRemoved =
        dropForwards([&](const Forward &forward) { return forward.host == id; });
    for (const ForwardId &gone : std::as_const(changes.forwardsRemoved))
        if (before.contains(gone))
            changes.wanted.append(gone);
    m_data.hosts.removeAt(at);
    m_hostIndex.invalidate();
    announce(changes);
}

void ProfileBook::remove(const ForwardId &id) {
    Changes changes;
    const bool wasWanted = isWanted(id);
    changes.forwardsRemoved =
        dropForwards([wanted = id](const Forward &forward) { return forward.id == wanted; });
    if (changes.forwardsRemoved.isEmpty())
        return;
    if (wasWanted)
        changes.wanted = changes.forwardsRemoved;
    announce(changes);
}

void ProfileBook::remove(const ProfileId &id) {
    const auto at = m_profileIndex.of(id);
    if (at < 0)
        return;
    Changes changes;
    changes.profilesRemoved = {m_data.profiles[at].id};
    for (Forward &forward : m_data.forwards) {
        if (forward.profile != changes.profilesRemoved.first())
            continue;
        forward.profile = {};
        changes.forwardsEdited.append(forward.id);
    }
    m_data.profiles.removeAt(at);
    m_profileIndex.invalidate();
    announce(changes);
}

QList<PlacedForward> ProfileBook::take(const QList<ForwardId> &ids) {
    QList<qsizetype> positions;
    for (const ForwardId &id : QSet<ForwardId>(ids.begin(), ids.end()))
        if (const auto at = m_forwardIndex.of(id); at >= 0)
            positions.append(at);
    std::sort(positions.begin(), positions.end());
    QList<PlacedForward> taken;
    for (const qsizetype at : std::as_const(positions)) {
        const Forward &forward = m_data.forwards.at(at);
        taken.append({forward, at, isWanted(forward.id)});
    }
    if (taken.isEmpty())
        return taken;
    Changes changes;
    const QSet<ForwardId> gone(ids.begin(), ids.end());
    for (const PlacedForward &each : std::as_const(taken))
        if (each.wanted)
            changes.wanted.append(each.forward.id);
    changes.forwardsRemoved =
        dropForwards([&](const Forward &forward) { return gone.contains(forward.id); });
    announce(changes);
    return taken;
}

bool ProfileBook::mayTake(const Forward &forward) const {
    return m_forwardIndex.of(forward.id) < 0 && m_forwardIndex.named(forward.name) < 0 &&
           m_hostIndex.of(forward.host) >= 0;
}

QList<ForwardId> ProfileBook::putBack(const QList<PlacedForward> &taken) {
    Changes changes;
    changes.order = true;
    for (const PlacedForward &each : taken) {
        if (!mayTake(each.forward))
            continue;
        Forward forward = each.forward;
        if (m_profileIndex.of(forward.profile) < 0)
            forward.profile = {};
        m_data.forwards.insert(std::clamp<qsizetype>(each.position, 0, m_data.forwards.size()),
                               forward);
        changes.forwardsEdited.append(forward.id);
        if (each.wanted) {
            m_wanted.insert(forward.id);
            changes.wanted.append(forward.id);
        }
    }
    if (changes.forwardsEdited.isEmpty())
        return {};
    m_forwardIndex.invalidate();
    announce(changes);
    return changes.forwardsEdited;
}

Result<void> ProfileBook::moveInto(const QList<ForwardId> &ids, const ProfileId &profile,
                                   const ForwardId &before) {
    if (!profile.isNull() && m_profileIndex.of(profile) < 0)
        return fail(Errc::NotFound, u"profile "_s + profile.text());
    const QSet<ForwardId> moving(ids.begin(), ids.end());
    Changes changes;
    QList<Forward> moved;
    for (const ForwardId &id : ids) {
        const auto at = m_forwardIndex.of(id);
        if (at < 0)
            continue;
        moved.append(m_data.forwards.at(at));
        if (moved.constLast().profile != profile)
            changes.forwardsEdited.append(id);
        moved.last().profile = profile;
    }
    QList<Forward> order;
    qsizetype where = -1;
    qsizetype behindLast = -1;
    for (const Forward &forward : std::as_const(m_data.forwards)) {
        if (forward.id == before)
            where = order.size(); // if it moves itself, what follows it takes its place
        if (moving.contains(forward.id))
            continue;
        order.append(forward);
        if (forward.profile == profile)
            behindLast = order.size();
    }
    if (where < 0)
        where = behindLast < 0 ? order.size() : behindLast;
    for (qsizetype i = 0; i < moved.size(); ++i)
        order.insert(where + i, moved[i]);
    if (order == m_data.forwards)
        return {};
    changes.order = true;
    m_data.forwards = order;
    m_forwardIndex.invalidate();
    announce(changes);
    return {};
}

void ProfileBook::moveBefore(const ForwardId &id, const ForwardId &before) {
    const auto from = m_forwardIndex.of(id);
    if (from < 0 || id == before)
        return;
    const auto found = m_forwardIndex.of(before);
    auto to = found < 0 ? m_data.forwards.size() : found;
    if (to > from)
        --to; // taking it out moves the rest up
    if (to == from)
        return;
    m_data.forwards.move(from, to);
    m_forwardIndex.invalidate();
    announce({.order = true});
}

void ProfileBook::setWanted(const ForwardId &id, bool wanted) {
    setWanted(QList<ForwardId>{id}, wanted);
}

void ProfileBook::setWanted(const QList<ForwardId> &ids, bool wanted) {
    Changes changes;
    for (const ForwardId &id : ids) {
        if (isWanted(id) == wanted || (wanted && m_forwardIndex.of(id) < 0))
            continue;
        if (wanted)
            m_wanted.insert(id);
        else
            m_wanted.remove(id);
        changes.wanted.append(id);
    }
    if (!changes.wanted.isEmpty())
        announce(changes);
}

void ProfileBook::replaceAll(const ProfileData &data) {
    if (data == m_data)
        return;
    const auto hosts = diff(m_data.hosts, data.hosts);
    const auto forwards = diff(m_data.forwards, data.forwards);
    const auto profiles = diff(m_data.profiles, data.profiles);
    m_data = data;
    m_hostIndex.invalidate();
    m_forwardIndex.invalidate();
    m_profileIndex.invalidate();
    Changes changes{.forwardsRemoved = forwards.removed,
                    .hostsRemoved = hosts.removed,
                    .profilesRemoved = profiles.removed,
                    .profilesEdited = profiles.edited,
                    .hostsEdited = hosts.edited,
                    .forwardsEdited = forwards.edited,
                    .order = hosts.order || forwards.order || profiles.order,
                    .wanted = {}};
    for (const ForwardId &gone : forwards.removed)
        if (m_wanted.remove(gone))
            changes.wanted.append(gone);
    announce(changes);
}

QList<ForwardId> ProfileBook::dropForwards(const std::function<bool(const Forward &)> &gone) {
    QList<ForwardId> dropped;
    QList<Forward> kept;
    for (const Forward &forward : std::as_const(m_data.forwards)) {
        if (gone(forward)) {
            dropped.append(forward.id);
            m_wanted.remove(forward.id);
        } else {
            kept.append(forward);
        }
    }
    m_data.forwards = kept;
    m_forwardIndex.invalidate();
    return dropped;
}

void ProfileBook::announce(const Changes &changes) {
    for (const ForwardId &id : changes.forwardsRemoved)
        Q_EMIT forwardRemoved(id);
    for (const HostId &id : changes.hostsRemoved)
        Q_EMIT hostRemoved(id);
    for (const ProfileId &id : changes.profilesRemoved)
        Q_EMIT profileRemoved(id);
    for (const ProfileId &id : changes.profilesEdited)
        Q_EMIT profileEdited(id);
    for (const HostId &id : changes.hostsEdited)
        Q_EMIT hostEdited(id);
    for (const ForwardId &id : changes.forwardsEdited)
        Q_EMIT forwardEdited(id);
    if (changes.order)
        Q_EMIT orderChanged();
    if (!changes.wanted.isEmpty())
        Q_EMIT wantedChanged(changes.wanted);
    Q_EMIT changed();
}

} // namespace fairlead
