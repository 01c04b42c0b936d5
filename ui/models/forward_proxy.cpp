#include "ui/models/forward_proxy.h"

#include "ui/models/forward_list_model.h"

#include <algorithm>

namespace fairlead::ui {

ForwardProxy::ForwardProxy(QObject *parent) : QSortFilterProxyModel(parent) {
    setRecursiveFilteringEnabled(true);
    setSortRole(SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setSortLocaleAware(true);
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

bool ForwardProxy::passesFilter(const QModelIndex &index) const {
    switch (m_filter.kind) {
    case ListFilter::Kind::All:
        return true;
    case ListFilter::Kind::Attention:
        return index.data(AttentionRole).toBool();
    case ListFilter::Kind::Profile:
    case ListFilter::Kind::Host:
    case ListFilter::Kind::Tag:
        break;
    }
    const Forward forward = index.data(RowRole).value<ForwardRow>().forward;
    if (m_filter.kind == ListFilter::Kind::Profile)
        return forward.profile.text() == m_filter.key;
    if (m_filter.kind == ListFilter::Kind::Host)
        return forward.host.text() == m_filter.key;
    return forward.tags.contains(m_filter.key);
}

bool ForwardProxy::filterAcceptsRow(int row, const QModelIndex &parent) const {
    if (!parent.isValid())
        return false; // a group shows because of its forwards only
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (!passesFilter(index))
        return false;
    if (m_words.isEmpty())
        return true;
    const QString text = index.data(SearchRole).toString();
    return std::all_of(m_words.cbegin(), m_words.cend(),
                       [&text](const QString &word) { return text.contains(word); });
}

bool ForwardProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const {
    if (!left.parent().isValid())
        return sortOrder() == Qt::AscendingOrder ? left.row() < right.row()
                                                 : right.row() < left.row();
    return QSortFilterProxyModel::lessThan(left, right);
}

} // namespace fairlead::ui
