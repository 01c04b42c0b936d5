// The options of ssh_config(5) that mean something to a port forward: one row each, with the way
// to read and to write it.
#pragma once

#include "core/base/result.h"
#include "core/profile/forward.h"
#include "core/profile/host.h"

#include <QtCore/QSet>
#include <optional>
#include <span>

namespace fairlead {

// What options add up to.
struct SshSettings {
    Host host;         // name: as asked; address: HostName, or as asked
    QList<Host> jumps; // of ProxyJump, in order; host.jumps holds their names
    QList<Forward> forwards;
    bool gatewayPorts = false;
    bool clearAllForwardings = false; // `forwards` is already empty then
    bool quiet = false;               // LogLevel
    int verbosity = 0;                // LogLevel: 0…3, as many -v
    QStringList warnings;             // options that are accepted and have no effect, and why
};

// Settings on the way: what is parsed or folded only when everything is known, because GatewayPorts
// or the alias may come after it.
struct SshOptionState {
    struct Spec {
        ForwardKind kind = ForwardKind::Local;
        QString text;
    };
    SshSettings settings;
    QString hostName;
    QList<Spec> specs;
    QStringList methods;      // PreferredAuthentications
    QSet<QString> methodsOff; // PubkeyAuthentication no …
    Forward forward;          // StreamLocalBind…, PermitRemoteOpen of every forward
};

struct SshOptionValue {
    QString raw;       // the rest of the line
    QStringList words; // …split and unquoted; at least one
};

struct SshOptionRow {
    const char *key; // as ssh_config(5) spells it
    // false: the value is none this option takes.
    bool (*read)(SshOptionState &state, const SshOptionValue &value);
    // The values other than the default; null: written elsewhere (a flag, a forward).
    QStringList (*write)(const Host &host);
    bool addsUp = false; // every value counts, not only the first
};

[[nodiscard]] std::span<const SshOptionRow> sshOptionRows();
// Case does not matter; old spellings are known. Null: none of ours.
[[nodiscard]] const SshOptionRow *sshOptionRow(QStringView key);

// An option ssh knows and we do not act on.
struct SshIdleOption {
    const char *key;
    bool refused = false; // going on without it would not be what was asked
};
[[nodiscard]] const SshIdleOption *sshIdleOption(QStringView key);

} // namespace fairlead
