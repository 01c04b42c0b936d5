#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/saved_book.h"
#include "app/cli/table.h"
#include "app/cli/words.h"
#include "core/exchange/putty_import.h"
#include "core/exchange/ssh_config_import.h"
#include "text/import_text.h"

#include <QtCore/QJsonArray>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr std::array kOptions{OptionSpec{"apply", false}, OptionSpec{"rename", false},
                              OptionSpec{"all", false}, OptionSpec{"keep-addresses", false},
                              OptionSpec{"run-commands", false}};

Result<ImportSource> readSshConfig(const QString &file, bool runCommands) {
    SshConfigImport reader(file, runCommands);
    Result<ImportSource> found = fail(Errc::Cancelled);
    reader.start([&found](const Result<ImportSource> &source) {
        found = source;
        QCoreApplication::quit();
    });
    QCoreApplication::exec();
    return found;
}

Result<ImportSource> readPutty(const QString &path) {
    const QString place = path.isEmpty() ? puttyFolder() : path;
    if (place.isEmpty())
        return fail(Errc::NotFound, Cli::tr("saved sessions of PuTTY"));
    return readPuttyForImport(place);
}

Result<ImportSource> readSource(const Arguments &arguments) {
    const QString what = arguments.names().value(0);
    const QString path = arguments.names().value(1);
    if (what == "ssh-config"_L1)
        return readSshConfig(path, arguments.has(u"run-commands"_s));
    return what == "putty"_L1 ? readPutty(path) : readProfilesForImport(what);
}

// The ticks of the command line: what clashes and what was not proposed only when asked for.
void tick(ImportPlan &plan, const Arguments &arguments) {
    using Fate = ImportItem::Fate;
    for (qsizetype at = 0; at < plan.items.size(); ++at) {
        ImportItem &item = plan.items[at];
        const bool wanted =
            item.fate == Fate::Clashing ? arguments.has(u"rename"_s) : arguments.has(u"all"_s);
        if (wanted)
            setTaken(plan, at, true);
        item.keepAddress = arguments.has(u"keep-addresses"_s) && !item.openAddress.isEmpty();
    }
}

QString fateName(ImportItem::Fate fate) {
    constexpr std::array kNames{"new", "changed", "clashing", "same", "skipped"};
    return QString::fromLatin1(kNames[static_cast<size_t>(fate)]);
}

QString typeName(const ImportItem &item) {
    constexpr std::array kNames{"profile", "host", "forward"};
    return QString::fromLatin1(kNames[item.thing.index()]);
}

QStringList remarkTexts(const QList<ImportRemark> &remarks) {
    QStringList texts;
    for (const ImportRemark &remark : remarks)
        texts += importRemarkText(remark);
    return texts;
}

void show(CommandContext &context, const ImportPlan &plan) {
    for (const QString &text : remarkTexts(plan.general))
        context.out.warn(text);
    for (const ImportItem &item : plan.items) {
        const QStringList remarks = remarkTexts(item.remarks);
        const QJsonObject object{
            {u"event"_s, u"import"_s}, {u"type"_s, typeName(item)},
            {u"name"_s, item.name()},  {u"fate"_s, fateName(item.fate)},
            {u"taken"_s, item.taken},  {u"remarks"_s, QJsonArray::fromStringList(remarks)}};
        QString line = u"%1 %2: %3"_s.arg(item.taken ? u"+"_s : u" "_s)
                           .arg(importFateText(item.fate), item.name());
        if (const QString text = importItemText(item); !text.isEmpty())
            line += u"  "_s + text;
        for (const QString &remark : remarks)
            line += u"\n      "_s + remark;
        context.out.result(line, object);
    }
}

int apply(CommandContext &context, const ImportSource &source, const Arguments &arguments) {
    return changeSaved(context, [&](ProfileBook &book) -> Result<void> {
        ImportPlan plan = planImport(source, book.data());
        tick(plan, arguments);
        show(context, plan);
        const auto count = applyImport(plan, book);
        if (!count)
            return tl::unexpected(count.error());
        context.out.result(Cli::tr("Imported. Hosts: %1, forwards: %2, profiles: %3.")
                               .arg(count->hosts)
                               .arg(count->forwards)
                               .arg(count->profiles),
                           {{u"event"_s, u"imported"_s},
                            {u"hosts"_s, count->hosts},
                            {u"forwards"_s, count->forwards},
                            {u"profiles"_s, count->profiles}});
        return {};
    });
}

int runImport(CommandContext &context, const QStringList &words) {
    const auto arguments = Arguments::parse(words, kOptions);
    if (!arguments)
        return badUsage(context, kImportCommand, arguments.error().detail);
    const QStringList names = arguments->names();
    const bool hasFile = names.value(0) == "ssh-config"_L1 || names.value(0) == "putty"_L1;
    if (names.isEmpty() || names.size() > (hasFile ? 2 : 1))
        return badUsage(context, kImportCommand,
                        Cli::tr("From where is missing: ssh-config, putty or a profiles.toml."));
    const auto source = readSource(*arguments);
    if (!source) {
        context.out.failure(source.error());
        return exit_code::kFailed;
    }
    if (arguments->has(u"apply"_s))
        return apply(context, *source, *arguments);
    ProfileBook book;
    if (!openSaved(context, book))
        return exit_code::kFailed;
    ImportPlan plan = planImport(*source, book.data());
    tick(plan, *arguments);
    show(context, plan);
    context.out.warn(Cli::tr("Nothing is changed yet. With --apply, what is marked + is added."));
    return exit_code::kSuccess;
}

} // namespace

const Command kImportCommand{
    "import", QT_TRANSLATE_NOOP("Cli", "take over hosts and forwards from elsewhere"),
    QT_TRANSLATE_NOOP("Cli", "import ssh-config [FILE] | putty [FILE] | FILE.toml [--apply]"),
    QT_TRANSLATE_NOOP(
        "Cli", "  ssh-config   the hosts of ~/.ssh/config, or of FILE, as ssh itself reads them\n"
               "  putty        sessions of PuTTY or KiTTY: their folder, or what regedit exported\n"
               "  FILE.toml    another profiles.toml\n\n"
               "Shows what would change; --apply does it. What you have stays as it is: only what "
               "it does\n"
               "not say is filled in. Passwords are never taken, nothing starts by itself "
               "afterwards, and\n"
               "forwards listen on localhost only.\n\n"
               "  --apply            add what is marked +\n"
               "  --rename           also what has the name of something else, under a new name\n"
               "  --all              also what is not proposed, because it runs a program\n"
               "  --keep-addresses   let forwards listen where others can reach them\n"
               "  --run-commands     let ssh run the commands of 'Match exec' while it reads\n\n"
               "Examples:\n"
               "  fairlead-cli import ssh-config\n"
               "  fairlead-cli import putty sessions.reg --apply"),
    runImport};

} // namespace fairlead
