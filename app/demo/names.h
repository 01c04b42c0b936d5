// What the demo is made of, by name: said by the server, used in the profile, drawn on the pages.
#pragma once

#include <QtCore/QStringList>
#include <array>

namespace fairlead::demo {

// "harbour" is reached directly, "island" only through it, "lighthouse" gives a page of this
// machine to others.
inline constexpr char kUser[] = "demo";
inline constexpr char kHarbour[] = "harbour";
inline constexpr char kIsland[] = "island";
inline constexpr char kLighthouse[] = "lighthouse";

// Names that only the demo's servers know, and the ports behind them.
inline constexpr char kIslandAddress[] = "island.demo"; // SSH, seen from harbour
inline constexpr quint16 kIslandPort = 22;
inline constexpr char kWebName[] = "web.demo";   // a page, seen from harbour
inline constexpr char kWikiName[] = "wiki.demo"; // a page, seen from island
inline constexpr quint16 kPagePort = 80;

} // namespace fairlead::demo
