// What another tool's files hold, before it is laid beside our own.
#pragma once

#include "core/profile/profile_book.h"

#include <QtCore/QHash>

namespace fairlead {

// Something to tell about what is imported. Codes only: the sentences are in text/import_text.
struct ImportRemark {
    enum class Code {
        // Why something is left out
        WildcardBlock, // detail: the pattern; it stands for no server of its own
        NotSsh,        // detail: the protocol
        NoAddress,     //
        Unreadable,    // detail: what is wrong
        // What the person should know before taking it
        PuttyKey,          // detail: the .ppk file, which cannot be used as it is
        WeakPuttyKey,      // detail: the .ppk file, CVE-2024-31497
        SecretLeft,        // detail: what kind of secret was not taken
        AutoStartOff,      //
        OpenAddress,       // detail: the address it listened on
        RunsProgram,       // detail: the command
        HostKeysUnchecked, //
        SharesPort,        // detail: the forward of ours that listens there
        RunsCommands,      // detail: "file:line" of a Match exec, not run
        Ignored,           // detail: what has no effect here
    };
    Code code = Code::Ignored;
    QString detail;
    bool operator==(const ImportRemark &) const = default;
};

struct ImportSource {
    struct Skipped {
        QString name;
        ImportRemark reason;
    };
    // Names of hosts are unique; ids are valid only in here.
    ProfileData data;
    QHash<QString, QList<ImportRemark>> remarks; // by the id of a host or forward
    QList<Skipped> skipped;
    QList<ImportRemark> general; // about the whole
    bool foreign = false;        // may be somebody else's: what runs programs is not proposed
};

// Reads another profiles.toml. Errors: FileUnreadable, NotFound, BadProfileFile.
[[nodiscard]] Result<ImportSource> readProfilesForImport(const QString &path);

} // namespace fairlead
