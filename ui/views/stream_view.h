// The list of connections: selection, the cross under mouse and keyboard, columns that fit.
#pragma once

#include "core/ssh/link.h"

#include <QtCore/QPersistentModelIndex>
#include <QtWidgets/QTreeView>

namespace fairlead::ui {

class StreamView final : public QTreeView {
    Q_OBJECT
public:
    explicit StreamView(QWidget *parent = nullptr);
    void setModel(QAbstractItemModel *model) override;
    [[nodiscard]] QList<StreamId> selectedStreams() const;

Q_SIGNALS:
    void closeRequested(const QList<fairlead::StreamId> &streams);

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                 const QModelIndex &index) const override;
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override {}
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fitColumns();
    void closeSelected();
    void copyClients();

    QPersistentModelIndex m_pressed; // a cross under the mouse
    int m_hoveredRow = -1;
};

} // namespace fairlead::ui
