#include "core/control/instance_lock.h"

#include "core/base/log.h"
#include "core/base/socket_address.h"
#include "core/control/control_place.h"

#include <QtCore/QFile>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

using Code = ControlTrouble::Code;

QByteArray signature(ControlRole role) {
    const auto name = role == ControlRole::Window ? "fairlead"_L1 : "fairlead-cli run"_L1;
    return u"%1, process %2"_s.arg(name).arg(::getpid()).toUtf8();
}

QString holderIn(int file) {
    std::array<char, 128> text{};
    const ssize_t size = ::pread(file, text.data(), text.size(), 0);
    return size > 0 ? printable(QString::fromUtf8(text.data(), size)) : QString();
}

} // namespace

ControlResult<InstanceLock> InstanceLock::take(const QString &configFolder, ControlRole role) {
    const auto folder = prepareControlFolder(configFolder);
    if (!folder)
        return tl::unexpected(folder.error());
    const QString path = controlLockIn(*folder);
    UniqueFd file(::open(QFile::encodeName(path).constData(),
                         O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
    if (!file.isOpen())
        return tl::unexpected(
            ControlTrouble{Code::PlaceUnusable, path + u": "_s + reasonText(errno)});
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return tl::unexpected(ControlTrouble{Code::AlreadyRunning, holderIn(file.get())});
        // Some network file systems have no locks: better to run unlocked than not at all.
        Log::write(LogLevel::Warning, u"control"_s, path + u": "_s + reasonText(errno));
    }
    const QByteArray name = signature(role);
    if (::ftruncate(file.get(), 0) != 0 ||
        ::pwrite(file.get(), name.data(), static_cast<size_t>(name.size()), 0) < 0)
        Log::write(LogLevel::Warning, u"control"_s, path + u": "_s + reasonText(errno));
    return InstanceLock(*folder, std::move(file));
}

} // namespace fairlead
