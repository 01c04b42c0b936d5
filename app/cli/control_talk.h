// One request to the running instance, and what it says, for the commands that do just that.
#pragma once

#include "app/cli/command.h"
#include "core/control/control_message.h"

#include <functional>

namespace fairlead {

// Runs the event loop until the answer is complete or a stop signal comes; says what did not work.
// `onReply` gets every part of the answer but the last. Returns the exit code.
[[nodiscard]] int talk(CommandContext &context, const ControlRequest &request,
                       const std::function<void(const ControlReply &)> &onReply);

// On stderr, and with --json as an event on stdout.
void sayTrouble(Output &out, const ControlTrouble &trouble);

} // namespace fairlead
