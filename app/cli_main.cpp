#include "app/cli/command.h"
#include "app/cli/words.h"
#include "app/composition.h"

#include <QtCore/QCoreApplication>
#include <algorithm>
#include <clocale>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace fairlead;

namespace {

struct GlobalOptions {
    QString configDir;
    bool json = false;
    bool help = false;
    bool version = false;
    QString problem;  // a whole sentence, when the options make no sense
    QStringList rest; // the command and its arguments
};

// The global options may stand before or after the command; "--" ends them, as it does for ssh.
GlobalOptions readGlobals(const QStringList &arguments) {
    GlobalOptions options;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        if (argument == "--"_L1) {
            options.rest += arguments.mid(i);
            break;
        }
        if (argument == "--json"_L1) {
            options.json = true;
        } else if (argument == "--help"_L1) {
            options.help = true;
        } else if (argument == "--version"_L1) {
            options.version = true;
        } else if (argument.startsWith("--config-dir="_L1)) {
            options.configDir = argument.section(u'=', 1);
        } else if (argument == "--config-dir"_L1) {
            if (i + 1 == arguments.size())
                options.problem = Cli::tr("--config-dir needs a folder.");
            else
                options.configDir = arguments[++i];
        } else {
            options.rest.append(argument);
        }
    }
    return options;
}

int refuse(Output &out, const QString &program, const QString &what) {
    out.say(Cli::tr("%1: %2 See '%1 --help'.").arg(program, what));
    return exit_code::kBadUsage;
}

QString unknownCommand(const QString &name) {
    if (name.startsWith(u'-'))
        return Cli::tr("%1 stands before a command; only global options may.").arg(name);
    QStringList names;
    for (const Command *command : allCommands())
        names.append(QLatin1StringView(command->name));
    const QString meant = didYouMean(name, names);
    return meant.isEmpty()
               ? Cli::tr("There is no command '%1'.").arg(name)
               : Cli::tr("There is no command '%1'; did you mean '%2'?").arg(name, meant);
}

} // namespace

int main(int argc, char *argv[]) {
    std::setlocale(LC_CTYPE, "");
    std::signal(SIGPIPE, SIG_IGN); // a reader that went away is found out by the write
    QCoreApplication app(argc, argv);
    setIdentity();
    const QString program = u"fairlead-cli"_s;
    Output out;
    const GlobalOptions options = readGlobals(QCoreApplication::arguments().mid(1));
    out.setJson(options.json);
    if (!options.problem.isEmpty())
        return refuse(out, program, options.problem);
    if (options.version) {
        out.line(u"Fairlead "_s + QCoreApplication::applicationVersion());
        return exit_code::kSuccess;
    }
    if (options.rest.isEmpty()) {
        if (options.help) {
            out.line(overviewText(program));
            return exit_code::kSuccess;
        }
        return refuse(out, program, Cli::tr("No command was given."));
    }
    const Command *command = findCommand(options.rest.first());
    if (!command)
        return refuse(out, program, unknownCommand(options.rest.first()));
    if (options.help) {
        out.line(helpText(program, *command));
        return exit_code::kSuccess;
    }
    CommandContext context{out, configFolder(options.configDir), program};
    return command->run(context, options.rest.mid(1));
}
