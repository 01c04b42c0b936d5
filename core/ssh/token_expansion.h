// ssh_config(5) TOKENS, "~" and ${ENVIRONMENT}, and the files a Host means when it names none.
#pragma once

#include "core/base/result.h"
#include "core/profile/host.h"

namespace fairlead {

struct Tokens {
    QString home;         // %d
    QString address;      // %h
    QString hostKeyAlias; // %k; the address when empty
    QString localHost;    // %l, and %L up to its first dot
    QString name;         // %n: as the person calls the Host
    quint16 port = 22;    // %p
    QString user;         // %r
    QString localUser;    // %u
    quint32 localUid = 0; // %i
};

[[nodiscard]] Tokens tokensOf(const Host &host);
// Who logs in: Host::user, or the local login name.
[[nodiscard]] QString loginName(const Host &host);

// Replaces the %-tokens named in `allowed`, and "%%"; what is put in is not looked at again.
// Error: BadOption for any other token.
[[nodiscard]] Result<QString> expandTokens(QStringView text, const Tokens &tokens,
                                           QStringView allowed = u"dhikLlnpru");
// As a file name: "~" and "~user" first, then tokens and ${NAME} together. Errors: BadOption (an
// unknown token or user, a variable that is not set).
[[nodiscard]] Result<QString> expandPath(const QString &text, const Tokens &tokens);

// Absolute or as written, in order; they need not exist. Empty for "none". Error: BadOption.
[[nodiscard]] Result<QStringList> identityFilesOf(const Host &host);
[[nodiscard]] Result<QStringList> certificateFilesOf(const Host &host);
[[nodiscard]] Result<QStringList> userKnownHostsFilesOf(const Host &host);
[[nodiscard]] Result<QStringList> globalKnownHostsFilesOf(const Host &host);
// The agent's socket: IdentityAgent, "SSH_AUTH_SOCK" or "$NAME" naming a variable, otherwise the
// environment's. Empty: no agent. Error: BadOption.
[[nodiscard]] Result<QString> agentSocketOf(const Host &host);

} // namespace fairlead
