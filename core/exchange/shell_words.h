// A shell line taken apart and put together, without a shell.
#pragma once

#include "core/base/result.h"

#include <QtCore/QStringList>

namespace fairlead {

// Splits as a POSIX shell would: quotes, backslashes, continued lines, comments. What only a shell
// could do (variables, substitution, pipes, redirection, several commands) is refused, never
// guessed. A "$ " in front and a '&' or ';' at the end, as copied from a terminal or a document,
// are left out. At most 64 KiB. Error: BadOption, naming the character.
[[nodiscard]] Result<QStringList> splitShellWords(QStringView line);

// The word as a POSIX shell reads it back; quotes only where they are needed.
[[nodiscard]] QString quoteShellWord(const QString &word);
[[nodiscard]] QString joinShellWords(const QStringList &words);

} // namespace fairlead
