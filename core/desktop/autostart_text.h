// What is written where a desktop looks for the programs that start with the session. Pure text, so
// that every system's form is tested on each.
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QStringList>

namespace fairlead {

struct AutostartEntry {
    QString id;      // "io.github.fairlead.Fairlead": the file's name and the application's id
    QString name;    // as the desktop's own list of start programs shows it
    QString program; // absolute path
    QStringList arguments;
    bool operator==(const AutostartEntry &) const = default;
};

// A desktop entry (freedesktop.org Desktop Application Autostart 0.5, quoting of Desktop
// Entry 1.5).
[[nodiscard]] QByteArray desktopEntryText(const AutostartEntry &entry);
// False when the entry says that it is not to be started: Hidden, or as GNOME's settings switch it.
[[nodiscard]] bool desktopEntryStarts(QByteArrayView content);
// A property list for launchd.plist(5).
[[nodiscard]] QByteArray launchAgentText(const AutostartEntry &entry);
// One command line as CommandLineToArgvW takes it apart again.
[[nodiscard]] QString windowsCommandLine(const AutostartEntry &entry);

} // namespace fairlead
