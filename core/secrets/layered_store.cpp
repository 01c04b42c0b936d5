#include "core/secrets/layered_store.h"

namespace fairlead {

LayeredStore::LayeredStore(std::unique_ptr<SecretStore> session,
                           std::unique_ptr<SecretStore> keyring)
    : m_keyring(std::move(keyring)),
      m_session(std::move(session)) {}

void LayeredStore::lookUp(const SecretKey &key, Found found) {
    const auto orElse =
        [this, key, found = std::move(found)](const Result<std::optional<Secret>> &remembered) {
            if (!m_keyring || !m_keyringUsed || (remembered && *remembered))
                found(remembered);
            else
                m_keyring->lookUp(key, found);
        };
    m_session->lookUp(key, orElse);
}

void LayeredStore::keep(const SecretKey &key, const Secret &secret, Keep how, Done done) {
    if (how == Keep::Session || !m_keyring || !m_keyringUsed) {
        m_session->keep(key, secret, Keep::Session, std::move(done));
        return;
    }
    m_session->keep(key, secret, Keep::Session, [](const Result<void> &) {});
    m_keyring->keep(key, secret, Keep::Keyring, std::move(done));
}

void LayeredStore::forget(const SecretKey &key, Done done) {
    if (!m_keyring) {
        m_session->forget(key, std::move(done));
        return;
    }
    m_session->forget(key, [](const Result<void> &) {});
    m_keyring->forget(key, std::move(done));
}

} // namespace fairlead
