// The session's memory in front of the OS keyring.
#pragma once

#include "core/secrets/secret_store.h"

#include <memory>

namespace fairlead {

// keep() always keeps for the session, and in the keyring only when told to; then `done` has the
// keyring's fate, and an error there never costs the session's copy. lookUp() asks the keyring when
// the session has nothing; what it finds stays in the keyring, so that locking that means
// something.
class LayeredStore final : public SecretStore {
public:
    // Without a keyring (null) everything is for the session.
    LayeredStore(std::unique_ptr<SecretStore> session, std::unique_ptr<SecretStore> keyring);

    // While off, as without a keyring: nothing is looked up or kept there. What it has stays.
    void setKeyringUsed(bool used) { m_keyringUsed = used; }

    void lookUp(const SecretKey &key, Found found) override;
    void keep(const SecretKey &key, const Secret &secret, Keep how, Done done) override;
    void forget(const SecretKey &key, Done done) override;

private:
    std::unique_ptr<SecretStore> m_keyring;
    std::unique_ptr<SecretStore> m_session; // dies first: its callbacks use the keyring
    bool m_keyringUsed = true;
};

} // namespace fairlead
