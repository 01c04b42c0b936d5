// The sentence for each thing that can be wrong with a forward or host being edited.
#pragma once

#include "core/profile/forward_check.h"

namespace fairlead::ui {

[[nodiscard]] QString checkText(const CheckFinding &finding);

} // namespace fairlead::ui
