// Our own icons: drawings compiled from SVG, painted in any colour at any size.
#pragma once

#include "ui/look/icon_table.h"

#include <QtCore/QRectF>
#include <QtGui/QColor>
#include <QtGui/QIcon>

class QPainter;

namespace fairlead::ui {

// What a drawing is painted with; an invalid colour leaves its parts out.
struct IconInks {
    QColor ink;
    QColor mark = Qt::white; // the inner mark of status glyphs
    QColor accent;           // the second colour of the tray's drawings
    QColor faint;            // ink that stands back; invalid: derived from it
};

// Paints into the square in the middle of `rect`. `mirrored` turns left and right, for icons that
// point along the reading direction.
void paintIcon(QPainter &painter, Icon icon, const QRectF &rect, const IconInks &inks,
               bool mirrored = false);
void paintIcon(QPainter &painter, Icon icon, const QRectF &rect, const QColor &ink,
               const QColor &mark = Qt::white, bool mirrored = false);

// Whether the drawing points along the reading direction and so is mirrored right to left.
[[nodiscard]] bool pointsAlong(Icon icon);

// What an icon's colour follows when it is painted.
enum class IconRole { Text, OnAccent, Accent, Quiet };

// A QIcon that takes its colour from the application's palette each time it is painted, so that it
// follows a change of theme, and is greyed when disabled.
[[nodiscard]] QIcon tintedIcon(Icon icon, IconRole role = IconRole::Text);

// The program's own icon, in every size we have.
[[nodiscard]] QIcon appIcon();

} // namespace fairlead::ui
