// Writing known_hosts files: what other SSH programs put there stays byte for byte.
#pragma once

#include "core/base/address.h"

#include <QtCore/QByteArrayView>
#include <QtCore/QStringList>

namespace fairlead {

struct KnownHostToWrite {
    Endpoint host; // {alias, 22} for an alias
    QByteArray key;
    bool hashed = false; // the name as "|1|salt|hash"
};

// One line at the end of `file`, in a single append followed by fsync, so that two programs may do
// it at once. Makes the file (0600) and its folder (0700) when missing, and the line feed the last
// line lacks. Errors: BadAddress (a name that cannot stand there), ProtocolFailed (a malformed
// key), FileUnwritable.
[[nodiscard]] Result<void> appendKnownHost(const QString &file, const KnownHostToWrite &entry);

// Takes the host out of all lines with a key of the same type in `files` (a line for others too
// stays theirs; lines with a marker stay), and writes the new line to the first one. Each changed
// file is replaced atomically; what it was stays as "<file>.old". Errors as above, and
// FileUnreadable.
[[nodiscard]] Result<void> replaceKnownHost(const QStringList &files,
                                            const KnownHostToWrite &entry);

} // namespace fairlead
