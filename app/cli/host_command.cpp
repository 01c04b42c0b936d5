#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/saved_book.h"
#include "app/cli/table.h"
#include "app/cli/words.h"
#include "core/exchange/proxy_url.h"
#include "core/exchange/ssh_command.h"
#include "core/profile/destination.h"

#include <QtCore/QJsonArray>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

QString destinationText(const Host &host) { return toText(destinationOf(host)); }

QJsonObject hostObject(const Host &host) {
    return {{u"name"_s, host.name},
            {u"address"_s, host.address},
            {u"port"_s, host.port},
            {u"user"_s, host.user},
            {u"jumps"_s, QJsonArray::fromStringList(host.jumps)},
            {u"proxy"_s, proxyUrl(host.proxy)},
            {u"options"_s, QJsonArray::fromStringList(sshOptionsOf(host))}};
}

// The part of an option before its "=".
QString keyOf(const QString &option) { return option.section(u'=', 0, 0); }

// ssh knows no proxy but a command; ours is not one of its options.
QStringList optionsBesidesProxy(const Host &host) {
    QStringList options = sshOptionsOf(host);
    if (!proxyUrl(host.proxy).isEmpty())
        options.removeIf([](const QString &option) { return keyOf(option) == "ProxyCommand"_L1; });
    return options;
}

// Takes "--proxy URL" out of the arguments. Nothing when it is not there.
Result<std::optional<Proxy>> takeProxy(QStringList &arguments) {
    const auto at = arguments.indexOf(u"--proxy"_s);
    if (at < 0)
        return std::optional<Proxy>();
    if (at + 1 == arguments.size())
        return fail(Errc::BadOption, Cli::tr("--proxy needs a value."));
    const QString text = arguments.takeAt(at + 1);
    arguments.removeAt(at);
    const auto proxy = parseProxyUrl(text);
    if (!proxy)
        return fail(proxy.error().code, u"--proxy: "_s + proxy.error().detail);
    return std::optional<Proxy>(*proxy);
}

// Reads ssh options for a host; forwards among them make no sense here.
Result<SshInvocation> readHostArguments(const QStringList &arguments) {
    auto read = parseSshArguments(arguments);
    if (read && !read->forwards.isEmpty())
        return fail(Errc::BadOption, Cli::tr("-L, -R and -D belong to 'fairlead-cli add'"));
    return read;
}

void tellWarnings(CommandContext &context, const SshInvocation &read) {
    for (const QString &warning : read.warnings)
        context.out.warn(warning);
}

int addHost(CommandContext &context, const QStringList &arguments) {
    if (arguments.isEmpty() || arguments.first().startsWith(u'-'))
        return badUsage(context, kHostCommand, Cli::tr("A name for the host comes first."));
    QStringList rest = arguments.mid(1);
    const auto proxy = takeProxy(rest);
    const auto read = proxy ? readHostArguments(rest) : tl::unexpected(proxy.error());
    if (!read) {
        context.out.failure(read.error());
        return exit_code::kBadUsage;
    }
    tellWarnings(context, *read);
    Host host = read->destination;
    host.proxy = proxy->value_or(host.proxy);
    host.id = HostId::create();
    host.name = arguments.first();
    return changeSaved(context, [&](ProfileBook &book) -> Result<void> {
        if (auto done = book.put(host); !done)
            return done;
        context.out.result(Cli::tr("Added host '%1'.").arg(host.name), hostObject(host));
        return {};
    });
}

// The old host's options with those replaced that are said anew, as one ssh command line.
Result<Host> editedHost(const Host &old, QStringList arguments) {
    const auto proxy = takeProxy(arguments);
    if (!proxy)
        return tl::unexpected(proxy.error());
    const QString oldDestination = destinationText(old);
    auto said = readHostArguments(arguments + QStringList{oldDestination});
    bool movedElsewhere = false;
    if (!said) { // perhaps the arguments name a server themselves
        said = readHostArguments(arguments);
        movedElsewhere = true;
    }
    if (!said)
        return tl::unexpected(said.error());
    QStringList keys;
    for (const QString &option : said->options)
        keys.append(keyOf(option).toLower());
    QStringList all = arguments;
    for (const QString &option : optionsBesidesProxy(old))
        if (!keys.contains(keyOf(option).toLower()))
            all += {u"-o"_s, option};
    if (!old.jumps.isEmpty() && !keys.contains(u"proxyjump"_s))
        all += {u"-J"_s, old.jumps.join(u',')};
    if (!movedElsewhere)
        all.append(oldDestination);
    auto merged = readHostArguments(all);
    if (!merged)
        return tl::unexpected(merged.error());
    Host host = merged->destination;
    host.id = old.id;
    host.name = old.name;
    host.maxLanes = old.maxLanes;
    if (*proxy)
        host.proxy = **proxy;
    else if (host.proxy.kind == Proxy::Kind::None && !keys.contains(u"proxycommand"_s))
        host.proxy = old.proxy;
    return host;
}

int editHost(CommandContext &context, QStringList arguments) {
    if (arguments.isEmpty() || arguments.first().startsWith(u'-'))
        return badUsage(context, kHostCommand, Cli::tr("The name of a host comes first."));
    const QString name = arguments.takeFirst();
    QString newName = name;
    if (const auto at = arguments.indexOf(u"--name"_s); at >= 0) {
        if (at + 1 == arguments.size())
            return badUsage(context, kHostCommand, Cli::tr("--name needs a value."));
        newName = arguments.takeAt(at + 1);
        arguments.removeAt(at);
    }
    return changeSaved(context, [&](ProfileBook &book) -> Result<void> {
        const auto old = book.hostNamed(name);
        if (!old)
            return tl::unexpected(noHostNamed(book, name));
        auto host = editedHost(*old, arguments);
        if (!host)
            return tl::unexpected(host.error());
        host->name = newName;
        if (auto done = book.put(*host); !done)
            return done;
        context.out.result(Cli::tr("Changed host '%1'.").arg(newName), hostObject(*host));
        return {};
    });
}

int removeHost(CommandContext &context, const QStringList &arguments) {
    if (arguments.size() != 1)
        return badUsage(context, kHostCommand, Cli::tr("The name of one host is needed."));
    return changeSaved(context, [&](ProfileBook &book) -> Result<void> {
        const auto host = book.hostNamed(arguments.first());
        if (!host)
            return tl::unexpected(noHostNamed(book, arguments.first()));
        QStringList users;
        for (const Forward &forward : book.forwardsOf(host->id))
            users.append(forward.name);
        if (!users.isEmpty())
            return fail(Errc::BadOption, Cli::tr("host '%1' is used by: %2; remove these first")
                                             .arg(host->name, users.join(u", "_s)));
        book.remove(host->id);
        context.out.result(Cli::tr("Removed host '%1'.").arg(host->name),
                           {{u"removed"_s, host->name}});
        return {};
    });
}

int showHost(CommandContext &context, const QStringList &arguments) {
    if (arguments.size() != 1)
        return badUsage(context, kHostCommand, Cli::tr("The name of one host is needed."));
    ProfileBook book;
    if (!openSaved(context, book))
        return exit_code::kFailed;
    const auto host = book.hostNamed(arguments.first());
    if (!host) {
        context.out.failure(noHostNamed(book, arguments.first()));
        return exit_code::kFailed;
    }
    Table table;
    table.add({Cli::tr("Name"), host->name});
    table.add({Cli::tr("Server"), destinationText(*host)});
    table.add({Cli::tr("Through"), host->jumps.join(u", "_s)});
    table.add({Cli::tr("Proxy"), proxyUrl(host->proxy)});
    for (const QString &option : optionsBesidesProxy(*host))
        table.add({keyOf(option), option.section(u'=', 1)});
    context.out.result(table.text(), hostObject(*host));
    return exit_code::kSuccess;
}

int listHosts(CommandContext &context, const QStringList &arguments) {
    if (!arguments.isEmpty())
        return badUsage(context, kHostCommand, Cli::tr("'host list' takes nothing more."));
    ProfileBook book;
    if (!openSaved(context, book))
        return exit_code::kFailed;
    Table table;
    table.add({Cli::tr("NAME"), Cli::tr("SERVER"), Cli::tr("THROUGH")});
    for (const Host &host : book.data().hosts) {
        if (context.out.json())
            context.out.object(hostObject(host));
        table.add({host.name, destinationText(host), host.jumps.join(u", "_s)});
    }
    if (!context.out.json() && table.rows() > 1)
        context.out.line(table.text());
    return exit_code::kSuccess;
}

int runHost(CommandContext &context, const QStringList &arguments) {
    const QString verb = arguments.value(0);
    const QStringList rest = arguments.mid(1);
    if (verb == "add"_L1)
        return addHost(context, rest);
    if (verb == "edit"_L1)
        return editHost(context, rest);
    if (verb == "remove"_L1)
        return removeHost(context, rest);
    if (verb == "show"_L1)
        return showHost(context, rest);
    if (verb == "list"_L1)
        return listHosts(context, rest);
    return badUsage(context, kHostCommand,
                    Cli::tr("What to do is missing: add, edit, remove, show or list."));
}

} // namespace

const Command kHostCommand{
    "host", QT_TRANSLATE_NOOP("Cli", "the SSH servers to log in to"),
    QT_TRANSLATE_NOOP("Cli", "host add|edit|remove|show|list …"),
    QT_TRANSLATE_NOOP("Cli",
                      "  host add NAME [--proxy URL] [ssh options] [user@]host[:port]\n"
                      "  host edit NAME [--name NEW] [--proxy URL] [ssh options] "
                      "[[user@]host[:port]]\n"
                      "  host remove NAME\n"
                      "  host show NAME\n"
                      "  host list\n\n"
                      "The ssh options are those of 'forward' without -L, -R and -D. What 'edit' "
                      "is told replaces\n"
                      "the old value. A jump host (-J) may be the name of a saved host. --proxy is "
                      "how the first hop\n"
                      "is reached: socks5://[user@]host:port, http://[user@]host:port, or none. "
                      "Passwords are never\n"
                      "saved here.\n\n"
                      "Examples:\n"
                      "  fairlead-cli host add bastion -i ~/.ssh/work me@bastion.example.net\n"
                      "  fairlead-cli host add db -J bastion admin@db.internal:2222\n"
                      "  fairlead-cli host edit db -o ServerAliveInterval=5"),
    runHost};

} // namespace fairlead
