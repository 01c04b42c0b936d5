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

template <typename Item, typename ItemId>
qsizetype indexOf(const QList<Item> &items, const ItemId &id) {
    const auto at =
        std::find_if(items.begin(), items.end(), [&](const Item &item) { return item.id == id; });
    return at == items.end() ? -1 : at - items.begin();
}

template <typename Item, typename ItemId>
std::optional<Item> findById(const QList<Item> &items, const ItemId &id) {
    const auto at = indexOf(items, id);
    return at < 0 ? std::nullopt : std::optional(items[at]);
}

template <typename Item>
std::optional<Item> findByName(const QList<Item> &items, QStringView name) {
    for (const Item &item : items)
        if (!name.isEmpty() && item.name == name)
            return item;
    return std::nullopt;
}

// Puts the item in its place; false: it stood there already.
template <typename Item>
Result<bool> place(QList<Item> &items, const Item &item) {
    if (item.id.isNull())
        return fail(Errc::Internal, u"null id: "_s + item.name);
    const auto holder = findByName(items, item.name);
    if (holder && holder->id != item.id)
        return fail(Errc::NameTaken, item.name);
    const auto at = indexOf(items, item.id);
    if (at < 0)
        items.append(item);
    else if (items[at] == item)
        return false;
    else
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

std::optional<Host> ProfileBook::host(const HostId &id) const { return findById(m_data.hosts, id); }

std::optional<Host> ProfileBook::hostNamed(QStringView name) const {
    return findByName(m_data.hosts, name);
}

std::optional<Forward> ProfileBook::forward(const ForwardId &id) const {
    return findById(m_data.forwards, id);
}

std::optional<Forward> ProfileBook::forwardNamed(QStringView name) const {
    return findByName(m_data.forwards, name);
}

std::optional<Profile> ProfileBook::profile(const ProfileId &id) const {
    return findById(m_data.profiles, id);
}

std::optional<Profile> ProfileBook::profileNamed(QStringView name) const {
    return findByName(m_data.profiles, name);
}

QList<Forward> ProfileBook::forwardsOf(const HostId &host) const {
    QList<Forward> found;
    std::copy_if(m_data.forwards.begin(), m_data.forwards.end(), std::back_inserter(found),
                 [&](const Forward &forward) { return forward.host == host; });
    return found;
}

Result<void> ProfileBook::put(const Host &host) {
    const auto placed = place(m_data.hosts, host);
    if (!placed)
        return tl::unexpected(placed.error());
    if (*placed)
        announce({.hostsEdited = {host.id}});
    return {};
}

Result<void> ProfileBook::put(const Forward &forward) {
    if (indexOf(m_data.hosts, forward.host) < 0)
        return fail(Errc::NotFound, u"host "_s + forward.host.text());
    if (!forward.profile.isNull() && indexOf(m_data.profiles, forward.profile) < 0)
        return fail(Errc::NotFound, u"profile "_s + forward.profile.text());
    const auto placed = place(m_data.forwards, forward);
    if (!placed)
        return tl::unexpected(placed.error());
    if (*placed)
        announce({.forwardsEdited = {forward.id}});
    return {};
}

Result<void> ProfileBook::put(const Profile &profile) {
    const auto placed = place(m_data.profiles, profile);
    if (!placed)
        return tl::unexpected(placed.error());
    if (*placed)
        announce({.profilesEdited = {profile.id}});
    return {};
}

void ProfileBook::remove(const HostId &id) {
    const auto at = indexOf(m_data.hosts, id);
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
    const auto at = indexOf(m_data.profiles, id);
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
    announce(changes);
}

void ProfileBook::moveBefore(const ForwardId &id, const ForwardId &before) {
    const auto from = indexOf(m_data.forwards, id);
    if (from < 0 || id == before)
        return;
    const auto found = indexOf(m_data.forwards, before);
    auto to = found < 0 ? m_data.forwards.size() : found;
    if (to > from)
        --to; // taking it out moves the rest up
    if (to == from)
        return;
    m_data.forwards.move(from, to);
    announce({.order = true});
}

void ProfileBook::setWanted(const ForwardId &id, bool wanted) {
    setWanted(QList<ForwardId>{id}, wanted);
}

void ProfileBook::setWanted(const QList<ForwardId> &ids, bool wanted) {
    Changes changes;
    for (const ForwardId &id : ids) {
        if (isWanted(id) == wanted || (wanted && indexOf(m_data.forwards, id) < 0))
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
