// Filter, search and order of the forward list. Groups stay in the book's order, and show while
// one of their forwards does.
#pragma once

#include "ui/models/list_filter.h"

#include <QtCore/QSortFilterProxyModel>

namespace fairlead::ui {

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

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    [[nodiscard]] bool passesFilter(const QModelIndex &index) const;

    ListFilter m_filter;
    QString m_search;
    QStringList m_words;
};

} // namespace fairlead::ui
