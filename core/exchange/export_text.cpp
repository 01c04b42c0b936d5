#include "core/exchange/export_text.h"

#include "core/base/log.h"
#include "core/exchange/forward_spec.h"
#include "core/exchange/ssh_command.h"
#include "core/exchange/ssh_options.h"
#include "core/exchange/ssh_values.h"
#include "core/profile/jump_chain.h"
#include "core/profile/profile_codec.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr std::array kFormats{
    ExportFormatName{ExportFormat::Ssh, "ssh", "forwards.sh"},
    ExportFormatName{ExportFormat::SshConfig, "ssh-config", "ssh_config"},
    ExportFormatName{ExportFormat::Systemd, "systemd", "fairlead.service"},
    ExportFormatName{ExportFormat::Launchd, "launchd", "fairlead.plist"},
    ExportFormatName{ExportFormat::Toml, "toml", "profiles.toml"},
};

const Host *hostNamed(const ProfileData &data, const QString &name) {
    const auto found = std::find_if(data.hosts.begin(), data.hosts.end(),
                                    [&](const Host &host) { return host.name == name; });
    return found == data.hosts.end() ? nullptr : &*found;
}

// The chosen forwards, and of hosts and profiles those they need, in the order of the book.
ProfileData neededOf(const ProfileData &all, const QList<ForwardId> &chosen) {
    ProfileData part;
    QSet<QString> hosts;
    QSet<QString> profiles;
    for (const Forward &forward : all.forwards) {
        if (!chosen.contains(forward.id))
            continue;
        part.forwards += forward;
        hosts.insert(forward.host.text());
        profiles.insert(forward.profile.text());
    }
    QList<Host> left;
    for (const Host &host : all.hosts)
        if (hosts.contains(host.id.text()))
            left += host;
    while (!left.isEmpty()) {
        const Host host = left.takeLast();
        for (const QString &name : host.jumps) {
            const Host *jump = hostNamed(all, name);
            if (jump == nullptr || hosts.contains(jump->id.text()))
                continue;
            hosts.insert(jump->id.text());
            left += *jump;
        }
    }
    for (const Host &host : all.hosts)
        if (hosts.contains(host.id.text()))
            part.hosts += host;
    for (const Profile &profile : all.profiles)
        if (profiles.contains(profile.id.text()))
            part.profiles += profile;
    return part;
}

QList<Forward> forwardsOf(const ProfileData &data, const HostId &host) {
    QList<Forward> own;
    std::copy_if(data.forwards.begin(), data.forwards.end(), std::back_inserter(own),
                 [&](const Forward &forward) { return forward.host == host; });
    return own;
}

QStringList namesOf(const QList<Forward> &forwards) {
    QStringList names;
    for (const Forward &forward : forwards)
        names += printable(forward.name);
    return names;
}

Result<QString> asSsh(const ProfileData &data) {
    QStringList lines;
    for (const Host &host : data.hosts) {
        const QList<Forward> own = forwardsOf(data, host.id);
        if (own.isEmpty())
            continue;
        const auto hops = hopsOf(host, data);
        if (!hops)
            return tl::unexpected(hops.error());
        lines += u"# "_s + namesOf(own).join(u", "_s);
        lines += sshCommandLine(hops->last(), hops->mid(0, hops->size() - 1), own);
    }
    return lines.join(u'\n') + u'\n';
}

// Names as they may stand after "Host": no space, no pattern, no comma, each once.
class Aliases {
public:
    explicit Aliases(const QList<Host> &hosts) {
        QSet<QString> taken;
        for (const Host &host : hosts) {
            QString wish;
            for (const QChar sign : host.name)
                wish += sign.isLetterOrNumber() || u"._-"_s.contains(sign) ? sign : u'-';
            if (wish.isEmpty() || wish.startsWith(u'-'))
                wish.prepend(u"host"_s);
            QString alias = wish;
            for (int next = 2; taken.contains(alias); ++next)
                alias = wish + u'-' + QString::number(next);
            taken.insert(alias);
            m_of.insert(host.name, alias);
        }
    }
    [[nodiscard]] QString of(const QString &name) const { return m_of.value(name, name); }

private:
    QHash<QString, QString> m_of;
};

// ssh_config parts the listener from the target where a spec has a colon.
QStringList configForwards(const Forward &forward) {
    static const QHash<ForwardKind, QString> keys{{ForwardKind::Local, u"LocalForward"_s},
                                                  {ForwardKind::Remote, u"RemoteForward"_s},
                                                  {ForwardKind::Dynamic, u"DynamicForward"_s}};
    QStringList lines;
    for (int step = 0; step < portCount(forward.listen); ++step) {
        Forward one = forward;
        one.listen.port = static_cast<quint16>(forward.listen.port + step);
        one.listen.lastPort = 0;
        if (forward.target.kind == Target::Kind::Tcp)
            one.target.port = static_cast<quint16>(forward.target.port + step);
        const QString spec = forwardSpec(one);
        one.target = {Target::Kind::Socks, {}, 0, {}};
        const QString listen = forwardSpec(one);
        QStringList words{keys.value(forward.kind), quoteConfigWord(listen)};
        if (spec != listen)
            words += quoteConfigWord(spec.mid(listen.size() + 1));
        lines += words.join(u' ');
    }
    return lines;
}

QStringList hostBlock(const Host &host, const QList<Forward> &forwards, const Aliases &aliases) {
    QStringList lines{u"HostName "_s + host.address};
    if (host.port != 22)
        lines += u"Port "_s + QString::number(host.port);
    if (!host.user.isEmpty())
        lines += u"User "_s + quoteConfigWord(host.user);
    QStringList jumps;
    for (const QString &jump : host.jumps)
        jumps += aliases.of(jump);
    if (!jumps.isEmpty())
        lines += u"ProxyJump "_s + jumps.join(u',');
    QStringList options = sshOptionsOf(host);
    for (const Forward &forward : forwards) {
        options += sshOptionsOf(forward);
        lines += configForwards(forward);
    }
    options.removeDuplicates();
    for (QString option : std::as_const(options))
        lines += option.replace(option.indexOf(u'='), 1, u' ');
    return lines;
}

Result<QString> asSshConfig(const ProfileData &data) {
    const Aliases aliases(data.hosts);
    QString text;
    for (const Host &host : data.hosts) {
        const QList<Forward> own = forwardsOf(data, host.id);
        text += text.isEmpty() ? QString() : u"\n"_s;
        if (!own.isEmpty())
            text += u"# "_s + namesOf(own).join(u", "_s) + u'\n';
        text += u"Host "_s + aliases.of(host.name) + u'\n';
        for (const QString &line : hostBlock(host, own, aliases))
            text += u"    "_s + line + u'\n';
    }
    return text;
}

Result<QStringList> runWords(const ProfileData &data, const QString &program) {
    QStringList words{program, u"run"_s, u"--"_s};
    for (const Forward &forward : data.forwards) {
        if (forward.name.isEmpty())
            return fail(Errc::BadOption,
                        toText(forward.listen) + u": it has no name to run it by"_s);
        words += forward.name;
    }
    return words;
}

// systemd.service(5), "Command lines": specifiers, variables and quotes are escaped by doubling or
// a backslash.
QString systemdWord(const QString &word) {
    QString text = word;
    text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    text.replace(u'%', u"%%"_s).replace(u'$', u"$$"_s);
    return u'"' + text + u'"';
}

// Only crashes are restarted: a login that was refused is not to be tried again and again.
Result<QString> asSystemd(const ProfileData &data, const QString &program) {
    const auto words = runWords(data, program);
    if (!words)
        return tl::unexpected(words.error());
    QStringList quoted;
    for (const QString &word : *words)
        quoted += systemdWord(word);
    QString about = namesOf(data.forwards).join(u", "_s);
    return u"# ~/.config/systemd/user/fairlead.service\n"
           "# systemctl --user daemon-reload && systemctl --user enable --now fairlead\n"
           "[Unit]\nDescription=Port forwards: %1\n\n"
           "[Service]\nType=notify\nExecStart=%2\nRestart=on-abnormal\nRestartSec=5\n"
           "WatchdogSec=60\n\n"
           "[Install]\nWantedBy=default.target\n"_s.arg(about.replace(u'%', u"%%"_s),
                                                        quoted.join(u' '));
}

Result<QString> asLaunchd(const ProfileData &data, const QString &program) {
    const auto words = runWords(data, program);
    if (!words)
        return tl::unexpected(words.error());
    QString arguments;
    for (const QString &word : *words)
        arguments += u"        <string>"_s + word.toHtmlEscaped() + u"</string>\n"_s;
    return u"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<!-- ~/Library/LaunchAgents/fairlead.plist; launchctl load -w that file -->\n"
           "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
           "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
           "<plist version=\"1.0\">\n<dict>\n"
           "    <key>Label</key>\n    <string>fairlead</string>\n"
           "    <key>ProgramArguments</key>\n    <array>\n%1    </array>\n"
           "    <key>RunAtLoad</key>\n    <true/>\n"
           "    <key>KeepAlive</key>\n    <dict>\n        <key>Crashed</key>\n        <true/>\n"
           "    </dict>\n</dict>\n</plist>\n"_s.arg(arguments);
}

Result<QString> written(ExportFormat format, const ProfileData &data, const QString &program) {
    switch (format) {
    case ExportFormat::Ssh:
        return asSsh(data);
    case ExportFormat::SshConfig:
        return asSshConfig(data);
    case ExportFormat::Systemd:
        return asSystemd(data, program);
    case ExportFormat::Launchd:
        return asLaunchd(data, program);
    case ExportFormat::Toml:
        return QString::fromUtf8(encodeProfiles(data));
    }
    return QString();
}

bool hasControl(const QString &text) {
    return std::any_of(text.begin(), text.end(),
                       [](QChar sign) { return sign.category() == QChar::Other_Control; });
}

// A line break in a name would become a line of its own in somebody's configuration.
Result<void> checkControls(const ProfileData &data) {
    for (const Forward &forward : data.forwards)
        for (const QString &text : {forward.name, toText(forward.listen), toText(forward.target)})
            if (hasControl(text))
                return fail(Errc::BadOption, printable(text) + u": a control character"_s);
    for (const Host &host : data.hosts)
        for (const QString &text :
             QStringList{host.name, host.address, host.user} + host.jumps + sshOptionsOf(host))
            if (hasControl(text))
                return fail(Errc::BadOption, printable(text) + u": a control character"_s);
    return {};
}

} // namespace

std::span<const ExportFormatName> exportFormats() { return kFormats; }

Result<QString> exportText(ExportFormat format, const ProfileData &data,
                           const QList<ForwardId> &chosen, const QString &program) {
    const ProfileData part = neededOf(data, chosen);
    if (part.forwards.isEmpty())
        return fail(Errc::NotFound, u"a forward to export"_s);
    // TOML has an escape for everything.
    const auto sound = format == ExportFormat::Toml ? Result<void>{} : checkControls(part);
    if (!sound)
        return tl::unexpected(sound.error());
    return written(format, part, program);
}

} // namespace fairlead
