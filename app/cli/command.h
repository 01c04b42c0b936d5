// What a command of fairlead-cli is: a name, its help, and a function that runs it.
#pragma once

#include "app/cli/output.h"

#include <QtCore/QStringList>
#include <span>

namespace fairlead {

namespace exit_code {
constexpr int kSuccess = 0;
constexpr int kFailed = 1;   // the action did not work
constexpr int kBadUsage = 2; // the command line makes no sense
constexpr int kNoLink = 255; // a login could not be made, as ssh
} // namespace exit_code

struct CommandContext {
    Output &out;
    QString configDir; // where profiles.toml is
    QString program;   // "fairlead-cli", for messages
};

struct Command {
    const char *name;
    const char *summary; // one line for the overview
    const char *usage;   // what follows the program's name
    const char *help;    // paragraphs and examples, ready to print
    // Returns the exit code. A command that stays in the foreground runs the event loop itself:
    // it is the program's only one.
    int (*run)(CommandContext &context, const QStringList &arguments);
};

// Every command, in the order of the overview.
[[nodiscard]] std::span<const Command *const> allCommands();
[[nodiscard]] const Command *findCommand(QStringView name);

// The candidate that `typed` was probably meant to be: at most two letters away; empty when none.
[[nodiscard]] QString didYouMean(QStringView typed, const QStringList &candidates);

[[nodiscard]] QString overviewText(const QString &program);
[[nodiscard]] QString helpText(const QString &program, const Command &command);

// Says what is wrong and where help is; returns kBadUsage.
int badUsage(CommandContext &context, const Command &command, const QString &what);

} // namespace fairlead
