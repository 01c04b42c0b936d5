// The forward list itself: rows, groups, selection, the switch under mouse and keyboard, and what
// of it is remembered.
#pragma once

#include "core/base/ids.h"
#include "core/base/timers.h"
#include "core/profile/remembered.h"

#include <QtCore/QPersistentModelIndex>
#include <QtCore/QSet>
#include <QtWidgets/QTreeView>

class QMenu;
class QTimer;

namespace fairlead::ui {

class ForwardDelegate;
class ForwardProxy;
class ListColumns;

class ForwardView final : public QTreeView {
    Q_OBJECT
public:
    explicit ForwardView(const Timers &timers, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override; // a ForwardProxy
    // Takes over how columns, order and groups were left, and keeps it up to date.
    void remember(Remembered &remembered);
    [[nodiscard]] ListColumns *columns() const { return m_columns; }
    // While somebody searches every group is open; afterwards they are as they were.
    void setSearching(bool on);
    // In the order of the list; groups do not count.
    [[nodiscard]] QList<ForwardId> selectedForwards() const;
    [[nodiscard]] ForwardId currentForward() const;
    void selectForward(const QModelIndex &index);
    // The first becomes the current one.
    void selectForwards(const QModelIndexList &indexes);
    // Chooses the current row, or a neighbour, where deleting left nothing chosen.
    void selectNext();

Q_SIGNALS:
    void openRequested(const fairlead::ForwardId &id);
    void copyRequested(const fairlead::ForwardId &id);
    void menuRequested(const QPoint &globalPosition);
    void groupMenuRequested(const fairlead::ProfileId &id, const QPoint &globalPosition);
    void selectionMoved();
    void wantRequested(const QList<fairlead::ForwardId> &ids, bool wanted);
    void dropped(const QList<fairlead::ForwardId> &ids);
    void escaped();

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
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                     const QList<int> &roles) override;

private:
    void connectHeader();
    void openGroups(const QModelIndex &parent, int first, int last);
    void fold(const QModelIndex &group, bool folded);
    void sortBy(int section);
    void showOrder(int section, Qt::SortOrder order);
    void keep() const;
    void fitHeights();
    void passTime();
    [[nodiscard]] QModelIndexList shownForwards() const;
    void drawGroup(QPainter &painter, const QRect &rect, const QModelIndex &index) const;
    void toggle(const QModelIndex &index);
    void toggleSelected();
    [[nodiscard]] bool onCopy(const QModelIndex &index, const QPoint &position) const;
    void hover(const QModelIndex &index);
    void turnArcs();

    const Timers &m_timers;
    QPersistentModelIndex m_pressed; // a switch or copy button under the mouse
    QPersistentModelIndex m_hovered;
    QTimer *m_turning; // arcs; runs while one shows
    QTimer *m_seconds; // ages and countdowns; runs while the list shows
    ForwardDelegate *m_delegate;
    ForwardProxy *m_proxy = nullptr;
    ListColumns *m_columns = nullptr;
    Remembered *m_remembered = nullptr;
    QSet<QString> m_folded; // ids of profiles
    bool m_searching = false;
};

} // namespace fairlead::ui
