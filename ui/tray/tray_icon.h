// The sign in the tray: the ring is the program, the rope its links, the badge what somebody should
// look at, with the count where there is room for it.
#pragma once

#include "core/tunnel/overall_status.h"

#include <QtCore/QRectF>
#include <QtGui/QIcon>

class QPainter;

namespace fairlead::ui {

// What the icon lies on. Most desktops do not say; then every colour keeps ≥ 3.3:1 on both.
enum class Panel { Unknown, Light, Dark };

// Counts are drawn from this size on; below it the badge has its shape alone.
inline constexpr int kCountFrom = 22;

void paintTraySign(QPainter &painter, const QRectF &rect, const OverallStatus &status, Panel panel);
// Painted anew for each size from 16 to 64, so that no desktop has to scale it.
[[nodiscard]] QIcon traySign(const OverallStatus &status, Panel panel = Panel::Unknown);
// True when both look the same in the tray.
[[nodiscard]] bool sameTraySign(const OverallStatus &a, const OverallStatus &b);

} // namespace fairlead::ui
