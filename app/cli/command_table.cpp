#include "app/cli/command.h"

#include "app/cli/commands.h"

#include <algorithm>
#include <array>

namespace fairlead {
namespace {

constexpr std::array kCommands{&kForwardCommand, &kRunCommand,    &kStatusCommand, &kStartCommand,
                               &kStopCommand,    &kToggleCommand, &kWatchCommand,  &kStreamsCommand,
                               &kQuitCommand,    &kAddCommand,    &kEditCommand,   &kRemoveCommand,
                               &kShowCommand,    &kListCommand,   &kHostCommand,   &kProfileCommand,
                               &kDemoCommand,    &kImportCommand, &kExportCommand, &kDoctorCommand};

} // namespace

std::span<const Command *const> allCommands() { return kCommands; }

const Command *findCommand(QStringView name) {
    const auto it = std::find_if(kCommands.begin(), kCommands.end(), [name](const Command *c) {
        return name == QLatin1StringView(c->name);
    });
    return it == kCommands.end() ? nullptr : *it;
}

} // namespace fairlead
