#include "core/exchange/ssh_config_import.h"

#include "core/base/log.h"
#include "core/exchange/ssh_config_file.h"
#include "core/profile/destination.h"

#include <QtCore/QFileInfo>
#include <QtCore/QTimer>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

using Code = ImportRemark::Code;

constexpr qsizetype kMostNames = 500;
constexpr qsizetype kMostRemarks = 30;

QStringList filesOf(const QString &file) { return sshConfigFiles(file, false); }

// "bastion 5432": the name of a forward that has none over there.
QString nameFor(const QString &alias, const Forward &forward) {
    const QString where = forward.listen.kind == Listen::Kind::Unix
                              ? QFileInfo(forward.listen.path).fileName()
                              : QString::number(forward.listen.port);
    return alias + u' ' + where;
}

// A jump that is no more than its own text needs no Host.
bool isPlain(const Host &jump) {
    auto plain = hostFromDestination(jump.name);
    return plain && *plain == jump;
}

} // namespace

SshConfigImport::SshConfigImport(QString file, bool runCommands, QObject *parent)
    : QObject(parent),
      m_file(std::move(file)) {
    const QStringList commands = commandsIn(m_file);
    const bool plainly = !runCommands && !commands.isEmpty();
    m_config = plainly ? std::make_unique<SshConfig>(QString()) : std::make_unique<SshConfig>();
    if (plainly)
        for (const QString &place : commands)
            m_source.general += {Code::RunsCommands, place};
}

QStringList SshConfigImport::commandsIn(const QString &file) {
    return matchExecLines(filesOf(file));
}

void SshConfigImport::start(Done done) {
    m_done = std::move(done);
    const bool missing = !m_file.isEmpty() && !QFileInfo(m_file).isReadable();
    if (missing) {
        QTimer::singleShot(0, this, [this] {
            m_done(fail(Errc::FileUnreadable, m_file + u": no readable file"_s));
        });
        return;
    }
    const SshConfigNames names = sshConfigNames(filesOf(m_file));
    m_aliases = names.names.mid(0, kMostNames);
    for (const QString &left : names.names.mid(kMostNames))
        m_source.skipped += {left, {Code::Unreadable, u"too many hosts"_s}};
    for (const QString &pattern : names.patterns)
        m_source.skipped += {pattern, {Code::WildcardBlock, printable(pattern)}};
    QTimer::singleShot(0, this, &SshConfigImport::next);
}

void SshConfigImport::next() {
    Q_EMIT progressed(static_cast<int>(m_next), static_cast<int>(m_aliases.size()));
    if (m_next == m_aliases.size())
        return finish();
    const QString alias = m_aliases[m_next++];
    QStringList arguments;
    if (!m_file.isEmpty())
        arguments += {u"-F"_s, m_file};
    const auto asked = parseSshArguments(arguments + QStringList{u"--"_s, alias});
    if (!asked) {
        take(alias, tl::unexpected(asked.error()));
        QTimer::singleShot(0, this, &SshConfigImport::next);
        return;
    }
    m_config->resolve(*asked, [this, alias](const Result<SshConfigAnswer> &answer) {
        take(alias, answer);
        next();
    });
}

void SshConfigImport::take(const QString &alias, const Result<SshConfigAnswer> &answer) {
    if (!answer) {
        m_source.skipped += {alias, {Code::Unreadable, printable(answer.error().detail)}};
        return;
    }
    takeHost(alias, answer->invocation);
    for (const QString &warning : answer->invocation.warnings) {
        const ImportRemark remark{Code::Ignored, printable(warning)};
        if (m_source.general.size() < kMostRemarks && !m_source.general.contains(remark))
            m_source.general += remark;
    }
}

void SshConfigImport::takeHost(const QString &alias, const SshInvocation &found) {
    for (Host jump : found.jumps) {
        if (m_aliases.contains(jump.name) || isKnown(jump.name) || isPlain(jump))
            continue;
        jump.id = HostId::create();
        m_source.data.hosts += jump;
    }
    Host host = found.destination;
    host.id = HostId::create();
    host.name = alias;
    m_source.data.hosts += host;
    for (Forward forward : found.forwards) {
        forward.id = ForwardId::create();
        forward.host = host.id;
        forward.name = nameFor(alias, forward);
        m_source.data.forwards += forward;
    }
}

bool SshConfigImport::isKnown(const QString &name) const {
    return std::any_of(m_source.data.hosts.begin(), m_source.data.hosts.end(),
                       [&](const Host &host) { return host.name == name; });
}

void SshConfigImport::finish() { m_done(m_source); }

} // namespace fairlead
