// A cell under the brush: lines of text, icons and glyphs, mirrored for right-to-left.
#pragma once

#include "ui/look/icon.h"
#include "ui/look/painting.h"
#include "ui/look/type.h"

#include <QtGui/QPainter>

namespace fairlead::ui {

class CellPainter {
public:
    CellPainter(QPainter &painter, const QRect &cell, const Colours &colours,
                Qt::LayoutDirection direction);

    enum class End { Start, End };
    // The whole height, or the upper or lower of two lines.
    enum class Line { Only, First, Second };

    // Draws at the reading side's edge of what is left, elided, and takes that space.
    void text(const QString &text, const QFont &font, const QColor &colour, Line line = Line::Only,
              End end = End::Start, Qt::TextElideMode elide = Qt::ElideRight);
    // "host:port" as one piece that reads left to right in every language.
    void address(const QString &host, const QString &port, const QFont &font,
                 const QColor &hostColour, const QColor &portColour);
    void icon(Icon icon, int size, const QColor &colour, Line line = Line::Only);
    void glyph(Tone tone, double turn, Line line = Line::First);
    void space(int width) { m_used += width; }
    void rewindTo(int used) { m_used = used; }
    [[nodiscard]] int used() const { return m_used; }
    [[nodiscard]] int left() const { return m_cell.width() - m_used; }
    // The next `width` px as a rectangle of the line.
    [[nodiscard]] QRect take(int width, Line line = Line::Only);
    [[nodiscard]] bool rightToLeft() const { return m_direction == Qt::RightToLeft; }
    [[nodiscard]] QPainter &painter() { return m_painter; }

private:
    [[nodiscard]] QRect lineRect(Line line) const;

    QPainter &m_painter;
    QRect m_cell;
    const Colours &m_colours;
    Qt::LayoutDirection m_direction;
    int m_used = 0;
};

} // namespace fairlead::ui
