#include "core/ssh/token_expansion.h"

#include <QtCore/QDir>
#include <QtCore/QSysInfo>
#include <pwd.h>
#include <unistd.h>
#include <vector>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

// Empty when the system has no such user.
struct LocalUser {
    QString name;
    QString home;
};

template <typename Find>
LocalUser findUser(Find find) {
    std::vector<char> buffer(16384);
    passwd entry{};
    passwd *found = nullptr;
    if (find(&entry, buffer.data(), buffer.size(), &found) != 0 || !found)
        return {};
    return {QString::fromLocal8Bit(entry.pw_name), QString::fromLocal8Bit(entry.pw_dir)};
}

LocalUser userNamed(const QString &name) {
    const QByteArray bytes = name.toLocal8Bit();
    return findUser([&](passwd *entry, char *buffer, size_t size, passwd **found) {
        return getpwnam_r(bytes.constData(), entry, buffer, size, found);
    });
}

QString localLogin() {
    const LocalUser user = findUser([](passwd *entry, char *buffer, size_t size, passwd **found) {
        return getpwuid_r(getuid(), entry, buffer, size, found);
    });
    return user.name.isEmpty() ? qEnvironmentVariable("USER") : user.name;
}

std::optional<QString> valueOf(QChar token, const Tokens &tokens) {
    switch (token.unicode()) {
    case u'd':
        return tokens.home;
    case u'h':
        return tokens.address;
    case u'i':
        return QString::number(tokens.localUid);
    case u'k':
        return tokens.hostKeyAlias.isEmpty() ? tokens.address : tokens.hostKeyAlias;
    case u'L':
        return tokens.localHost.section(u'.', 0, 0);
    case u'l':
        return tokens.localHost;
    case u'n':
        return tokens.name;
    case u'p':
        return QString::number(tokens.port);
    case u'r':
        return tokens.user;
    case u'u':
        return tokens.localUser;
    default:
        return std::nullopt;
    }
}

Result<QString> environmentValue(QStringView name, QStringView text) {
    const QByteArray key = name.toLocal8Bit();
    if (key.isEmpty() || !qEnvironmentVariableIsSet(key.constData()))
        return fail(Errc::BadOption, u"%1: ${%2} is not set"_s.arg(text, name));
    return qEnvironmentVariable(key.constData());
}

Result<QString> expand(QStringView text, const Tokens &tokens, QStringView allowed,
                       bool environment) {
    QString done;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const QChar next = i + 1 < text.size() ? text[i + 1] : QChar();
        if (environment && c == u'$' && next == u'{') {
            const auto end = text.indexOf(u'}', i);
            if (end < 0)
                return fail(Errc::BadOption, text.toString() + u": ${ is not closed"_s);
            const auto value = environmentValue(text.sliced(i + 2, end - i - 2), text);
            if (!value)
                return value;
            done += *value;
            i = end;
        } else if (c == u'%') {
            const auto value = allowed.contains(next) ? valueOf(next, tokens) : std::nullopt;
            if (!value && next != u'%')
                return fail(Errc::BadOption, u"%1: unknown token %%2"_s.arg(text).arg(next));
            done += value ? *value : u"%"_s;
            ++i;
        } else {
            done += c;
        }
    }
    return done;
}

Result<QString> expandTilde(const QString &text) {
    if (!text.startsWith(u'~'))
        return text;
    const auto slash = text.indexOf(u'/');
    const QString name = text.mid(1, slash < 0 ? -1 : slash - 1);
    const QString rest = slash < 0 ? QString() : text.mid(slash);
    if (name.isEmpty())
        return QDir::homePath() + rest;
    const LocalUser user = userNamed(name);
    if (user.home.isEmpty())
        return fail(Errc::BadOption, text + u": there is no such user"_s);
    return user.home + rest;
}

Result<QStringList> expandAll(const QStringList &files, const QStringList &defaults,
                              const Host &host) {
    if (files.size() == 1 && files.first().compare(u"none"_s, Qt::CaseInsensitive) == 0)
        return QStringList();
    const Tokens tokens = tokensOf(host);
    QStringList done;
    for (const QString &file : files.isEmpty() ? defaults : files) {
        const auto path = expandPath(file, tokens);
        if (!path)
            return tl::unexpected(path.error());
        if (!done.contains(*path))
            done.append(*path);
    }
    return done;
}

} // namespace

QString loginName(const Host &host) { return host.user.isEmpty() ? localLogin() : host.user; }

Tokens tokensOf(const Host &host) {
    return {.home = QDir::homePath(),
            .address = host.address,
            .hostKeyAlias = host.hostKeyAlias,
            .localHost = QSysInfo::machineHostName(),
            .name = host.name,
            .port = host.port,
            .user = loginName(host),
            .localUser = localLogin(),
            .localUid = getuid()};
}

Result<QString> expandTokens(QStringView text, const Tokens &tokens, QStringView allowed) {
    return expand(text, tokens, allowed, false);
}

Result<QString> expandPath(const QString &text, const Tokens &tokens) {
    const auto path = expandTilde(text);
    if (!path)
        return path;
    return expand(*path, tokens, u"dhikLlnpru", true);
}

Result<QStringList> identityFilesOf(const Host &host) {
    // Strongest first; each plain kind before its hardware-backed sibling, which wants a touch.
    return expandAll(host.identityFiles,
                     {u"~/.ssh/id_ed25519"_s, u"~/.ssh/id_ed25519_sk"_s, u"~/.ssh/id_ecdsa"_s,
                      u"~/.ssh/id_ecdsa_sk"_s, u"~/.ssh/id_rsa"_s},
                     host);
}

Result<QStringList> certificateFilesOf(const Host &host) {
    return expandAll(host.certificateFiles, {}, host);
}

Result<QStringList> userKnownHostsFilesOf(const Host &host) {
    return expandAll(host.userKnownHostsFiles, {u"~/.ssh/known_hosts"_s, u"~/.ssh/known_hosts2"_s},
                     host);
}

Result<QStringList> globalKnownHostsFilesOf(const Host &host) {
    return expandAll(host.globalKnownHostsFiles,
                     {u"/etc/ssh/ssh_known_hosts"_s, u"/etc/ssh/ssh_known_hosts2"_s}, host);
}

Result<QString> agentSocketOf(const Host &host) {
    const QString &agent = host.identityAgent;
    if (agent.compare(u"none"_s, Qt::CaseInsensitive) == 0)
        return QString();
    if (agent.isEmpty() || agent == u"SSH_AUTH_SOCK"_s)
        return qEnvironmentVariable("SSH_AUTH_SOCK");
    if (agent.startsWith(u'$') && !agent.startsWith(u"${"_s))
        return environmentValue(QStringView(agent).sliced(1), agent);
    return expandPath(agent, tokensOf(host));
}

} // namespace fairlead
