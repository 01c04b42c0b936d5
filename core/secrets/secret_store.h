// Where passwords and passphrases are kept, if anywhere.
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <functional>
#include <optional>

namespace fairlead {

// "password user@db.example.net:22", "passphrase /home/me/.ssh/id_ed25519": unique, readable, no
// secret in it.
struct SecretKey {
    QString text;
    bool operator==(const SecretKey &) const = default;
};

// How long a secret is kept.
enum class Keep {
    Session, // in memory, until the program ends
    Keyring, // in the OS keyring as well; a store without one keeps it for the session
};

// Asynchronous because a keyring may ask the person to unlock it. Callbacks come on the calling
// (main) thread, later, and never after the store died. One of the five test seams.
class SecretStore {
public:
    using Found = std::function<void(Result<std::optional<Secret>>)>;
    using Done = std::function<void(Result<void>)>;
    virtual ~SecretStore() = default;
    // What was kept for the session comes before what the keyring has; nothing kept is no error.
    virtual void lookUp(const SecretKey &key, Found found) = 0;
    virtual void keep(const SecretKey &key, const Secret &secret, Keep how, Done done) = 0;
    // Everywhere: from memory and from the keyring.
    virtual void forget(const SecretKey &key, Done done) = 0;
};

} // namespace fairlead
