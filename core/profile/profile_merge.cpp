#include "core/profile/profile_merge.h"

#include <QtCore/QHash>

namespace fairlead {
namespace {

template <typename Item>
using Index = QHash<decltype(Item::id), Item>;

template <typename Item>
Index<Item> indexed(const QList<Item> &items) {
    Index<Item> index;
    for (const Item &item : items)
        index.insert(item.id, item);
    return index;
}

template <typename Item>
QList<Item> merge(const QList<Item> &base, const QList<Item> &ours, const QList<Item> &theirs) {
    const auto before = indexed(base);
    const auto here = indexed(ours);
    const auto there = indexed(theirs);
    const auto untouchedHere = [&](const Item &item) {
        const auto at = before.constFind(item.id);
        return at != before.constEnd() && *at == item;
    };
    QList<Item> merged;
    for (const Item &item : theirs) {
        const auto own = here.constFind(item.id);
        const bool removedHere = own == here.constEnd() && before.contains(item.id);
        if (!removedHere)
            merged += own == here.constEnd() || untouchedHere(*own) ? item : *own;
    }
    // Ours alone: new, or removed there although we changed it.
    for (const Item &item : ours)
        if (!there.contains(item.id) && !untouchedHere(item))
            merged += item;

    QSet<QString> names;
    for (const Item &item : theirs)
        names.insert(item.name);
    merged.removeIf([&](const Item &item) {
        const auto other = there.constFind(item.id);
        const bool renamedHere = other == there.constEnd() || other->name != item.name;
        return renamedHere && !item.name.isEmpty() && names.contains(item.name);
    });
    return merged;
}

} // namespace

ProfileData mergeProfiles(const ProfileData &base, const ProfileData &ours,
                          const ProfileData &theirs) {
    ProfileData merged{merge(base.hosts, ours.hosts, theirs.hosts),
                       merge(base.forwards, ours.forwards, theirs.forwards),
                       merge(base.profiles, ours.profiles, theirs.profiles)};
    const auto hosts = indexed(merged.hosts);
    const auto profiles = indexed(merged.profiles);
    merged.forwards.removeIf([&](const Forward &forward) { return !hosts.contains(forward.host); });
    for (Forward &forward : merged.forwards)
        if (!profiles.contains(forward.profile))
            forward.profile = {};
    return merged;
}

} // namespace fairlead
