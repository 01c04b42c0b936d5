#include "core/exchange/ssh_option_table.h"

#include "core/base/address.h"
#include "core/exchange/shell_words.h"
#include "core/exchange/ssh_values.h"
#include "core/profile/destination.h"

#include <QtCore/QDir>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

using State = SshOptionState;
using Value = SshOptionValue;

constexpr int kMostJumps = 16;
constexpr std::chrono::seconds kTcpTimeout{127}; // what Linux takes to give a connect up

const Host &defaults() {
    static const Host host;
    return host;
}

bool isWord(const Value &value) { return value.words.size() == 1 && !value.words[0].isEmpty(); }
bool isNone(const Value &value) {
    return isWord(value) && value.words[0].compare(u"none"_s, Qt::CaseInsensitive) == 0;
}

// Codecs for one member of Host each.
template <bool Host::*kMember>
struct Flag {
    static bool read(State &state, const Value &value) {
        const auto on = isWord(value) ? parseYesNo(value.words[0]) : std::nullopt;
        state.settings.host.*kMember = on.value_or(false);
        return on.has_value();
    }
    static QStringList write(const Host &host) {
        if (host.*kMember == defaults().*kMember)
            return {};
        return {host.*kMember ? u"yes"_s : u"no"_s};
    }
};

template <QString Host::*kMember>
struct Word {
    static bool read(State &state, const Value &value) {
        state.settings.host.*kMember = value.words[0];
        return isWord(value);
    }
    static QStringList write(const Host &host) {
        return (host.*kMember).isEmpty() ? QStringList{}
                                         : QStringList{quoteConfigWord(host.*kMember)};
    }
};

// IdentityFile: a line for each file.
template <QStringList Host::*kMember>
struct Lines {
    static bool read(State &state, const Value &value) {
        QStringList &list = state.settings.host.*kMember;
        if (isWord(value) && !list.contains(value.words[0]))
            list += value.words[0];
        return isWord(value);
    }
    static QStringList write(const Host &host) {
        QStringList values;
        for (const QString &word : host.*kMember)
            values += quoteConfigWord(word);
        return values;
    }
};

// UserKnownHostsFile: several files in one line.
template <QStringList Host::*kMember>
struct Words {
    static bool read(State &state, const Value &value) {
        state.settings.host.*kMember = value.words;
        return true;
    }
    static QStringList write(const Host &host) {
        const QStringList values = Lines<kMember>::write(host);
        return values.isEmpty() ? values : QStringList{values.join(u' ')};
    }
};

template <std::chrono::seconds Host::*kMember>
struct Time {
    static bool read(State &state, const Value &value) {
        const auto time = isWord(value) ? parseTimeSpan(value.words[0]) : std::nullopt;
        state.settings.host.*kMember = time.value_or(defaults().*kMember);
        return time.has_value();
    }
    static QStringList write(const Host &host) {
        if (host.*kMember == defaults().*kMember)
            return {};
        return {QString::number((host.*kMember).count())};
    }
};

template <int Host::*kMember, int kLeast>
struct Count {
    static bool read(State &state, const Value &value) {
        const auto count = isWord(value) ? parseCount(value.words[0], 0, 1'000'000) : std::nullopt;
        state.settings.host.*kMember = qMax(kLeast, count.value_or(kLeast));
        return count.has_value();
    }
    static QStringList write(const Host &host) {
        if (host.*kMember == defaults().*kMember)
            return {};
        return {QString::number(host.*kMember)};
    }
};

// PubkeyAuthentication and its like: what is off is taken out of the list of methods at the end.
template <char16_t kFirst>
struct Method {
    static QString name() {
        switch (kFirst) {
        case u'p':
            return u"publickey"_s;
        case u'w':
            return u"password"_s;
        case u'k':
            return u"keyboard-interactive"_s;
        default:
            return u"gssapi-with-mic"_s;
        }
    }
    static bool read(State &state, const Value &value) {
        // "unbound" and "host-bound" tell how the agent is spoken to; either way keys are used.
        const QString word = isWord(value) ? value.words[0].toLower() : QString();
        const bool bound = kFirst == u'p' && (word == u"unbound"_s || word == u"host-bound"_s);
        const auto on = bound ? std::optional(true) : parseYesNo(word);
        if (on == false)
            state.methodsOff.insert(name());
        return on.has_value();
    }
};

bool readUser(State &state, const Value &value) {
    const auto user = isWord(value) ? checkedUserName(value.words[0]) : fail(Errc::BadOption);
    state.settings.host.user = user.value_or(QString());
    return user.has_value();
}

bool readPort(State &state, const Value &value) {
    const auto port = isWord(value) ? parsePort(value.words[0]) : fail(Errc::BadPort);
    state.settings.host.port = port.value_or(defaults().port);
    return port.has_value();
}

bool readHostName(State &state, const Value &value) {
    state.hostName = value.words[0];
    return isWord(value);
}

bool readBindAddress(State &state, const Value &value) {
    const auto address = isWord(value) ? checkedHostName(value.words[0]) : fail(Errc::BadAddress);
    state.settings.host.bindAddress = address.value_or(QString());
    return address.has_value();
}

struct FamilyName {
    const char16_t *name;
    AddressFamily family;
};
constexpr FamilyName kFamilies[] = {
    {u"any", AddressFamily::Any}, {u"inet", AddressFamily::IPv4}, {u"inet6", AddressFamily::IPv6}};

bool readFamily(State &state, const Value &value) {
    for (const auto &[name, family] : kFamilies) {
        if (value.raw.compare(QStringView(name), Qt::CaseInsensitive) != 0)
            continue;
        state.settings.host.family = family;
        return true;
    }
    return false;
}

QStringList writeFamily(const Host &host) {
    for (const auto &[name, family] : kFamilies)
        if (host.family == family && family != AddressFamily::Any)
            return {QString::fromUtf16(name)};
    return {};
}

struct PolicyName {
    const char16_t *name;
    HostKeyPolicy policy;
};
constexpr PolicyName kPolicies[] = {
    {u"ask", HostKeyPolicy::Ask},    {u"accept-new", HostKeyPolicy::AcceptNew},
    {u"yes", HostKeyPolicy::Strict}, {u"no", HostKeyPolicy::Off},
    {u"off", HostKeyPolicy::Off},    {u"true", HostKeyPolicy::Strict},
    {u"false", HostKeyPolicy::Off}};

bool readPolicy(State &state, const Value &value) {
    for (const auto &[name, policy] : kPolicies) {
        if (value.raw.compare(QStringView(name), Qt::CaseInsensitive) != 0)
            continue;
        state.settings.host.hostKeyPolicy = policy;
        return true;
    }
    return false;
}

QStringList writePolicy(const Host &host) {
    if (host.hostKeyPolicy == HostKeyPolicy::Ask)
        return {};
    for (const auto &[name, policy] : kPolicies)
        if (host.hostKeyPolicy == policy)
            return {QString::fromUtf16(name)};
    return {};
}

// "SSH_AUTH_SOCK" or "$NAME": the socket an environment variable names.
bool readAgent(State &state, const Value &value) {
    const QString word = value.words[0];
    QString &agent = state.settings.host.identityAgent;
    if (word == u"SSH_AUTH_SOCK"_s)
        agent.clear();
    else if (word.startsWith(u'$'))
        agent = qEnvironmentVariable(word.mid(1).toUtf8().constData(), u"none"_s);
    else
        agent = word;
    return isWord(value);
}

bool readMethods(State &state, const Value &value) {
    state.methods = value.words[0].split(u',', Qt::SkipEmptyParts);
    for (const QString &method : std::as_const(state.methods))
        for (const QChar c : method)
            if (c.unicode() > 126 || !(c.isLetterOrNumber() || u"-@._"_s.contains(c)))
                return false;
    return isWord(value) && !state.methods.isEmpty();
}

QStringList writeMethods(const Host &host) {
    if (host.preferredAuthentications.isEmpty())
        return {};
    return {host.preferredAuthentications.join(u',')};
}

bool readConnectTimeout(State &state, const Value &value) {
    const bool zero = isWord(value) && value.words[0] == u"0"_s;
    if (!isNone(value) && !zero)
        return Time<&Host::connectTimeout>::read(state, value);
    state.settings.host.connectTimeout = kTcpTimeout;
    return true;
}

// RekeyLimit BYTES [TIME]: the library rekeys by bytes only.
bool readRekey(State &state, const Value &value) {
    quint64 &bytes = state.settings.host.rekeyBytes;
    bytes = 0;
    if (value.words.size() > 2)
        return false;
    if (value.words[0].compare(u"default"_s, Qt::CaseInsensitive) != 0) {
        const auto count = parseByteCount(value.words[0]);
        if (!count || (*count != 0 && *count < 16)) // the least ssh takes
            return false;
        bytes = *count;
    }
    if (value.words.size() == 1 || value.words[1].compare(u"none"_s, Qt::CaseInsensitive) == 0)
        return true;
    const auto time = parseTimeSpan(value.words[1]);
    if (time && time->count() != 0)
        state.settings.warnings += u"RekeyLimit: keys are renewed by bytes, not by time"_s;
    return time.has_value();
}

QStringList writeRekey(const Host &host) {
    return host.rekeyBytes == 0 ? QStringList{} : QStringList{QString::number(host.rekeyBytes)};
}

// ProxyJump and ProxyCommand exclude each other; the first one said counts.
bool reachIsSaid(const State &state) {
    return !state.settings.jumps.isEmpty() || state.settings.host.proxy.kind != Proxy::Kind::None;
}

bool readJump(State &state, const Value &value) {
    if (!isWord(value))
        return false;
    if (isNone(value) || reachIsSaid(state))
        return true;
    const QStringList texts = value.words[0].split(u',');
    if (texts.size() > kMostJumps)
        return false;
    for (const QString &text : texts) {
        const auto jump = hostFromDestination(text);
        if (!jump)
            return false;
        state.settings.jumps += *jump;
    }
    state.settings.host.jumps = texts;
    return true;
}

// ssh hands the line to a shell; we start the program ourselves and so take only what needs none.
bool readProxyCommand(State &state, const Value &value) {
    if (isNone(value) || reachIsSaid(state))
        return true;
    auto words = splitShellWords(value.raw);
    if (!words || words->isEmpty())
        return false;
    if (words->size() > 1 && words->first() == u"exec"_s)
        words->removeFirst();
    for (QString &word : *words)
        if (word.startsWith(u"~/"))
            word = QDir::homePath() + word.mid(1);
    Proxy &proxy = state.settings.host.proxy;
    proxy.kind = Proxy::Kind::Command;
    proxy.command = *words;
    return true;
}

QStringList writeProxy(const Host &host) {
    const Proxy &proxy = host.proxy;
    const QString address = toText(Endpoint{proxy.host, proxy.port});
    switch (proxy.kind) {
    case Proxy::Kind::None:
        return {};
    case Proxy::Kind::Command:
        return {joinShellWords(proxy.command)};
    case Proxy::Kind::Socks5:
        return {u"nc -X 5 -x "_s + address + u" %h %p"_s};
    case Proxy::Kind::Http:
        return {u"nc -X connect -x "_s + address + u" %h %p"_s};
    }
    return {};
}

bool readLogLevel(State &state, const Value &value) {
    const QStringList levels{u"QUIET"_s, u"FATAL"_s,  u"ERROR"_s,  u"INFO"_s,  u"VERBOSE"_s,
                             u"DEBUG"_s, u"DEBUG1"_s, u"DEBUG2"_s, u"DEBUG3"_s};
    const auto level = levels.indexOf(value.raw.toUpper());
    state.settings.quiet = level == 0 || level == 1;
    const int loudness[] = {0, 0, 0, 0, 1, 1, 1, 2, 3};
    state.settings.verbosity = level < 0 ? 0 : loudness[level];
    return level >= 0;
}

template <bool SshSettings::*kMember>
bool readSetting(State &state, const Value &value) {
    const auto on = isWord(value) ? parseYesNo(value.words[0]) : std::nullopt;
    state.settings.*kMember = on.value_or(false);
    return on.has_value();
}

// "8080 db:5432", and the one-word form of the command line.
template <ForwardKind kKind>
bool readForward(State &state, const Value &value) {
    if (value.words.size() > 2)
        return false;
    state.specs += {kKind, value.words.join(u':')};
    return true;
}

bool readUnlink(State &state, const Value &value) {
    const auto on = isWord(value) ? parseYesNo(value.words[0]) : std::nullopt;
    state.forward.streamLocalBindUnlink = on.value_or(false);
    return on.has_value();
}

bool readMask(State &state, const Value &value) {
    bool octal = false;
    const int mask = value.raw.toInt(&octal, 8);
    const bool ok = octal && value.raw.size() <= 4 && mask >= 0 && mask <= 0777;
    if (ok)
        state.forward.streamLocalBindMask = mask;
    return ok;
}

bool readPermit(State &state, const Value &value) {
    QStringList &permit = state.forward.permitRemoteOpen;
    permit = value.words;
    if (isWord(value) && permit[0].compare(u"any"_s, Qt::CaseInsensitive) == 0) {
        permit.clear();
        return true;
    }
    if (isNone(value))
        return true;
    return std::all_of(permit.begin(), permit.end(), [](const QString &place) {
        const auto colon = place.lastIndexOf(u':');
        const QStringView port = QStringView(place).mid(colon + 1);
        return colon > 0 && (port == u"*" || parsePort(port));
    });
}

#define FAIRLEAD_CODEC(...) __VA_ARGS__::read, __VA_ARGS__::write

constexpr SshOptionRow kRows[] = {
    {"HostName", readHostName, nullptr},
    {"User", readUser, nullptr},
    {"Port", readPort, nullptr},
    {"ProxyJump", readJump, nullptr},
    {"ProxyCommand", readProxyCommand, writeProxy},
    {"AddressFamily", readFamily, writeFamily},
    {"BindAddress", readBindAddress, Word<&Host::bindAddress>::write},
    {"IdentityFile", FAIRLEAD_CODEC(Lines<&Host::identityFiles>), true},
    {"CertificateFile", FAIRLEAD_CODEC(Lines<&Host::certificateFiles>), true},
    {"IdentitiesOnly", FAIRLEAD_CODEC(Flag<&Host::identitiesOnly>)},
    {"IdentityAgent", readAgent, Word<&Host::identityAgent>::write},
    {"PreferredAuthentications", readMethods, writeMethods},
    {"PubkeyAuthentication", Method<u'p'>::read, nullptr},
    {"PasswordAuthentication", Method<u'w'>::read, nullptr},
    {"KbdInteractiveAuthentication", Method<u'k'>::read, nullptr},
    {"GSSAPIAuthentication", Method<u'g'>::read, nullptr},
    {"NumberOfPasswordPrompts", FAIRLEAD_CODEC(Count<&Host::passwordPrompts, 1>)},
    {"BatchMode", FAIRLEAD_CODEC(Flag<&Host::batchMode>)},
    {"StrictHostKeyChecking", readPolicy, writePolicy},
    {"HostKeyAlias", FAIRLEAD_CODEC(Word<&Host::hostKeyAlias>)},
    {"UserKnownHostsFile", FAIRLEAD_CODEC(Words<&Host::userKnownHostsFiles>)},
    {"GlobalKnownHostsFile", FAIRLEAD_CODEC(Words<&Host::globalKnownHostsFiles>)},
    {"HashKnownHosts", FAIRLEAD_CODEC(Flag<&Host::hashKnownHosts>)},
    {"Ciphers", FAIRLEAD_CODEC(Word<&Host::ciphers>)},
    {"MACs", FAIRLEAD_CODEC(Word<&Host::macs>)},
    {"KexAlgorithms", FAIRLEAD_CODEC(Word<&Host::kexAlgorithms>)},
    {"HostKeyAlgorithms", FAIRLEAD_CODEC(Word<&Host::hostKeyAlgorithms>)},
    {"Compression", FAIRLEAD_CODEC(Flag<&Host::compression>)},
    {"RekeyLimit", readRekey, writeRekey},
    {"ConnectTimeout", readConnectTimeout, Time<&Host::connectTimeout>::write},
    {"ConnectionAttempts", FAIRLEAD_CODEC(Count<&Host::connectionAttempts, 1>)},
    {"ServerAliveInterval", FAIRLEAD_CODEC(Time<&Host::keepAliveInterval>)},
    {"ServerAliveCountMax", FAIRLEAD_CODEC(Count<&Host::keepAliveMisses, 1>)},
    {"TCPKeepAlive", FAIRLEAD_CODEC(Flag<&Host::tcpKeepAlive>)},
    {"ExitOnForwardFailure", FAIRLEAD_CODEC(Flag<&Host::exitOnForwardFailure>)},
    {"GatewayPorts", readSetting<&SshSettings::gatewayPorts>, nullptr},
    {"ClearAllForwardings", readSetting<&SshSettings::clearAllForwardings>, nullptr},
    {"LogLevel", readLogLevel, nullptr},
    {"LocalForward", readForward<ForwardKind::Local>, nullptr, true},
    {"RemoteForward", readForward<ForwardKind::Remote>, nullptr, true},
    {"DynamicForward", readForward<ForwardKind::Dynamic>, nullptr, true},
    {"StreamLocalBindUnlink", readUnlink, nullptr},
    {"StreamLocalBindMask", readMask, nullptr},
    {"PermitRemoteOpen", readPermit, nullptr},
};

#undef FAIRLEAD_CODEC

struct OldSpelling {
    const char *old;
    const char *key;
};
constexpr OldSpelling kOldSpellings[] = {
    {"ChallengeResponseAuthentication", "KbdInteractiveAuthentication"},
    {"SkeyAuthentication", "KbdInteractiveAuthentication"},
    {"DSAAuthentication", "PubkeyAuthentication"},
    {"IdentityFile2", "IdentityFile"},
    {"KeepAlive", "TCPKeepAlive"},
};

constexpr SshIdleOption kIdle[] = {
    {"AddKeysToAgent"},
    {"BindInterface", true},
    {"CanonicalDomains"},
    {"CanonicalizeFallbackLocal"},
    {"CanonicalizeHostname"},
    {"CanonicalizeMaxDots"},
    {"CanonicalizePermittedCNAMEs"},
    {"CASignatureAlgorithms"},
    {"ChannelTimeout"},
    {"CheckHostIP"},
    {"Cipher"},
    {"CompressionLevel"},
    {"ControlMaster"},
    {"ControlPath"},
    {"ControlPersist"},
    {"EnableEscapeCommandline"},
    {"EnableSSHKeysign"},
    {"EscapeChar"},
    {"FingerprintHash"},
    {"ForkAfterAuthentication"},
    {"ForwardAgent"},
    {"ForwardX11"},
    {"ForwardX11Timeout"},
    {"ForwardX11Trusted"},
    {"GSSAPIClientIdentity"},
    {"GSSAPIDelegateCredentials"},
    {"GSSAPIKexAlgorithms"},
    {"GSSAPIKeyExchange"},
    {"GSSAPIRenewalForcesRekey"},
    {"GSSAPIServerIdentity"},
    {"GSSAPITrustDns"},
    {"HostbasedAcceptedAlgorithms"},
    {"HostbasedAuthentication"},
    {"HostbasedKeyTypes"},
    {"Host", true},
    {"IgnoreUnknown"},
    {"Include", true},
    {"IPQoS"},
    {"KbdInteractiveDevices"},
    {"KnownHostsCommand"},
    {"LocalCommand"},
    {"LogVerbose"},
    {"Match", true},
    {"NoHostAuthenticationForLocalhost"},
    {"ObscureKeystrokeTiming"},
    {"PermitLocalCommand"},
    {"PKCS11Provider"},
    {"Protocol"},
    {"ProxyUseFdpass"},
    {"PubkeyAcceptedAlgorithms"},
    {"PubkeyAcceptedKeyTypes"},
    {"RefuseConnection"},
    {"RemoteCommand"},
    {"RequestTTY"},
    {"RequiredRSASize"},
    {"RevokedHostKeys"},
    {"SecurityKeyProvider"},
    {"SendEnv"},
    {"SessionType"},
    {"SetEnv"},
    {"SmartcardDevice"},
    {"StdinNull"},
    {"SyslogFacility"},
    {"Tag"},
    {"Tunnel"},
    {"TunnelDevice"},
    {"UpdateHostKeys"},
    {"UseKeychain"},
    {"UsePrivilegedPort"},
    {"VerifyHostKeyDNS"},
    {"VersionAddendum"},
    {"VisualHostKey"},
    {"WarnWeakCrypto"},
    {"XAuthLocation"},
};

bool same(QStringView key, const char *known) {
    return key.compare(QLatin1StringView(known), Qt::CaseInsensitive) == 0;
}

} // namespace

std::span<const SshOptionRow> sshOptionRows() { return kRows; }

const SshOptionRow *sshOptionRow(QStringView key) {
    for (const OldSpelling &spelling : kOldSpellings)
        if (same(key, spelling.old))
            return sshOptionRow(QString::fromLatin1(spelling.key));
    const auto *row = std::find_if(std::begin(kRows), std::end(kRows),
                                   [&](const SshOptionRow &known) { return same(key, known.key); });
    return row == std::end(kRows) ? nullptr : row;
}

const SshIdleOption *sshIdleOption(QStringView key) {
    const auto *idle = std::find_if(std::begin(kIdle), std::end(kIdle),
                                    [&](const auto &known) { return same(key, known.key); });
    return idle == std::end(kIdle) ? nullptr : idle;
}

} // namespace fairlead
