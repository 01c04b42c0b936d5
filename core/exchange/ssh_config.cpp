#include "core/exchange/ssh_config.h"

#include "core/base/log.h"
#include "core/exchange/ssh_config_file.h"
#include "core/exchange/ssh_values.h"
#include "core/profile/destination.h"

#include <QtCore/QProcess>
#include <QtCore/QTimer>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr std::chrono::seconds kPatience{5};
constexpr qsizetype kLargestDump = 1024 * 1024;
constexpr qsizetype kMostLookups = 16;

using Dump = QList<std::pair<QString, QStringList>>; // in the order of the first line of each key

Dump parseDump(const QByteArray &text) {
    Dump dump;
    for (const QByteArray &bytes : text.left(kLargestDump).split('\n')) {
        const QString line = QString::fromUtf8(bytes).trimmed();
        const auto space = line.indexOf(u' ');
        if (space <= 0)
            continue;
        const QString key = line.left(space).toLower();
        auto entry = std::find_if(dump.begin(), dump.end(),
                                  [&](const auto &known) { return known.first == key; });
        if (entry == dump.end())
            entry = dump.insert(dump.end(), {key, {}});
        entry->second += line.mid(space + 1);
    }
    return dump;
}

// ssh prints words without the quotes they need to be read again, and writes a remote SOCKS forward
// as one to the host "socks".
QString readable(const QString &key, const QString &value) {
    static const QString socks = u" [socks]:0"_s;
    if (key == u"identityfile"_s || key == u"certificatefile"_s || key == u"identityagent"_s)
        return quoteConfigWord(value);
    if (key == u"remoteforward"_s && value.endsWith(socks))
        return value.chopped(socks.size());
    return value;
}

Result<void> replay(const SshInvocation &asked, SshOptionReader &reader) {
    for (const QString &option : asked.options)
        if (const auto done = reader.setLine(option); !done)
            return done;
    for (const auto &[kind, spec] : asked.specs)
        reader.addForward(kind, spec);
    return {};
}

SshInvocation invocationOf(const SshInvocation &asked, const SshSettings &settings) {
    SshInvocation invocation = asked;
    invocation.destination = settings.host;
    invocation.jumps = settings.jumps;
    invocation.forwards = settings.forwards;
    invocation.quiet = asked.quiet || settings.quiet;
    invocation.verbosity = qMax(asked.verbosity, settings.verbosity);
    invocation.gatewayPorts = settings.gatewayPorts;
    for (const QString &warning : settings.warnings)
        if (!invocation.warnings.contains(warning))
            invocation.warnings += warning;
    return invocation;
}

// What ssh -J hands to the ssh of a jump: where to, and which config.
Result<SshInvocation> jumpInvocation(const Host &jump, const SshInvocation &asked) {
    auto invocation = parseSshArguments({u"--"_s, jump.name});
    if (invocation) {
        invocation->configFile = asked.configFile;
        invocation->configFileNone = asked.configFileNone;
    }
    return invocation;
}

Result<SshSettings> readPlainly(const SshInvocation &asked) {
    SshOptionReader reader;
    if (const auto done = replay(asked, reader); !done)
        return tl::unexpected(done.error());
    reader.setUnknown(SshOptionReader::Unknown::Warn);
    const QString alias = asked.destination.name;
    const bool needed = !asked.configFile.isEmpty();
    const QStringList files = sshConfigFiles(asked.configFile, asked.configFileNone);
    if (const auto read = readSshConfigFiles(reader, files, alias, needed); !read)
        return tl::unexpected(read.error());
    return reader.finish(alias);
}

} // namespace

// One call of resolve(): the destination first, then every jump in turn.
class SshConfig::Query : public QObject {
public:
    Query(QString program, const SshInvocation &asked, Done done, QObject *parent)
        : QObject(parent),
          m_program(std::move(program)),
          m_asked(asked),
          m_current(asked),
          m_done(std::move(done)) {
        m_answer.plainReading = m_program.isEmpty();
        QTimer::singleShot(0, this, [this] { lookUp(); });
    }

private:
    void lookUp() {
        if (m_answer.plainReading)
            return take(readPlainly(m_current));
        run({u"-G"_s, u"-F"_s, u"none"_s}, [this](const QByteArray &defaults) {
            QStringList arguments{u"-G"_s};
            if (m_current.configFileNone)
                arguments += {u"-F"_s, u"none"_s};
            else if (!m_current.configFile.isEmpty())
                arguments += {u"-F"_s, m_current.configFile};
            for (const QString &option : m_current.options)
                arguments += {u"-o"_s, option};
            run(arguments, [this, defaults](const QByteArray &dump) {
                take(readSshConfigDump(m_current, dump, defaults));
            });
        });
    }

    void run(const QStringList &arguments, std::function<void(const QByteArray &)> then);
    void take(const Result<SshSettings> &settings);
    void finish(const Result<SshConfigAnswer> &answer) {
        const Done done = std::move(m_done);
        deleteLater();
        if (done)
            done(answer);
    }

    QString m_program;
    SshInvocation m_asked;
    SshInvocation m_current; // the destination, or the jump that is looked up
    Done m_done;
    SshConfigAnswer m_answer;
    qsizetype m_nextJump = -1; // -1: the destination
};

void SshConfig::Query::run(const QStringList &arguments,
                           std::function<void(const QByteArray &)> then) {
    auto *process = new QProcess(this);
    process->setStandardInputFile(QProcess::nullDevice());
    auto *limit = new QTimer(process);
    limit->setSingleShot(true);
    connect(limit, &QTimer::timeout, process, [process] { process->kill(); });
    connect(process, &QProcess::errorOccurred, this, [this, process](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return;
        process->deleteLater();
        m_answer.plainReading = true;
        lookUp();
    });
    connect(process, &QProcess::finished, this,
            [this, process, limit, then = std::move(then)](int code, QProcess::ExitStatus status) {
                process->deleteLater();
                if (status == QProcess::NormalExit && code == 0)
                    return then(process->readAllStandardOutput());
                const bool late = !limit->isActive();
                const QString words = QString::fromUtf8(process->readAllStandardError()).trimmed();
                const QString reason = late ? u"no answer within 5 s"_s : printable(words);
                finish(fail(Errc::BadOption, u"ssh -G "_s + m_current.destination.name + u": "_s +
                                                 reason.left(1000)));
            });
    limit->start(kPatience);
    process->start(m_program, arguments + QStringList{u"--"_s, m_current.destination.name});
}

void SshConfig::Query::take(const Result<SshSettings> &settings) {
    if (!settings)
        return finish(tl::unexpected(settings.error()));
    QList<Host> &jumps = m_answer.invocation.jumps;
    if (m_nextJump < 0) {
        m_answer.invocation = invocationOf(m_asked, *settings);
    } else {
        // Known by the text that names it in Host::jumps.
        const QString name = jumps[m_nextJump].name;
        jumps[m_nextJump] = settings->host;
        jumps[m_nextJump].name = name;
        for (const Host &further : settings->jumps) {
            const bool known = std::any_of(jumps.begin(), jumps.end(), [&](const Host &jump) {
                return jump.name == further.name;
            });
            if (!known)
                jumps += further;
        }
    }
    if (++m_nextJump >= jumps.size() || m_nextJump >= kMostLookups)
        return finish(m_answer);
    const auto next = jumpInvocation(jumps[m_nextJump], m_asked);
    if (!next)
        return finish(tl::unexpected(next.error()));
    m_current = *next;
    lookUp();
}

SshConfig::SshConfig(QString program, QObject *parent)
    : QObject(parent),
      m_program(std::move(program)) {}

void SshConfig::resolve(const SshInvocation &asked, Done done) {
    new Query(m_program, asked, std::move(done), this);
}

void SshConfig::resolve(const QString &alias, Done done) {
    const auto asked = parseSshArguments({u"--"_s, alias});
    if (asked)
        return resolve(*asked, std::move(done));
    QTimer::singleShot(
        0, this, [done = std::move(done), error = asked.error()] { done(tl::unexpected(error)); });
}

QStringList SshConfig::runsCommands(const SshInvocation &asked) {
    return matchExecLines(sshConfigFiles(asked.configFile, asked.configFileNone));
}

Result<SshSettings> readSshConfigDump(const SshInvocation &asked, const QByteArray &dump,
                                      const QByteArray &defaults) {
    SshOptionReader reader;
    if (const auto done = replay(asked, reader); !done)
        return tl::unexpected(done.error());
    reader.setUnknown(SshOptionReader::Unknown::Warn);
    const Dump usual = parseDump(defaults);
    for (const auto &entry : parseDump(dump)) {
        // "host" is the alias itself.
        if (entry.first == u"host"_s || usual.contains(entry))
            continue;
        for (const QString &value : entry.second)
            if (const auto done = reader.set(entry.first, readable(entry.first, value)); !done)
                return tl::unexpected(done.error());
    }
    return reader.finish(asked.destination.name);
}

} // namespace fairlead
