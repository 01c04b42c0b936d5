// Private key files and the certificates beside them.
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/ssh/handles.h"

#include <QtCore/QByteArray>

namespace fairlead {

// A key in SSH wire form; empty when it cannot be had.
[[nodiscard]] QByteArray publicBlob(ssh_key key);
// "ED25519", "RSA-CERT"…: how ssh prints a key's type.
[[nodiscard]] QString shortKeyType(ssh_key key);

// The public half of `path`: from `path`.pub, without reading the private key. Empty when there is
// none.
[[nodiscard]] SshKey readPublicHalf(const QString &path);
// A certificate file. Empty when it is missing or no certificate.
[[nodiscard]] SshKey readCertificate(const QString &path);

struct PrivateKey {
    SshKey key; // empty when a passphrase is needed
    bool needsPassphrase = false;
};
// Without a passphrase tells whether one is needed. Errors: KeyUnreadable (missing, no rights, no
// key), WrongPassphrase.
[[nodiscard]] Result<PrivateKey> readPrivateKey(const QString &path, const Secret &passphrase);

} // namespace fairlead
