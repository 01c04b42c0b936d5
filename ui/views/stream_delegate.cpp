#include "ui/views/stream_delegate.h"

#include "ui/models/stream_model.h"
#include "ui/views/cell_painter.h"

#include <QtCore/QSet>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

using Line = CellPainter::Line;
using End = CellPainter::End;

constexpr int kPadding = 8;
constexpr int kTile = 22;

// Programs people know; all others are a window.
Icon clientIcon(const QString &program) {
    static const QSet<QString> terminals{u"psql"_s, u"mysql"_s,   u"redis-cli"_s, u"ssh"_s,
                                         u"curl"_s, u"mongosh"_s, u"sqlplus"_s,   u"wget"_s};
    static const QSet<QString> databases{u"dbeaver"_s, u"DBeaver"_s, u"pgadmin4"_s, u"datagrip"_s};
    static const QSet<QString> browsers{u"firefox"_s,  u"firefox-esr"_s, u"chrome"_s,
                                        u"chromium"_s, u"msedge"_s,      u"brave"_s,
                                        u"opera"_s,    u"vivaldi-bin"_s};
    if (terminals.contains(program))
        return Icon::Terminal;
    if (databases.contains(program))
        return Icon::Database;
    return browsers.contains(program) ? Icon::Globe : Icon::App;
}

void paintWho(CellPainter &brush, const StreamRow &row, const Colours &colours) {
    const QRect cell = brush.take(kTile);
    const QRectF tile(cell.left(), cell.center().y() - kTile / 2.0 + 0.5, kTile, kTile);
    paintFrame(brush.painter(), tile, 5, mix(colours.base, colours.text, 0.07), colours.line);
    paintIcon(brush.painter(), clientIcon(row.process.program), tile.adjusted(4, 4, -4, -4),
              colours.text);
    brush.space(kPadding);
    const int start = brush.used();
    const QString detail = clientDetail(row);
    const bool named = !detail.isEmpty();
    brush.text(named ? clientName(row) : isolated(clientName(row)),
               typeFont(Type::Body, named ? Weight::Strong : Weight::Regular), colours.text,
               named ? Line::First : Line::Only, End::Start, Qt::ElideMiddle);
    brush.rewindTo(start);
    if (named)
        brush.text(detail, typeFont(Type::Second), colours.quiet, Line::Second);
}

void paintCross(const QStyleOptionViewItem &option, QPainter &painter, const Colours &colours) {
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const QRectF square(QPointF(option.rect.center()) - QPointF(12, 12), QSizeF(25, 25));
    if (hovered)
        paintFrame(painter, square, 6, colours.base, colours.edge);
    paintIcon(painter, Icon::Cross, square.adjusted(6, 6, -6, -6),
              hovered ? colours.text : colours.quiet);
}

} // namespace

QSize StreamDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const {
    const int lines =
        QFontMetrics(typeFont(Type::Body)).height() + QFontMetrics(typeFont(Type::Second)).height();
    return {40, std::max(40, lines + 4)};
}

void StreamDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const {
    const auto *row = index.data(StreamModel::RowRole).value<const StreamRow *>();
    if (row == nullptr)
        return;
    const Colours &colours = coloursOf(option.palette);
    const QString text = index.data().toString();
    painter->save();
    painter->setClipRect(option.rect);
    CellPainter brush(*painter, option.rect.adjusted(kPadding, 0, -kPadding, 0), colours,
                      option.direction);
    switch (index.column()) {
    case StreamModel::Who:
        paintWho(brush, *row, colours);
        break;
    case StreamModel::To:
        brush.text(isolated(text), typeFont(Type::Body), colours.text, Line::Only, End::Start,
                   Qt::ElideMiddle);
        break;
    case StreamModel::Minute:
        paintSpark(*painter, QRectF(option.rect).adjusted(kPadding, 9, -kPadding, -9), row->rates,
                   colours);
        break;
    case StreamModel::Close:
        paintCross(option, *painter, colours);
        break;
    default:
        brush.text(isolated(text), typeFont(Type::Body), colours.text, Line::Only, End::End);
    }
    painter->restore();
}

} // namespace fairlead::ui
