// The demo's keys: made when it starts, gone when it ends.
#pragma once

#include "core/base/result.h"
#include "core/ssh/handles.h"

namespace fairlead::demo {

// A new Ed25519 key. Error: Internal.
[[nodiscard]] Result<SshKey> makeKey();
// Writes the private half where only the owner can read it. Error: FileUnwritable.
[[nodiscard]] Result<void> savePrivateKey(const SshKey &key, const QString &path);
// "ssh-ed25519 AAAA…", as in known_hosts; empty when the library cannot say it.
[[nodiscard]] QString publicText(const SshKey &key);
// "SHA256:…"
[[nodiscard]] QString fingerprint(const SshKey &key);

} // namespace fairlead::demo
