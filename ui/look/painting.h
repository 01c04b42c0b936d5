// The small drawings every view shares: status glyphs, the switch, the sparkline, arrows.
#pragma once

#include "ui/look/colours.h"

#include <QtCore/QList>
#include <QtCore/QRectF>

class QPainter;

namespace fairlead::ui {

// The glyph of a tone in the square `rect`. `turn` 0…1: how far the working arc has turned, or how
// much of the wait is still ahead (the pie shrinks with it).
void paintStatus(QPainter &painter, const QRectF &rect, Tone tone, const Colours &colours,
                 double turn = -1);

enum class SwitchState { Off, On, Partly };
inline constexpr QSize kSwitchSize{32, 18};

struct SwitchLook {
    SwitchState state = SwitchState::Off;
    double knob = -1; // 0 (off) … 1 (on) while it moves; negative: where the state puts it
    bool enabled = true;
    bool focused = false;
    bool rightToLeft = false;
};
// Centred in `rect`.
void paintSwitch(QPainter &painter, const QRectF &rect, const SwitchLook &look,
                 const Colours &colours);

// Newest value last; drawn from the right so that a short history grows leftwards.
void paintSpark(QPainter &painter, const QRectF &rect, const QList<double> &values,
                const Colours &colours);

// The arrow of a route: a line with an open head, pointing along the reading direction.
void paintArrow(QPainter &painter, const QRectF &rect, const QColor &colour, bool rightToLeft);

// A rounded rectangle whose hairline lies inside `rect`.
void paintFrame(QPainter &painter, const QRectF &rect, double radius, const QColor &fill,
                const QColor &line, double width = 1.0);

} // namespace fairlead::ui
