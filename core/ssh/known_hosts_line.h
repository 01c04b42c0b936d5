// One line of a known_hosts file as sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT", describes it. Pure.
#pragma once

#include "core/base/address.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <optional>

namespace fairlead {

struct KnownHostsLine {
    enum class Marker { None, Revoked, CertAuthority };
    Marker marker = Marker::None;
    QByteArrayView names; // as written: a comma list of patterns, or one "|1|salt|hash"
    QByteArray type;      // "ssh-ed25519"; the same as in the key
    QByteArray key;       // SSH wire form, well-formed
};

enum class LineKind { Empty, Broken, Entry };

// `entry` is filled in for LineKind::Entry and points into `text`, which carries no line feed (a
// carriage return at its end is not part of it). Broken: an unknown marker, missing words, a key
// that is no base64, is cut, or is not of the type the line says; SSH-1 keys.
[[nodiscard]] LineKind readKnownHostsLine(QByteArrayView text, KnownHostsLine &entry);

// What a host is called there: "host", or "[host]:port" when the port is not 22; small letters.
[[nodiscard]] QByteArray knownHostsName(const Endpoint &host);

// Whether the names of a line are meant for `name` (from knownHostsName()): comma list, '*' and
// '?', '!' which overrules whatever else matches, hashed names.
[[nodiscard]] bool namesMatch(QByteArrayView names, QByteArrayView name);

// "|1|salt|hash" for `name`, with the given salt of 20 bytes.
[[nodiscard]] QByteArray hashedName(QByteArrayView name, QByteArrayView salt);

// `names` changed so that they no longer match `name` and still match all they matched beside it;
// empty when nothing else was left. `names` must match `name`.
[[nodiscard]] QByteArray namesWithout(QByteArrayView names, QByteArrayView name);

} // namespace fairlead
