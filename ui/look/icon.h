// Our own icons: drawings compiled from SVG, painted in any colour at any size.
#pragma once

#include "ui/look/icon_table.h"

#include <QtCore/QRectF>
#include <QtGui/QColor>
#include <QtGui/QIcon>

class QPainter;

namespace fairlead::ui {

// Paints into the square in the middle of `rect`. `mark` is for the inner mark of status glyphs.
// `mirrored` turns left and right, for icons that point along the reading direction.
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
