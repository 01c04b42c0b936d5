#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/saved_book.h"
#include "app/cli/table.h"
#include "app/cli/words.h"
#include "core/base/unique_fd.h"
#include "core/ssh/cpu_features.h"
#include "core/ssh/ssh_link.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QLibraryInfo>
#include <QtCore/QStandardPaths>
#include <QtCore/QSysInfo>
#include <cerrno>
#include <cstring>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>

using namespace Qt::StringLiterals;

// The report is in English, for whoever reads the bug. It is pasted into public places: versions,
// counts, permissions and yes or no, never a user, a host, a key or a path that could name one.
namespace fairlead {
namespace {

struct Fact {
    QString name;
    QString value;
};

// "~/…" inside the home folder; any other path may name somebody and stays out.
QString redactedPath(const QString &path) {
    const QString home = QDir::homePath();
    if (path == home || path.startsWith(home + u'/'))
        return u'~' + path.mid(home.size());
    return path.startsWith("/etc/"_L1) ? path : u"a folder elsewhere"_s;
}

// "0600, ours"; what it ought to be is for the reader to see.
QString accessOf(const QString &path) {
    const QFileInfo info(path);
    if (!info.exists())
        return u"not there"_s;
    int mode = 0;
    for (const auto &[bit, octal] : {std::pair{QFile::ReadOwner, 0400},
                                     {QFile::WriteOwner, 0200},
                                     {QFile::ExeOwner, 0100},
                                     {QFile::ReadGroup, 040},
                                     {QFile::WriteGroup, 020},
                                     {QFile::ExeGroup, 010},
                                     {QFile::ReadOther, 04},
                                     {QFile::WriteOther, 02},
                                     {QFile::ExeOther, 01}})
        mode |= info.permission(bit) ? octal : 0;
    return u"%1, %2"_s.arg(mode, 4, 8, QChar(u'0'))
        .arg(info.ownerId() == ::geteuid() ? u"ours"_s : u"another user's"_s);
}

QString agentState() {
    const QByteArray path = qgetenv("SSH_AUTH_SOCK");
    if (path.isEmpty())
        return u"SSH_AUTH_SOCK is not set"_s;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (static_cast<size_t>(path.size()) >= sizeof(address.sun_path))
        return u"SSH_AUTH_SOCK is too long"_s;
    std::memcpy(address.sun_path, path.constData(), static_cast<size_t>(path.size()));
    const UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (::connect(socket.get(), reinterpret_cast<const sockaddr *>(&address), sizeof(address)) == 0)
        return u"reachable"_s;
    return u"not reachable (%1)"_s.arg(QString::fromLocal8Bit(std::strerror(errno)));
}

// How many lines of which kind; no line of it.
QString knownHostsState(const QString &path) {
    QFile file(path);
    if (!file.exists())
        return u"not there"_s;
    if (!file.open(QIODevice::ReadOnly))
        return u"not readable"_s;
    constexpr qint64 kMost = 16 * 1024 * 1024;
    int lines = 0;
    int hashed = 0;
    int marked = 0;
    for (const QByteArray &line : file.read(kMost).split('\n')) {
        const QByteArray text = line.trimmed();
        if (text.isEmpty() || text.startsWith('#'))
            continue;
        ++lines;
        hashed += text.startsWith("|1|") ? 1 : 0;
        marked += text.startsWith('@') ? 1 : 0;
    }
    return u"%1 lines, %2 hashed, %3 marked (@)"_s.arg(lines).arg(hashed).arg(marked);
}

QString openFilesLimit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return u"unknown"_s;
    return u"%1 / %2"_s.arg(limit.rlim_cur).arg(limit.rlim_max);
}

QString savedState(CommandContext &context) {
    ProfileBook book;
    if (!openSaved(context, book))
        return u"not readable"_s;
    return u"%1 hosts, %2 forwards, %3 profiles"_s.arg(book.data().hosts.size())
        .arg(book.data().forwards.size())
        .arg(book.data().profiles.size());
}

QString yesNo(bool yes) { return yes ? u"yes"_s : u"no"_s; }

QList<Fact> allFacts(CommandContext &context) {
    const QString saved = context.configDir + u"/profiles.toml"_s;
    const QString sshFolder = QDir::homePath() + u"/.ssh"_s;
    const QString ssh = QStandardPaths::findExecutable(u"ssh"_s);
    return {
        {u"Fairlead"_s, QCoreApplication::applicationVersion()},
        {u"Qt"_s, u"%1, built with %2"_s.arg(QLatin1StringView(qVersion()),
                                             QLatin1StringView(QT_VERSION_STR))},
        {u"libssh"_s, libsshVersion()},
        {u"System"_s, QSysInfo::prettyProductName()},
        {u"Kernel"_s, QSysInfo::kernelType() + u' ' + QSysInfo::kernelVersion()},
        {u"Processor"_s, QSysInfo::currentCpuArchitecture()},
        {u"AES in hardware"_s, yesNo(hasAesInstructions())},
        {u"Open files allowed"_s, openFilesLimit()},
        {u"Configuration"_s, redactedPath(context.configDir)},
        {u"Configuration access"_s, accessOf(context.configDir)},
        {u"profiles.toml access"_s, accessOf(saved)},
        {u"profiles.toml"_s, savedState(context)},
        {u"~/.ssh access"_s, accessOf(sshFolder)},
        {u"~/.ssh/config access"_s, accessOf(sshFolder + u"/config"_s)},
        {u"~/.ssh/known_hosts"_s, knownHostsState(sshFolder + u"/known_hosts"_s)},
        {u"~/.ssh/known_hosts2"_s, knownHostsState(sshFolder + u"/known_hosts2"_s)},
        {u"/etc/ssh/ssh_known_hosts"_s, knownHostsState(u"/etc/ssh/ssh_known_hosts"_s)},
        {u"SSH agent"_s, agentState()},
        {u"OpenSSH client"_s, ssh.isEmpty() ? u"not found"_s : u"found"_s},
        {u"SSH_ASKPASS"_s, yesNo(qEnvironmentVariableIsSet("SSH_ASKPASS"))},
        {u"Graphical session"_s, yesNo(qEnvironmentVariableIsSet("DISPLAY") ||
                                       qEnvironmentVariableIsSet("WAYLAND_DISPLAY"))},
        {u"Locale"_s, QLocale().name()},
    };
}

int runDoctor(CommandContext &context, const QStringList &words) {
    const auto arguments = Arguments::parse(words, {});
    if (!arguments)
        return badUsage(context, kDoctorCommand, arguments.error().detail);
    if (!arguments->names().isEmpty())
        return badUsage(context, kDoctorCommand, Cli::tr("It takes nothing more."));
    Table table;
    QJsonObject object;
    for (const auto &[name, value] : allFacts(context)) {
        table.add({name, value});
        object.insert(name, value);
    }
    context.out.result(table.text(), object);
    return exit_code::kSuccess;
}

} // namespace

const Command kDoctorCommand{
    "doctor", QT_TRANSLATE_NOOP("Cli", "a report for a bug, without names or secrets"),
    QT_TRANSLATE_NOOP("Cli", "doctor"),
    QT_TRANSLATE_NOOP("Cli",
                      "Versions, permissions, counts: what one needs to know to find out why\n"
                      "something does not work. It names no user, no host and no key.\n\n"
                      "Example:\n  fairlead-cli doctor"),
    runDoctor};

} // namespace fairlead
