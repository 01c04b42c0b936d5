// The host keys the person trusts, read the OpenSSH way. Reading is done here and not by libssh,
// which lets one line it does not understand turn a changed key into an unknown one and does not
// know @revoked.
#pragma once

#include "core/ssh/known_hosts_line.h"

#include <QtCore/QList>
#include <QtCore/QStringList>

namespace fairlead {

// "UserKnownHostsFile /dev/null" is how people say that nothing is known or to be remembered.
inline constexpr QStringView kNowhere = u"/dev/null";

struct KnownHostsAnswer {
    enum class Verdict {
        Match,   // this very key stands in `file`
        Changed, // another key of the same type is known: `knownKey`
        NewType, // the host is known, with other types only
        Unknown,
        Revoked, // this key is marked @revoked for the host, whatever else is said of it
    };
    Verdict verdict = Verdict::Unknown;
    QString file; // Match, Changed, Revoked
    int line = 0; // 1…
    QByteArray knownKey;
    QStringList knownAs; // other names (not hashed, no patterns) with this key; at most 20
    // Some file is there but cannot be read, or is too big: "unknown" is then only a guess.
    bool incomplete = false;
};

// A value: what the files said when they were read. Any thread.
class KnownHosts {
public:
    static constexpr qsizetype kMaxFile = 32 * 1024 * 1024; // bytes

    KnownHosts() = default;
    // Files that do not exist are empty; order matters for Match and Changed: the first wins.
    [[nodiscard]] static KnownHosts read(const QStringList &files);
    // Adds one file's text.
    void add(const QString &file, QByteArray text);

    // A host known under an alias is looked up as {alias, 22}: aliases have no ports. `key` in SSH
    // wire form. A name without a port stands for port 22 only.
    [[nodiscard]] KnownHostsAnswer lookUp(const Endpoint &host, QByteArrayView key) const;
    // Types of the keys known for the host, in the order of the files: offer these first.
    [[nodiscard]] QStringList knownTypes(const Endpoint &host) const;
    // Whether certificates are trusted for the host.
    [[nodiscard]] bool hasCertAuthority(const Endpoint &host) const;

    // Lines nobody can use, and files that could not be read. For the log.
    [[nodiscard]] int brokenLines() const { return m_brokenLines; }
    [[nodiscard]] const QList<Error> &unreadableFiles() const { return m_unreadableFiles; }

private:
    struct Entry {
        KnownHostsLine line;
        QString file;
        int number = 0;
    };
    QList<Entry> m_entries;
    QList<QByteArray> m_texts; // what the entries point into
    QList<Error> m_unreadableFiles;
    int m_brokenLines = 0;
};

} // namespace fairlead
