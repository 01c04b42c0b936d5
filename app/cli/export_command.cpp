#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/saved_book.h"
#include "app/cli/words.h"
#include "core/exchange/export_text.h"

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

std::optional<ExportFormat> formatNamed(const QString &name) {
    for (const ExportFormatName &known : exportFormats())
        if (name == QLatin1StringView(known.name))
            return known.format;
    return std::nullopt;
}

// Those that are named; all when none is.
Result<QList<ForwardId>> chosenOf(const ProfileBook &book, const QStringList &names) {
    QList<ForwardId> ids;
    for (const QString &name : names) {
        const auto forward = book.forwardNamed(name);
        if (!forward)
            return tl::unexpected(noForwardNamed(book, name));
        ids += forward->id;
    }
    if (names.isEmpty())
        for (const Forward &forward : book.data().forwards)
            ids += forward.id;
    return ids;
}

int runExport(CommandContext &context, const QStringList &words) {
    const auto arguments = Arguments::parse(words, {});
    if (!arguments)
        return badUsage(context, kExportCommand, arguments.error().detail);
    const QString name = arguments->names().value(0);
    const auto format = formatNamed(name);
    if (!format)
        return badUsage(context, kExportCommand,
                        Cli::tr("As what is missing: ssh, ssh-config, systemd, launchd or toml."));
    ProfileBook book;
    if (!openSaved(context, book))
        return exit_code::kFailed;
    const auto chosen = chosenOf(book, arguments->names().mid(1));
    const auto text =
        chosen ? exportText(*format, book.data(), *chosen, QCoreApplication::applicationFilePath())
               : tl::unexpected(chosen.error());
    if (!text) {
        context.out.failure(text.error());
        return exit_code::kFailed;
    }
    context.out.result(text->trimmed(), {{u"format"_s, name}, {u"text"_s, *text}});
    return exit_code::kSuccess;
}

} // namespace

const Command kExportCommand{
    "export", QT_TRANSLATE_NOOP("Cli", "saved forwards in the words of other programs"),
    QT_TRANSLATE_NOOP("Cli", "export ssh|ssh-config|systemd|launchd|toml [NAME…]"),
    QT_TRANSLATE_NOOP("Cli",
                      "  ssh          one ssh command for each host\n"
                      "  ssh-config   blocks for ~/.ssh/config\n"
                      "  systemd      a user service that keeps them open with 'run'\n"
                      "  launchd      the same for macOS\n"
                      "  toml         a profiles.toml with just these, to hand on\n\n"
                      "Without names, all forwards. Passwords are in none of these.\n\n"
                      "Examples:\n"
                      "  fairlead-cli export ssh db\n"
                      "  fairlead-cli export systemd > ~/.config/systemd/user/fairlead.service"),
    runExport};

} // namespace fairlead
