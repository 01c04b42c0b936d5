// The filter column: what the list shows, with counts.
#pragma once

#include "ui/models/filter_model.h"

#include <QtWidgets/QListView>
#include <QtWidgets/QStyledItemDelegate>

namespace fairlead::ui {

class FilterDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
};

class FilterView final : public QListView {
    Q_OBJECT
public:
    explicit FilterView(FilterModel *model, QWidget *parent = nullptr);
    // Back to "All forwards" when the chosen one is gone.
    void choose(const ListFilter &filter);

Q_SIGNALS:
    void chosen(const fairlead::ui::ListFilter &filter);
    void addHostRequested();
    // A host's or profile's own menu.
    void menuRequested(const fairlead::ui::ListFilter &filter, const QPoint &globalPosition);
    void openRequested(const fairlead::ui::ListFilter &filter);
    void dropped(const QList<fairlead::ForwardId> &ids, const fairlead::ProfileId &profile);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last) override;

private:
    void take(const QModelIndex &index);
    [[nodiscard]] std::optional<ListFilter> filterAt(const QPoint &position) const;
    FilterModel *m_model;
    ListFilter m_filter;
};

} // namespace fairlead::ui
