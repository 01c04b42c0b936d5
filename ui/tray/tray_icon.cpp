#include "ui/tray/tray_icon.h"

#include "ui/look/colours.h"
#include "ui/look/icon.h"
#include "ui/look/type.h"

#include <QtCore/QScopeGuard>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr double kUnits = 16; // the drawings' square
constexpr int kMostCounted = 9;

struct TrayColours {
    QRgb ring, well, working, needsYou, degraded, failed;
};

// In the order of Panel.
constexpr std::array<TrayColours, 3> kColours{{
    {0xff7B848E, 0xff2A9757, 0xff3C7FDD, 0xff8A5CEB, 0xffBC7309, 0xffDE453B},
    {0xff1A1E23, 0xff1C8A4C, 0xff2B72D0, 0xff7A49D8, 0xffB56A00, 0xffCF342B},
    {0xffFFFFFF, 0xff3DBB76, 0xff5C9DF5, 0xffAB88F7, 0xffE29E30, 0xffFF8B80},
}};

struct Drawing {
    Icon icon;
    QColor accent;
    QRectF count; // where the number fits, in the drawing's units
};

Drawing badgeOf(ForwardState worst, const TrayColours &colours) {
    if (worst == ForwardState::NeedsYou)
        return {Icon::TrayAttentionNeedsYou, QColor(colours.needsYou), {8.4, 8.7, 5.7, 5.1}};
    if (worst == ForwardState::Degraded)
        return {Icon::TrayAttentionDegraded, QColor(colours.degraded), {8.4, 10.0, 5.7, 4.3}};
    return {Icon::TrayAttentionFailed, QColor(colours.failed), {8.1, 8.5, 6.3, 5.5}};
}

Drawing drawingOf(const OverallStatus &status, const TrayColours &colours) {
    switch (status.sign) {
    case OverallStatus::Sign::Idle:
        return {Icon::TrayIdle, {}, {}};
    case OverallStatus::Sign::Well:
        return {Icon::TrayWell, QColor(colours.well), {}};
    case OverallStatus::Sign::Working:
        return {Icon::TrayWorking, QColor(colours.working), {}};
    case OverallStatus::Sign::Attention:
        return badgeOf(status.worst, colours);
    }
    return {Icon::TrayIdle, {}, {}};
}

// As an outline, so that it fills its place whatever the font's own measures are.
void paintCount(QPainter &painter, const QRectF &place, int count, const QColor &colour) {
    QFont font = typeFont(Type::Body, Weight::Strong);
    font.setPixelSize(100);
    QPainterPath path;
    path.addText(0, 0, font, QString::number(count));
    const QRectF drawn = path.boundingRect();
    if (drawn.isEmpty())
        return; // a machine without fonts
    const double scale = std::min(place.height() / drawn.height(), place.width() / drawn.width());
    painter.translate(place.center());
    painter.scale(scale, scale);
    painter.translate(-drawn.center());
    painter.fillPath(path, colour);
}

} // namespace

void paintTraySign(QPainter &painter, const QRectF &rect, const OverallStatus &status,
                   Panel panel) {
    const TrayColours &colours = kColours[static_cast<size_t>(panel)];
    const Drawing drawing = drawingOf(status, colours);
    const QColor mark = inkOn(drawing.accent);
    const bool counted = !drawing.count.isEmpty() && rect.height() >= kCountFrom &&
                         status.attention() <= kMostCounted;
    const QColor ring(colours.ring);
    // The grey for unknown panels has no contrast to spare.
    const QColor faint = panel == Panel::Unknown ? ring : QColor();
    paintIcon(painter, drawing.icon, rect,
              IconInks{ring, counted ? QColor() : mark, drawing.accent, faint});
    if (!counted)
        return;
    painter.save();
    const auto restore = qScopeGuard([&painter] { painter.restore(); });
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.topLeft());
    painter.scale(rect.width() / kUnits, rect.height() / kUnits);
    paintCount(painter, drawing.count, status.attention(), mark);
}

QIcon traySign(const OverallStatus &status, Panel panel) {
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 44, 48, 64}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paintTraySign(painter, pixmap.rect(), status, panel);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

bool sameTraySign(const OverallStatus &a, const OverallStatus &b) {
    if (a.sign != b.sign)
        return false;
    return a.sign != OverallStatus::Sign::Attention ||
           (a.worst == b.worst && a.attention() == b.attention());
}

} // namespace fairlead::ui
