#include "core/desktop/autostart.h"

#include "core/profile/safe_file.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QStandardPaths>

#ifdef Q_OS_WIN
#include <QtCore/QSettings>
#endif

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

#ifdef Q_OS_WIN
const QString kRunKey = u"HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run"_s;

QString usualFolder() { return kRunKey; }
#else
constexpr qsizetype kLargestEntry = 64 * 1024;

QString usualFolder() {
#ifdef Q_OS_MACOS
    return QDir::homePath() + u"/Library/LaunchAgents"_s;
#else
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           u"/autostart"_s;
#endif
}

bool starts(QByteArrayView content) {
#ifdef Q_OS_MACOS
    return content.contains("<key>RunAtLoad</key><true/>");
#else
    return desktopEntryStarts(content);
#endif
}

QByteArray entryText(const AutostartEntry &entry) {
#ifdef Q_OS_MACOS
    return launchAgentText(entry);
#else
    return desktopEntryText(entry);
#endif
}
#endif

} // namespace

Autostart::Autostart(AutostartEntry entry, QString folder)
    : m_entry(std::move(entry)),
      m_folder(folder.isEmpty() ? usualFolder() : std::move(folder)) {}

#ifdef Q_OS_WIN

QString Autostart::place() const { return m_folder + u'\\' + m_entry.id; }

bool Autostart::isEnabled() const {
    return QSettings(kRunKey, QSettings::NativeFormat).contains(m_entry.id);
}

Result<void> Autostart::setEnabled(bool on) {
    QSettings run(kRunKey, QSettings::NativeFormat);
    if (on)
        run.setValue(m_entry.id, windowsCommandLine(m_entry));
    else
        run.remove(m_entry.id);
    run.sync();
    if (run.status() != QSettings::NoError)
        return fail(Errc::FileUnwritable, place());
    return {};
}

#else

QString Autostart::place() const {
#ifdef Q_OS_MACOS
    return m_folder + u'/' + m_entry.id + u".plist"_s;
#else
    return m_folder + u'/' + m_entry.id + u".desktop"_s;
#endif
}

bool Autostart::isEnabled() const {
    const auto content = readSmallFile(place(), kLargestEntry);
    return content && starts(*content);
}

Result<void> Autostart::setEnabled(bool on) {
    if (on)
        return writeSafely(place(), entryText(m_entry));
    QFile file(place());
    if (file.exists() && !file.remove())
        return fail(Errc::FileUnwritable, place() + u": "_s + file.errorString());
    return {};
}

#endif

} // namespace fairlead
