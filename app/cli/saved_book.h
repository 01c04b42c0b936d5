// The saved hosts, forwards and profiles, for commands that read or change them once.
#pragma once

#include "app/cli/command.h"
#include "core/profile/profile_book.h"

#include <functional>

namespace fairlead {

// Fills `book` from profiles.toml; leaves it empty when there is no such file yet. False, and said
// why, when the file cannot be read.
[[nodiscard]] bool openSaved(CommandContext &context, ProfileBook &book);

// Reads, lets `change` alter the book, writes. Says what did not work; returns the exit code. The
// file is only written when `change` succeeds.
[[nodiscard]] int changeSaved(CommandContext &context,
                              const std::function<Result<void>(ProfileBook &)> &change);

// NotFound that names what was looked for and, where there is one, a name much like it.
[[nodiscard]] Error noForwardNamed(const ProfileBook &book, const QString &name);
[[nodiscard]] Error noHostNamed(const ProfileBook &book, const QString &name);
[[nodiscard]] Error noProfileNamed(const ProfileBook &book, const QString &name);

} // namespace fairlead
