// The columns of the forward list: one table says title, text, sort value and alignment of each.
#pragma once

#include "ui/models/forward_row.h"

#include <QtCore/QVariant>

namespace fairlead::ui {

enum class ForwardColumn { Switch, Status, Name, Kind, Route, Via, Streams, Rate, Total, Latency };
inline constexpr int kForwardColumnCount = 10;

struct ForwardColumnInfo {
    ForwardColumn column;
    const char *key; // in state.toml
    QString (*title)();
    QString (*text)(const ForwardRow &row, std::chrono::milliseconds now);
    QVariant (*sort)(const ForwardRow &row);
    Qt::Alignment align;
    int width; // at a 10 pt font; Route takes what is left, and at least this
};

[[nodiscard]] const ForwardColumnInfo &columnInfo(ForwardColumn column);
[[nodiscard]] inline const ForwardColumnInfo &columnInfo(int section) {
    return columnInfo(static_cast<ForwardColumn>(section));
}

} // namespace fairlead::ui
