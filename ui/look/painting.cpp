#include "ui/look/painting.h"

#include "ui/look/icon.h"

#include <QtCore/QScopeGuard>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <algorithm>

namespace fairlead::ui {
namespace {

// Glyphs are drawn on a square of twelve units.
constexpr double kGlyphUnits = 12;

void paintArc(QPainter &painter, const QColor &shape, double turn) {
    painter.setPen(QPen(shape, 2.1, Qt::SolidLine, Qt::RoundCap));
    const int start = 90 - static_cast<int>(360 * std::max(turn, 0.0));
    painter.drawArc(QRectF(1.75, 1.75, 8.5, 8.5), start * 16, -270 * 16);
}

void paintPie(QPainter &painter, const QColor &shape, double left) {
    painter.setPen(QPen(shape, 1.5));
    painter.drawEllipse(QRectF(1.25, 1.25, 9.5, 9.5));
    painter.setPen(Qt::NoPen);
    painter.setBrush(shape);
    const double part = left < 0 ? 0.75 : std::clamp(left, 0.0, 1.0);
    painter.drawPie(QRectF(2.6, 2.6, 6.8, 6.8), 90 * 16, -static_cast<int>(part * 360) * 16);
}

double knobCentre(const SwitchLook &look, double width) {
    const double resting = look.state == SwitchState::On ? 1.0 : 0.0;
    const double knob = look.knob < 0 ? resting : look.knob;
    const double x = 9 + knob * (width - 18);
    return look.rightToLeft ? width - x : x;
}

} // namespace

void paintStatus(QPainter &painter, const QRectF &rect, Tone tone, const Colours &colours,
                 double turn) {
    painter.save();
    const auto restore = qScopeGuard([&painter] { painter.restore(); });
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor shape = colours.tone(tone).shape;
    const QColor mark = inkOn(shape);
    if (tone == Tone::NeedsYou || tone == Tone::Degraded || tone == Tone::Failed) {
        const Icon glyph = tone == Tone::NeedsYou   ? Icon::StatusNeedsYou
                           : tone == Tone::Degraded ? Icon::StatusDegraded
                                                    : Icon::StatusFailed;
        paintIcon(painter, glyph, rect, shape, mark);
        return;
    }
    const double side = std::min(rect.width(), rect.height());
    painter.translate(rect.center() - QPointF(side, side) / 2);
    painter.scale(side / kGlyphUnits, side / kGlyphUnits);
    painter.setBrush(Qt::NoBrush);
    if (tone == Tone::Working) {
        paintArc(painter, shape, turn);
    } else if (tone == Tone::Waiting) {
        paintPie(painter, shape, turn);
    } else if (tone == Tone::Good) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(shape);
        painter.drawEllipse(QRectF(1.75, 1.75, 8.5, 8.5));
    } else {
        painter.setPen(QPen(shape, 1.5));
        painter.drawEllipse(QRectF(1.75, 1.75, 8.5, 8.5));
    }
}

void paintSwitch(QPainter &painter, const QRectF &rect, const SwitchLook &look,
                 const Colours &colours) {
    painter.save();
    const auto restore = qScopeGuard([&painter] { painter.restore(); });
    painter.setRenderHint(QPainter::Antialiasing);
    if (!look.enabled)
        painter.setOpacity(0.45);
    const double width = kSwitchSize.width();
    const double height = kSwitchSize.height();
    painter.translate(rect.center() - QPointF(width, height) / 2);
    const QRectF track(0.75, 0.75, width - 1.5, height - 1.5);
    const bool lit = look.state != SwitchState::Off;
    const QColor off = colours.tone(Tone::Off).shape;
    painter.setPen(QPen(lit ? colours.accent : off, 1.5));
    painter.setBrush(look.state == SwitchState::On
                         ? QBrush(mix(colours.base, colours.highlight, colours.dark ? 0.42 : 0.24))
                         : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(track, track.height() / 2, track.height() / 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(lit ? colours.accent : off);
    if (look.state == SwitchState::Partly) {
        painter.drawRoundedRect(QRectF(width / 2 - 5, height / 2 - 1.5, 10, 3), 1.5, 1.5);
    } else {
        const double radius = look.state == SwitchState::On ? 6 : 4.5;
        painter.drawEllipse(QPointF(knobCentre(look, width), height / 2), radius, radius);
    }
    if (look.focused) {
        painter.setPen(QPen(colours.accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(track.adjusted(-3, -3, 3, 3), height / 2 + 2, height / 2 + 2);
    }
}

void paintSpark(QPainter &painter, const QRectF &rect, const QList<double> &values,
                const Colours &colours) {
    constexpr int kShown = 30;
    const double peak = values.isEmpty() ? 0 : *std::max_element(values.cbegin(), values.cend());
    if (values.size() < 2 || peak <= 0)
        return;
    painter.save();
    const auto restore = qScopeGuard([&painter] { painter.restore(); });
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF inner = rect.adjusted(0, 1.5, 0, -1);
    const double step = inner.width() / (kShown - 1);
    const qsizetype count = std::min<qsizetype>(values.size(), kShown);
    QPainterPath line;
    for (qsizetype i = 0; i < count; ++i) {
        const double value = values[values.size() - count + i];
        const QPointF at(inner.right() - static_cast<double>(count - 1 - i) * step,
                         inner.bottom() - value / peak * inner.height());
        i == 0 ? line.moveTo(at) : line.lineTo(at);
    }
    QPainterPath area = line;
    area.lineTo(inner.right(), rect.bottom());
    area.lineTo(inner.right() - static_cast<double>(count - 1) * step, rect.bottom());
    area.closeSubpath();
    QColor fill = colours.accent;
    fill.setAlphaF(0.16F);
    painter.fillPath(area, fill);
    painter.setPen(QPen(colours.accent, 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(line);
}

void paintArrow(QPainter &painter, const QRectF &rect, const QColor &colour, bool rightToLeft) {
    painter.save();
    const auto restore = qScopeGuard([&painter] { painter.restore(); });
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.translate(rect.center());
    painter.scale(rightToLeft ? -1 : 1, 1);
    const double half = rect.width() / 2;
    const double head = rect.height() / 2;
    painter.drawLine(QPointF(-half, 0), QPointF(half, 0));
    painter.drawPolyline(
        QPolygonF({QPointF(half - head, -head), QPointF(half, 0), QPointF(half - head, head)}));
}

void paintFrame(QPainter &painter, const QRectF &rect, double radius, const QColor &fill,
                const QColor &line, double width) {
    painter.save();
    const auto restore = qScopeGuard([&painter] { painter.restore(); });
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(line.alpha() > 0 ? QPen(line, width) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    const double inset = width / 2;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
}

} // namespace fairlead::ui
