// Collects ssh_config(5) options from a command line, a config file or `ssh -G`, and writes them
// back.
#pragma once

#include "core/exchange/ssh_option_table.h"

#include <QtCore/QSet>

namespace fairlead {

// Collects options. As with ssh, the first value of a key wins, and IdentityFile, CertificateFile
// and the forwards add up.
class SshOptionReader {
public:
    enum class Unknown {
        Refuse, // a command line: a misspelt option must not be lost
        Warn    // a config file may be written for a newer ssh
    };
    explicit SshOptionReader(Unknown unknown = Unknown::Refuse) : m_unknown(unknown) {}
    void setUnknown(Unknown unknown) { m_unknown = unknown; } // from here on

    // `value` as it stands in a file, quotes and all. Error: BadOption, naming option and value.
    Result<void> set(QStringView key, QStringView value);
    // "Key=Value" or "Key Value", as after -o.
    Result<void> setLine(QStringView line);
    // A spec as after -L, -R, -D.
    void addForward(ForwardKind kind, QString spec);
    void warn(QString text) { m_state.settings.warnings += std::move(text); }
    [[nodiscard]] bool has(QStringView key) const;

    // Everything that was set, as "Key=Value", for `ssh -o`.
    [[nodiscard]] const QStringList &given() const { return m_given; }
    // Puts it together for the server the person calls `alias` (also the address unless HostName
    // says otherwise; %h in HostName stands for it). Errors: BadOption, BadAddress, BadForwardSpec.
    [[nodiscard]] Result<SshSettings> finish(const QString &alias) const;

private:
    [[nodiscard]] Result<QList<Forward>> readForwards() const;
    Result<void> unknownKey(const QString &key, const QString &value);

    Unknown m_unknown;
    SshOptionState m_state;
    QSet<QString> m_seen; // lower case
    QStringList m_given;
};

// The options a Host needs beyond -p, -l and -J, as "Key=Value"; defaults are left out.
[[nodiscard]] QStringList sshOptionsOf(const Host &host);
// The same of a Forward.
[[nodiscard]] QStringList sshOptionsOf(const Forward &forward);

} // namespace fairlead
