// Logging in at one hop (RFC 4252, RFC 4256).
#pragma once

#include "core/ssh/hop_login.h"

namespace fairlead {

// Tries the ways the Host prefers and the server offers, several in a row where the server wants
// that. Returns what worked, for people: "publickey ED25519 (agent)", "publickey+password". Errors:
// AuthRejected (detail: what was tried, what the server offers), AuthCancelled, QuestionUnanswered,
// KeyUnreadable, WrongPassphrase, ConnectionLost, ConnectTimeout, Cancelled.
[[nodiscard]] Result<QString> authenticate(ssh_session session, HopLogin &login);

} // namespace fairlead
