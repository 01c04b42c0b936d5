// Secrets kept in wiped memory until the program ends.
#pragma once

#include "core/secrets/secret_store.h"

#include <QtCore/QHash>
#include <QtCore/QObject>

namespace fairlead {

// Whatever Keep says, it is for the session. Never fails.
class SessionStore final : public SecretStore {
public:
    void lookUp(const SecretKey &key, Found found) override;
    void keep(const SecretKey &key, const Secret &secret, Keep how, Done done) override;
    void forget(const SecretKey &key, Done done) override;

private:
    QHash<QString, Secret> m_secrets;
    QObject m_context; // callbacks not yet delivered die with it
};

} // namespace fairlead
