#include "core/profile/toml_fields.h"

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr size_t kLongestText = 16 * 1024;
constexpr size_t kMostWords = 1000;
constexpr std::int64_t kLongestSeconds = 365LL * 24 * 60 * 60;

template <typename Item>
const Item &defaults() {
    static const Item item;
    return item;
}

const char *readText(QString &text, const toml::node &value) {
    auto read = tomlText(value);
    if (!read)
        return "a string";
    text = *std::move(read);
    return nullptr;
}

const char *readWords(QStringList &words, const toml::node &value) {
    const toml::array *array = value.as_array();
    if (!array || array->size() > kMostWords)
        return "a list of strings";
    words.clear();
    for (const toml::node &element : *array) {
        const auto word = tomlText(element);
        if (!word)
            return "a list of strings";
        words += *word;
    }
    return nullptr;
}

QString writeWords(const QStringList &words) {
    QStringList quoted;
    for (const QString &word : words)
        quoted += tomlString(word);
    return u'[' + quoted.join(u", "_s) + u']';
}

// The text member, the list member, the switch.
template <typename Item, QString Item::*kMember>
constexpr TomlField<Item> text(const char *key) {
    return {key, [](Item &item, const toml::node &value) { return readText(item.*kMember, value); },
            [](const Item &item) {
                return (item.*kMember).isEmpty() ? QString() : tomlString(item.*kMember);
            }};
}

template <typename Item, QStringList Item::*kMember>
constexpr TomlField<Item> words(const char *key) {
    return {key,
            [](Item &item, const toml::node &value) { return readWords(item.*kMember, value); },
            [](const Item &item) {
                return (item.*kMember).isEmpty() ? QString() : writeWords(item.*kMember);
            }};
}

template <typename Item, bool Item::*kMember>
constexpr TomlField<Item> flag(const char *key) {
    return {key,
            [](Item &item, const toml::node &value) -> const char * {
                const auto on = value.value_exact<bool>();
                item.*kMember = on.value_or(false);
                return on ? nullptr : "true or false";
            },
            [](const Item &item) {
                if (item.*kMember == defaults<Item>().*kMember)
                    return QString();
                return item.*kMember ? u"true"_s : u"false"_s;
            }};
}

bool readNumber(const toml::node &value, std::int64_t least, std::int64_t most,
                std::int64_t &number) {
    const auto read = value.value_exact<std::int64_t>();
    number = read.value_or(0);
    return read && number >= least && number <= most;
}

template <typename Item, auto kMember, std::int64_t kLeast, std::int64_t kMost>
constexpr TomlField<Item> number(const char *key) {
    return {key,
            [](Item &item, const toml::node &value) -> const char * {
                std::int64_t read = 0;
                if (!readNumber(value, kLeast, kMost, read))
                    return kLeast == 1 ? "a whole number from 1, not too large"
                                       : "a whole number from 0, not too large";
                item.*kMember = static_cast<std::remove_reference_t<decltype(item.*kMember)>>(read);
                return nullptr;
            },
            [](const Item &item) {
                return item.*kMember == defaults<Item>().*kMember ? QString()
                                                                  : QString::number(item.*kMember);
            }};
}

template <typename Item, std::chrono::seconds Item::*kMember>
constexpr TomlField<Item> seconds(const char *key) {
    return {key,
            [](Item &item, const toml::node &value) -> const char * {
                std::int64_t read = 0;
                if (!readNumber(value, 0, kLongestSeconds, read))
                    return "seconds, up to a year";
                item.*kMember = std::chrono::seconds(read);
                return nullptr;
            },
            [](const Item &item) {
                return item.*kMember == defaults<Item>().*kMember
                           ? QString()
                           : QString::number((item.*kMember).count());
            }};
}

template <typename Value>
struct Named {
    const char16_t *name;
    Value value;
};

template <typename Value, size_t kCount>
bool readNamed(const Named<Value> (&names)[kCount], Value &value, const toml::node &node) {
    const auto text = tomlText(node);
    for (const auto &[name, known] : names) {
        if (!text || *text != QStringView(name))
            continue;
        value = known;
        return true;
    }
    return false;
}

template <typename Value, size_t kCount>
QString writeNamed(const Named<Value> (&names)[kCount], Value value) {
    for (const auto &[name, known] : names)
        if (known == value)
            return tomlString(QString::fromUtf16(name));
    return {};
}

constexpr Named<AddressFamily> kFamilies[] = {
    {u"any", AddressFamily::Any}, {u"inet", AddressFamily::IPv4}, {u"inet6", AddressFamily::IPv6}};
constexpr Named<HostKeyPolicy> kPolicies[] = {{u"ask", HostKeyPolicy::Ask},
                                              {u"accept-new", HostKeyPolicy::AcceptNew},
                                              {u"yes", HostKeyPolicy::Strict},
                                              {u"no", HostKeyPolicy::Off}};
constexpr Named<Proxy::Kind> kProxies[] = {{u"none", Proxy::Kind::None},
                                           {u"socks5", Proxy::Kind::Socks5},
                                           {u"http", Proxy::Kind::Http},
                                           {u"command", Proxy::Kind::Command}};
constexpr Named<ForwardKind> kKinds[] = {{u"local", ForwardKind::Local},
                                         {u"remote", ForwardKind::Remote},
                                         {u"dynamic", ForwardKind::Dynamic}};

const char *readProxyPort(Host &host, const toml::node &value) {
    std::int64_t port = 0;
    if (!readNumber(value, 0, 65535, port))
        return "0 to 65535";
    host.proxy.port = static_cast<quint16>(port);
    return nullptr;
}

QString textOrNothing(const QString &value) {
    return value.isEmpty() ? QString() : tomlString(value);
}

QString portOrNothing(quint16 port) { return port == 0 ? QString() : QString::number(port); }

template <quint16 Listen::*kMember>
constexpr TomlField<Forward> listenPort(const char *key) {
    return {key,
            [](Forward &forward, const toml::node &value) -> const char * {
                std::int64_t port = 0;
                if (!readNumber(value, 0, 65535, port))
                    return "0 to 65535";
                forward.listen.*kMember = static_cast<quint16>(port);
                return nullptr;
            },
            [](const Forward &forward) {
                return forward.listen.kind == Listen::Kind::Tcp
                           ? portOrNothing(forward.listen.*kMember)
                           : QString();
            }};
}

constexpr TomlField<Host> kHostFields[] = {
    text<Host, &Host::name>("name"),
    text<Host, &Host::address>("address"),
    {"port",
     [](Host &host, const toml::node &value) -> const char * {
         std::int64_t port = 0;
         if (!readNumber(value, 1, 65535, port))
             return "1 to 65535";
         host.port = static_cast<quint16>(port);
         return nullptr;
     },
     [](const Host &host) {
         return host.port == Host{}.port ? QString() : QString::number(host.port);
     }},
    text<Host, &Host::user>("user"),
    words<Host, &Host::jumps>("jumps"),
    {"proxy",
     [](Host &host, const toml::node &value) -> const char * {
         return readNamed(kProxies, host.proxy.kind, value) ? nullptr
                                                            : "none, socks5, http or command";
     },
     [](const Host &host) {
         return host.proxy.kind == Proxy::Kind::None ? QString()
                                                     : writeNamed(kProxies, host.proxy.kind);
     }},
    {"proxy_host",
     [](Host &host, const toml::node &value) { return readText(host.proxy.host, value); },
     [](const Host &host) { return textOrNothing(host.proxy.host); }},
    {"proxy_port", readProxyPort, [](const Host &host) { return portOrNothing(host.proxy.port); }},
    {"proxy_user",
     [](Host &host, const toml::node &value) { return readText(host.proxy.user, value); },
     [](const Host &host) { return textOrNothing(host.proxy.user); }},
    {"proxy_command",
     [](Host &host, const toml::node &value) { return readWords(host.proxy.command, value); },
     [](const Host &host) {
         return host.proxy.command.isEmpty() ? QString() : writeWords(host.proxy.command);
     }},
    {"address_family",
     [](Host &host, const toml::node &value) -> const char * {
         return readNamed(kFamilies, host.family, value) ? nullptr : "any, inet or inet6";
     },
     [](const Host &host) {
         return host.family == AddressFamily::Any ? QString() : writeNamed(kFamilies, host.family);
     }},
    text<Host, &Host::bindAddress>("bind_address"),
    words<Host, &Host::identityFiles>("identity_files"),
    words<Host, &Host::certificateFiles>("certificate_files"),
    text<Host, &Host::identityAgent>("identity_agent"),
    flag<Host, &Host::identitiesOnly>("identities_only"),
    words<Host, &Host::preferredAuthentications>("preferred_authentications"),
    number<Host, &Host::passwordPrompts, 1, 100>("password_prompts"),
    flag<Host, &Host::batchMode>("batch_mode"),
    {"host_key_policy",
     [](Host &host, const toml::node &value) -> const char * {
         return readNamed(kPolicies, host.hostKeyPolicy, value) ? nullptr
                                                                : "ask, accept-new, yes or no";
     },
     [](const Host &host) {
         return host.hostKeyPolicy == HostKeyPolicy::Ask
                    ? QString()
                    : writeNamed(kPolicies, host.hostKeyPolicy);
     }},
    text<Host, &Host::hostKeyAlias>("host_key_alias"),
    words<Host, &Host::userKnownHostsFiles>("user_known_hosts_files"),
    words<Host, &Host::globalKnownHostsFiles>("global_known_hosts_files"),
    flag<Host, &Host::hashKnownHosts>("hash_known_hosts"),
    text<Host, &Host::ciphers>("ciphers"),
    text<Host, &Host::macs>("macs"),
    text<Host, &Host::kexAlgorithms>("kex_algorithms"),
    text<Host, &Host::hostKeyAlgorithms>("host_key_algorithms"),
    flag<Host, &Host::compression>("compression"),
    number<Host, &Host::rekeyBytes, 0, (1LL << 62)>("rekey_bytes"),
    seconds<Host, &Host::connectTimeout>("connect_timeout"),
    number<Host, &Host::connectionAttempts, 1, 1000>("connection_attempts"),
    flag<Host, &Host::tcpKeepAlive>("tcp_keep_alive"),
    seconds<Host, &Host::keepAliveInterval>("keep_alive_interval"),
    number<Host, &Host::keepAliveMisses, 1, 1000000>("keep_alive_misses"),
    flag<Host, &Host::exitOnForwardFailure>("exit_on_forward_failure"),
    number<Host, &Host::maxLanes, 1, 64>("max_lanes"),
};

constexpr TomlField<Forward> kForwardFields[] = {
    text<Forward, &Forward::name>("name"),
    {"kind",
     [](Forward &forward, const toml::node &value) -> const char * {
         return readNamed(kKinds, forward.kind, value) ? nullptr : "local, remote or dynamic";
     },
     [](const Forward &forward) { return writeNamed(kKinds, forward.kind); }},
    {"listen_address",
     [](Forward &forward, const toml::node &value) {
         return readText(forward.listen.address, value);
     },
     [](const Forward &forward) {
         const bool usual = forward.listen.kind == Listen::Kind::Unix ||
                            forward.listen.address == Listen{}.address;
         return usual ? QString() : tomlString(forward.listen.address);
     }},
    listenPort<&Listen::port>("listen_port"),
    listenPort<&Listen::lastPort>("listen_last_port"),
    // Which of the following keys is there decides the kind of listener and target.
    {"listen_path",
     [](Forward &forward, const toml::node &value) {
         forward.listen.kind = Listen::Kind::Unix;
         return readText(forward.listen.path, value);
     },
     [](const Forward &forward) {
         return forward.listen.kind == Listen::Kind::Unix ? tomlString(forward.listen.path)
                                                          : QString();
     }},
    {"target_host",
     [](Forward &forward, const toml::node &value) {
         forward.target.kind = Target::Kind::Tcp;
         return readText(forward.target.host, value);
     },
     [](const Forward &forward) {
         return forward.target.kind == Target::Kind::Tcp ? tomlString(forward.target.host)
                                                         : QString();
     }},
    {"target_port",
     [](Forward &forward, const toml::node &value) -> const char * {
         std::int64_t port = 0;
         if (!readNumber(value, 0, 65535, port))
             return "0 to 65535";
         forward.target.port = static_cast<quint16>(port);
         return nullptr;
     },
     [](const Forward &forward) {
         return forward.target.kind == Target::Kind::Tcp ? portOrNothing(forward.target.port)
                                                         : QString();
     }},
    {"target_path",
     [](Forward &forward, const toml::node &value) {
         forward.target.kind = Target::Kind::Unix;
         return readText(forward.target.path, value);
     },
     [](const Forward &forward) {
         return forward.target.kind == Target::Kind::Unix ? tomlString(forward.target.path)
                                                          : QString();
     }},
    text<Forward, &Forward::note>("note"),
    words<Forward, &Forward::tags>("tags"),
    flag<Forward, &Forward::autoStart>("auto_start"),
    words<Forward, &Forward::allowedSources>("allowed_sources"),
    flag<Forward, &Forward::streamLocalBindUnlink>("stream_local_bind_unlink"),
    {"stream_local_bind_mask",
     [](Forward &forward, const toml::node &value) -> const char * {
         std::int64_t mask = 0;
         if (!readNumber(value, 0, 0777, mask))
             return "0o000 to 0o777";
         forward.streamLocalBindMask = static_cast<int>(mask);
         return nullptr;
     },
     [](const Forward &forward) {
         return forward.streamLocalBindMask == Forward{}.streamLocalBindMask
                    ? QString()
                    : u"0o"_s + QString::number(forward.streamLocalBindMask, 8);
     }},
    words<Forward, &Forward::permitRemoteOpen>("permit_remote_open"),
    number<Forward, &Forward::holdClients, 0, 65536>("hold_clients"),
    seconds<Forward, &Forward::holdTime>("hold_time"),
};

constexpr TomlField<Profile> kProfileFields[] = {
    text<Profile, &Profile::name>("name"),
    text<Profile, &Profile::note>("note"),
};

} // namespace

std::span<const TomlField<Host>> hostFields() { return kHostFields; }
std::span<const TomlField<Forward>> forwardFields() { return kForwardFields; }
std::span<const TomlField<Profile>> profileFields() { return kProfileFields; }

QString tomlString(const QString &text) {
    QString quoted(u'"');
    for (const QChar c : text) {
        const auto code = c.unicode();
        if (c == u'"' || c == u'\\')
            quoted += u'\\' + QString(c);
        else if (c == u'\n')
            quoted += u"\\n"_s;
        else if (code < 0x20 || (code >= 0x7f && code < 0xa0))
            quoted += u"\\u"_s + QString::number(code, 16).rightJustified(4, u'0');
        else
            quoted += c;
    }
    return quoted + u'"';
}

std::optional<QString> tomlText(const toml::node &value) {
    const auto *text = value.as_string();
    if (!text || text->get().size() > kLongestText)
        return std::nullopt;
    return QString::fromStdString(text->get());
}

} // namespace fairlead
