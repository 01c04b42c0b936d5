// A secret store whose content a test can see and whose answers it can hold back.
#pragma once

#include "core/secrets/secret_store.h"

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QStringList>

namespace fairlead {

class FakeSecretStore final : public SecretStore {
public:
    void lookUp(const SecretKey &key, Found found) override;
    void keep(const SecretKey &key, const Secret &secret, Keep how, Done done) override;
    void forget(const SecretKey &key, Done done) override;

    // Answers every look-up under way. Callbacks come here and never inside lookUp().
    void answer();
    // Look-ups fail from now on, as with a keyring that stays locked.
    void breakDown() { m_broken = true; }

    void put(const QString &key, QByteArrayView secret, Keep how = Keep::Keyring);
    [[nodiscard]] QByteArray kept(const QString &key) const;
    [[nodiscard]] bool inKeyring(const QString &key) const;
    [[nodiscard]] QStringList lookedUp() const { return m_lookedUp; }
    [[nodiscard]] QStringList forgotten() const { return m_forgotten; }
    [[nodiscard]] qsizetype waiting() const { return m_waiting.size(); }

private:
    struct Entry {
        Secret secret;
        Keep how = Keep::Session;
    };
    QHash<QString, Entry> m_entries;
    QList<std::function<void()>> m_waiting;
    QStringList m_lookedUp;
    QStringList m_forgotten;
    bool m_broken = false;
};

} // namespace fairlead
