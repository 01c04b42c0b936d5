#include "core/ssh/key_facts.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QRegularExpression>
#include <QtCore/QtEndian>
#include <algorithm>
#include <array>
#include <bit>

using namespace Qt::StringLiterals;

namespace fairlead {

namespace {

constexpr qsizetype kMaxTypeName = 64; // RFC 4250 section 4.6.1

// Takes length-prefixed strings off the front of a blob.
class WireReader {
public:
    explicit WireReader(QByteArrayView rest) : m_rest(rest) {}
    [[nodiscard]] std::optional<QByteArrayView> takeString() {
        if (m_rest.size() < 4)
            return {};
        const auto size = qFromBigEndian<quint32>(m_rest.data());
        if (size > static_cast<quint64>(m_rest.size() - 4))
            return {};
        const QByteArrayView text = m_rest.sliced(4, static_cast<qsizetype>(size));
        m_rest = m_rest.sliced(4 + text.size());
        return text;
    }
    [[nodiscard]] QByteArrayView rest() const { return m_rest; }

private:
    QByteArrayView m_rest;
};

struct KeyKind {
    const char *type;
    const char *shortType;
    int fields; // strings and mpints of the public key, behind the type name
    int sizeField;
    int bits; // 0: those of the number in sizeField
};

constexpr std::array kKinds{
    KeyKind{"ssh-ed25519", "ED25519", 1, 0, 256},
    KeyKind{"sk-ssh-ed25519@openssh.com", "ED25519-SK", 2, 0, 256},
    KeyKind{"ecdsa-sha2-nistp256", "ECDSA", 2, 0, 256},
    KeyKind{"ecdsa-sha2-nistp384", "ECDSA", 2, 0, 384},
    KeyKind{"ecdsa-sha2-nistp521", "ECDSA", 2, 0, 521},
    KeyKind{"sk-ecdsa-sha2-nistp256@openssh.com", "ECDSA-SK", 3, 0, 256},
    KeyKind{"ssh-rsa", "RSA", 2, 1, 0},
    KeyKind{"ssh-dss", "DSA", 4, 0, 0},
};

const KeyKind *findKind(const QString &type) {
    const auto it = std::find_if(kKinds.begin(), kKinds.end(), [&type](const KeyKind &kind) {
        return type == QLatin1String(kind.type);
    });
    return it == kKinds.end() ? nullptr : &*it;
}

// "ssh-rsa-cert-v01@openssh.com" is made of an "ssh-rsa".
QString plainType(const QString &type) {
    const QString suffix = u"-cert-v01@openssh.com"_s;
    if (!type.endsWith(suffix))
        return type;
    const QString plain = type.chopped(suffix.size());
    return plain.startsWith(u"sk-"_s) ? plain + u"@openssh.com"_s : plain;
}

// RFC 4251 section 5: two's complement, so a positive number has a clear first bit.
std::optional<int> bitsOfNumber(QByteArrayView number) {
    if (number.isEmpty() || number.size() > 16384 || static_cast<signed char>(number.front()) < 0)
        return {};
    while (!number.isEmpty() && number.front() == 0)
        number = number.sliced(1);
    if (number.isEmpty())
        return {};
    const auto first = static_cast<unsigned char>(number.front());
    return static_cast<int>(number.size() - 1) * 8 + std::bit_width(first);
}

QByteArray wireString(QByteArrayView text) {
    QByteArray out(4, '\0');
    qToBigEndian(static_cast<quint32>(text.size()), out.data());
    return out.append(text.data(), text.size());
}

struct PlainKey {
    QByteArray blob; // without the certificate around it
    int bits = 0;
};

Result<PlainKey> readPlainKey(const KeyKind &kind, QByteArrayView blob, bool certificate) {
    const auto malformed = [&kind] {
        return fail(Errc::ProtocolFailed, u"malformed key of type "_s + QLatin1String(kind.type));
    };
    WireReader reader(blob);
    bool ok = reader.takeString().has_value() && (!certificate || reader.takeString());
    PlainKey key{wireString(kind.type), kind.bits};
    for (int i = 0; ok && i < kind.fields; ++i) {
        const auto field = reader.takeString();
        ok = field && !field->isEmpty();
        if (!ok)
            break;
        if (kind.bits == 0 && i == kind.sizeField) {
            const auto bits = bitsOfNumber(*field);
            ok = bits.has_value();
            key.bits = bits.value_or(0);
        }
        key.blob += wireString(*field);
    }
    if (!ok || (!certificate && !reader.rest().isEmpty()))
        return malformed();
    return key;
}

QString colonHex(const QByteArray &digest) { return QString::fromLatin1(digest.toHex(':')); }

QString sha256Text(const QByteArray &digest) {
    return QString::fromLatin1(digest.toBase64(QByteArray::OmitTrailingEquals));
}

QString frame(const QString &title, int width) {
    const auto left = (width - static_cast<int>(title.size())) / 2;
    return u'+' + (QString(left, u'-') + title).leftJustified(width, u'-') + u'+';
}

// ssh-keygen's frame holds 16 characters; it leaves out the bits before it cuts the name.
QString artTitle(const QString &shortType, int bits) {
    const QString full = u"[%1 %2]"_s.arg(shortType).arg(bits);
    return (full.size() > 17 ? u'[' + shortType + u']' : full).left(16);
}

FingerprintMatch compareOne(const HostKeyFacts &facts, QString text) {
    static const QRegularExpression label(u"^(SHA256|MD5):"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression base64(u"^[A-Za-z0-9+/]{43}=?$"_s);
    static const QRegularExpression hex(u"^([0-9a-fA-F]{32}|[0-9a-fA-F]{64})$"_s);
    text.remove(label);
    if (text.startsWith(u"AAAA"_s) && text.size() > 44) {
        const auto other = hostKeyFacts(QByteArray::fromBase64(text.toLatin1()));
        if (!other)
            return FingerprintMatch::NotAFingerprint;
        return other->fingerprint == facts.fingerprint ? FingerprintMatch::Matches
                                                       : FingerprintMatch::Differs;
    }
    if (base64.match(text).hasMatch())
        return u"SHA256:"_s + text.left(43) == facts.fingerprint ? FingerprintMatch::Matches
                                                                 : FingerprintMatch::Differs;
    text.remove(u':').remove(u'-');
    if (!hex.match(text).hasMatch())
        return FingerprintMatch::NotAFingerprint;
    const QByteArray digest = QByteArray::fromHex(text.toLatin1());
    const bool same = digest.size() == 16 ? u"MD5:"_s + colonHex(digest) == facts.md5
                                          : u"SHA256:"_s + sha256Text(digest) == facts.fingerprint;
    return same ? FingerprintMatch::Matches : FingerprintMatch::Differs;
}

} // namespace

Result<QString> keyBlobType(QByteArrayView blob) {
    const auto type = WireReader(blob).takeString();
    const auto graphic = [](char c) { return c > ' ' && c < 0x7f; };
    if (!type || type->isEmpty() || type->size() > kMaxTypeName ||
        !std::all_of(type->begin(), type->end(), graphic))
        return fail(Errc::ProtocolFailed, u"a key without a type"_s);
    return QString::fromLatin1(*type);
}

bool isWellFormedKey(QByteArrayView blob) {
    const auto type = keyBlobType(blob);
    if (!type)
        return false;
    const QString plain = plainType(*type);
    const KeyKind *kind = findKind(plain);
    return !kind || readPlainKey(*kind, blob, plain != *type).has_value();
}

Result<HostKeyFacts> hostKeyFacts(QByteArrayView blob) {
    const auto type = keyBlobType(blob);
    if (!type)
        return tl::unexpected(type.error());
    HostKeyFacts facts{.type = *type, .shortType = *type};
    QByteArray hashed = blob.toByteArray();
    const QString plain = plainType(*type);
    if (const KeyKind *kind = findKind(plain)) {
        const bool certificate = plain != *type;
        auto key = readPlainKey(*kind, blob, certificate);
        if (!key)
            return tl::unexpected(key.error());
        hashed = key->blob;
        facts.bits = key->bits;
        facts.shortType = QLatin1String(kind->shortType) + (certificate ? u"-CERT"_s : QString());
    }
    const QByteArray sha256 = QCryptographicHash::hash(hashed, QCryptographicHash::Sha256);
    facts.fingerprint = u"SHA256:"_s + sha256Text(sha256);
    facts.md5 = u"MD5:"_s + colonHex(QCryptographicHash::hash(hashed, QCryptographicHash::Md5));
    facts.randomArt = randomArt(sha256, artTitle(facts.shortType, facts.bits), u"[SHA256]"_s);
    return facts;
}

// A bishop starts in the middle and takes one diagonal step for every two bits, lowest first; walls
// make him slide. ("The drunken bishop", Loss, Limmer, von Gernler, 2009.)
QString randomArt(QByteArrayView digest, const QString &title, const QString &hash) {
    constexpr int kWidth = 17;
    constexpr int kHeight = 9;
    constexpr int kMostVisits = 14;
    const QString symbols = u" .o+=*BOX@%&#/^SE"_s;
    std::array<std::array<int, kWidth>, kHeight> visits{};
    int x = kWidth / 2;
    int y = kHeight / 2;
    for (const char c : digest) {
        auto pairs = static_cast<unsigned char>(c);
        for (int i = 0; i < 4; ++i, pairs = static_cast<unsigned char>(pairs >> 2)) {
            x = std::clamp(x + ((pairs & 1) ? 1 : -1), 0, kWidth - 1);
            y = std::clamp(y + ((pairs & 2) ? 1 : -1), 0, kHeight - 1);
            int &count = visits.at(static_cast<size_t>(y)).at(static_cast<size_t>(x));
            count = std::min(count + 1, kMostVisits);
        }
    }
    visits.at(kHeight / 2).at(kWidth / 2) = kMostVisits + 1;
    visits.at(static_cast<size_t>(y)).at(static_cast<size_t>(x)) = kMostVisits + 2;
    QString art = frame(title, kWidth) + u'\n';
    for (const auto &row : visits) {
        art += u'|';
        for (const int count : row)
            art += symbols.at(count);
        art += u"|\n"_s;
    }
    return art + frame(hash, kWidth);
}

FingerprintMatch compareFingerprint(const HostKeyFacts &facts, QStringView pasted) {
    const QString text = pasted.left(65536).toString();
    QStringList candidates = text.simplified().split(u' ', Qt::SkipEmptyParts);
    candidates.append(text.simplified().remove(u' '));
    auto best = FingerprintMatch::NotAFingerprint;
    for (const QString &candidate : std::as_const(candidates))
        best = std::max(best, compareOne(facts, candidate));
    return best;
}

} // namespace fairlead
