// What the first login of a link learned, so that its further sessions need nobody.
#pragma once

#include "core/base/secret.h"

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QString>
#include <mutex>

namespace fairlead {

// Thread-safe. Forgotten (and wiped) with the link.
class LoginMemory {
public:
    // A person typed a password or a code: further sessions would have to ask again.
    void noteAttended();
    [[nodiscard]] bool isUnattended() const;
    // The host key accepted at a hop (1…), as wire blob. Further sessions take that one and no
    // other.
    void keepHostKey(int hop, const QByteArray &blob);
    [[nodiscard]] QByteArray hostKey(int hop) const;
    void keepPassphrase(const QString &keyFile, const Secret &passphrase);
    [[nodiscard]] Secret passphrase(const QString &keyFile) const;
    void clear();

private:
    mutable std::mutex m_mutex;
    bool m_attended = false;
    QHash<int, QByteArray> m_hostKeys;
    QHash<QString, Secret> m_passphrases;
};

} // namespace fairlead
