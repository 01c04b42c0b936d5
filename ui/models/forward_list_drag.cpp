// Forwards under drag and drop: what a drag carries, and where it may be let go.
#include "ui/models/forward_list_model.h"

#include <QtCore/QMimeData>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

const QString kMimeType = u"application/x-fairlead-forwards"_s; // ids, one a line

} // namespace

QList<ForwardId> draggedForwards(const QMimeData *data) {
    QList<ForwardId> ids;
    const QString text = QString::fromUtf8(data->data(kMimeType));
    for (const QString &id : text.split(u'\n', Qt::SkipEmptyParts))
        ids.append(ForwardId(id));
    return ids;
}

QStringList ForwardListModel::mimeTypes() const { return {kMimeType}; }

QMimeData *ForwardListModel::mimeData(const QModelIndexList &indexes) const {
    QSet<ForwardId> chosen;
    for (const QModelIndex &index : indexes) {
        if (const ForwardRow *row = rowOf(index))
            chosen.insert(row->forward.id);
    }
    QStringList ids; // in the list's order, whichever was chosen first
    for (const auto &group : m_groups) {
        for (const ForwardRow &row : group->rows) {
            if (chosen.contains(row.forward.id))
                ids.append(row.forward.id.text());
        }
    }
    auto *data = new QMimeData;
    data->setData(kMimeType, ids.join(u'\n').toUtf8());
    return data;
}

bool ForwardListModel::canDropMimeData(const QMimeData *data, Qt::DropAction action, int, int,
                                       const QModelIndex &parent) const {
    return action == Qt::MoveAction && groupOf(parent) != nullptr && data->hasFormat(kMimeType);
}

bool ForwardListModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row,
                                    int column, const QModelIndex &parent) {
    if (!canDropMimeData(data, action, row, column, parent))
        return false;
    const Group &group = *groupOf(parent);
    const bool between = row >= 0 && static_cast<size_t>(row) < group.rows.size();
    const ForwardId before =
        between ? group.rows[static_cast<size_t>(row)].forward.id : ForwardId();
    const ProfileId profile = group.id; // the group may be gone once its last row has left
    return m_services.book.moveInto(draggedForwards(data), profile, before).has_value();
}

} // namespace fairlead::ui
