#include "core/secrets/session_store.h"

#include <QtCore/QMetaObject>

namespace fairlead {

void SessionStore::lookUp(const SecretKey &key, Found found) {
    std::optional<Secret> secret;
    if (const auto it = m_secrets.constFind(key.text); it != m_secrets.constEnd())
        secret = *it;
    QMetaObject::invokeMethod(
        &m_context, [found = std::move(found), secret = std::move(secret)] { found(secret); },
        Qt::QueuedConnection);
}

void SessionStore::keep(const SecretKey &key, const Secret &secret, Keep, Done done) {
    m_secrets.insert(key.text, secret);
    QMetaObject::invokeMethod(
        &m_context, [done = std::move(done)] { done({}); }, Qt::QueuedConnection);
}

void SessionStore::forget(const SecretKey &key, Done done) {
    m_secrets.remove(key.text);
    QMetaObject::invokeMethod(
        &m_context, [done = std::move(done)] { done({}); }, Qt::QueuedConnection);
}

} // namespace fairlead
