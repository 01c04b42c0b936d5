#include "core/profile/safe_file.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>

#ifdef Q_OS_UNIX
#include "core/base/unique_fd.h"

#include <fcntl.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

Result<void> ensureFolder(const QString &folder) {
    if (QFileInfo(folder).isDir())
        return {};
    if (!QDir().mkpath(folder))
        return fail(Errc::FileUnwritable, folder + u": cannot be made"_s);
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return {};
}

// The rename itself lives in the folder: without this a power cut can undo it.
void syncFolder(const QString &folder) {
#ifdef Q_OS_UNIX
    const UniqueFd fd(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_CLOEXEC));
    if (fd.isOpen())
        (void)::fsync(fd.get());
#else
    (void)folder;
#endif
}

// Where a chain of links ends, even when nothing is there yet.
QString realPath(const QString &path) {
    QString real = path;
    for (int links = 0; links < 32 && QFileInfo(real).isSymLink(); ++links)
        real = QFileInfo(real).symLinkTarget();
    return real;
}

} // namespace

Result<QByteArray> readSmallFile(const QString &path, qsizetype most) {
    const QFileInfo info(path);
    if (!info.exists() && !info.isSymLink())
        return fail(Errc::NotFound, path);
    if (!info.isFile())
        return fail(Errc::FileUnreadable, path + u": no regular file"_s);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::FileUnreadable, path + u": "_s + file.errorString());
    QByteArray content = file.read(most + 1);
    if (file.error() != QFile::NoError)
        return fail(Errc::FileUnreadable, path + u": "_s + file.errorString());
    if (content.size() > most)
        return fail(Errc::FileUnreadable, path + u": too large"_s);
    return content;
}

Result<void> writeSafely(const QString &path, const QByteArray &content) {
    const QString real = realPath(path);
    const QString folder = QFileInfo(real).absolutePath();
    if (const auto made = ensureFolder(folder); !made)
        return made;
    QSaveFile file(real);
    // The mode is set before the first byte; commit() syncs before it renames.
    const bool written = file.open(QIODevice::WriteOnly) &&
                         file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
                         file.write(content) == content.size() && file.commit();
    if (!written)
        return fail(Errc::FileUnwritable, path + u": "_s + file.errorString());
    syncFolder(folder);
    return {};
}

} // namespace fairlead
