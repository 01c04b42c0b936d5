#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/forward_text.h"
#include "app/cli/saved_book.h"
#include "app/cli/table.h"
#include "app/cli/words.h"
#include "core/exchange/forward_spec.h"
#include "core/exchange/ssh_command.h"

#include <QtCore/QJsonArray>
#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

// Every option that says something about a forward; `add` and `edit` take the same.
constexpr std::array kForwardOptions{
    OptionSpec{"name", true},         OptionSpec{"host", true},
    OptionSpec{"spec", true},         OptionSpec{"profile", true},
    OptionSpec{"no-profile", false},  OptionSpec{"note", true},
    OptionSpec{"tag", true},          OptionSpec{"no-tags", false},
    OptionSpec{"auto-start", false},  OptionSpec{"no-auto-start", false},
    OptionSpec{"allow", true},        OptionSpec{"allow-all", false},
    OptionSpec{"hold-clients", true}, OptionSpec{"hold-time", true},
};

Result<int> wholeNumber(const Arguments &arguments, const QString &option, int most) {
    bool number = false;
    const QString text = arguments.value(option);
    const int value = text.toInt(&number);
    if (!number || value < 0 || value > most)
        return fail(Errc::BadOption,
                    Cli::tr("--%1 %2: a number from 0 to %3").arg(option, text).arg(most));
    return value;
}

Result<void> applyPlace(Forward &forward, const Arguments &arguments, const ProfileBook &book) {
    if (arguments.has(u"host"_s)) {
        const auto host = book.hostNamed(arguments.value(u"host"_s));
        if (!host)
            return tl::unexpected(noHostNamed(book, arguments.value(u"host"_s)));
        forward.host = host->id;
    }
    if (arguments.has(u"profile"_s)) {
        const auto profile = book.profileNamed(arguments.value(u"profile"_s));
        if (!profile)
            return tl::unexpected(noProfileNamed(book, arguments.value(u"profile"_s)));
        forward.profile = profile->id;
    }
    if (arguments.has(u"no-profile"_s))
        forward.profile = {};
    return {};
}

Result<void> applySpec(Forward &forward, const QString &spec) {
    const auto parsed = parseForwardSpec(forward.kind, spec);
    if (!parsed)
        return tl::unexpected(parsed.error());
    forward.listen = parsed->listen;
    forward.target = parsed->target;
    return {};
}

Result<void> applyHolding(Forward &forward, const Arguments &arguments) {
    constexpr int kMostClients = 4096;
    constexpr int kMostSeconds = 3600;
    if (arguments.has(u"hold-clients"_s)) {
        const auto clients = wholeNumber(arguments, u"hold-clients"_s, kMostClients);
        if (!clients)
            return tl::unexpected(clients.error());
        forward.holdClients = *clients;
    }
    if (arguments.has(u"hold-time"_s)) {
        const auto seconds = wholeNumber(arguments, u"hold-time"_s, kMostSeconds);
        if (!seconds)
            return tl::unexpected(seconds.error());
        forward.holdTime = std::chrono::seconds(*seconds);
    }
    return {};
}

Result<void> apply(Forward &forward, const Arguments &arguments, const ProfileBook &book) {
    if (arguments.has(u"name"_s))
        forward.name = arguments.value(u"name"_s);
    if (arguments.has(u"note"_s))
        forward.note = arguments.value(u"note"_s);
    if (arguments.has(u"no-tags"_s))
        forward.tags.clear();
    if (arguments.has(u"tag"_s))
        forward.tags = arguments.values(u"tag"_s);
    if (arguments.has(u"allow-all"_s))
        forward.allowedSources.clear();
    if (arguments.has(u"allow"_s))
        forward.allowedSources = arguments.values(u"allow"_s);
    if (arguments.has(u"auto-start"_s))
        forward.autoStart = true;
    if (arguments.has(u"no-auto-start"_s))
        forward.autoStart = false;
    if (arguments.has(u"spec"_s))
        if (auto done = applySpec(forward, arguments.value(u"spec"_s)); !done)
            return done;
    if (auto done = applyPlace(forward, arguments, book); !done)
        return done;
    return applyHolding(forward, arguments);
}

QJsonObject forwardObject(const ProfileBook &book, const Forward &forward) {
    const auto host = book.host(forward.host);
    const auto profile = book.profile(forward.profile);
    QJsonObject object{{u"name"_s, forward.name},
                       {u"kind"_s, kindName(forward.kind)},
                       {u"listen"_s, toText(forward.listen)},
                       {u"host"_s, host ? host->name : QString()},
                       {u"profile"_s, profile ? profile->name : QString()},
                       {u"autoStart"_s, forward.autoStart},
                       {u"spec"_s, forwardSpec(forward)},
                       {u"note"_s, forward.note},
                       {u"tags"_s, QJsonArray::fromStringList(forward.tags)},
                       {u"allow"_s, QJsonArray::fromStringList(forward.allowedSources)},
                       {u"holdClients"_s, forward.holdClients},
                       {u"holdTime"_s, static_cast<qint64>(forward.holdTime.count())}};
    if (forward.kind != ForwardKind::Dynamic)
        object.insert("target"_L1, toText(forward.target, portCount(forward.listen)));
    return object;
}

std::optional<ForwardKind> kindNamed(const QString &word) {
    for (const ForwardKind kind : {ForwardKind::Local, ForwardKind::Remote, ForwardKind::Dynamic})
        if (kindName(kind) == word)
            return kind;
    return {};
}

int addForward(CommandContext &context, const QStringList &words) {
    const auto arguments = Arguments::parse(words, kForwardOptions);
    if (!arguments)
        return badUsage(context, kAddCommand, arguments.error().detail);
    if (arguments->names().size() != 2)
        return badUsage(context, kAddCommand, Cli::tr("A kind and a forward are needed."));
    const auto kind = kindNamed(arguments->names()[0]);
    if (!kind)
        return badUsage(context, kAddCommand,
                        Cli::tr("'%1' is not a kind of forward; local, remote and dynamic are.")
                            .arg(arguments->names()[0]));
    if (!arguments->has(u"host"_s))
        return badUsage(context, kAddCommand, Cli::tr("--host is missing."));
    Forward forward;
    forward.id = ForwardId::create();
    forward.kind = *kind;
    if (const auto done = applySpec(forward, arguments->names()[1]); !done) {
        context.out.failure(done.error());
        return exit_code::kBadUsage;
    }
    forward.name = derivedName(forward);
    return changeSaved(context, [&](ProfileBook &book) -> Result<void> {
        if (auto done = apply(forward, *arguments, book); !done)
            return done;
        if (auto done = book.put(forward); !done)
            return done;
        context.out.result(Cli::tr("Added '%1'.").arg(forward.name), forwardObject(book, forward));
        return {};
    });
}

int editForward(CommandContext &context, const QStringList &words) {
    const auto arguments = Arguments::parse(words, kForwardOptions);
    if (!arguments)
        return badUsage(context, kEditCommand, arguments.error().detail);
    if (arguments->names().size() != 1)
        return badUsage(context, kEditCommand, Cli::tr("The name of one forward is needed."));
    const QString name = arguments->names().first();
    return changeSaved(context, [&](ProfileBook &book) -> Result<void> {
        auto forward = book.forwardNamed(name);
        if (!forward)
            return tl::unexpected(noForwardNamed(book, name));
        if (auto done = apply(*forward, *arguments, book); !done)
            return done;
        if (auto done = book.put(*forward); !done)
            return done;
        context.out.result(Cli::tr("Changed '%1'.").arg(forward->name),
                           forwardObject(book, *forward));
        return {};
    });
}

int removeForwards(CommandContext &context, const QStringList &words) {
    const auto arguments = Arguments::parse(words, {});
    if (!arguments)
        return badUsage(context, kRemoveCommand, arguments.error().detail);
    if (arguments->names().isEmpty())
        return badUsage(context, kRemoveCommand, Cli::tr("The name of a forward is needed."));
    return changeSaved(context, [&](ProfileBook &book) -> Result<void> {
        // All or none: a misspelt name must not leave the rest half done.
        QList<ForwardId> ids;
        for (const QString &name : arguments->names()) {
            const auto forward = book.forwardNamed(name);
            if (!forward)
                return tl::unexpected(noForwardNamed(book, name));
            ids.append(forward->id);
        }
        for (const ForwardId &id : ids)
            book.remove(id);
        for (const QString &name : arguments->names())
            context.out.result(Cli::tr("Removed '%1'.").arg(name), {{u"removed"_s, name}});
        return {};
    });
}

QString sshLineOf(const ProfileBook &book, const Forward &forward) {
    const auto host = book.host(forward.host);
    if (!host)
        return {};
    QList<Host> jumps;
    for (const QString &name : host->jumps)
        if (const auto jump = book.hostNamed(name))
            jumps.append(*jump);
    return sshCommandLine(*host, jumps, {forward});
}

QString described(const ProfileBook &book, const Forward &forward) {
    const QJsonObject facts = forwardObject(book, forward);
    Table table;
    table.add({Cli::tr("Name"), forward.name});
    table.add({Cli::tr("Kind"), kindName(forward.kind)});
    table.add({Cli::tr("Listens"), toText(forward.listen)});
    if (facts.contains("target"_L1))
        table.add({Cli::tr("Target"), facts.value("target"_L1).toString()});
    table.add({Cli::tr("Host"), facts.value("host"_L1).toString()});
    table.add({Cli::tr("Profile"), facts.value("profile"_L1).toString()});
    table.add({Cli::tr("Starts by itself"), forward.autoStart ? Cli::tr("yes") : Cli::tr("no")});
    table.add({Cli::tr("Allowed sources"), forward.allowedSources.isEmpty()
                                               ? Cli::tr("all that can reach it")
                                               : forward.allowedSources.join(u", "_s)});
    table.add({Cli::tr("Tags"), forward.tags.join(u", "_s)});
    table.add({Cli::tr("Note"), forward.note});
    table.add({Cli::tr("As ssh"), sshLineOf(book, forward)});
    return table.text();
}

int showForward(CommandContext &context, const QStringList &words) {
    const auto arguments = Arguments::parse(words, {});
    if (!arguments)
        return badUsage(context, kShowCommand, arguments.error().detail);
    if (arguments->names().size() != 1)
        return badUsage(context, kShowCommand, Cli::tr("The name of one forward is needed."));
    ProfileBook book;
    if (!openSaved(context, book))
        return exit_code::kFailed;
    const auto forward = book.forwardNamed(arguments->names().first());
    if (!forward) {
        context.out.failure(noForwardNamed(book, arguments->names().first()));
        return exit_code::kFailed;
    }
    QJsonObject object = forwardObject(book, *forward);
    object.insert("ssh"_L1, sshLineOf(book, *forward));
    context.out.result(described(book, *forward), object);
    return exit_code::kSuccess;
}

constexpr std::array kListOptions{OptionSpec{"profile", true}, OptionSpec{"host", true}};

int listForwards(CommandContext &context, const QStringList &words) {
    const auto arguments = Arguments::parse(words, kListOptions);
    if (!arguments)
        return badUsage(context, kListCommand, arguments.error().detail);
    ProfileBook book;
    if (!openSaved(context, book))
        return exit_code::kFailed;
    Table table;
    table.add({Cli::tr("NAME"), Cli::tr("KIND"), Cli::tr("LISTENS"), Cli::tr("TARGET"),
               Cli::tr("HOST"), Cli::tr("PROFILE")});
    for (const Forward &forward : book.data().forwards) {
        const QJsonObject object = forwardObject(book, forward);
        const auto member = [&object](const char *key) {
            return object.value(QLatin1StringView(key)).toString();
        };
        const bool other =
            (arguments->has(u"profile"_s) && member("profile") != arguments->value(u"profile"_s)) ||
            (arguments->has(u"host"_s) && member("host") != arguments->value(u"host"_s));
        if (other || (!arguments->names().isEmpty() && !arguments->names().contains(forward.name)))
            continue;
        if (context.out.json())
            context.out.object(object);
        table.add({forward.name, member("kind"), member("listen"), member("target"), member("host"),
                   member("profile")});
    }
    if (!context.out.json() && table.rows() > 1)
        context.out.line(table.text());
    return exit_code::kSuccess;
}

} // namespace

const Command kAddCommand{
    "add", QT_TRANSLATE_NOOP("Cli", "save a forward"),
    QT_TRANSLATE_NOOP("Cli", "add local|remote|dynamic SPEC --host HOST [OPTION]…"),
    QT_TRANSLATE_NOOP(
        "Cli", "SPEC is what ssh takes after -L, -R or -D; ports may be ranges. The host must be "
               "saved.\n\n"
               "  --host HOST        the host to log in to (see 'fairlead-cli host add')\n"
               "  --name NAME        what it is called\n"
               "  --profile PROFILE  the profile it belongs to\n"
               "  --note TEXT        a note\n"
               "  --tag TAG          a tag; may be repeated\n"
               "  --auto-start       start it by itself\n"
               "  --allow NET        only clients from this address or network; may be repeated\n"
               "  --hold-clients N   clients that may wait while the link is away (64)\n"
               "  --hold-time SECONDS  how long they wait (10)\n\n"
               "Examples:\n"
               "  fairlead-cli add local 5432:db:5432 --host bastion --name db\n"
               "  fairlead-cli add remote 3022:localhost:22 --host home\n"
               "  fairlead-cli add dynamic 1080 --host bastion --profile travel"),
    addForward};

const Command kEditCommand{
    "edit", QT_TRANSLATE_NOOP("Cli", "change a saved forward"),
    QT_TRANSLATE_NOOP("Cli", "edit NAME [--spec SPEC] [OPTION]…"),
    QT_TRANSLATE_NOOP("Cli", "Takes the options of 'add', and:\n\n"
                             "  --spec SPEC      another SPEC of the same kind\n"
                             "  --no-profile     in no profile\n"
                             "  --no-tags        without tags\n"
                             "  --no-auto-start  do not start it by itself\n"
                             "  --allow-all      clients from anywhere\n\n"
                             "Example:\n"
                             "  fairlead-cli edit db --spec 15432:db:5432 --auto-start"),
    editForward};

const Command kRemoveCommand{"remove", QT_TRANSLATE_NOOP("Cli", "remove saved forwards"),
                             QT_TRANSLATE_NOOP("Cli", "remove NAME…"),
                             QT_TRANSLATE_NOOP("Cli",
                                               "Removes all that are named, or none when one of "
                                               "them does not exist.\n\n"
                                               "Example:\n  fairlead-cli remove db grafana"),
                             removeForwards};

const Command kShowCommand{"show", QT_TRANSLATE_NOOP("Cli", "show a saved forward"),
                           QT_TRANSLATE_NOOP("Cli", "show NAME"),
                           QT_TRANSLATE_NOOP("Cli", "Shows all that is saved of it, and the ssh "
                                                    "command that does the same.\n\n"
                                                    "Example:\n  fairlead-cli show db"),
                           showForward};

const Command kListCommand{
    "list", QT_TRANSLATE_NOOP("Cli", "list the saved forwards"),
    QT_TRANSLATE_NOOP("Cli", "list [--profile PROFILE] [--host HOST] [NAME…]"),
    QT_TRANSLATE_NOOP("Cli", "Lists them in their order; with --json one object a line.\n\n"
                             "Examples:\n"
                             "  fairlead-cli list --profile work\n"
                             "  fairlead-cli --json list"),
    listForwards};

} // namespace fairlead
