// Small files that must survive a crash in the middle of writing and nobody else may read.
#pragma once

#include "core/base/result.h"

#include <QtCore/QByteArray>

namespace fairlead {

// A regular file (or a link to one) of at most `most` bytes. Errors: NotFound (there is none),
// FileUnreadable.
[[nodiscard]] Result<QByteArray> readSmallFile(const QString &path, qsizetype most);

// All or nothing: a temporary file beside it, synced, renamed over it. Mode 0600; missing folders
// are made 0700; where `path` is a link, the file it points to is replaced and the link stays.
// Error: FileUnwritable.
[[nodiscard]] Result<void> writeSafely(const QString &path, const QByteArray &content);

} // namespace fairlead
