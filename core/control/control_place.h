// Where the control socket and the lock of a configuration folder are.
#pragma once

#include "core/control/control_message.h"

namespace fairlead {

// Folders that may hold them, best first: "control" in the configuration folder, so that whoever
// means the same folder finds the same instance; where that cannot be (its path is too long for a
// socket, or the folder is read-only), one in the user's runtime folder or in the folder for
// temporary files, named after the configuration folder.
[[nodiscard]] QStringList controlFolders(const QString &configFolder);

// The first of them that is there or can be made, is ours alone (mode 0700) and can be written to.
// Error: PlaceUnusable.
[[nodiscard]] ControlResult<QString> prepareControlFolder(const QString &configFolder);

// Not a link, owned by this user, closed to all others.
[[nodiscard]] bool isPrivateFolder(const QString &path);

[[nodiscard]] QString controlSocketIn(const QString &folder);
[[nodiscard]] QString controlLockIn(const QString &folder);

} // namespace fairlead
