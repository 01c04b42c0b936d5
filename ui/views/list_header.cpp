#include "ui/views/list_header.h"

#include "ui/views/cell_painter.h"

#include <QtWidgets/QTreeView>

#include <algorithm>

namespace fairlead::ui {
namespace {

constexpr int kArrow = 10;

} // namespace

ListHeader::ListHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent) {
    setSectionsClickable(true);
    setHighlightSections(false);
    setStretchLastSection(false);
    setAccessibleName(tr("Columns"));
}

QSize ListHeader::sizeHint() const {
    return {QHeaderView::sizeHint().width(),
            std::max(30, QFontMetrics(typeFont(Type::Column)).height() + 12)};
}

void ListHeader::paintSection(QPainter *painter, const QRect &rect, int section) const {
    const Colours &colours = coloursOf(palette());
    painter->fillRect(rect, colours.base);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colours.line);
    const QString title = model()->headerData(section, orientation(), Qt::DisplayRole).toString();
    const Qt::Alignment align(
        model()->headerData(section, orientation(), Qt::TextAlignmentRole).toInt());
    CellPainter brush(*painter, rect.adjusted(8, 0, -8, 0), colours, layoutDirection());
    const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == section;
    const QFont font = typeFont(Type::Column, sorted ? Weight::Strong : Weight::Regular);
    const Icon arrow = sortIndicatorOrder() == Qt::AscendingOrder ? Icon::Up : Icon::Down;
    if (align.testFlag(Qt::AlignRight)) {
        // The arrow stands before the word, which keeps its end in line with the numbers.
        const int word = QFontMetrics(font).horizontalAdvance(title) + 4;
        brush.space(sorted ? std::max(0, brush.left() - word - kArrow) : 0);
        if (sorted)
            brush.icon(arrow, kArrow, colours.quiet);
        brush.text(title, font, colours.quiet, CellPainter::Line::Only, CellPainter::End::End);
        return;
    }
    brush.text(title, font, colours.quiet);
    if (sorted)
        brush.icon(arrow, kArrow, colours.quiet);
}

void setUpFlatList(QTreeView &view) {
    view.setHeader(new ListHeader(&view));
    view.header()->setSectionsClickable(false);
    view.setIndentation(0);
    view.setRootIsDecorated(false);
    view.setUniformRowHeights(true);
    view.setFrameShape(QFrame::NoFrame);
    view.setSelectionMode(QAbstractItemView::ExtendedSelection);
    view.setSelectionBehavior(QAbstractItemView::SelectRows);
    view.setEditTriggers(QAbstractItemView::NoEditTriggers);
    view.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view.setAllColumnsShowFocus(true);
}

} // namespace fairlead::ui
