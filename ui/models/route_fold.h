// A route with many hops, shortened for a picture that has room for seven.
#pragma once

#include "ui/models/route.h"

namespace fairlead::ui {

inline constexpr qsizetype kMostHops = 7;

// The hops in the middle become one, "3 more", which stands as the worst of them does and names
// them in `hidden`. Both ends stay: they are what the person knows by name.
[[nodiscard]] Route folded(Route route);

} // namespace fairlead::ui
