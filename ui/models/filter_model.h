// The filter column: all, what needs attention, then profiles, hosts and tags, each with a count.
#pragma once

#include "ui/look/colours.h"
#include "ui/look/icon.h"
#include "ui/models/list_filter.h"
#include "ui/services.h"

#include <QtCore/QAbstractListModel>
#include <optional>

namespace fairlead::ui {

enum FilterRole {
    FilterValueRole = Qt::UserRole + 1, // ListFilter; invalid for a heading and for AddHost
    FilterEntryRole,                    // FilterEntry
};

struct FilterEntry {
    enum class Kind { Heading, Filter, AddHost };
    Kind kind = Kind::Filter;
    QString text;
    Icon icon = Icon::List;
    ListFilter filter;
    int count = 0;
    std::optional<Tone> tone; // hosts: how their link stands, shown instead of the count
    bool operator==(const FilterEntry &) const = default;
    // What stays the same while names and counts change.
    [[nodiscard]] QString key() const;
};

class FilterModel final : public QAbstractListModel {
    Q_OBJECT
public:
    explicit FilterModel(const Services &services, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex indexOf(const ListFilter &filter) const;

private:
    [[nodiscard]] QList<FilterEntry> build() const;
    void appendProfiles(QList<FilterEntry> &entries) const;
    void appendHosts(QList<FilterEntry> &entries) const;
    void appendTags(QList<FilterEntry> &entries) const;
    void refreshSoon();
    void refresh();

    Services m_services;
    QList<FilterEntry> m_entries;
    bool m_refreshDue = false;
};

} // namespace fairlead::ui

Q_DECLARE_METATYPE(fairlead::ui::FilterEntry)
