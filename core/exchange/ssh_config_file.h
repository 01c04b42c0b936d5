// ssh_config files read by ourselves: the common part, for machines without OpenSSH, and the look
// for what `ssh -G` would run.
#pragma once

#include "core/exchange/ssh_options.h"

namespace fairlead {

// The files ssh reads: `configFile` alone, or the user's and the system's. `none`: no file.
[[nodiscard]] QStringList sshConfigFiles(const QString &configFile, bool none);

// Feeds `reader` what the files say about `alias`: Host with patterns, Match all/host/originalhost,
// Include (16 deep, 200 files of 1 MiB at most, regular files only). Other conditions of Match are
// taken as not met, with a warning. A missing file is an empty one, except where it is `needed`.
// Errors: FileUnreadable; BadOption "file:line: …".
[[nodiscard]] Result<void> readSshConfigFiles(SshOptionReader &reader, const QStringList &files,
                                              const QString &alias, bool needed);

// "file:line" of every `Match exec`: `ssh -G` runs those commands. Also what ssh would read and
// this cannot look into (an Include with a variable, a huge file): there may be one in it. Files
// that are not there say nothing.
[[nodiscard]] QStringList matchExecLines(const QStringList &files);

// What Host lines name, in order, each once: servers, and patterns that stand for several. Include
// is followed wherever it stands, within the limits above. Unreadable files say nothing.
struct SshConfigNames {
    QStringList names;
    QStringList patterns;
};
[[nodiscard]] SshConfigNames sshConfigNames(const QStringList &files);

// ssh_config(5) PATTERNS: '*', '?', and '!' before what must not match; parted by spaces or commas.
[[nodiscard]] bool matchesPatterns(QStringView text, const QStringList &patterns);

} // namespace fairlead
