#include "core/exchange/ssh_options.h"

#include "core/base/address.h"
#include "core/exchange/forward_spec.h"
#include "core/exchange/ssh_values.h"

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

QStringList defaultMethods() {
    return {u"gssapi-with-mic"_s, u"publickey"_s, u"keyboard-interactive"_s, u"password"_s};
}

// "%h" and "%%" are all that ssh_config(5) allows in HostName.
Result<QString> expandHostName(const QString &text, const QString &alias) {
    QString name;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] != u'%') {
            name += text[at];
            continue;
        }
        const QChar token = ++at < text.size() ? text[at] : QChar();
        if (token != u'h' && token != u'%')
            return fail(Errc::BadOption, u"HostName "_s + text);
        name += token == u'h' ? alias : u"%"_s;
    }
    return checkedHostName(name);
}

// What was switched off on its own is no news when nothing of it was on.
bool asksForSomething(QStringView value) {
    const auto said = parseYesNo(value);
    return said != false && value.compare(u"none", Qt::CaseInsensitive) != 0;
}

// Methods that are off go; nothing said at all stays nothing.
Result<QStringList> foldMethods(const SshOptionState &state) {
    if (state.methodsOff.isEmpty())
        return state.methods;
    QStringList left = state.methods.isEmpty() ? defaultMethods() : state.methods;
    left.removeIf([&](const QString &method) { return state.methodsOff.contains(method); });
    if (left.isEmpty())
        return fail(Errc::BadOption, u"PreferredAuthentications: no way to log in is left"_s);
    return left;
}

} // namespace

Result<void> SshOptionReader::set(QStringView key, QStringView value) {
    const QString text = value.trimmed().toString();
    const SshOptionRow *row = sshOptionRow(key);
    if (!row)
        return unknownKey(key.toString(), text);
    const QString name = QString::fromLatin1(row->key);
    // A ProxyCommand has the quotes of a shell, and its '#' and backslashes.
    const auto words =
        name == u"ProxyCommand"_s ? Result<QStringList>{{text}} : splitConfigWords(value);
    if (!words || words->isEmpty() || text.isEmpty())
        return fail(Errc::BadOption, name + u' ' + text);
    m_given += name + u'=' + text;
    const QString seen = name.toLower();
    if (m_seen.contains(seen) && !row->addsUp)
        return {};
    m_seen.insert(seen);
    if (!row->read(m_state, {text, *words}))
        return fail(Errc::BadOption, name + u' ' + text);
    return {};
}

Result<void> SshOptionReader::unknownKey(const QString &key, const QString &value) {
    const SshIdleOption *idle = sshIdleOption(key);
    if (idle && (m_unknown == Unknown::Warn || !idle->refused)) {
        if (asksForSomething(value))
            warn(QString::fromLatin1(idle->key) + u": has no effect here"_s);
        return {};
    }
    if (idle)
        return fail(Errc::BadOption, QString::fromLatin1(idle->key) + u": not supported"_s);
    if (m_unknown == Unknown::Refuse)
        return fail(Errc::BadOption, key + u": no option of ssh"_s);
    warn(key + u": unknown option, left out"_s);
    return {};
}

Result<void> SshOptionReader::setLine(QStringView line) {
    const ConfigLine parts = splitConfigLine(line);
    if (parts.key.isEmpty())
        return fail(Errc::BadOption, u"-o "_s + line.toString());
    return set(parts.key, parts.value);
}

void SshOptionReader::addForward(ForwardKind kind, QString spec) {
    m_state.specs += {kind, std::move(spec)};
}

bool SshOptionReader::has(QStringView key) const {
    return m_seen.contains(key.toString().toLower());
}

Result<QList<Forward>> SshOptionReader::readForwards() const {
    QList<Forward> forwards;
    const QString open = m_state.settings.gatewayPorts ? u"*"_s : u"localhost"_s;
    for (const auto &[kind, spec] : m_state.specs) {
        // GatewayPorts is about listeners on this machine; the server has its own.
        const QString bind = kind == ForwardKind::Remote ? u"localhost"_s : open;
        auto forward = parseForwardSpec(kind, spec, bind);
        if (!forward)
            return tl::unexpected(forward.error());
        if (forward->listen.kind == Listen::Kind::Unix) {
            forward->streamLocalBindUnlink = m_state.forward.streamLocalBindUnlink;
            forward->streamLocalBindMask = m_state.forward.streamLocalBindMask;
        }
        if (kind == ForwardKind::Remote && forward->target.kind == Target::Kind::Socks)
            forward->permitRemoteOpen = m_state.forward.permitRemoteOpen;
        // A config may say again what the command line said.
        if (!forwards.contains(*forward))
            forwards += *forward;
    }
    return forwards;
}

Result<SshSettings> SshOptionReader::finish(const QString &alias) const {
    SshSettings settings = m_state.settings;
    const auto forwards = readForwards();
    if (!forwards)
        return tl::unexpected(forwards.error());
    if (!settings.clearAllForwardings)
        settings.forwards = *forwards;
    const auto methods = foldMethods(m_state);
    if (!methods)
        return tl::unexpected(methods.error());
    settings.host.preferredAuthentications = *methods;
    const auto address =
        expandHostName(m_state.hostName.isEmpty() ? u"%h"_s : m_state.hostName, alias);
    if (!address)
        return tl::unexpected(address.error());
    settings.host.name = alias;
    settings.host.address = *address;
    return settings;
}

QStringList sshOptionsOf(const Host &host) {
    QStringList options;
    for (const SshOptionRow &row : sshOptionRows())
        if (row.write)
            for (const QString &value : row.write(host))
                options += QString::fromLatin1(row.key) + u'=' + value;
    return options;
}

QStringList sshOptionsOf(const Forward &forward) {
    static const Forward plain;
    QStringList options;
    if (forward.streamLocalBindUnlink)
        options += u"StreamLocalBindUnlink=yes"_s;
    if (forward.streamLocalBindMask != plain.streamLocalBindMask)
        options += u"StreamLocalBindMask="_s +
                   QString::number(forward.streamLocalBindMask, 8).rightJustified(4, u'0');
    if (!forward.permitRemoteOpen.isEmpty())
        options += u"PermitRemoteOpen="_s + forward.permitRemoteOpen.join(u' ');
    return options;
}

} // namespace fairlead
