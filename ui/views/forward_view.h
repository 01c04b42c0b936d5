// The forward list itself: rows, groups, selection, the switch under mouse and keyboard, and the
// fitting of its columns.
#pragma once

#include "core/base/ids.h"
#include "core/base/timers.h"

#include <QtCore/QPersistentModelIndex>
#include <QtWidgets/QTreeView>

class QTimer;

namespace fairlead::ui {

class ForwardView final : public QTreeView {
    Q_OBJECT
public:
    explicit ForwardView(const Timers &timers, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    // In the order of the list; groups do not count.
    [[nodiscard]] QList<ForwardId> selectedForwards() const;
    [[nodiscard]] ForwardId currentForward() const;
    void selectForward(const QModelIndex &index);

Q_SIGNALS:
    void openRequested(const fairlead::ForwardId &id);
    void copyRequested(const fairlead::ForwardId &id);
    void menuRequested(const QPoint &globalPosition);
    void selectionMoved();

protected:
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                 const QModelIndex &index) const override;
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override {}
    bool viewportEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void selectionChanged(const QItemSelection &selected,
                          const QItemSelection &deselected) override;
    void changeEvent(QEvent *event) override;

private:
    void fitColumns();
    void sortBy(int section);
    void drawGroup(QPainter &painter, const QRect &rect, const QModelIndex &index) const;
    void toggle(const QModelIndex &index);
    void toggleSelected();
    [[nodiscard]] bool onCopy(const QModelIndex &index, const QPoint &position) const;
    void hover(const QModelIndex &index);
    void turnArcs();

    const Timers &m_timers;
    QPersistentModelIndex m_pressed; // a switch or copy button under the mouse
    QPersistentModelIndex m_hovered;
    QTimer *m_turning;
};

} // namespace fairlead::ui
