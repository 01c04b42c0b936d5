// What a person can compare of a public key, from the key's SSH wire form (RFC 4253 section 6.6).
#pragma once

#include "core/base/result.h"
#include "core/questions/question.h"

#include <QtCore/QByteArrayView>
#include <QtCore/QStringView>

namespace fairlead {

// The type name a blob begins with: "ssh-ed25519". Error: ProtocolFailed when it has none.
[[nodiscard]] Result<QString> keyBlobType(QByteArrayView blob);

// Whether the blob is one whole key; of a type not known here only the name can be checked.
[[nodiscard]] bool isWellFormedKey(QByteArrayView blob);

// A certificate has the fingerprint of the key in it, as with ssh-keygen. A type not known here has
// 0 bits and its full name as short type. Error: ProtocolFailed when the blob is malformed.
[[nodiscard]] Result<HostKeyFacts> hostKeyFacts(QByteArrayView blob);

// ssh-keygen's drawing of a digest, `title` in its upper frame and `hash` in the lower one.
[[nodiscard]] QString randomArt(QByteArrayView digest, const QString &title, const QString &hash);

enum class FingerprintMatch { NotAFingerprint, Differs, Matches };

// `pasted` is whatever a person got from elsewhere: "SHA256:…", bare base64 with or without
// padding, MD5 or SHA-256 in hex, a whole line of `ssh-keygen -l`, several of them, the public key
// itself; spaces and line breaks within do not matter. Matches when any fingerprint in it is this
// key's.
[[nodiscard]] FingerprintMatch compareFingerprint(const HostKeyFacts &facts, QStringView pasted);

} // namespace fairlead
