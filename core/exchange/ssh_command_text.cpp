#include "core/exchange/ssh_command.h"

#include "core/exchange/forward_spec.h"
#include "core/exchange/shell_words.h"
#include "core/exchange/ssh_values.h"
#include "core/profile/destination.h"

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

struct ShortForm {
    const char *option; // "Key=" or "Key=value"
    const char *flag;
};
// Shorter to read than -o Key=Value.
constexpr ShortForm kShortForms[] = {
    {"AddressFamily=inet", "-4"}, {"AddressFamily=inet6", "-6"},
    {"Compression=yes", "-C"},    {"BindAddress=", "-b"},
    {"Ciphers=", "-c"},           {"MACs=", "-m"},
    {"IdentityFile=", "-i"},
};

QStringList asArguments(const QString &option) {
    for (const auto &[text, flag] : kShortForms) {
        const QString known = QString::fromLatin1(text);
        if (option == known)
            return {QString::fromLatin1(flag)};
        if (!known.endsWith(u'=') || !option.startsWith(known))
            continue;
        // A flag's argument is the word itself, without the quotes of a config file.
        const auto words = splitConfigWords(QStringView(option).mid(known.size()));
        if (words && words->size() == 1)
            return {QString::fromLatin1(flag), words->first()};
    }
    return {u"-o"_s, option};
}

QStringList forwardArguments(const QList<Forward> &forwards) {
    QStringList options;
    QStringList arguments;
    for (const Forward &forward : forwards) {
        for (const QString &spec : sshForwardSpecs(forward))
            arguments += {forwardFlag(forward.kind), spec};
        for (const QString &option : sshOptionsOf(forward))
            if (!options.contains(option))
                options += option;
    }
    for (const QString &option : std::as_const(options))
        arguments += {u"-o"_s, option};
    return arguments;
}

} // namespace

QStringList sshArguments(const Host &host, const QList<Host> &jumps,
                         const QList<Forward> &forwards) {
    QStringList arguments{u"-N"_s};
    arguments += forwardArguments(forwards);
    QStringList hops;
    for (const Host &jump : jumps)
        hops += toText(destinationOf(jump));
    if (!hops.isEmpty())
        arguments += {u"-J"_s, hops.join(u',')};
    for (const QString &option : sshOptionsOf(host))
        arguments += asArguments(option);
    Destination destination = destinationOf(host);
    if (destination.port != 0)
        arguments += {u"-p"_s, QString::number(destination.port)};
    destination.port = 0;
    return arguments << toText(destination);
}

QString sshCommandLine(const Host &host, const QList<Host> &jumps, const QList<Forward> &forwards) {
    return joinShellWords(QStringList{u"ssh"_s} + sshArguments(host, jumps, forwards));
}

} // namespace fairlead
