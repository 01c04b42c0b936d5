// One running instance for each configuration folder.
#pragma once

#include "core/base/unique_fd.h"
#include "core/control/control_message.h"

namespace fairlead {

// Held as long as it lives. The kernel lets go of it with the process, however that ends, so there
// is no stale lock to judge; the file itself stays.
class InstanceLock {
public:
    // Errors: AlreadyRunning (detail: "fairlead, process 1234"), PlaceUnusable.
    [[nodiscard]] static ControlResult<InstanceLock> take(const QString &configFolder,
                                                          ControlRole role);
    // Where the lock is, and the socket is to be.
    [[nodiscard]] const QString &folder() const { return m_folder; }

private:
    InstanceLock(QString folder, UniqueFd file)
        : m_folder(std::move(folder)),
          m_file(std::move(file)) {}
    QString m_folder;
    UniqueFd m_file;
};

} // namespace fairlead
