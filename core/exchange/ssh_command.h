// A whole `ssh -N …` command: from its arguments or a pasted line to values, and back to a line to
// preview and copy.
#pragma once

#include "core/exchange/ssh_options.h"

namespace fairlead {

// What an ssh command asks for. Ids are null and the forwards name no host yet: that is the
// caller's to give.
struct SshInvocation {
    Host destination;  // name: the host as typed (maybe an alias of ssh_config)
    QList<Host> jumps; // explicit -J, first hop first; destination.jumps holds their names
    QList<Forward> forwards;
    bool quiet = false;
    int verbosity = 0;           // 0…3
    bool gatewayPorts = false;   // already applied to `forwards`
    bool background = false;     // -f was given: not supported, `warnings` says so
    QString configFile;          // -F
    bool configFileNone = false; // -F none
    // What was said, as "Key=Value": hand it to SshConfig so that it wins over the file.
    QStringList options;
    struct Spec {
        ForwardKind kind = ForwardKind::Local;
        QString text;
        bool operator==(const Spec &) const = default;
    };
    QList<Spec> specs;    // -L, -R, -D as typed, for the same reason
    QStringList warnings; // what is accepted and has no effect, and why
};

// `arguments` without the program's name. Errors: BadOption (naming the option), BadForwardSpec,
// BadAddress, BadPort; BadOption "no host" when the server is missing.
[[nodiscard]] Result<SshInvocation> parseSshArguments(const QStringList &arguments);
// A line as typed into a shell, with the word "ssh" (or a path to it) in front, or an ssh:// URL
// alone.
[[nodiscard]] Result<SshInvocation> parseSshCommandLine(QStringView line);

// The arguments with which ssh does the same, "-N" first. What ssh cannot say (holding clients,
// allowed sources, more than user, address and port of a jump) is left out; ranges become one
// option for each port. `jumps` are the Hosts that host.jumps names.
[[nodiscard]] QStringList sshArguments(const Host &host, const QList<Host> &jumps,
                                       const QList<Forward> &forwards);
// "ssh -N …", quoted for a POSIX shell.
[[nodiscard]] QString sshCommandLine(const Host &host, const QList<Host> &jumps,
                                     const QList<Forward> &forwards);

} // namespace fairlead
