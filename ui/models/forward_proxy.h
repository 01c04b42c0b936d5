// Filter, search and order of the forward list. Groups stay in the book's order, and show while
// one of their forwards does. What is sorted by values that move (state, rates) keeps its order
// until refreshOrder(): rows must not change places under the pointer.
#pragma once

#include "core/base/ids.h"
#include "ui/models/list_filter.h"

#include <QtCore/QHash>
#include <QtCore/QSortFilterProxyModel>

namespace fairlead::ui {

class ForwardListModel;
struct ForwardRow;

class ForwardProxy final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit ForwardProxy(QObject *parent = nullptr);

    void setFilter(const ListFilter &filter);
    [[nodiscard]] const ListFilter &filter() const { return m_filter; }
    // Every word must be found somewhere in the row.
    void setSearch(const QString &text);
    [[nodiscard]] const QString &search() const { return m_search; }
    // How many forwards show.
    [[nodiscard]] int forwardCount() const;
    // Sorts again by the values of now, if that changes anything.
    void refreshOrder();
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    void setSourceModel(QAbstractItemModel *source) override; // a ForwardListModel
    // Sorted rows have no place to be dropped at; their group takes them at its end.
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    [[nodiscard]] bool passesFilter(const ForwardRow &row) const;
    [[nodiscard]] const QVariant &keyOf(const QModelIndex &source) const;
    [[nodiscard]] bool inOrder() const;

    const ForwardListModel *m_list = nullptr;
    mutable QHash<ForwardId, QVariant> m_keys; // as they were when last sorted
    ListFilter m_filter;
    QString m_search;
    QStringList m_words;
};

} // namespace fairlead::ui
