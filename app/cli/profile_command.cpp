#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/saved_book.h"
#include "app/cli/table.h"
#include "app/cli/words.h"

#include <QtCore/QJsonArray>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr std::array kOptions{OptionSpec{"name", true}, OptionSpec{"note", true}};

QStringList memberNames(const ProfileBook &book, const Profile &profile) {
    QStringList names;
    for (const Forward &forward : book.data().forwards)
        if (forward.profile == profile.id)
            names.append(forward.name);
    return names;
}

QJsonObject profileObject(const ProfileBook &book, const Profile &profile) {
    return {{u"name"_s, profile.name},
            {u"note"_s, profile.note},
            {u"forwards"_s, QJsonArray::fromStringList(memberNames(book, profile))}};
}

int putProfile(CommandContext &context, const QString &name, const Arguments &arguments,
               bool isNew) {
    return changeSaved(context, [&](ProfileBook &book) -> Result<void> {
        auto profile = book.profileNamed(name);
        if (isNew && profile)
            return fail(Errc::NameTaken, name);
        if (!isNew && !profile)
            return tl::unexpected(noProfileNamed(book, name));
        if (isNew)
            profile = Profile{ProfileId::create(), name, {}};
        if (arguments.has(u"name"_s))
            profile->name = arguments.value(u"name"_s);
        if (arguments.has(u"note"_s))
            profile->note = arguments.value(u"note"_s);
        if (auto done = book.put(*profile); !done)
            return done;
        context.out.result(isNew ? Cli::tr("Added profile '%1'.").arg(profile->name)
                                 : Cli::tr("Changed profile '%1'.").arg(profile->name),
                           profileObject(book, *profile));
        return {};
    });
}

int removeProfile(CommandContext &context, const QString &name) {
    return changeSaved(context, [&](ProfileBook &book) -> Result<void> {
        const auto profile = book.profileNamed(name);
        if (!profile)
            return tl::unexpected(noProfileNamed(book, name));
        book.remove(profile->id);
        context.out.result(Cli::tr("Removed profile '%1'; its forwards stay.").arg(name),
                           {{u"removed"_s, name}});
        return {};
    });
}

int showProfile(CommandContext &context, const QString &name) {
    ProfileBook book;
    if (!openSaved(context, book))
        return exit_code::kFailed;
    const auto profile = book.profileNamed(name);
    if (!profile) {
        context.out.failure(noProfileNamed(book, name));
        return exit_code::kFailed;
    }
    Table table;
    table.add({Cli::tr("Name"), profile->name});
    table.add({Cli::tr("Note"), profile->note});
    table.add({Cli::tr("Forwards"), memberNames(book, *profile).join(u", "_s)});
    context.out.result(table.text(), profileObject(book, *profile));
    return exit_code::kSuccess;
}

int listProfiles(CommandContext &context) {
    ProfileBook book;
    if (!openSaved(context, book))
        return exit_code::kFailed;
    Table table;
    table.add({Cli::tr("NAME"), Cli::tr("FORWARDS")});
    for (const Profile &profile : book.data().profiles) {
        if (context.out.json())
            context.out.object(profileObject(book, profile));
        table.add({profile.name, memberNames(book, profile).join(u", "_s)});
    }
    if (!context.out.json() && table.rows() > 1)
        context.out.line(table.text());
    return exit_code::kSuccess;
}

int runProfile(CommandContext &context, const QStringList &words) {
    const auto arguments = Arguments::parse(words, kOptions);
    if (!arguments)
        return badUsage(context, kProfileCommand, arguments.error().detail);
    const QString verb = arguments->names().value(0);
    const QString name = arguments->names().value(1);
    const auto count = arguments->names().size();
    if (verb == "list"_L1 && count == 1)
        return listProfiles(context);
    const bool known = verb == "add"_L1 || verb == "edit"_L1 || verb == "remove"_L1 ||
                       verb == "show"_L1 || verb == "list"_L1;
    if (!known)
        return badUsage(context, kProfileCommand,
                        Cli::tr("What to do is missing: add, edit, remove, show or list."));
    if (count != 2 || verb == "list"_L1)
        return badUsage(context, kProfileCommand,
                        verb == "list"_L1 ? Cli::tr("'profile list' takes nothing more.")
                                          : Cli::tr("The name of one profile is needed."));
    if (verb == "remove"_L1)
        return removeProfile(context, name);
    if (verb == "show"_L1)
        return showProfile(context, name);
    return putProfile(context, name, *arguments, verb == "add"_L1);
}

} // namespace

const Command kProfileCommand{
    "profile", QT_TRANSLATE_NOOP("Cli", "named sets of forwards"),
    QT_TRANSLATE_NOOP("Cli", "profile add|edit|remove|show|list …"),
    QT_TRANSLATE_NOOP("Cli", "  profile add NAME [--note TEXT]\n"
                             "  profile edit NAME [--name NEW] [--note TEXT]\n"
                             "  profile remove NAME\n"
                             "  profile show NAME\n"
                             "  profile list\n\n"
                             "Removing a profile leaves its forwards, in no profile.\n\n"
                             "Examples:\n"
                             "  fairlead-cli profile add work\n"
                             "  fairlead-cli edit db --profile work\n"
                             "  fairlead-cli run --profile work"),
    runProfile};

} // namespace fairlead
