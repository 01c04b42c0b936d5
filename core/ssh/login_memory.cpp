#include "core/ssh/login_memory.h"

namespace fairlead {

void LoginMemory::noteAttended() {
    const std::lock_guard lock(m_mutex);
    m_attended = true;
}

bool LoginMemory::isUnattended() const {
    const std::lock_guard lock(m_mutex);
    return !m_attended;
}

void LoginMemory::keepHostKey(int hop, const QByteArray &blob) {
    const std::lock_guard lock(m_mutex);
    m_hostKeys.insert(hop, blob);
}

QByteArray LoginMemory::hostKey(int hop) const {
    const std::lock_guard lock(m_mutex);
    return m_hostKeys.value(hop);
}

void LoginMemory::keepPassphrase(const QString &keyFile, const Secret &passphrase) {
    const std::lock_guard lock(m_mutex);
    m_passphrases.insert(keyFile, passphrase);
}

Secret LoginMemory::passphrase(const QString &keyFile) const {
    const std::lock_guard lock(m_mutex);
    return m_passphrases.value(keyFile);
}

void LoginMemory::clear() {
    const std::lock_guard lock(m_mutex);
    m_attended = false;
    m_hostKeys.clear();
    m_passphrases.clear();
}

} // namespace fairlead
