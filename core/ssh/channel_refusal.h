// Why a server did not open a channel, from the only thing libssh keeps of it: a text.
#pragma once

#include "core/base/result.h"

#include <cstdint>

namespace fairlead {

// `text` is ssh_get_error's ("Channel opening failure: channel 43 error (2) Connection refused").
// It is kept once per session, so it counts only when it names `channel`. Codes: RFC 4254, 5.1.
[[nodiscard]] Error channelRefusal(const char *text, std::uint32_t channel);

} // namespace fairlead
