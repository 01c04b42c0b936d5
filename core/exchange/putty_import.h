// Sessions of PuTTY and KiTTY as something to import.
#pragma once

#include "core/exchange/import_source.h"
#include "core/exchange/putty_files.h"

namespace fairlead {

// Hosts with their forwards, proxies included. Passwords are never taken; key files of PuTTY's own
// kind are named, because they cannot be used as they are, and NIST P-521 ones because PuTTY before
// 0.81 gave them away with their signatures (CVE-2024-31497).
[[nodiscard]] ImportSource puttySource(const QList<PuttySession> &sessions);

// readPuttySessions and puttySource in one. Error: FileUnreadable.
[[nodiscard]] Result<ImportSource> readPuttyForImport(const QString &path);

} // namespace fairlead
