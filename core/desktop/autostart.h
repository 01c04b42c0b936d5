// Whether the program starts with the person's session.
#pragma once

#include "core/base/result.h"
#include "core/desktop/autostart_text.h"

namespace fairlead {

// The truth is the system's own place for it, asked each time, because the person may switch it
// there as well: a file in the autostart folder (Linux and other XDG desktops), a launch agent
// (macOS), a value below the Run key (Windows). Files of a few hundred bytes; main thread.
class Autostart {
public:
    // `folder` is where the file goes; empty: where this user's desktop looks. Unused on Windows.
    explicit Autostart(AutostartEntry entry, QString folder = {});

    [[nodiscard]] bool isEnabled() const;
    // Takes effect at the next login. Switching on writes the entry anew, so that it names the
    // program where it is now; switching off removes it. Error: FileUnwritable.
    [[nodiscard]] Result<void> setEnabled(bool on);
    // Where the entry is or would be: a path, or the registry's.
    [[nodiscard]] QString place() const;

private:
    AutostartEntry m_entry;
    QString m_folder;
};

} // namespace fairlead
