#include "ui/views/list_header.h"

#include "ui/views/cell_painter.h"

#include <algorithm>

namespace fairlead::ui {

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
    if (align.testFlag(Qt::AlignRight)) {
        brush.text(title, font, colours.quiet, CellPainter::Line::Only, CellPainter::End::End);
        return;
    }
    brush.text(title, font, colours.quiet);
    if (sorted)
        brush.icon(sortIndicatorOrder() == Qt::AscendingOrder ? Icon::Up : Icon::Down, 10,
                   colours.quiet);
}

} // namespace fairlead::ui
