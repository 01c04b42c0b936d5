// Draws one cell of the forward list: two lines where there are two things to say.
#pragma once

#include "ui/models/forward_columns.h"

#include <QtWidgets/QStyledItemDelegate>

namespace fairlead::ui {

class ForwardDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit ForwardDelegate(const Timers &timers, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    // Where "copy the address" sits in a Route cell; the space is always kept free.
    [[nodiscard]] static QRect copyRect(const QRect &cell, Qt::LayoutDirection direction);
    // Groups as high as forwards.
    void setSameHeight(bool on) { m_sameHeight = on; }
    [[nodiscard]] static int rowHeight();
    [[nodiscard]] static int groupHeight();

private:
    const Timers &m_timers;
    bool m_sameHeight = false;
};

} // namespace fairlead::ui
