// How the forward list follows the book: groups and rows come, go and move, nothing is reset.
#include "ui/models/forward_list_model.h"
#include "ui/models/order_diff.h"

#include <algorithm>

namespace fairlead::ui {

void ForwardListModel::synchronise() {
    const ProfileData &data = m_services.book.data();
    QHash<ProfileId, QList<ForwardId>> members;
    for (const Forward &forward : data.forwards)
        members[forward.profile].append(forward.id);
    QList<ProfileId> groups;
    for (const Profile &profile : data.profiles) {
        if (members.contains(profile.id))
            groups.append(profile.id);
    }
    if (members.contains(ProfileId()))
        groups.append(ProfileId());
    synchroniseGroups(groups);
    // A forward may move between groups: first every one leaves, then every one arrives.
    for (const bool arriving : {false, true}) {
        for (int i = 0; i < groups.size(); ++i) {
            const QList<ForwardId> wanted = members.value(groups[i]);
            const QSet<ForwardId> expected(wanted.cbegin(), wanted.cend());
            QList<ForwardId> stay;
            for (const ForwardRow &row : m_groups[static_cast<size_t>(i)]->rows) {
                if (expected.contains(row.forward.id))
                    stay.append(row.forward.id);
            }
            synchroniseRows(i, arriving ? wanted : stay);
        }
    }
    for (const Forward &forward : data.forwards)
        refresh(forward.id);
    Q_EMIT structureChanged();
}

void ForwardListModel::synchroniseGroups(const QList<ProfileId> &wanted) {
    QList<ProfileId> current;
    for (const auto &group : m_groups)
        current.append(group->id);
    const auto at = [this](int row) { return m_groups.begin() + row; };
    applyOrder(
        current, wanted,
        [&](int first, int count) {
            beginRemoveRows({}, first, first + count - 1);
            for (int i = first; i < first + count; ++i) {
                for (const ForwardRow &row : m_groups[static_cast<size_t>(i)]->rows)
                    m_groupOf.remove(row.forward.id);
            }
            m_groups.erase(at(first), at(first + count));
            endRemoveRows();
        },
        [&](int first, const QList<ProfileId> &ids) {
            beginInsertRows({}, first, first + static_cast<int>(ids.size()) - 1);
            for (int i = 0; i < ids.size(); ++i) {
                auto group = std::make_unique<Group>();
                group->id = ids[i];
                m_groups.insert(at(first + i), std::move(group));
            }
            endInsertRows();
        },
        [&](int from, int to) {
            beginMoveRows({}, from, from, {}, to);
            std::rotate(at(to), at(from), at(from + 1));
            endMoveRows();
        });
    for (int i = 0; i < wanted.size(); ++i) {
        const std::optional<Profile> profile = m_services.book.profile(wanted[i]);
        m_groups[static_cast<size_t>(i)]->name = profile ? profile->name : tr("No profile");
        Q_EMIT dataChanged(index(i, 0), index(i, kForwardColumnCount - 1));
    }
}

void ForwardListModel::synchroniseRows(int group, const QList<ForwardId> &wanted) {
    Group &held = *m_groups[static_cast<size_t>(group)];
    const QModelIndex parent = index(group, 0);
    QList<ForwardId> current;
    for (const ForwardRow &row : held.rows)
        current.append(row.forward.id);
    const auto at = [&held](int row) { return held.rows.begin() + row; };
    applyOrder(
        current, wanted,
        [&](int first, int count) {
            beginRemoveRows(parent, first, first + count - 1);
            for (int i = first; i < first + count; ++i)
                m_groupOf.remove(held.rows[static_cast<size_t>(i)].forward.id);
            held.rows.erase(at(first), at(first + count));
            endRemoveRows();
        },
        [&](int first, const QList<ForwardId> &ids) {
            std::vector<ForwardRow> fresh;
            for (const ForwardId &id : ids)
                fresh.push_back(makeRow(id));
            beginInsertRows(parent, first, first + static_cast<int>(ids.size()) - 1);
            held.rows.insert(at(first), fresh.begin(), fresh.end());
            for (const ForwardId &id : ids)
                m_groupOf.insert(id, &held);
            endInsertRows();
        },
        [&](int from, int to) {
            beginMoveRows(parent, from, from, parent, to);
            std::rotate(at(to), at(from), at(from + 1));
            endMoveRows();
        });
}

} // namespace fairlead::ui
