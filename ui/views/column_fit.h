// How wide each column of the forward list is: what gives way first when there is little room, and
// what the person decided.
#pragma once

#include "ui/models/forward_columns.h"

#include <array>

namespace fairlead::ui {

struct ColumnChoice {
    enum class Show {
        Auto, // while there is room
        Always,
        Never,
    };
    Show show = Show::Auto;
    int width = 0; // px; 0: the usual
    bool operator==(const ColumnChoice &) const = default;
};

using ColumnChoices = std::array<ColumnChoice, kForwardColumnCount>;
using ColumnWidths = std::array<int, kForwardColumnCount>; // px; 0: hidden

// `scale` ≥ 1: how much larger than at 10 pt the font is. Route takes what is left.
[[nodiscard]] ColumnWidths fitColumns(const ColumnChoices &choices, int room, double scale);

} // namespace fairlead::ui
