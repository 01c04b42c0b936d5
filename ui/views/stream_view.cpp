#include "ui/views/stream_view.h"

#include "ui/models/stream_model.h"
#include "ui/views/cell_painter.h"
#include "ui/views/list_header.h"
#include "ui/views/stream_delegate.h"

#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QHoverEvent>
#include <QtWidgets/QMenu>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr int kLeastNames = 190; // of Who and To, each

// At a 10 pt font; Who and To share what is left.
constexpr std::array<int, StreamModel::ColumnCount> kWidths{0, 0, 100, 92, 108, 138, 46};
// What gives way first where it is narrow.
constexpr std::array kSqueezes{StreamModel::Minute, StreamModel::Age, StreamModel::Sent};

} // namespace

StreamView::StreamView(QWidget *parent) : QTreeView(parent) {
    setItemDelegate(new StreamDelegate(this));
    setAccessibleName(tr("Connections"));
    setAccessibleDescription(tr("Delete closes the chosen connections."));
    setUpFlatList(*this);
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
}

void StreamView::setModel(QAbstractItemModel *model) {
    QTreeView::setModel(model);
    fitColumns();
}

QList<StreamId> StreamView::selectedStreams() const {
    QList<StreamId> streams;
    const QModelIndexList rows = selectionModel()->selectedRows();
    for (const QModelIndex &row : rows)
        streams.append(row.data(StreamModel::IdRole).value<StreamId>());
    return streams;
}

// Delete and Copy mean the connections here, not the forward, whose shortcuts they are elsewhere.
bool StreamView::event(QEvent *event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Delete) || key->matches(QKeySequence::Copy)) {
            event->accept();
            return true;
        }
    }
    return QTreeView::event(event);
}

void StreamView::keyPressEvent(QKeyEvent *event) {
    if (event->matches(QKeySequence::Delete))
        closeSelected();
    else if (event->matches(QKeySequence::Copy))
        copyClients();
    else
        QTreeView::keyPressEvent(event);
}

void StreamView::closeSelected() {
    if (const QList<StreamId> streams = selectedStreams(); !streams.isEmpty())
        Q_EMIT closeRequested(streams);
}

void StreamView::copyClients() {
    QStringList clients;
    const QModelIndexList rows = selectionModel()->selectedRows();
    for (const QModelIndex &row : rows)
        clients.append(row.data(StreamModel::RowRole).value<const StreamRow *>()->now.client);
    if (!clients.isEmpty())
        QGuiApplication::clipboard()->setText(clients.join(u'\n'));
}

void StreamView::contextMenuEvent(QContextMenuEvent *event) {
    const auto count = static_cast<int>(selectedStreams().size());
    if (count == 0)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tintedIcon(Icon::Copy), tr("Copy the client's address"), this,
                    &StreamView::copyClients);
    menu->addAction(tintedIcon(Icon::Cross), tr("Close %n connection(s)", nullptr, count), this,
                    &StreamView::closeSelected);
    menu->popup(event->reason() == QContextMenuEvent::Keyboard
                    ? viewport()->mapToGlobal(visualRect(currentIndex()).center())
                    : event->globalPos());
}

bool StreamView::viewportEvent(QEvent *event) {
    int hovered = m_hoveredRow;
    if (event->type() == QEvent::HoverMove || event->type() == QEvent::HoverEnter)
        hovered = indexAt(static_cast<QHoverEvent *>(event)->position().toPoint()).row();
    else if (event->type() == QEvent::HoverLeave || event->type() == QEvent::Leave)
        hovered = -1;
    if (std::exchange(m_hoveredRow, hovered) != hovered)
        viewport()->update();
    return QTreeView::viewportEvent(event);
}

void StreamView::mousePressEvent(QMouseEvent *event) {
    const QModelIndex index = indexAt(event->position().toPoint());
    m_pressed = QPersistentModelIndex();
    // The cross acts on release and leaves the selection alone.
    if (event->button() == Qt::LeftButton && index.column() == StreamModel::Close)
        m_pressed = index;
    else
        QTreeView::mousePressEvent(event);
}

void StreamView::mouseReleaseEvent(QMouseEvent *event) {
    const QPersistentModelIndex pressed = std::exchange(m_pressed, QPersistentModelIndex());
    if (!pressed.isValid())
        QTreeView::mouseReleaseEvent(event);
    else if (pressed == indexAt(event->position().toPoint()))
        Q_EMIT closeRequested({pressed.data(StreamModel::IdRole).value<StreamId>()});
}

void StreamView::drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const {
    const Colours &colours = coloursOf(palette());
    const QRect row(0, option.rect.top(), viewport()->width(), option.rect.height());
    const bool selected = selectionModel()->isRowSelected(index.row(), index.parent());
    painter->fillRect(row, selected                      ? colours.tint
                           : index.row() == m_hoveredRow ? colours.hover
                                                         : colours.base);
    painter->fillRect(QRect(row.left(), row.bottom(), row.width(), 1),
                      mix(colours.base, colours.line, 0.6));
    QTreeView::drawRow(painter, option, index);
    if (selected)
        painter->fillRect(QStyle::visualRect(layoutDirection(), row,
                                             QRect(row.left(), row.top(), 3, row.height())),
                          colours.accent);
    if (hasFocus() && currentIndex().row() == index.row())
        paintFrame(*painter, QRectF(row).adjusted(1, 0, -1, -1), 4, Qt::transparent, colours.accent,
                   1.5);
}

void StreamView::fitColumns() {
    if (model() == nullptr)
        return;
    std::array<int, StreamModel::ColumnCount> widths = kWidths;
    int total = 0;
    for (int &width : widths) {
        width = std::max(width, width * fontMetrics().height() / 18); // a larger font needs more
        total += width;
    }
    const int room = viewport()->width() - 2 * kLeastNames;
    for (const StreamModel::Column column : kSqueezes) {
        if (total <= room)
            break;
        total -= std::exchange(widths[column], 0);
    }
    const int names = viewport()->width() - total;
    widths[StreamModel::Who] = names * 11 / 20;
    widths[StreamModel::To] = names - widths[StreamModel::Who];
    for (int i = 0; i < StreamModel::ColumnCount; ++i) {
        const int width = widths[static_cast<size_t>(i)];
        setColumnHidden(i, width <= 0);
        if (width > 0)
            setColumnWidth(i, width);
    }
}

void StreamView::resizeEvent(QResizeEvent *event) {
    QTreeView::resizeEvent(event);
    fitColumns();
}

void StreamView::changeEvent(QEvent *event) {
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitColumns();
}

} // namespace fairlead::ui
