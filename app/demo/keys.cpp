#include "app/demo/keys.h"

#include <QtCore/QFile>

using namespace Qt::StringLiterals;

namespace fairlead::demo {

Result<SshKey> makeKey() {
    ssh_key key = nullptr;
    if (ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &key) != SSH_OK)
        return fail(Errc::Internal, u"libssh makes no Ed25519 key"_s);
    return SshKey(key);
}

Result<void> savePrivateKey(const SshKey &key, const QString &path) {
    const QByteArray name = QFile::encodeName(path);
    if (ssh_pki_export_privkey_file(key.get(), nullptr, nullptr, nullptr, name.constData()) !=
            SSH_OK ||
        !QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner))
        return fail(Errc::FileUnwritable, path);
    return {};
}

QString publicText(const SshKey &key) {
    char *raw = nullptr;
    if (ssh_pki_export_pubkey_base64(key.get(), &raw) != SSH_OK)
        return {};
    const SshText text(raw);
    return u"ssh-ed25519 "_s + QLatin1StringView(text.get());
}

QString fingerprint(const SshKey &key) {
    unsigned char *hash = nullptr;
    size_t size = 0;
    if (ssh_get_publickey_hash(key.get(), SSH_PUBLICKEY_HASH_SHA256, &hash, &size) != SSH_OK)
        return {};
    const SshText text(ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, size));
    ssh_clean_pubkey_hash(&hash);
    return QLatin1StringView(text.get());
}

} // namespace fairlead::demo
