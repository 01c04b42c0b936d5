// The commands, each defined in the file of its group.
#pragma once

#include "app/cli/command.h"

namespace fairlead {

extern const Command kForwardCommand; // forward_command.cpp
extern const Command kRunCommand;     // run_command.cpp
extern const Command kAddCommand;     // saved_forward_commands.cpp
extern const Command kEditCommand;
extern const Command kRemoveCommand;
extern const Command kShowCommand;
extern const Command kListCommand;
extern const Command kHostCommand;    // host_command.cpp
extern const Command kProfileCommand; // profile_command.cpp
extern const Command kStatusCommand;  // control_commands.cpp
extern const Command kStartCommand;
extern const Command kStopCommand;
extern const Command kToggleCommand;
extern const Command kWatchCommand;
extern const Command kStreamsCommand;
extern const Command kQuitCommand;
extern const Command kDemoCommand;   // demo_command.cpp
extern const Command kImportCommand; // import_command.cpp
extern const Command kExportCommand; // export_command.cpp
extern const Command kDoctorCommand; // doctor_command.cpp

} // namespace fairlead
