// The words of a forward's row: state first, cause second.
#pragma once

#include "core/base/timers.h"
#include "ui/models/forward_row.h"

namespace fairlead::ui {

// "Listening", "Port taken", "Retry in 12 s", "Holding 3 clients": line one, at most 24 characters.
[[nodiscard]] QString statusWord(const ForwardRow &row, std::chrono::milliseconds now);
// "for 3 h 12 min", "by postgres (pid 812)", "retry in 12 s": line two; may be empty.
[[nodiscard]] QString statusDetail(const ForwardRow &row, std::chrono::milliseconds now);
// "Only me", "This network", "Anyone via edge-1"
[[nodiscard]] QString reachText(const ForwardRow &row);
// Without isolates: "db:5432", "SOCKS and HTTP"
[[nodiscard]] QString targetText(const Forward &forward);
// "jump-1 › jump-2 › bastion"
[[nodiscard]] QString viaText(const QStringList &via);
// "unknown host key", "password": what a question is about
[[nodiscard]] QString questionText(Question::Kind kind);
// Everything a row shows, as one text for tooltips and screen readers.
[[nodiscard]] QString rowDescription(const ForwardRow &row, std::chrono::milliseconds now);
// "3 of 6 up"
[[nodiscard]] QString groupSummary(int up, int all);
// "for 3 h 12 min": the age of a state in words; empty when unknown.
[[nodiscard]] QString ageText(const std::optional<std::chrono::milliseconds> &since,
                              std::chrono::milliseconds now);

} // namespace fairlead::ui
