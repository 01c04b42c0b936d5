// The client's side of the measurements: moves bytes through a local port and takes the time.
#pragma once

#include "load_server.h"

#include <vector>

namespace fairlead::test {

// Seconds until `streams` streams have moved `bytes` each; 0 when something broke.
[[nodiscard]] double moveBytes(quint16 port, Order order, int streams, qint64 bytes);
// Connections per second: open, one byte there and back, close; `atOnce` of them at a time.
[[nodiscard]] double connectionRate(quint16 port, int total, int atOnce);
// The slowest hundredth of single bytes there and back, in seconds.
[[nodiscard]] double roundTripP99(quint16 port, int count);
// Streams that have moved one byte each way and then rest. Fewer than asked for when one broke.
[[nodiscard]] std::vector<UniqueFd> openIdle(quint16 port, int count);
// Moves `bytes` there and back on each, one after the other. False when one broke.
[[nodiscard]] bool echoOnEach(const std::vector<UniqueFd> &streams, qint64 bytes);

} // namespace fairlead::test
