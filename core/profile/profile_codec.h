// profiles.toml: ProfileData as text that people read, diff and keep in git, and back.
#pragma once

#include "core/profile/profile_book.h"

#include <QtCore/QHash>

namespace fairlead {

inline constexpr int kProfileSchema = 1;

// What stood in a file that this program does not know, to be written back where it was: the file
// may be shared with a newer one.
struct ProfileExtras {
    QString header;                   // the comment lines at the top
    QHash<QString, QStringList> keys; // "host/ID" → "key = value" lines; "" for the top
    bool operator==(const ProfileExtras &) const = default;
};

struct ProfileFile {
    ProfileData data; // sound: unique ids and names, every reference resolved
    ProfileExtras extras;
    QStringList warnings; // "file:line: …"
};

// Reads one file's content, at most 16 MiB. `file` is only its name for messages. An entry without
// an id gets one that depends on its name alone, so that a file written by hand keeps its ids.
// Error: BadProfileFile, "file:line: reason"; a newer schema version is such a reason.
[[nodiscard]] Result<ProfileFile> decodeProfiles(QByteArrayView toml, const QString &file);

// Order as in the data, keys in a fixed order, defaults left out, one line for each key. There is
// no secret in ProfileData, so there is none here.
[[nodiscard]] QByteArray encodeProfiles(const ProfileData &data, const ProfileExtras &extras = {});

} // namespace fairlead
