#include "ui/views/forward_view.h"

#include "ui/models/forward_list_model.h"
#include "ui/models/forward_proxy.h"
#include "ui/views/cell_painter.h"
#include "ui/views/forward_delegate.h"
#include "ui/views/list_columns.h"
#include "ui/views/list_header.h"

#include <QtCore/QTimer>
#include <QtGui/QAccessible>
#include <QtGui/QDropEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtWidgets/QMenu>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr int kSwitchColumn = static_cast<int>(ForwardColumn::Switch);

bool isGroup(const QModelIndex &index) { return index.isValid() && !index.parent().isValid(); }

ForwardId idOf(const QModelIndex &index) {
    return index.parent().isValid() ? ForwardId(index.data(IdRole).toString()) : ForwardId();
}

constexpr std::chrono::milliseconds kArcStep{50};
constexpr int kOpenAfter = 600; // ms a drag rests on a closed group
// A view of rows of one height need not ask thousands of them how high they are.
constexpr int kSameHeightFrom = 500;

} // namespace

ForwardView::ForwardView(const Timers &timers, QWidget *parent)
    : QTreeView(parent),
      m_timers(timers),
      m_turning(new QTimer(this)),
      m_seconds(new QTimer(this)),
      m_delegate(new ForwardDelegate(timers, this)) {
    setHeader(new ListHeader(this));
    setItemDelegate(m_delegate);
    setAccessibleName(tr("Forwards"));
    setIndentation(0);
    setRootIsDecorated(false);
    setExpandsOnDoubleClick(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAllColumnsShowFocus(true);
    setMouseTracking(true);
    setDragDropMode(QAbstractItemView::DragDrop);
    setDefaultDropAction(Qt::MoveAction);
    setDropIndicatorShown(true);
    setAutoExpandDelay(kOpenAfter);
    viewport()->setAttribute(Qt::WA_Hover);
    m_turning->setInterval(kArcStep);
    m_seconds->setInterval(std::chrono::seconds(1));
    connect(m_turning, &QTimer::timeout, this, &ForwardView::turnArcs);
    connect(m_seconds, &QTimer::timeout, this, &ForwardView::passTime);
}

void ForwardView::setModel(QAbstractItemModel *model) {
    m_proxy = qobject_cast<ForwardProxy *>(model);
    Q_ASSERT(m_proxy);
    QTreeView::setModel(model);
    m_columns = new ListColumns(this);
    connectHeader();
    connect(model, &QAbstractItemModel::rowsInserted, this, &ForwardView::openGroups);
    connect(this, &QTreeView::collapsed, this, [this](const auto &group) { fold(group, true); });
    connect(this, &QTreeView::expanded, this, [this](const auto &group) { fold(group, false); });
    if (const auto *list = qobject_cast<const ForwardListModel *>(m_proxy->sourceModel()))
        connect(list, &ForwardListModel::structureChanged, this, &ForwardView::fitHeights);
    fitHeights();
    expandAll();
    m_columns->fit();
}

void ForwardView::connectHeader() {
    connect(header(), &QHeaderView::sectionClicked, this, &ForwardView::sortBy);
    connect(m_columns, &ListColumns::changed, this, &ForwardView::keep);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header(), &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        m_columns->fillMenu(*menu);
        menu->popup(header()->mapToGlobal(at));
    });
}

void ForwardView::remember(Remembered &remembered) {
    const QStringList folded = remembered.value(u"folded"_s);
    m_folded = QSet<QString>(folded.cbegin(), folded.cend());
    openGroups({}, 0, model()->rowCount() - 1);
    m_columns->fromWords(remembered.value(u"columns"_s));
    const QStringList order = remembered.value(u"sort"_s);
    for (int i = 0; i < kForwardColumnCount && order.size() == 2; ++i) {
        if (order[0] == QLatin1StringView(columnInfo(i).key))
            showOrder(i, order[1] == u"falling" ? Qt::DescendingOrder : Qt::AscendingOrder);
    }
    m_remembered = &remembered;
}

void ForwardView::keep() const {
    if (m_remembered == nullptr)
        return;
    QStringList folded(m_folded.cbegin(), m_folded.cend());
    folded.sort();
    m_remembered->setValue(u"folded"_s, folded);
    m_remembered->setValue(u"columns"_s, m_columns->toWords());
    const int sorted = header()->isSortIndicatorShown() ? header()->sortIndicatorSection() : -1;
    QStringList order;
    if (sorted >= 0)
        order = {QLatin1StringView(columnInfo(sorted).key),
                 header()->sortIndicatorOrder() == Qt::DescendingOrder ? u"falling"_s
                                                                       : u"rising"_s};
    m_remembered->setValue(u"sort"_s, order);
}

void ForwardView::openGroups(const QModelIndex &parent, int first, int last) {
    for (int row = first; !parent.isValid() && row <= last; ++row) {
        const QModelIndex group = model()->index(row, 0);
        setExpanded(group, m_searching || !m_folded.contains(group.data(IdRole).toString()));
    }
}

void ForwardView::fold(const QModelIndex &group, bool folded) {
    if (m_searching)
        return;
    const QString id = group.data(IdRole).toString();
    if (folded)
        m_folded.insert(id);
    else
        m_folded.remove(id);
    keep();
}

void ForwardView::setSearching(bool on) {
    m_searching = on;
    openGroups({}, 0, model()->rowCount() - 1);
}

void ForwardView::fitHeights() {
    const QAbstractItemModel *all = m_proxy->sourceModel();
    int rows = 0;
    for (int group = 0; group < all->rowCount(); ++group)
        rows += all->rowCount(all->index(group, 0));
    const bool same = rows >= kSameHeightFrom;
    if (same == uniformRowHeights())
        return;
    m_delegate->setSameHeight(same);
    setUniformRowHeights(same);
    scheduleDelayedItemsLayout();
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

void ForwardView::selectForwards(const QModelIndexList &indexes) {
    QItemSelection selection;
    for (const QModelIndex &index : indexes) {
        if (index.isValid())
            selection.select(index, index);
    }
    if (selection.isEmpty())
        return;
    const QModelIndex first = selection.constFirst().topLeft();
    setExpanded(first.parent(), true);
    selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection,
                             QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(first);
}

void ForwardView::selectNext() {
    QModelIndex next = currentIndex();
    if (isGroup(next)) {
        const QModelIndex below = indexBelow(next);
        next = isGroup(below) || !below.isValid() ? indexAbove(next) : below;
    }
    if (next.isValid() && !isGroup(next))
        selectForward(next.siblingAtColumn(0));
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
    showOrder(back ? -1 : section, order);
    keep();
}

void ForwardView::showOrder(int section, Qt::SortOrder order) {
    header()->setSortIndicatorShown(section >= 0);
    if (section >= 0)
        header()->setSortIndicator(section, order);
    model()->sort(section, order);
}

void ForwardView::resizeEvent(QResizeEvent *event) {
    QTreeView::resizeEvent(event);
    if (m_columns != nullptr)
        m_columns->fit();
}

void ForwardView::changeEvent(QEvent *event) {
    QTreeView::changeEvent(event);
    const bool metrics =
        event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange;
    if (metrics && m_columns != nullptr)
        m_columns->fit();
}

void ForwardView::showEvent(QShowEvent *event) {
    QTreeView::showEvent(event);
    m_seconds->start();
}

void ForwardView::hideEvent(QHideEvent *event) {
    QTreeView::hideEvent(event);
    m_seconds->stop();
    m_turning->stop();
}

void ForwardView::paintEvent(QPaintEvent *event) {
    QTreeView::paintEvent(event);
    if (!m_turning->isActive())
        turnArcs();
}

void ForwardView::dropEvent(QDropEvent *event) {
    const QList<ForwardId> ids = draggedForwards(event->mimeData());
    QTreeView::dropEvent(event);
    if (event->isAccepted() && !ids.isEmpty())
        Q_EMIT dropped(ids);
}

// Our rows keep their height whatever they say, so nothing is looked up or laid out again: what
// shows of these columns is painted once, however many rows said so.
void ForwardView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                              const QList<int> &roles) {
    if (QAccessible::isActive())
        QTreeView::dataChanged(topLeft, bottomRight, roles); // tells it
    if (!isVisible() || !topLeft.isValid())
        return;
    if (isGroup(topLeft)) {
        viewport()->update(visualRect(topLeft).united(visualRect(bottomRight)));
        return;
    }
    for (int column = topLeft.column(); column <= bottomRight.column(); ++column) {
        if (!isColumnHidden(column))
            viewport()->update(columnViewportPosition(column), 0, columnWidth(column),
                               viewport()->height());
    }
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
    if (hasFocus() && isGroup(currentIndex()) && currentIndex().row() == index.row())
        paintFrame(painter, QRectF(rect).adjusted(1, 0, -1, -1), 4, Qt::transparent, colours.accent,
                   1.5);
    if (hasFocus() && currentIndex().siblingAtColumn(0) == index.siblingAtColumn(0))
        paintFrame(painter, QRectF(rect).adjusted(1, 0, -1, -1), 4, Qt::transparent, colours.accent,
                   1.5);
}

void ForwardView::hover(const QModelIndex &index) {
    if (m_hovered == index)
        return;
    const auto updateRow = [this](const QModelIndex &row) {
        const QRect rect = visualRect(row);
        viewport()->update(0, rect.top(), viewport()->width(), rect.height());
    };
    updateRow(m_hovered);
    m_hovered = index;
    updateRow(index);
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
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT escaped();
    } else if (event->key() == Qt::Key_Space) {
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
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index =
        byKey ? currentIndex() : indexAt(viewport()->mapFromGlobal(event->globalPos()));
    const QPoint at =
        byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos();
    if (isGroup(index))
        Q_EMIT groupMenuRequested(ProfileId(index.data(IdRole).toString()), at);
    else if (!selectedForwards().isEmpty())
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
    Q_EMIT wantRequested(selectedForwards(), !allOn);
}

// The forwards that show, group rows left out.
QModelIndexList ForwardView::shownForwards() const {
    QModelIndexList shown;
    for (QModelIndex row = indexAt(QPoint(1, 1)); row.isValid(); row = indexBelow(row)) {
        if (visualRect(row).top() > viewport()->height())
            break;
        if (row.parent().isValid())
            shown.append(row);
    }
    return shown;
}

void ForwardView::passTime() {
    if (!viewport()->underMouse())
        m_proxy->refreshOrder();
    const int column = static_cast<int>(ForwardColumn::Status);
    for (const QModelIndex &row : shownForwards()) {
        const bool off = row.data(StateRole).toInt() == static_cast<int>(ForwardState::Off);
        if (!off)
            viewport()->update(visualRect(row.siblingAtColumn(column)));
    }
}

// Only what moves is repainted, and only where somebody sees it.
void ForwardView::turnArcs() {
    bool any = false;
    const bool still = style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) == 0;
    if (isVisible() && !still) {
        const int column = static_cast<int>(ForwardColumn::Status);
        for (const QModelIndex &row : shownForwards()) {
            const auto state = static_cast<ForwardState>(row.data(StateRole).toInt());
            if (toneOf(state) != Tone::Working)
                continue;
            any = true;
            if (m_turning->isActive())
                viewport()->update(visualRect(row.siblingAtColumn(column)));
        }
    }
    if (any && !m_turning->isActive())
        m_turning->start();
    else if (!any)
        m_turning->stop();
}

} // namespace fairlead::ui
