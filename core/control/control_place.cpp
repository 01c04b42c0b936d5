#include "core/control/control_place.h"

#include "core/base/socket_address.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

// The same for every way to write the folder's path.
QString fingerprintOf(const QString &folder) {
    const QString real = QFileInfo(folder).canonicalFilePath();
    const QByteArray path = (real.isEmpty() ? QDir::cleanPath(folder) : real).toUtf8();
    return QString::fromLatin1(
        QCryptographicHash::hash(path, QCryptographicHash::Sha256).toHex().left(16));
}

QString runtimeFolder() {
    const QString told = qEnvironmentVariable("XDG_RUNTIME_DIR");
    // A cron job or `su` has no such variable, but means the same folder.
    return told.isEmpty() ? u"/run/user/%1"_s.arg(::geteuid()) : told;
}

// The parents belong to somebody: only the configuration folder itself may be made on the way.
Result<void> makePrivateFolder(const QString &path) {
    const QString parent = QFileInfo(path).absolutePath();
    if (!QFileInfo::exists(parent) && !QDir().mkpath(parent))
        return fail(Errc::FileUnwritable, parent + u": cannot be made"_s);
    const QByteArray name = QFile::encodeName(path);
    if (::mkdir(name.constData(), S_IRWXU) != 0 && errno != EEXIST)
        return fail(Errc::FileUnwritable, path + u": "_s + reasonText(errno));
    if (!isPrivateFolder(path))
        return fail(Errc::FileUnwritable, path + u": is not a folder of this user alone"_s);
    if (::access(name.constData(), W_OK | X_OK) != 0)
        return fail(Errc::FileUnwritable, path + u": "_s + reasonText(errno));
    return {};
}

} // namespace

QStringList controlFolders(const QString &configFolder) {
    const QString name = u"fairlead-"_s + fingerprintOf(configFolder);
    QStringList folders{QDir::cleanPath(configFolder) + u"/control"_s};
    if (QFileInfo(runtimeFolder()).isDir())
        folders.append(runtimeFolder() + u'/' + name);
    folders.append(u"/tmp/%1-%2"_s.arg(name).arg(::geteuid()));
    folders.removeIf([](const QString &folder) {
        return !unixSocketAddress(controlSocketIn(folder)).has_value();
    });
    return folders;
}

ControlResult<QString> prepareControlFolder(const QString &configFolder) {
    QString why = configFolder;
    for (const QString &folder : controlFolders(configFolder)) {
        const auto made = makePrivateFolder(folder);
        if (made)
            return folder;
        why = made.error().detail;
    }
    return tl::unexpected(ControlTrouble{ControlTrouble::Code::PlaceUnusable, why});
}

bool isPrivateFolder(const QString &path) {
    struct stat facts {};
    return ::lstat(QFile::encodeName(path).constData(), &facts) == 0 && S_ISDIR(facts.st_mode) &&
           facts.st_uid == ::geteuid() && (facts.st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

QString controlSocketIn(const QString &folder) { return folder + u"/socket"_s; }

QString controlLockIn(const QString &folder) { return folder + u"/lock"_s; }

} // namespace fairlead
