// Secrets in the OS keyring: Secret Service or KWallet, macOS Keychain, Windows Credential Manager.
#pragma once

#include "core/secrets/secret_store.h"

#include <memory>

namespace fairlead {

// Null when the program was built without a keyring library. `service` is the name the entries have
// in the keyring. keep() with Keep::Session does nothing. Errors: SecretStoreFailed, the detail
// says whether no keyring is running, it is locked, or it refused. There is no fallback to a plain
// file.
[[nodiscard]] std::unique_ptr<SecretStore> makeKeychainStore(const QString &service);

} // namespace fairlead
