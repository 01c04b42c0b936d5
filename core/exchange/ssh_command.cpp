#include "core/exchange/ssh_command.h"

#include "core/exchange/forward_spec.h"
#include "core/exchange/shell_words.h"
#include "core/exchange/ssh_values.h"
#include "core/profile/destination.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

enum class Act {
    Nothing,    // what we do anyway, or the default
    SetOption,  // `text` is the key; its value the argument, or `value`
    AddForward, // the letter says which kind
    Warn,       // no effect; `text` says why
    Refuse,     // `text` says why
    Special
};

struct FlagRow {
    char16_t flag;
    bool takesArgument;
    Act act;
    const char *text = "";
    const char *value = "";
};

// The options of ssh(1), OpenSSH 9.9.
constexpr FlagRow kFlags[] = {
    {u'N', false, Act::Nothing},
    {u'T', false, Act::Nothing},
    {u'n', false, Act::Nothing},
    {u'2', false, Act::Nothing},
    {u'a', false, Act::Nothing},
    {u'k', false, Act::Nothing},
    {u'x', false, Act::Nothing},
    {u'y', false, Act::Nothing},
    {u'e', true, Act::Nothing},
    {u'4', false, Act::SetOption, "AddressFamily", "inet"},
    {u'6', false, Act::SetOption, "AddressFamily", "inet6"},
    {u'C', false, Act::SetOption, "Compression", "yes"},
    {u'g', false, Act::SetOption, "GatewayPorts", "yes"},
    {u'b', true, Act::SetOption, "BindAddress"},
    {u'c', true, Act::SetOption, "Ciphers"},
    {u'm', true, Act::SetOption, "MACs"},
    {u'p', true, Act::SetOption, "Port"},
    {u'l', true, Act::SetOption, "User"},
    {u'i', true, Act::SetOption, "IdentityFile"},
    {u'L', true, Act::AddForward},
    {u'R', true, Act::AddForward},
    {u'D', true, Act::AddForward},
    {u'o', true, Act::Special},
    {u'J', true, Act::Special},
    {u'F', true, Act::Special},
    {u'q', false, Act::Special},
    {u'v', false, Act::Special},
    {u'f', false, Act::Special},
    {u'A', false, Act::Warn, "the agent is not forwarded"},
    {u'K', false, Act::Warn, "GSSAPI credentials are not handed over"},
    {u't', false, Act::Warn, "no terminal is asked for"},
    {u'X', false, Act::Warn, "X11 is not forwarded"},
    {u'Y', false, Act::Warn, "X11 is not forwarded"},
    {u'M', false, Act::Warn, "connections are shared without a control socket"},
    {u'S', true, Act::Warn, "connections are shared without a control socket"},
    {u'E', true, Act::Warn, "the log is not written to a file"},
    {u's', false, Act::Warn, "no subsystem is started"},
    {u'P', true, Act::Warn, "tags of ssh_config are not used"},
    {u'1', false, Act::Refuse, "version 1 of the protocol is not supported"},
    {u'B', true, Act::Refuse, "binding to an interface is not supported, use -b ADDRESS"},
    {u'G', false, Act::Refuse, "not supported"},
    {u'I', true, Act::Refuse, "PKCS#11 is not supported, load the key into the agent"},
    {u'O', true, Act::Refuse, "there is no control socket"},
    {u'Q', true, Act::Refuse, "not supported"},
    {u'V', false, Act::Refuse, "not supported"},
    {u'W', true, Act::Refuse, "standard input is not forwarded, use -L"},
    {u'w', true, Act::Refuse, "tunnel devices are not supported"},
};

const FlagRow *flagRow(QChar flag) {
    const auto *row = std::find_if(std::begin(kFlags), std::end(kFlags),
                                   [&](const FlagRow &known) { return flag == known.flag; });
    return row == std::end(kFlags) ? nullptr : row;
}

ForwardKind kindOf(char16_t flag) {
    if (flag == u'L')
        return ForwardKind::Local;
    return flag == u'R' ? ForwardKind::Remote : ForwardKind::Dynamic;
}

class ArgumentReader {
public:
    explicit ArgumentReader(const QStringList &arguments) : m_left(arguments) {}
    Result<SshInvocation> read();

private:
    Result<void> readFlags(const QString &word); // "-vNp", the next word may be an argument
    Result<void> act(const FlagRow &row, const QString &argument);
    Result<void> actSpecially(const FlagRow &row, const QString &argument);
    Result<void> readHost(const QString &word);
    Result<void> setAsWord(QStringView key, const QString &word) {
        return m_options.set(key, quoteConfigWord(word));
    }
    [[nodiscard]] Result<SshInvocation> finish() const;

    QStringList m_left;
    SshOptionReader m_options;
    SshInvocation m_invocation;
    QString m_host;
    bool m_jumpGiven = false;
};

Result<void> ArgumentReader::readFlags(const QString &word) {
    for (qsizetype at = 1; at < word.size(); ++at) {
        const QString name = u'-' + word.mid(at, 1);
        const FlagRow *row = word[1] == u'-' ? nullptr : flagRow(word[at]);
        if (!row)
            return fail(Errc::BadOption, (word[1] == u'-' ? word : name) + u": no option of ssh"_s);
        QString argument;
        if (row->takesArgument) {
            argument = word.mid(at + 1);
            if (argument.isEmpty() && m_left.isEmpty())
                return fail(Errc::BadOption, name + u": its argument is missing"_s);
            if (argument.isEmpty())
                argument = m_left.takeFirst();
        }
        if (const auto done = act(*row, argument); !done)
            return done;
        if (row->takesArgument)
            break;
    }
    return {};
}

Result<void> ArgumentReader::act(const FlagRow &row, const QString &argument) {
    const QString name = u'-' + QString(QChar(row.flag));
    const QString text = QString::fromLatin1(row.text);
    switch (row.act) {
    case Act::Nothing:
        return {};
    case Act::SetOption: {
        const auto done = row.takesArgument ? setAsWord(text, argument)
                                            : m_options.set(text, QString::fromLatin1(row.value));
        // The person typed -p, not Port.
        return done ? done : fail(done.error().code, name + u' ' + argument);
    }
    case Act::AddForward:
        m_invocation.specs += {kindOf(row.flag), argument};
        m_options.addForward(kindOf(row.flag), argument);
        return {};
    case Act::Warn:
        m_options.warn(name + u": "_s + text);
        return {};
    case Act::Refuse:
        return fail(Errc::BadOption, name + u": "_s + text);
    case Act::Special:
        return actSpecially(row, argument);
    }
    return {};
}

Result<void> ArgumentReader::actSpecially(const FlagRow &row, const QString &argument) {
    switch (row.flag) {
    case u'o':
        return m_options.setLine(argument);
    case u'J': {
        if (m_jumpGiven)
            return fail(Errc::BadOption, u"-J: only once, hops are parted by commas"_s);
        m_jumpGiven = true;
        const auto done = setAsWord(u"ProxyJump", argument);
        return done ? done : fail(Errc::BadOption, u"-J "_s + argument);
    }
    case u'F':
        m_invocation.configFileNone = argument.compare(u"none"_s, Qt::CaseInsensitive) == 0;
        m_invocation.configFile = m_invocation.configFileNone ? QString() : argument;
        return {};
    case u'q':
        m_invocation.quiet = true;
        return {};
    case u'v':
        m_invocation.verbosity = qMin(3, m_invocation.verbosity + 1);
        return {};
    default: // -f
        m_invocation.background = true;
        m_options.warn(u"-f: going to the background is not supported, staying in front"_s);
        return {};
    }
}

Result<void> ArgumentReader::readHost(const QString &word) {
    const auto destination = parseDestination(word);
    if (!destination)
        return tl::unexpected(destination.error());
    m_host = destination->host;
    if (!destination->user.isEmpty())
        if (const auto done = setAsWord(u"User", destination->user); !done)
            return done;
    if (destination->port != 0)
        return m_options.set(u"Port", QString::number(destination->port));
    return {};
}

Result<SshInvocation> ArgumentReader::read() {
    bool flagsOver = false;
    while (!m_left.isEmpty()) {
        const QString word = m_left.takeFirst();
        Result<void> done;
        if (!flagsOver && word == u"--"_s) {
            flagsOver = true;
        } else if (!flagsOver && word.size() > 1 && word.startsWith(u'-')) {
            done = readFlags(word);
        } else if (m_host.isEmpty()) {
            done = readHost(word);
        } else {
            // As with ssh, the first word after the host that is no option begins a command.
            m_left.prepend(word);
            m_options.warn(u"'"_s + m_left.join(u' ') + u"': no command is run"_s);
            m_left.clear();
        }
        if (!done)
            return tl::unexpected(done.error());
    }
    return finish();
}

Result<SshInvocation> ArgumentReader::finish() const {
    if (m_host.isEmpty())
        return fail(Errc::BadOption, u"no host"_s);
    const auto settings = m_options.finish(m_host);
    if (!settings)
        return tl::unexpected(settings.error());
    SshInvocation invocation = m_invocation;
    invocation.destination = settings->host;
    invocation.jumps = settings->jumps;
    invocation.forwards = settings->forwards;
    invocation.quiet = invocation.quiet || settings->quiet;
    invocation.verbosity = qMax(invocation.verbosity, settings->verbosity);
    invocation.gatewayPorts = settings->gatewayPorts;
    invocation.options = m_options.given();
    invocation.warnings = settings->warnings;
    return invocation;
}

bool isSsh(const QString &program) {
    const QString name = program.mid(program.lastIndexOf(u'/') + 1);
    return name == u"ssh"_s || name.compare(u"ssh.exe"_s, Qt::CaseInsensitive) == 0;
}

} // namespace

Result<SshInvocation> parseSshArguments(const QStringList &arguments) {
    return ArgumentReader(arguments).read();
}

Result<SshInvocation> parseSshCommandLine(QStringView line) {
    auto words = splitShellWords(line);
    if (!words)
        return tl::unexpected(words.error());
    const bool url = words->size() == 1 && words->first().startsWith(u"ssh://"_s);
    if (!url && (words->isEmpty() || !isSsh(words->takeFirst())))
        return fail(Errc::BadOption, u"the line does not begin with 'ssh'"_s);
    return parseSshArguments(*words);
}

} // namespace fairlead
