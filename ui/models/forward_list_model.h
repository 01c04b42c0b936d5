// The forwards, grouped by profile. Holds values, changes nothing itself: a switch goes to the
// ProfileBook and comes back as its signal.
#pragma once

#include "ui/models/forward_columns.h"
#include "ui/services.h"

#include <QtCore/QAbstractItemModel>
#include <QtCore/QHash>
#include <QtCore/QSet>
#include <array>
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

// All forwards in one line.
struct ListSummary {
    std::array<int, kToneCount> tones{};
    int forwards = 0;
    int attention = 0; // somebody should look at these
    int streams = 0;
    double downPerSecond = 0;
    double upPerSecond = 0;
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
    // Forwards are dragged to another place of the person's order, or into another profile. As with
    // the switch, the book is told and the rows move when it says so.
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row,
                                       int column, const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

    [[nodiscard]] QModelIndex indexOf(const ForwardId &id) const;
    [[nodiscard]] std::optional<ForwardRow> row(const ForwardId &id) const;
    [[nodiscard]] QList<ForwardRow> rows() const;
    // Without a copy; valid until the model changes. Null for a group.
    [[nodiscard]] const ForwardRow *rowOf(const QModelIndex &index) const;
    [[nodiscard]] const ForwardRow &rowAt(int group, int row) const {
        return m_groups[static_cast<size_t>(group)]->rows[static_cast<size_t>(row)];
    }
    [[nodiscard]] ListSummary summary() const;
    [[nodiscard]] static bool needsAttention(ForwardState state);

Q_SIGNALS:
    void rowChanged(const fairlead::ForwardId &id);
    // After forwards came, went or moved.
    void structureChanged();
    // Soon after any row changed, once for many.
    void summaryChanged();

private:
    struct Group {
        ProfileId id;
        QString name;
        int at = 0; // its own row
        std::vector<ForwardRow> rows;
    };
    struct Place {
        Group *group = nullptr;
        int row = 0;
    };

    void watchBook();
    void synchronise();
    void synchroniseStructure();
    void synchroniseGroups(const QList<ProfileId> &wanted);
    void synchroniseRows(int group, const QList<ForwardId> &wanted);
    void renumber(Group &group);
    void refresh(const QList<ForwardId> &ids);
    void refreshHost(const HostId &id);
    void takeSamples(const QList<ForwardId> &ids);
    void tell(const QList<ForwardId> &ids, ForwardColumn first, ForwardColumn last);
    void tellRun(Group &group, int first, int last, ForwardColumn from, ForwardColumn to);
    void tellSummary();
    [[nodiscard]] ForwardRow *find(const ForwardId &id);
    void fill(ForwardRow &row, const Forward &forward) const;
    [[nodiscard]] const Group *groupOf(const QModelIndex &index) const;
    [[nodiscard]] QVariant groupData(const Group &group, int column, int role) const;
    [[nodiscard]] QVariant rowData(const ForwardRow &row, int column, int role) const;

    Services m_services;
    std::vector<std::unique_ptr<Group>> m_groups; // pointers are the children's internal pointer
    QHash<ForwardId, Place> m_places;
    QSet<ForwardId> m_edited; // what the book said since synchronise()
    QSet<ForwardId> m_fresh;  // came with it, and so know all of that
    bool m_moved = true;      // …forwards or profiles came, went or changed places
    bool m_rehosted = false;  // …a host changed, which any row may show
    bool m_summaryDue = false;
};

// The forwards a drag carries; empty: it carries something else.
[[nodiscard]] QList<ForwardId> draggedForwards(const QMimeData *data);

} // namespace fairlead::ui
