#include "app/cli/command.h"

#include "app/cli/words.h"

#include <algorithm>
#include <numeric>
#include <vector>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

// Levenshtein's distance, one row at a time.
size_t distance(QStringView a, QStringView b) {
    std::vector<size_t> row(static_cast<size_t>(b.size()) + 1);
    std::iota(row.begin(), row.end(), size_t{0});
    for (qsizetype i = 0; i < a.size(); ++i) {
        size_t diagonal = std::exchange(row[0], static_cast<size_t>(i) + 1);
        for (qsizetype j = 0; j < b.size(); ++j) {
            const auto at = static_cast<size_t>(j);
            const size_t replace = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[at + 1];
            row[at + 1] = std::min({replace, row[at] + 1, row[at + 1] + 1});
        }
    }
    return row.back();
}

} // namespace

QString didYouMean(QStringView typed, const QStringList &candidates) {
    QString best;
    // Short words: half of the letters must be right.
    size_t least = std::min<size_t>(2, static_cast<size_t>(typed.size()) / 2) + 1;
    for (const QString &candidate : candidates) {
        const size_t d = distance(typed, candidate);
        if (d < least) {
            least = d;
            best = candidate;
        }
    }
    return best;
}

QString overviewText(const QString &program) {
    QString text = Cli::tr("Usage: %1 [--config-dir DIR] [--json] COMMAND …\n\n"
                           "Port forwards through SSH servers.\n\nCommands:\n")
                       .arg(program);
    for (const Command *command : allCommands())
        text +=
            u"  %1 %2\n"_s.arg(QLatin1StringView(command->name), -9).arg(Cli::tr(command->summary));
    text += Cli::tr("\nGlobal options:\n"
                    "  --config-dir DIR  keep profiles.toml in DIR\n"
                    "  --json            one JSON object a line\n"
                    "  --version         print the version\n"
                    "  --help            this overview; after a command: help on that command\n\n"
                    "Exit codes: 0 done or stopped, 1 the action did not work, 2 the command line "
                    "makes no sense,\n255 a login could not be made.");
    return text;
}

QString helpText(const QString &program, const Command &command) {
    return Cli::tr("Usage: %1 %2").arg(program, Cli::tr(command.usage)) + u"\n\n"_s +
           Cli::tr(command.help).replace(u"fairlead-cli"_s, program);
}

int badUsage(CommandContext &context, const Command &command, const QString &what) {
    const QString line = Cli::tr("%1 %2: %3 See '%1 %2 --help'.")
                             .arg(context.program, QLatin1StringView(command.name), what);
    context.out.say(line);
    if (context.out.json())
        context.out.object(
            {{u"event"_s, u"failed"_s}, {u"code"_s, u"BadUsage"_s}, {u"text"_s, what}});
    return exit_code::kBadUsage;
}

} // namespace fairlead
