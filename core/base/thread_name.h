// Names a thread for debuggers and `top -H`; at most 15 characters are kept.
#pragma once

#include <string>

namespace fairlead {

void nameThisThread(const std::string &name);

} // namespace fairlead
