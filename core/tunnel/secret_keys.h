// Under which name an answer is kept in the SecretStore, if it may be kept at all. Pure.
#pragma once

#include "core/questions/question.h"
#include "core/secrets/secret_store.h"

#include <optional>

namespace fairlead {

// None for host keys, for several prompts at once, and for keyboard-interactive prompts that are
// not plainly a password (RFC 4256 servers ask for one-time codes and new passwords the same way,
// and a stale code costs a login attempt).
[[nodiscard]] std::optional<SecretKey> secretKeyFor(const Question &question);

} // namespace fairlead
