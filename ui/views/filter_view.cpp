#include "ui/views/filter_view.h"

#include "ui/models/forward_list_model.h"
#include "ui/views/cell_painter.h"

#include <QtGui/QContextMenuEvent>
#include <QtGui/QDragMoveEvent>
#include <algorithm>

namespace fairlead::ui {
namespace {

using Line = CellPainter::Line;
using End = CellPainter::End;

constexpr int kInset = 8;

void paintEntry(QPainter &painter, const QRect &row, const QStyleOptionViewItem &option,
                const FilterEntry &entry, const Colours &colours) {
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QRect ground = row.adjusted(kInset, 0, -kInset, 0);
    if (selected)
        paintFrame(painter, ground, 6,
                   mix(colours.window, colours.highlight, colours.dark ? 0.30 : 0.16),
                   Qt::transparent);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        paintFrame(painter, ground, 6, mix(colours.window, colours.text, 0.05), Qt::transparent);
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintFrame(painter, ground, 6, Qt::transparent, colours.accent, 1.5);
    CellPainter brush(painter, ground.adjusted(10, 0, -9, 0), colours, option.direction);
    brush.icon(entry.icon, 16, selected ? colours.accent : colours.text);
    brush.space(8);
    const QString count = entry.kind == FilterEntry::Kind::Filter && !entry.tone
                              ? QLocale().toString(entry.count)
                              : QString();
    const QFont font = typeFont(Type::Body, selected ? Weight::Strong : Weight::Regular);
    const int tail = entry.tone ? 12 : QFontMetrics(typeFont(Type::Hint)).horizontalAdvance(count);
    const int room = brush.left() - tail - 8;
    const int start = brush.used();
    brush.text(elided(QFontMetrics(font), entry.text, Qt::ElideMiddle, room), font, colours.text);
    brush.rewindTo(start + room + 8);
    if (entry.tone)
        brush.glyph(*entry.tone, -1, Line::Only);
    else
        brush.text(count, typeFont(Type::Hint), colours.quiet, Line::Only, End::End);
}

} // namespace

void FilterDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const {
    const auto entry = index.data(FilterEntryRole).value<FilterEntry>();
    const Colours &colours = coloursOf(option.palette);
    if (entry.kind != FilterEntry::Kind::Heading) {
        paintEntry(*painter, option.rect, option, entry, colours);
        return;
    }
    CellPainter brush(*painter, option.rect.adjusted(kInset + 10, 8, -kInset, 0), colours,
                      option.direction);
    brush.text(entry.text, typeFont(Type::Hint, Weight::Strong), colours.quiet);
}

QSize FilterDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const {
    const auto entry = index.data(FilterEntryRole).value<FilterEntry>();
    const QFontMetrics metrics(typeFont(Type::Body, Weight::Strong));
    const int width = 2 * kInset + 10 + 16 + 8 + metrics.horizontalAdvance(entry.text) + 8 + 24 + 9;
    const bool head = entry.kind == FilterEntry::Kind::Heading;
    return {width, std::max(head ? 34 : 28, metrics.height() + (head ? 14 : 8))};
}

FilterView::FilterView(FilterModel *model, QWidget *parent) : QListView(parent), m_model(model) {
    setModel(model);
    setItemDelegate(new FilterDelegate(this));
    setAccessibleName(tr("Show"));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    // The column belongs to the window's ground, not to the list's.
    viewport()->setAutoFillBackground(false);
    setContentsMargins(0, 0, 0, 0);
    setViewportMargins(0, 8, 0, 8);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) { take(current); });
    // Forwards are dropped on a profile, which does not choose it.
    setAcceptDrops(true);
    setDropIndicatorShown(false);
    connect(this, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        if (index.data(FilterEntryRole).value<FilterEntry>().kind == FilterEntry::Kind::AddHost)
            Q_EMIT addHostRequested();
    });
    connect(this, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        if (index.data(FilterValueRole).isValid())
            Q_EMIT openRequested(index.data(FilterValueRole).value<ListFilter>());
        else
            Q_EMIT addHostRequested();
    });
    choose({});
}

void FilterView::rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last) {
    // Otherwise its neighbour would be chosen.
    const QModelIndex chosen = m_model->indexOf(m_filter);
    if (chosen.row() >= first && chosen.row() <= last)
        choose({});
    QListView::rowsAboutToBeRemoved(parent, first, last);
}

void FilterView::dragEnterEvent(QDragEnterEvent *event) {
    event->setAccepted(!draggedForwards(event->mimeData()).isEmpty());
}

void FilterView::dragMoveEvent(QDragMoveEvent *event) {
    const auto filter = filterAt(event->position().toPoint());
    const bool takes = filter && filter->kind == ListFilter::Kind::Profile &&
                       !draggedForwards(event->mimeData()).isEmpty();
    event->setAccepted(takes);
}

void FilterView::dropEvent(QDropEvent *event) {
    const auto filter = filterAt(event->position().toPoint());
    const QList<ForwardId> ids = draggedForwards(event->mimeData());
    if (!filter || filter->kind != ListFilter::Kind::Profile || ids.isEmpty())
        return event->ignore();
    event->acceptProposedAction();
    Q_EMIT dropped(ids, ProfileId(filter->key));
}

std::optional<ListFilter> FilterView::filterAt(const QPoint &position) const {
    const QVariant value = indexAt(position).data(FilterValueRole);
    return value.isValid() ? std::optional(value.value<ListFilter>()) : std::nullopt;
}

void FilterView::choose(const ListFilter &filter) {
    const QModelIndex wanted = m_model->indexOf(filter);
    setCurrentIndex(wanted.isValid() ? wanted : m_model->indexOf({}));
}

void FilterView::take(const QModelIndex &index) {
    const QVariant value = index.data(FilterValueRole);
    if (!value.isValid() || value.value<ListFilter>() == m_filter)
        return;
    m_filter = value.value<ListFilter>();
    Q_EMIT chosen(m_filter);
}

void FilterView::contextMenuEvent(QContextMenuEvent *event) {
    const QModelIndex index =
        event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
    const QVariant value = index.data(FilterValueRole);
    if (value.isValid())
        Q_EMIT menuRequested(value.value<ListFilter>(), event->globalPos());
}

} // namespace fairlead::ui
