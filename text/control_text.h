// The words for what keeps one program from speaking to the running one.
#pragma once

#include "core/control/control_message.h"
#include "text/error_text.h"

namespace fairlead {

// One sentence, and what to do next.
[[nodiscard]] ErrorText controlText(const ControlTrouble &trouble);
// Both in one line.
[[nodiscard]] QString controlLine(const ControlTrouble &trouble);

} // namespace fairlead
