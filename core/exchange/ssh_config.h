// What ssh_config says about a server, asked of `ssh -G` where OpenSSH is installed.
#pragma once

#include "core/exchange/ssh_command.h"

#include <QtCore/QObject>
#include <QtCore/QStandardPaths>
#include <functional>

namespace fairlead {

struct SshConfigAnswer {
    // As asked, filled up from the config: what was asked wins. Every jump is looked up too; a jump
    // has the jumps of its own in Host::jumps, and those are in `jumps` as well.
    SshInvocation invocation;
    // OpenSSH is not installed (or did not start): only the common options were read, by ourselves.
    bool plainReading = false;
};

class SshConfig : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(Result<SshConfigAnswer>)>;
    // `program`: ssh itself; empty: read plainly. Main thread, event loop needed.
    explicit SshConfig(QString program = QStandardPaths::findExecutable(QStringLiteral("ssh")),
                       QObject *parent = nullptr);

    // `done` is called once, later, unless this dies first. At most 5 s for each run of ssh, whose
    // arguments go to no shell. Errors: BadOption (ssh's own words, or the option), FileUnreadable,
    // BadAddress, BadForwardSpec.
    void resolve(const SshInvocation &asked, Done done);
    // An alias of the user's own config.
    void resolve(const QString &alias, Done done);

    // "file:line" of commands that resolve() will run because the config says `Match exec`: to be
    // told before.
    [[nodiscard]] static QStringList runsCommands(const SshInvocation &asked);

private:
    class Query;
    QString m_program;
};

// Reads what `ssh -G` printed on top of what was asked. `defaults` is the output of `ssh -G -F
// none` for the same host: a key with the same values there was not configured, so that the
// defaults of Fairlead stay. Errors as finish() of SshOptionReader.
[[nodiscard]] Result<SshSettings>
readSshConfigDump(const SshInvocation &asked, const QByteArray &dump, const QByteArray &defaults);

} // namespace fairlead
