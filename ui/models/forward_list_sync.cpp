// How the forward list follows the book: groups and rows come, go and move, nothing is reset.
#include "ui/models/forward_list_model.h"
#include "ui/models/order_diff.h"

#include <algorithm>

namespace fairlead::ui {
namespace {

// Qt counts the place before which a row goes while the row is still in its old one.
int destination(int from, int to) { return to > from ? to + 1 : to; }

template <typename Rows>
void moveOne(Rows &rows, int from, int to) {
    const auto at = [&rows](int row) { return rows.begin() + row; };
    if (to < from)
        std::rotate(at(to), at(from), at(from + 1));
    else
        std::rotate(at(from), at(from + 1), at(to + 1));
}

} // namespace

void ForwardListModel::synchronise() {
    const bool moved = std::exchange(m_moved, false);
    if (moved)
        synchroniseStructure();
    QSet<ForwardId> edited = std::exchange(m_edited, {});
    if (std::exchange(m_rehosted, false)) {
        const QList<ForwardId> all = m_places.keys();
        edited = QSet<ForwardId>(all.cbegin(), all.cend());
    }
    refresh(edited.subtract(std::exchange(m_fresh, {})).values());
    if (moved)
        Q_EMIT structureChanged();
}

void ForwardListModel::synchroniseStructure() {
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
    for (int i = 0; i < groups.size(); ++i) {
        const QList<ForwardId> &wanted = members[groups[i]];
        const QSet<ForwardId> expected(wanted.cbegin(), wanted.cend());
        QList<ForwardId> stay;
        for (const ForwardRow &row : m_groups[static_cast<size_t>(i)]->rows) {
            if (expected.contains(row.forward.id))
                stay.append(row.forward.id);
        }
        synchroniseRows(i, stay);
    }
    for (int i = 0; i < groups.size(); ++i)
        synchroniseRows(i, members.value(groups[i]));
}

void ForwardListModel::renumber(Group &group) {
    for (size_t row = 0; row < group.rows.size(); ++row)
        m_places.insert(group.rows[row].forward.id, Place{&group, static_cast<int>(row)});
}

void ForwardListModel::synchroniseGroups(const QList<ProfileId> &wanted) {
    QList<ProfileId> current;
    for (const auto &group : m_groups)
        current.append(group->id);
    const auto at = [this](int row) { return m_groups.begin() + row; };
    const auto renumber = [this] {
        for (size_t row = 0; row < m_groups.size(); ++row)
            m_groups[row]->at = static_cast<int>(row);
    };
    applyOrder(
        current, wanted,
        [&](int first, int count) {
            beginRemoveRows({}, first, first + count - 1);
            for (int i = first; i < first + count; ++i) {
                for (const ForwardRow &row : m_groups[static_cast<size_t>(i)]->rows)
                    m_places.remove(row.forward.id);
            }
            m_groups.erase(at(first), at(first + count));
            renumber();
            endRemoveRows();
        },
        [&](int first, const QList<ProfileId> &ids) {
            beginInsertRows({}, first, first + static_cast<int>(ids.size()) - 1);
            for (int i = 0; i < ids.size(); ++i) {
                auto group = std::make_unique<Group>();
                group->id = ids[i];
                m_groups.insert(at(first + i), std::move(group));
            }
            renumber();
            endInsertRows();
        },
        [&](int from, int to) {
            beginMoveRows({}, from, from, {}, destination(from, to));
            moveOne(m_groups, from, to);
            renumber();
            endMoveRows();
        });
    for (int i = 0; i < wanted.size(); ++i) {
        const std::optional<Profile> profile = m_services.book.profile(wanted[i]);
        const QString name = profile ? profile->name : tr("No profile");
        if (std::exchange(m_groups[static_cast<size_t>(i)]->name, name) == name)
            continue;
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
                m_places.remove(held.rows[static_cast<size_t>(i)].forward.id);
            held.rows.erase(at(first), at(first + count));
            renumber(held);
            endRemoveRows();
        },
        [&](int first, const QList<ForwardId> &ids) {
            std::vector<ForwardRow> fresh;
            for (const ForwardId &id : ids)
                fill(fresh.emplace_back(), m_services.book.forward(id).value_or(Forward{}));
            m_fresh.unite(QSet<ForwardId>(ids.cbegin(), ids.cend()));
            beginInsertRows(parent, first, first + static_cast<int>(ids.size()) - 1);
            held.rows.insert(at(first), fresh.begin(), fresh.end());
            renumber(held);
            endInsertRows();
        },
        [&](int from, int to) {
            beginMoveRows(parent, from, from, parent, destination(from, to));
            moveOne(held.rows, from, to);
            renumber(held);
            endMoveRows();
        });
}

} // namespace fairlead::ui
