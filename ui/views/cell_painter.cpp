#include "ui/views/cell_painter.h"

#include <QtWidgets/QStyle>

namespace fairlead::ui {

CellPainter::CellPainter(QPainter &painter, const QRect &cell, const Colours &colours,
                         Qt::LayoutDirection direction)
    : m_painter(painter),
      m_cell(cell),
      m_colours(colours),
      m_direction(direction) {}

QRect CellPainter::lineRect(Line line) const {
    if (line == Line::Only)
        return m_cell;
    const int first = QFontMetrics(typeFont(Type::Body)).height();
    const int second = QFontMetrics(typeFont(Type::Second)).height();
    const int top = m_cell.top() + (m_cell.height() - first - second) / 2;
    if (line == Line::First)
        return {m_cell.left(), top, m_cell.width(), first};
    return {m_cell.left(), top + first, m_cell.width(), second};
}

QRect CellPainter::take(int width, Line line) {
    const QRect all = lineRect(line);
    const QRect rect(all.left() + m_used, all.top(), width, all.height());
    m_used += width;
    return QStyle::visualRect(m_direction, all, rect);
}

void CellPainter::text(const QString &text, const QFont &font, const QColor &colour, Line line,
                       End end, Qt::TextElideMode elide) {
    const QFontMetrics metrics(font);
    const QString shown = elided(metrics, text, elide, left());
    const int width =
        end == End::End ? left() : std::min(metrics.horizontalAdvance(shown) + 3, left() + 3);
    const bool atRight = (end == End::End) != rightToLeft();
    m_painter.setFont(font);
    m_painter.setPen(colour);
    m_painter.drawText(take(width, line),
                       Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine |
                           (atRight ? Qt::AlignRight : Qt::AlignLeft),
                       shown);
}

void CellPainter::icon(Icon icon, int size, const QColor &colour, Line line) {
    const QRect rect = take(size, line);
    const QRectF square(rect.left(), rect.top() + (rect.height() - size) / 2, size, size);
    paintIcon(m_painter, icon, square, colour, Qt::white, rightToLeft() && pointsAlong(icon));
}

void CellPainter::glyph(Tone tone, double turn, Line line) {
    constexpr int kGlyph = 12;
    const QRect rect = take(kGlyph, line);
    paintStatus(m_painter,
                QRectF(rect.left(), rect.top() + (rect.height() - kGlyph) / 2, kGlyph, kGlyph),
                tone, m_colours, turn);
}

void CellPainter::address(const QString &host, const QString &port, const QFont &font,
                          const QColor &hostColour, const QColor &portColour) {
    const QFontMetrics metrics(font);
    const int hostWidth = metrics.horizontalAdvance(host);
    QRect rect = take(hostWidth + metrics.horizontalAdvance(port));
    const auto direction = m_painter.layoutDirection();
    m_painter.setLayoutDirection(Qt::LeftToRight);
    m_painter.setFont(font);
    const int flags = Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine | Qt::TextDontClip;
    m_painter.setPen(hostColour);
    m_painter.drawText(rect, flags, host);
    rect.setLeft(rect.left() + hostWidth);
    m_painter.setPen(portColour);
    m_painter.drawText(rect, flags, port);
    m_painter.setLayoutDirection(direction);
}

} // namespace fairlead::ui
