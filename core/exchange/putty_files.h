// The files PuTTY and KiTTY keep sessions in, as names and values.
#pragma once

#include "core/base/result.h"

#include <QtCore/QHash>
#include <QtCore/QList>

namespace fairlead {

struct PuttySession {
    QString name;
    QHash<QString, QString> values; // keys as PuTTY spells them; numbers in decimal
};

// What `regedit` exports: UTF-16 or, in the old format, one byte a character. Only keys below a
// Sessions folder of PuTTY or KiTTY are read. At most 1000 sessions. Error: FileUnreadable (it is
// no such file).
[[nodiscard]] Result<QList<PuttySession>> parsePuttyRegistry(const QByteArray &content);

// One file of ~/.putty/sessions ("Key=Value") or of a portable KiTTY ("Key\Value\"). `fileName`
// stands for the name, with "%20" and the like for what a file name must not have.
[[nodiscard]] PuttySession parsePuttySessionFile(const QString &fileName,
                                                 const QByteArray &content);

// A .reg file, or a folder of session files (regular ones of 256 KiB, 1000 at most). Errors:
// FileUnreadable.
[[nodiscard]] Result<QList<PuttySession>> readPuttySessions(const QString &path);
// Where PuTTY keeps them on this machine; empty where there are none.
[[nodiscard]] QString puttyFolder();

} // namespace fairlead
