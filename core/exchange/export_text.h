// Our forwards in the words of other programs: to keep, to hand on, to run without a window.
#pragma once

#include "core/profile/profile_book.h"

#include <span>

namespace fairlead {

enum class ExportFormat { Ssh, SshConfig, Systemd, Launchd, Toml };

struct ExportFormatName {
    ExportFormat format;
    const char *name;     // for command lines: "ssh-config"
    const char *fileName; // what the file would be called
};
[[nodiscard]] std::span<const ExportFormatName> exportFormats();

// The chosen forwards of `data` with all they need: hosts, jump hosts, profiles. `program` is the
// full path of fairlead-cli, which systemd and launchd are told to run. There is no secret in it;
// what a format cannot say (holding clients, allowed sources of ssh) is left out. Errors: NotFound
// (nothing chosen, a jump that is nobody), BadOption (a forward without a name where it is run by
// name, a control character).
[[nodiscard]] Result<QString> exportText(ExportFormat format, const ProfileData &data,
                                         const QList<ForwardId> &chosen, const QString &program);

} // namespace fairlead
