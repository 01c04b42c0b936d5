#include "ui/views/forward_delegate.h"

#include "text/units.h"
#include "ui/models/forward_list_model.h"
#include "ui/text/row_text.h"
#include "ui/views/cell_painter.h"
#include "ui/views/kind_icon.h"

#include <QtWidgets/QStyle>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

using Line = CellPainter::Line;
using End = CellPainter::End;

constexpr int kPadding = 8;
constexpr int kCopySpace = 26;
constexpr int kSparkFrom = 120; // narrower Rate columns have no sparkline

struct Cell {
    CellPainter &brush;
    const ForwardRow &row;
    const Colours &colours;
    std::chrono::milliseconds now;

    [[nodiscard]] bool off() const { return row.now.status.state == ForwardState::Off; }
    [[nodiscard]] QColor ink() const { return off() ? colours.quiet : colours.text; }
};

// A full turn a second.
double turnOf(const ForwardRow &row, std::chrono::milliseconds now) {
    if (toneOf(row.now.status.state) == Tone::Working)
        return static_cast<double>(now.count() % 1000) / 1000.0;
    return waitLeft(row.now.status, now);
}

void paintStatusCell(const Cell &cell) {
    const Tone tone = toneOf(cell.row.now.status.state);
    const bool trouble = tone != Tone::Good && tone != Tone::Working && tone != Tone::Off;
    const QString detail = statusDetail(cell.row, cell.now);
    const Line first = detail.isEmpty() ? Line::Only : Line::First;
    cell.brush.glyph(tone, turnOf(cell.row, cell.now), first);
    cell.brush.space(7);
    const int indent = cell.brush.used();
    cell.brush.text(statusWord(cell.row, cell.now),
                    typeFont(Type::Body, trouble ? Weight::Strong : Weight::Regular),
                    trouble ? cell.colours.tone(tone).ink : cell.ink(), first);
    cell.brush.rewindTo(indent);
    if (!detail.isEmpty())
        cell.brush.text(detail, typeFont(Type::Second), cell.colours.quiet, Line::Second);
}

void paintNameCell(const Cell &cell) {
    const int start = cell.brush.used();
    cell.brush.text(cell.row.forward.name, typeFont(Type::Body, Weight::Strong), cell.ink(),
                    Line::First, End::Start, Qt::ElideMiddle);
    cell.brush.rewindTo(start);
    const Reach reach = reachOf(cell.row.forward);
    const bool open = reach == Reach::AnyoneViaServer;
    const QColor colour = open ? cell.colours.tone(Tone::Degraded).ink : cell.colours.quiet;
    const Icon icon = open ? Icon::Globe : reach == Reach::ThisNetwork ? Icon::Lan : Icon::Lock;
    cell.brush.icon(icon, 12, colour, Line::Second);
    cell.brush.space(4);
    cell.brush.text(reachText(cell.row), typeFont(Type::Second), cell.colours.quiet, Line::Second);
}

void paintKindCell(const Cell &cell) {
    const QString text = columnInfo(ForwardColumn::Kind).text(cell.row, cell.now);
    const int words = QFontMetrics(typeFont(Type::Body)).horizontalAdvance(text);
    const bool iconOnly = cell.brush.left() < 22 + words;
    if (iconOnly)
        cell.brush.space(std::max(0, (cell.brush.left() - 16) / 2));
    cell.brush.icon(kindIcon(cell.row.forward.kind), 16, cell.ink());
    cell.brush.space(6);
    if (!iconOnly)
        cell.brush.text(text, typeFont(Type::Body), cell.ink());
}

struct Address {
    QString host; // quiet
    QString port; // ":5432", normal text; never shortened
};

Address listenAddress(const ForwardRow &row) {
    const QString text = listenText(row);
    if (row.forward.listen.kind == Listen::Kind::Unix)
        return {{}, text};
    const qsizetype colon = text.lastIndexOf(u':');
    return {text.left(colon), text.mid(colon)};
}

Address targetAddress(const ForwardRow &row) {
    const QString text = targetText(row.forward);
    if (row.forward.target.kind != Target::Kind::Tcp)
        return {{}, text};
    const qsizetype colon = text.lastIndexOf(u':');
    return {text.left(colon), text.mid(colon)};
}

QColor arrowColour(const Cell &cell) {
    const ForwardState state = cell.row.now.status.state;
    if (state == ForwardState::Degraded || state == ForwardState::Failed)
        return cell.colours.tone(toneOf(state)).shape;
    const bool flows = state == ForwardState::Listening && cell.row.now.streams > 0;
    return flows ? cell.colours.tone(Tone::Good).shape : cell.colours.quiet;
}

void paintRouteCell(const Cell &cell) {
    constexpr int kArrow = 15 + 16;
    const QFont font = typeFont(Type::Body);
    const QFontMetrics metrics(font);
    Address from = listenAddress(cell.row);
    Address to = targetAddress(cell.row);
    const auto width = [&metrics](const QString &text) { return metrics.horizontalAdvance(text); };
    const int room = cell.brush.left() - kCopySpace;
    const int fixed = width(from.port) + kArrow + width(to.port);
    // First the loopback host goes, then the target's host is shortened in the middle.
    if (fixed + width(from.host) + width(to.host) > room && isLoopback(from.host))
        from.host.clear();
    to.host =
        elided(metrics, to.host, Qt::ElideMiddle, std::max(24, room - fixed - width(from.host)));
    cell.brush.address(from.host, from.port, font, cell.colours.quiet, cell.ink());
    cell.brush.space(8);
    const QRect arrow = cell.brush.take(15);
    paintArrow(cell.brush.painter(), QRectF(arrow.left(), arrow.center().y() - 3, arrow.width(), 7),
               arrowColour(cell), cell.brush.rightToLeft());
    cell.brush.space(8);
    cell.brush.address(to.host, to.port, font, cell.colours.quiet, cell.ink());
}

void paintRateCell(const Cell &cell) {
    const double down = cell.row.now.downPerSecond;
    const double up = cell.row.now.upPerSecond;
    const bool flows = cell.row.now.status.state == ForwardState::Listening && down + up >= 1;
    if (cell.brush.left() >= kSparkFrom - 2 * kPadding) {
        const QRect spark = cell.brush.take(44);
        paintSpark(cell.brush.painter(),
                   QRectF(spark.left(), spark.center().y() - 9, spark.width(), 20), cell.row.rates,
                   cell.colours);
        cell.brush.space(6);
    }
    const int start = cell.brush.used();
    if (!flows) {
        cell.brush.text(columnInfo(ForwardColumn::Rate).text(cell.row, cell.now),
                        typeFont(Type::Body), cell.colours.quiet, Line::Only, End::End);
        return;
    }
    const auto amount = [](const QString &arrow, double rate) {
        const QString text = rateText(rate);
        return isolated(arrow + (text.isEmpty() ? u"0 B/s"_s : text));
    };
    cell.brush.text(amount(u"↓ "_s, down), typeFont(Type::Second), cell.colours.text, Line::First,
                    End::End);
    cell.brush.rewindTo(start);
    cell.brush.text(amount(u"↑ "_s, up), typeFont(Type::Second), cell.colours.quiet, Line::Second,
                    End::End);
}

void paintTextCell(const Cell &cell, ForwardColumn column) {
    const ForwardColumnInfo &info = columnInfo(column);
    const bool amount = info.align.testFlag(Qt::AlignRight);
    const QString text = info.text(cell.row, cell.now);
    const bool strong = column == ForwardColumn::Total ||
                        (column == ForwardColumn::Streams && cell.row.now.streams > 0);
    const QColor colour =
        strong && !cell.off() && text != u"–" ? cell.colours.text : cell.colours.quiet;
    cell.brush.text(amount ? isolated(text) : text, typeFont(Type::Body), colour, Line::Only,
                    amount ? End::End : End::Start, amount ? Qt::ElideRight : Qt::ElideLeft);
}

void paintCell(const Cell &cell, ForwardColumn column) {
    switch (column) {
    case ForwardColumn::Switch:
        return;
    case ForwardColumn::Status:
        return paintStatusCell(cell);
    case ForwardColumn::Name:
        return paintNameCell(cell);
    case ForwardColumn::Kind:
        return paintKindCell(cell);
    case ForwardColumn::Route:
        return paintRouteCell(cell);
    case ForwardColumn::Rate:
        return paintRateCell(cell);
    case ForwardColumn::Via:
    case ForwardColumn::Streams:
    case ForwardColumn::Total:
    case ForwardColumn::Latency:
        return paintTextCell(cell, column);
    }
}

} // namespace

ForwardDelegate::ForwardDelegate(const Timers &timers, QObject *parent)
    : QStyledItemDelegate(parent),
      m_timers(timers) {}

int ForwardDelegate::rowHeight() {
    return std::max(40, QFontMetrics(typeFont(Type::Body)).height() +
                            QFontMetrics(typeFont(Type::Second)).height() + 4);
}

int ForwardDelegate::groupHeight() {
    return std::max(32, QFontMetrics(typeFont(Type::Body)).height() + 12);
}

QSize ForwardDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const {
    return {columnInfo(index.column()).width,
            m_sameHeight || index.parent().isValid() ? rowHeight() : groupHeight()};
}

QRect ForwardDelegate::copyRect(const QRect &cell, Qt::LayoutDirection direction) {
    const QRect rect(cell.right() - kCopySpace - 2, cell.center().y() - 12, 25, 25);
    return QStyle::visualRect(direction, cell, rect);
}

void ForwardDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const {
    if (!index.parent().isValid())
        return; // the view draws group rows whole
    const Colours &colours = coloursOf(option.palette);
    const ForwardRow row = index.data(RowRole).value<ForwardRow>();
    const auto column = static_cast<ForwardColumn>(index.column());
    painter->save();
    painter->setClipRect(option.rect);
    if (column == ForwardColumn::Switch) {
        SwitchLook look;
        look.state = static_cast<SwitchState>(index.data(SwitchRole).toInt());
        look.rightToLeft = option.direction == Qt::RightToLeft;
        paintSwitch(*painter, QRectF(option.rect).translated(3, 0), look, colours);
    } else {
        CellPainter brush(*painter, option.rect.adjusted(kPadding, 0, -kPadding, 0), colours,
                          option.direction);
        paintCell(Cell{brush, row, colours, m_timers.now()}, column);
    }
    const bool shown = option.state.testFlag(QStyle::State_MouseOver) ||
                       option.state.testFlag(QStyle::State_HasFocus);
    if (column == ForwardColumn::Route && shown) {
        const QRect button = copyRect(option.rect, option.direction);
        paintFrame(*painter, button, 6, colours.base, colours.edge);
        paintIcon(*painter, Icon::Copy, QRectF(button).adjusted(5, 5, -5, -5), colours.text);
    }
    painter->restore();
}

} // namespace fairlead::ui
