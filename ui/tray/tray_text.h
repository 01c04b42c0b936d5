// The words of the tray and of notifications: state first, cause second.
#pragma once

#include "core/tunnel/break_watch.h"
#include "core/tunnel/overall_status.h"
#include "ui/models/forward_row.h"

namespace fairlead::ui {

// "6 of 12 up, 18 streams"
[[nodiscard]] QString traySummary(const OverallStatus &status);
// "Fairlead: 3 forwards need attention", then what stands how, then the rates while they are known.
[[nodiscard]] QString trayToolTip(const OverallStatus &status);
// "orders-db (127.0.0.1:5432)" while all is well, otherwise "billing-db: Port taken, by postgres
// (pid 812)". The state is in the words because some desktops show neither icon nor tick.
[[nodiscard]] QString trayForward(const ForwardRow &row, std::chrono::milliseconds now);
// "Quit", "Quit, cutting 18 streams…"
[[nodiscard]] QString trayQuit(int streams);

struct NoticeText {
    QString title;
    QString body;
};
// `names` and `reason` (the first one's, may be empty) are of the notice's forwards.
[[nodiscard]] NoticeText noticeText(const BreakWatch::Notice &notice, const QStringList &names,
                                    const QString &reason);

} // namespace fairlead::ui
