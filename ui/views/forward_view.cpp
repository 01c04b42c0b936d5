#include "ui/views/forward_view.h"

#include "ui/models/forward_list_model.h"
#include "ui/views/cell_painter.h"
#include "ui/views/forward_delegate.h"
#include "ui/views/list_header.h"

#include <QtCore/QTimer>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr int kSwitchColumn = static_cast<int>(ForwardColumn::Switch);

bool isGroup(const QModelIndex &index) { return index.isValid() && !index.parent().isValid(); }

ForwardId idOf(const QModelIndex &index) {
    return index.parent().isValid() ? ForwardId(index.data(IdRole).toString()) : ForwardId();
}

// What gives way first when the list is narrow, and what it becomes (0: hidden).
struct Squeeze {
    ForwardColumn column;
    int width;
};
constexpr std::array<Squeeze, 7> kSqueezes{{
    {ForwardColumn::Kind, 40},
    {ForwardColumn::Latency, 0},
    {ForwardColumn::Total, 0},
    {ForwardColumn::Via, 0},
    {ForwardColumn::Streams, 0},
    {ForwardColumn::Rate, 88},
    {ForwardColumn::Rate, 0},
}};

} // namespace

ForwardView::ForwardView(const Timers &timers, QWidget *parent)
    : QTreeView(parent),
      m_timers(timers),
      m_turning(new QTimer(this)) {
    setHeader(new ListHeader(this));
    setItemDelegate(new ForwardDelegate(timers, this));
    setAccessibleName(tr("Forwards"));
    setIndentation(0);
    setRootIsDecorated(false);
    setExpandsOnDoubleClick(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAllColumnsShowFocus(true);
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    connect(header(), &QHeaderView::sectionClicked, this, &ForwardView::sortBy);
    connect(m_turning, &QTimer::timeout, this, &ForwardView::turnArcs);
    m_turning->start(40);
}

void ForwardView::setModel(QAbstractItemModel *model) {
    QTreeView::setModel(model);
    expandAll();
    connect(model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &parent, int first, int last) {
                for (int row = first; !parent.isValid() && row <= last; ++row)
                    expand(this->model()->index(row, 0));
            });
    fitColumns();
}

QList<ForwardId> ForwardView::selectedForwards() const {
    QModelIndexList rows =
        selectionModel() != nullptr ? selectionModel()->selectedRows() : QModelIndexList();
    std::sort(rows.begin(), rows.end(), [this](const QModelIndex &a, const QModelIndex &b) {
        return visualRect(a).top() < visualRect(b).top();
    });
    QList<ForwardId> ids;
    for (const QModelIndex &row : rows) {
        if (const ForwardId id = idOf(row); !id.isNull())
            ids.append(id);
    }
    return ids;
}

ForwardId ForwardView::currentForward() const {
    const QList<ForwardId> selected = selectedForwards();
    const ForwardId current = idOf(currentIndex());
    return selected.contains(current) ? current : selected.value(0);
}

void ForwardView::selectForward(const QModelIndex &index) {
    if (!index.isValid())
        return;
    expand(index.parent());
    // Not setCurrentIndex(), which heeds a Ctrl key that happens to be down.
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                 QItemSelectionModel::Rows);
    scrollTo(index);
}

void ForwardView::selectionChanged(const QItemSelection &selected,
                                   const QItemSelection &deselected) {
    QTreeView::selectionChanged(selected, deselected);
    Q_EMIT selectionMoved();
}

void ForwardView::sortBy(int section) {
    // A third click goes back to the person's own order.
    const bool same =
        header()->isSortIndicatorShown() && header()->sortIndicatorSection() == section;
    const bool back = same && header()->sortIndicatorOrder() == Qt::DescendingOrder;
    const Qt::SortOrder order = same && !back ? Qt::DescendingOrder : Qt::AscendingOrder;
    header()->setSortIndicatorShown(!back);
    header()->setSortIndicator(section, order);
    model()->sort(back ? -1 : section, order);
}

void ForwardView::fitColumns() {
    if (model() == nullptr)
        return;
    std::array<int, kForwardColumnCount> widths{};
    int total = 0;
    for (int i = 0; i < kForwardColumnCount; ++i) {
        // A larger font needs wider columns.
        widths[static_cast<size_t>(i)] = columnInfo(i).width * fontMetrics().height() / 18;
        total += std::max(widths[static_cast<size_t>(i)], columnInfo(i).width);
        widths[static_cast<size_t>(i)] =
            std::max(widths[static_cast<size_t>(i)], columnInfo(i).width);
    }
    const int room = viewport()->width();
    for (const Squeeze &squeeze : kSqueezes) {
        if (total <= room)
            break;
        int &width = widths[static_cast<size_t>(squeeze.column)];
        total -= width - squeeze.width;
        width = squeeze.width;
    }
    widths[static_cast<size_t>(ForwardColumn::Route)] += std::max(0, room - total);
    for (int i = 0; i < kForwardColumnCount; ++i) {
        setColumnHidden(i, widths[static_cast<size_t>(i)] == 0);
        if (!isColumnHidden(i))
            setColumnWidth(i, widths[static_cast<size_t>(i)]);
    }
}

void ForwardView::resizeEvent(QResizeEvent *event) {
    QTreeView::resizeEvent(event);
    fitColumns();
}

void ForwardView::changeEvent(QEvent *event) {
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitColumns();
}

void ForwardView::drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const {
    const Colours &colours = coloursOf(palette());
    const QRect row(0, option.rect.top(), viewport()->width(), option.rect.height());
    if (isGroup(index)) {
        drawGroup(*painter, row, index);
        return;
    }
    const bool selected = selectionModel()->isRowSelected(index.row(), index.parent());
    const bool hovered = m_hovered.isValid() && m_hovered.parent() == index.parent() &&
                         m_hovered.row() == index.row();
    painter->fillRect(row, selected ? colours.tint : hovered ? colours.hover : colours.base);
    painter->fillRect(QRect(row.left(), row.bottom(), row.width(), 1),
                      mix(colours.base, colours.line, 0.6));
    QTreeView::drawRow(painter, option, index);
    if (selected)
        painter->fillRect(QStyle::visualRect(layoutDirection(), row,
                                             QRect(row.left(), row.top(), 3, row.height())),
                          colours.accent);
    const QModelIndex current = currentIndex();
    if (hasFocus() && current.parent() == index.parent() && current.row() == index.row())
        paintFrame(*painter, QRectF(row).adjusted(1, 0, -1, -1), 4, Qt::transparent, colours.accent,
                   1.5);
}

void ForwardView::drawGroup(QPainter &painter, const QRect &rect, const QModelIndex &index) const {
    const Colours &colours = coloursOf(palette());
    painter.fillRect(rect, colours.group);
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colours.line);
    SwitchLook look;
    look.state = static_cast<SwitchState>(index.data(SwitchRole).toInt());
    look.rightToLeft = isRightToLeft();
    const int switchWidth = columnWidth(kSwitchColumn);
    const QRect cell = QStyle::visualRect(
        layoutDirection(), rect, QRect(rect.left(), rect.top(), switchWidth, rect.height()));
    paintSwitch(painter, QRectF(cell).translated(3, 0), look, colours);
    CellPainter brush(painter, rect, colours, layoutDirection());
    brush.space(switchWidth + 8);
    brush.icon(isExpanded(index) ? Icon::ChevronDown : Icon::ChevronRight, 12, colours.quiet);
    brush.space(7);
    const QString name =
        index.siblingAtColumn(static_cast<int>(ForwardColumn::Name)).data().toString();
    brush.text(name, typeFont(Type::Body, Weight::Strong), colours.text);
    brush.space(7);
    brush.text(index.data(SummaryRole).toString(), typeFont(Type::Hint), colours.quiet);
    if (hasFocus() && currentIndex().siblingAtColumn(0) == index.siblingAtColumn(0))
        paintFrame(painter, QRectF(rect).adjusted(1, 0, -1, -1), 4, Qt::transparent, colours.accent,
                   1.5);
}

void ForwardView::hover(const QModelIndex &index) {
    if (m_hovered == index)
        return;
    m_hovered = index;
    viewport()->update();
}

bool ForwardView::viewportEvent(QEvent *event) {
    if (event->type() == QEvent::HoverMove || event->type() == QEvent::HoverEnter)
        hover(indexAt(static_cast<QHoverEvent *>(event)->position().toPoint()));
    if (event->type() == QEvent::HoverLeave || event->type() == QEvent::Leave)
        hover({});
    return QTreeView::viewportEvent(event);
}

bool ForwardView::onCopy(const QModelIndex &index, const QPoint &position) const {
    return index.isValid() && index.parent().isValid() &&
           index.column() == static_cast<int>(ForwardColumn::Route) &&
           ForwardDelegate::copyRect(visualRect(index), layoutDirection()).contains(position);
}

void ForwardView::mousePressEvent(QMouseEvent *event) {
    const QModelIndex index = indexAt(event->position().toPoint());
    const bool left = event->button() == Qt::LeftButton;
    const bool acts = index.column() == kSwitchColumn || isGroup(index) ||
                      onCopy(index, event->position().toPoint());
    m_pressed = QPersistentModelIndex();
    // These act on release and leave the selection alone.
    if (left && index.isValid() && acts) {
        m_pressed = index;
        return;
    }
    QTreeView::mousePressEvent(event);
}

void ForwardView::mouseReleaseEvent(QMouseEvent *event) {
    const QModelIndex index = indexAt(event->position().toPoint());
    const QPersistentModelIndex pressed = std::exchange(m_pressed, QPersistentModelIndex());
    if (!pressed.isValid()) {
        QTreeView::mouseReleaseEvent(event);
        return;
    }
    if (pressed != index)
        return;
    if (index.column() == kSwitchColumn)
        toggle(index);
    else if (isGroup(index))
        setExpanded(index.siblingAtColumn(0), !isExpanded(index.siblingAtColumn(0)));
    else
        Q_EMIT copyRequested(idOf(index));
}

void ForwardView::mouseDoubleClickEvent(QMouseEvent *event) {
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.isValid() && index.column() != kSwitchColumn && !isGroup(index))
        Q_EMIT openRequested(idOf(index));
    else
        mousePressEvent(event); // a fast second click on a switch is a click
}

void ForwardView::keyPressEvent(QKeyEvent *event) {
    if (event->key() == Qt::Key_Space) {
        toggleSelected();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (isGroup(currentIndex()))
            setExpanded(currentIndex().siblingAtColumn(0),
                        !isExpanded(currentIndex().siblingAtColumn(0)));
        else if (const ForwardId id = currentForward(); !id.isNull())
            Q_EMIT openRequested(id);
    } else {
        QTreeView::keyPressEvent(event);
    }
}

void ForwardView::contextMenuEvent(QContextMenuEvent *event) {
    QPoint at = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard)
        at = viewport()->mapToGlobal(visualRect(currentIndex()).center());
    if (!selectedForwards().isEmpty())
        Q_EMIT menuRequested(at);
}

void ForwardView::toggle(const QModelIndex &index) {
    const bool on = index.data(WantedRole).toBool();
    model()->setData(index, !on, WantedRole);
}

void ForwardView::toggleSelected() {
    if (isGroup(currentIndex())) {
        toggle(currentIndex());
        return;
    }
    const QModelIndexList rows = selectionModel()->selectedRows();
    const bool allOn = std::all_of(rows.cbegin(), rows.cend(), [](const QModelIndex &row) {
        return row.data(WantedRole).toBool();
    });
    // Wanting one may reorder the rows: hold on to the others.
    const QList<QPersistentModelIndex> kept(rows.cbegin(), rows.cend());
    for (const QPersistentModelIndex &row : kept)
        model()->setData(row, !allOn, WantedRole);
}

void ForwardView::turnArcs() {
    // Only what moves is repainted, and only where somebody sees it.
    if (!isVisible() || model() == nullptr ||
        style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) == 0)
        return;
    const int column = static_cast<int>(ForwardColumn::Status);
    for (QModelIndex row = indexAt(QPoint(1, 1)); row.isValid(); row = indexBelow(row)) {
        const QRect rect = visualRect(row.siblingAtColumn(column));
        if (rect.top() > viewport()->height())
            break;
        if (!row.parent().isValid())
            continue;
        const auto state = row.data(StateRole).toInt();
        if (toneOf(static_cast<ForwardState>(state)) == Tone::Working)
            viewport()->update(rect);
    }
}

} // namespace fairlead::ui
