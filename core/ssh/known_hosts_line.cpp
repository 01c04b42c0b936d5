#include "core/ssh/known_hosts_line.h"

#include "core/ssh/key_facts.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QList>
#include <QtCore/QMessageAuthenticationCode>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {

namespace {

constexpr qsizetype kMaxLine = 65536;
constexpr qsizetype kHashSize = 20; // SHA-1

bool isBlank(char c) { return c == ' ' || c == '\t'; }

QByteArrayView takeWord(QByteArrayView &rest) {
    const auto start = std::find_if_not(rest.begin(), rest.end(), isBlank);
    const auto end = std::find_if(start, rest.end(), isBlank);
    const QByteArrayView word(start, end);
    rest = QByteArrayView(end, rest.end());
    return word;
}

std::optional<QByteArray> strictBase64(QByteArrayView text) {
    auto decoded =
        QByteArray::fromBase64Encoding(text.toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.isEmpty())
        return {};
    return std::move(decoded.decoded);
}

QList<QByteArrayView> split(QByteArrayView text, char separator) {
    QList<QByteArrayView> parts;
    while (true) {
        const auto end = text.indexOf(separator);
        parts.append(end < 0 ? text : text.first(end));
        if (end < 0)
            return parts;
        text = text.sliced(end + 1);
    }
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Goes back to the last '*' only, so the time is bounded by the product of the lengths.
bool patternMatches(QByteArrayView pattern, QByteArrayView text) {
    qsizetype p = 0;
    qsizetype star = -1;
    qsizetype starText = 0;
    for (qsizetype t = 0; t < text.size();) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            starText = t;
        } else if (p < pattern.size() &&
                   (pattern[p] == '?' || lower(pattern[p]) == lower(text[t]))) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++starText;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

bool isHashed(QByteArrayView names) { return names.startsWith('|'); }

bool hashMatches(QByteArrayView names, QByteArrayView name) {
    const auto parts = split(names, '|');
    if (parts.size() != 4 || parts.at(1) != "1")
        return false;
    const auto salt = strictBase64(parts.at(2));
    return salt && salt->size() == kHashSize && names == hashedName(name, *salt);
}

} // namespace

LineKind readKnownHostsLine(QByteArrayView text, KnownHostsLine &entry) {
    if (text.endsWith('\r'))
        text.chop(1);
    QByteArrayView rest = text;
    QByteArrayView word = takeWord(rest);
    if (word.isEmpty() || word.startsWith('#'))
        return LineKind::Empty;
    if (text.size() > kMaxLine || text.contains('\0'))
        return LineKind::Broken;
    entry.marker = KnownHostsLine::Marker::None;
    if (word.startsWith('@')) {
        if (word == "@revoked")
            entry.marker = KnownHostsLine::Marker::Revoked;
        else if (word == "@cert-authority")
            entry.marker = KnownHostsLine::Marker::CertAuthority;
        else
            return LineKind::Broken;
        word = takeWord(rest);
    }
    entry.names = word;
    entry.type = takeWord(rest).toByteArray();
    const auto key = strictBase64(takeWord(rest));
    if (!key)
        return LineKind::Broken;
    entry.key = *key;
    const auto type = keyBlobType(entry.key);
    if (!type || type->toLatin1() != entry.type || !isWellFormedKey(entry.key))
        return LineKind::Broken;
    return LineKind::Entry;
}

QByteArray knownHostsName(const Endpoint &host) {
    const QByteArray name = host.host.toLower().toUtf8();
    if (host.port == 22 || host.port == 0)
        return name;
    return '[' + name + "]:" + QByteArray::number(host.port);
}

bool namesMatch(QByteArrayView names, QByteArrayView name) {
    if (isHashed(names))
        return hashMatches(names, name);
    bool matches = false;
    for (const QByteArrayView pattern : split(names, ',')) {
        if (pattern.startsWith('!')) {
            if (patternMatches(pattern.sliced(1), name))
                return false;
        } else if (!pattern.isEmpty() && patternMatches(pattern, name)) {
            matches = true;
        }
    }
    return matches;
}

QByteArray hashedName(QByteArrayView name, QByteArrayView salt) {
    const QByteArray hash = QMessageAuthenticationCode::hash(name.toByteArray(), salt.toByteArray(),
                                                             QCryptographicHash::Sha1);
    return "|1|" + salt.toByteArray().toBase64() + '|' + hash.toBase64();
}

QByteArray namesWithout(QByteArrayView names, QByteArrayView name) {
    if (isHashed(names))
        return {};
    QByteArray kept;
    bool othersLeft = false;
    for (const QByteArrayView pattern : split(names, ',')) {
        const bool wild = pattern.contains('*') || pattern.contains('?');
        if (pattern.isEmpty() || (!wild && patternMatches(pattern, name)))
            continue;
        othersLeft = othersLeft || !pattern.startsWith('!');
        kept += (kept.isEmpty() ? "" : ",") + pattern.toByteArray();
    }
    if (!othersLeft)
        return {};
    if (namesMatch(kept, name))
        kept += ",!" + name.toByteArray();
    return kept;
}

} // namespace fairlead
