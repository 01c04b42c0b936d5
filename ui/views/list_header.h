// The heads of the forward list: quiet words over a hairline, an arrow where it is sorted.
#pragma once

#include <QtWidgets/QHeaderView>

class QTreeView;

namespace fairlead::ui {

class ListHeader final : public QHeaderView {
    Q_OBJECT
public:
    explicit ListHeader(QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override; // grows with the font

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
};

// A table without branches whose head does not sort: rows of one height, several of them chosen at
// once, nothing edited in place.
void setUpFlatList(QTreeView &view);

} // namespace fairlead::ui
