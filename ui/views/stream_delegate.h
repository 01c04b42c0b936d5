// Draws a connection's cells: who, to where, how much, how long, and the cross that closes it.
#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace fairlead::ui {

class StreamDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
};

} // namespace fairlead::ui
