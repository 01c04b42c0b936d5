#include "tests/support/fake_secret_store.h"

using namespace Qt::StringLiterals;

namespace fairlead {

void FakeSecretStore::lookUp(const SecretKey &key, Found found) {
    m_lookedUp << key.text;
    m_waiting << [this, key, found = std::move(found)] {
        const auto at = m_entries.constFind(key.text);
        if (m_broken)
            found(fail(Errc::SecretStoreFailed, u"locked"_s));
        else if (at == m_entries.constEnd())
            found(std::optional<Secret>());
        else
            found(std::optional(at->secret));
    };
}

void FakeSecretStore::keep(const SecretKey &key, const Secret &secret, Keep how, Done done) {
    m_entries.insert(key.text, {secret, how});
    m_waiting << [done = std::move(done)] { done({}); };
}

void FakeSecretStore::forget(const SecretKey &key, Done done) {
    m_entries.remove(key.text);
    m_forgotten << key.text;
    m_waiting << [done = std::move(done)] { done({}); };
}

void FakeSecretStore::answer() {
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &call : waiting)
        call();
}

void FakeSecretStore::put(const QString &key, QByteArrayView secret, Keep how) {
    m_entries.insert(key, {Secret(secret), how});
}

QByteArray FakeSecretStore::kept(const QString &key) const {
    return m_entries.value(key).secret.view().toByteArray();
}

bool FakeSecretStore::inKeyring(const QString &key) const {
    return m_entries.contains(key) && m_entries.value(key).how == Keep::Keyring;
}

} // namespace fairlead
