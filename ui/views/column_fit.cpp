#include "ui/views/column_fit.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace fairlead::ui {
namespace {

constexpr int kRouteAtLeast = 140; // where pinned columns leave it no more

// What gives way first when the list is narrow, and what it becomes (0: hidden).
struct Squeeze {
    ForwardColumn column;
    int width;
};
constexpr std::array<Squeeze, 7> kSqueezes{{
    {ForwardColumn::Kind, 40},
    {ForwardColumn::Latency, 0},
    {ForwardColumn::Total, 0},
    {ForwardColumn::Via, 0},
    {ForwardColumn::Streams, 0},
    {ForwardColumn::Rate, 88},
    {ForwardColumn::Rate, 0},
}};

int scaled(int width, double scale) {
    return static_cast<int>(std::lround(width * std::max(1.0, scale)));
}

int wish(const ColumnChoice &choice, int column, double scale) {
    if (choice.show == ColumnChoice::Show::Never)
        return 0;
    return choice.width > 0 ? choice.width : scaled(columnInfo(column).width, scale);
}

} // namespace

ColumnWidths fitColumns(const ColumnChoices &choices, int room, double scale) {
    ColumnWidths widths{};
    for (int i = 0; i < kForwardColumnCount; ++i)
        widths[static_cast<size_t>(i)] = wish(choices[static_cast<size_t>(i)], i, scale);
    int total = std::accumulate(widths.begin(), widths.end(), 0);
    for (const Squeeze &squeeze : kSqueezes) {
        const auto at = static_cast<size_t>(squeeze.column);
        const bool hides = squeeze.width == 0;
        if (total <= room)
            break;
        if (choices[at].show == ColumnChoice::Show::Always || (!hides && choices[at].width > 0))
            continue;
        const int narrow = std::min(widths[at], scaled(squeeze.width, scale));
        total -= widths[at] - narrow;
        widths[at] = narrow;
    }
    int &route = widths[static_cast<size_t>(ForwardColumn::Route)];
    route = std::max(std::min(route, kRouteAtLeast), route + room - total);
    return widths;
}

} // namespace fairlead::ui
