// The forwards, grouped by profile. Holds values, changes nothing itself: a switch goes to the
// ProfileBook and comes back as its signal.
#pragma once

#include "ui/models/forward_columns.h"
#include "ui/services.h"

#include <QtCore/QAbstractItemModel>
#include <QtCore/QHash>
#include <memory>
#include <vector>

namespace fairlead::ui {

enum ForwardRole {
    SortRole = Qt::UserRole + 1,
    WantedRole,    // bool; of a group: all of it. Writable.
    SwitchRole,    // int(SwitchState)
    RowRole,       // ForwardRow; invalid for a group
    IdRole,        // QString: the forward's or the group's profile's id
    SummaryRole,   // QString, groups only: "3 of 6 up"
    StateRole,     // int(ForwardState), forwards only
    SearchRole,    // QString: everything a search looks through, lower case
    AttentionRole, // bool: somebody should look at this
};

class ForwardListModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    explicit ForwardListModel(const Services &services, QObject *parent = nullptr);
    ~ForwardListModel() override;

    using QAbstractItemModel::parent;
    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

    [[nodiscard]] QModelIndex indexOf(const ForwardId &id) const;
    [[nodiscard]] std::optional<ForwardRow> row(const ForwardId &id) const;
    [[nodiscard]] QList<ForwardRow> rows() const;
    [[nodiscard]] static bool needsAttention(ForwardState state);

    // Repaints what changes with time alone: countdowns and ages.
    void passTime();

Q_SIGNALS:
    void rowChanged(const fairlead::ForwardId &id);
    // After forwards came, went or moved.
    void structureChanged();

private:
    struct Group {
        ProfileId id;
        QString name;
        std::vector<ForwardRow> rows;
    };

    void synchronise();
    void synchroniseGroups(const QList<ProfileId> &wanted);
    void synchroniseRows(int group, const QList<ForwardId> &wanted);
    void refresh(const ForwardId &id);
    void refreshHost(const HostId &id);
    void takeSamples(const QList<ForwardId> &changed);
    [[nodiscard]] ForwardRow makeRow(const ForwardId &id) const;
    void fill(ForwardRow &row, const Forward &forward) const;
    [[nodiscard]] const Group *groupOf(const QModelIndex &index) const;
    [[nodiscard]] const ForwardRow *rowOf(const QModelIndex &index) const;
    [[nodiscard]] QVariant groupData(const Group &group, int column, int role) const;
    [[nodiscard]] QVariant rowData(const ForwardRow &row, int column, int role) const;
    void changed(const QModelIndex &first);

    Services m_services;
    std::vector<std::unique_ptr<Group>> m_groups; // pointers are the children's internal pointer
    QHash<ForwardId, Group *> m_groupOf;
};

} // namespace fairlead::ui
