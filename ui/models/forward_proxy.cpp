#include "ui/models/forward_proxy.h"

#include "ui/models/forward_list_model.h"

#include <algorithm>

namespace fairlead::ui {

ForwardProxy::ForwardProxy(QObject *parent) : QSortFilterProxyModel(parent) {
    setRecursiveFilteringEnabled(true);
}

void ForwardProxy::setFilter(const ListFilter &filter) {
    m_filter = filter;
    invalidateFilter();
}

void ForwardProxy::setSearch(const QString &text) {
    m_search = text.simplified();
    m_words = m_search.toLower().split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

int ForwardProxy::forwardCount() const {
    int count = 0;
    for (int group = 0; group < rowCount(); ++group)
        count += rowCount(index(group, 0));
    return count;
}

void ForwardProxy::setSourceModel(QAbstractItemModel *source) {
    m_list = qobject_cast<const ForwardListModel *>(source);
    Q_ASSERT(m_list);
    QSortFilterProxyModel::setSourceModel(source);
}

bool ForwardProxy::passesFilter(const ForwardRow &row) const {
    switch (m_filter.kind) {
    case ListFilter::Kind::All:
        return true;
    case ListFilter::Kind::Attention:
        return ForwardListModel::needsAttention(row.now.status.state);
    case ListFilter::Kind::Profile:
        return row.forward.profile.text() == m_filter.key;
    case ListFilter::Kind::Host:
        return row.forward.host.text() == m_filter.key;
    case ListFilter::Kind::Tag:
        return row.forward.tags.contains(m_filter.key);
    }
    return false;
}

bool ForwardProxy::filterAcceptsRow(int row, const QModelIndex &parent) const {
    if (!parent.isValid())
        return false; // a group shows because of its forwards only
    const ForwardRow &forward = m_list->rowAt(parent.row(), row);
    return passesFilter(forward) &&
           std::all_of(m_words.cbegin(), m_words.cend(),
                       [&forward](const QString &word) { return forward.search.contains(word); });
}

const QVariant &ForwardProxy::keyOf(const QModelIndex &source) const {
    QVariant &key = m_keys[m_list->rowOf(source)->forward.id];
    if (!key.isValid())
        key = source.data(SortRole);
    return key;
}

bool ForwardProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const {
    if (!left.parent().isValid())
        return sortOrder() == Qt::AscendingOrder ? left.row() < right.row()
                                                 : right.row() < left.row();
    const QVariant first = keyOf(left); // a copy: the other may move it
    const QVariant &second = keyOf(right);
    if (first.typeId() == QMetaType::QString)
        return first.toString().localeAwareCompare(second.toString()) < 0;
    return QVariant::compare(first, second) == QPartialOrdering::Less;
}

void ForwardProxy::sort(int column, Qt::SortOrder order) {
    m_keys.clear();
    QSortFilterProxyModel::sort(column, order);
}

bool ForwardProxy::inOrder() const {
    for (int group = 0; group < rowCount(); ++group) {
        const QModelIndex parent = index(group, 0);
        QModelIndex before;
        for (int row = 0; row < rowCount(parent); ++row) {
            const QModelIndex now = mapToSource(index(row, sortColumn(), parent));
            const bool rising = sortOrder() == Qt::AscendingOrder;
            if (before.isValid() && (rising ? lessThan(now, before) : lessThan(before, now)))
                return false;
            before = now;
        }
    }
    return true;
}

void ForwardProxy::refreshOrder() {
    if (sortColumn() < 0)
        return;
    m_keys.clear();
    if (inOrder())
        return;
    setDynamicSortFilter(false); // sort() does nothing when column and order are the same
    setDynamicSortFilter(true);
}

bool ForwardProxy::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                                const QModelIndex &parent) {
    const bool sorted = sortColumn() >= 0;
    return QSortFilterProxyModel::dropMimeData(data, action, sorted ? -1 : row,
                                               sorted ? -1 : column, parent);
}

} // namespace fairlead::ui
