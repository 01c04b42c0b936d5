#include "ui/views/log_view.h"

#include "ui/models/log_model.h"
#include "ui/views/cell_painter.h"
#include "ui/views/list_header.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QStyledItemDelegate>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

Tone toneOfLevel(LogLevel level) {
    return level == LogLevel::Error     ? Tone::Failed
           : level == LogLevel::Warning ? Tone::Degraded
                                        : Tone::Off;
}

class LogDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override {
        return {60, QFontMetrics(fixedFont(Type::Hint)).height() + 6};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override {
        const auto *proxy = static_cast<const LogProxy *>(index.model());
        const LogLevel level = proxy->line(index.row()).level;
        const bool bad = level >= LogLevel::Warning;
        const Colours &colours = coloursOf(option.palette);
        CellPainter brush(*painter, option.rect.adjusted(8, 0, -8, 0), colours, option.direction);
        const QString text = index.data().toString();
        if (index.column() == LogModel::Time) {
            brush.text(text, fixedFont(Type::Hint), colours.quiet);
        } else if (index.column() == LogModel::Level) {
            if (bad) {
                brush.glyph(toneOfLevel(level), -1, CellPainter::Line::Only);
                brush.space(6);
            }
            brush.text(text, typeFont(Type::Hint, bad ? Weight::Strong : Weight::Regular),
                       bad ? colours.tone(toneOfLevel(level)).ink : colours.quiet);
        } else {
            // English, whatever the language around it.
            brush.text(isolated(text), fixedFont(Type::Hint), colours.text);
        }
    }
};

} // namespace

LogView::LogView(QWidget *parent) : QTreeView(parent) {
    setItemDelegate(new LogDelegate(this));
    setAccessibleName(tr("Log"));
    setUpFlatList(*this);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &LogView::scrolled);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (m_following)
            scrollToBottom();
    });
}

void LogView::setModel(QAbstractItemModel *model) {
    QTreeView::setModel(model);
    fitColumns();
}

void LogView::setFollowing(bool on) {
    m_following = on;
    if (on)
        scrollToBottom();
}

void LogView::scrolled() {
    // New lines move the end away as well; that is not the person's doing.
    const QScrollBar *bar = verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum();
    const bool byHand = bar->isSliderDown() || underMouse() || hasFocus();
    if (!byHand || atEnd == m_following)
        return;
    m_following = atEnd;
    Q_EMIT followingChanged(atEnd);
}

// Ctrl+C means the lines here, not the forward's address.
bool LogView::event(QEvent *event) {
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
        event->accept();
        return true;
    }
    return QTreeView::event(event);
}

void LogView::keyPressEvent(QKeyEvent *event) {
    if (event->matches(QKeySequence::Copy))
        Q_EMIT copyRequested();
    else
        QTreeView::keyPressEvent(event);
    // The line may be the current one already without being in sight.
    if (event->key() == Qt::Key_Home)
        scrollToTop();
    else if (event->key() == Qt::Key_End)
        scrollToBottom();
}

void LogView::drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                      const QModelIndex &index) const {
    const Colours &colours = coloursOf(palette());
    const QRect row(0, option.rect.top(), viewport()->width(), option.rect.height());
    const bool selected = selectionModel()->isRowSelected(index.row(), index.parent());
    painter->fillRect(row, selected ? colours.tint : colours.base);
    QTreeView::drawRow(painter, option, index);
    if (hasFocus() && currentIndex().row() == index.row())
        paintFrame(*painter, QRectF(row).adjusted(1, 0, -1, -1), 4, Qt::transparent, colours.accent,
                   1.5);
}

void LogView::fitColumns() {
    if (model() == nullptr)
        return;
    const int time = QFontMetrics(fixedFont(Type::Hint)).horizontalAdvance(u"00:00:00.000"_s) + 20;
    int level = 0;
    for (const LogLevel each :
         {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error})
        level = std::max(
            level,
            QFontMetrics(typeFont(Type::Hint, Weight::Strong)).horizontalAdvance(levelText(each)));
    level += 12 + 6 + 20;
    setColumnWidth(LogModel::Time, time);
    setColumnWidth(LogModel::Level, level);
    setColumnWidth(LogModel::Text, std::max(80, viewport()->width() - time - level));
}

void LogView::resizeEvent(QResizeEvent *event) {
    QTreeView::resizeEvent(event);
    fitColumns();
}

void LogView::changeEvent(QEvent *event) {
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitColumns();
}

} // namespace fairlead::ui
