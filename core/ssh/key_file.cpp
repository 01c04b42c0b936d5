#include "core/ssh/key_file.h"

#include "core/ssh/key_facts.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <cstring>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr qint64 kLargestKeyFile = 1024 * 1024;

struct PassphraseRequest {
    const Secret &passphrase;
    bool asked = false;
};

// Always passed: without a callback the crypto library might ask on the terminal.
int givePassphrase(const char *, char *buffer, size_t length, int, int, void *userdata) {
    auto *request = static_cast<PassphraseRequest *>(userdata);
    request->asked = true;
    const auto size = static_cast<size_t>(request->passphrase.size());
    if (size == 0 || size + 1 > length)
        return -1;
    std::memcpy(buffer, request->passphrase.data(), size + 1);
    return 0;
}

QString reasonUnreadable(const QFileInfo &file) {
    if (!file.exists())
        return u"there is no such file"_s;
    if (!file.isFile())
        return u"it is no regular file"_s;
    if (!file.isReadable())
        return u"this user may not read it"_s;
    if (file.size() > kLargestKeyFile)
        return u"it is too big for a key"_s;
    return {};
}

} // namespace

QByteArray publicBlob(ssh_key key) {
    char *text = nullptr;
    if (!key || ssh_pki_export_pubkey_base64(key, &text) != SSH_OK)
        return {};
    const SshText base64(text);
    return QByteArray::fromBase64(base64.get());
}

QString shortKeyType(ssh_key key) {
    const auto facts = hostKeyFacts(publicBlob(key));
    return facts ? facts->shortType : QString::fromLatin1(ssh_key_type_to_char(ssh_key_type(key)));
}

SshKey readPublicHalf(const QString &path) {
    const QString file = path + u".pub"_s;
    ssh_key key = nullptr;
    if (!reasonUnreadable(QFileInfo(file)).isEmpty() ||
        ssh_pki_import_pubkey_file(QFile::encodeName(file).constData(), &key) != SSH_OK)
        return nullptr;
    return SshKey(key);
}

SshKey readCertificate(const QString &path) {
    ssh_key key = nullptr;
    if (!reasonUnreadable(QFileInfo(path)).isEmpty() ||
        ssh_pki_import_cert_file(QFile::encodeName(path).constData(), &key) != SSH_OK)
        return nullptr;
    return SshKey(key);
}

Result<PrivateKey> readPrivateKey(const QString &path, const Secret &passphrase) {
    const QString reason = reasonUnreadable(QFileInfo(path));
    if (!reason.isEmpty())
        return fail(Errc::KeyUnreadable, path + u": "_s + reason);
    PassphraseRequest request{passphrase};
    ssh_key key = nullptr;
    const int result = ssh_pki_import_privkey_file(QFile::encodeName(path).constData(), nullptr,
                                                   &givePassphrase, &request, &key);
    if (result == SSH_OK)
        return PrivateKey{SshKey(key), false};
    if (request.asked && passphrase.isEmpty())
        return PrivateKey{nullptr, true};
    if (request.asked)
        return fail(Errc::WrongPassphrase, path);
    return fail(Errc::KeyUnreadable, path + u": it holds no private key we can read"_s);
}

} // namespace fairlead
