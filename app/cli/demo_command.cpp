#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/demo_run.h"
#include "app/cli/signal_watch.h"
#include "app/cli/words.h"
#include "app/composition.h"

#include <QtCore/QTimer>
#include <array>
#include <csignal>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr std::array kOptions{OptionSpec{"keep", false}};

int runDemo(CommandContext &context, const QStringList &words) {
    const auto arguments = Arguments::parse(words, kOptions);
    if (!arguments)
        return badUsage(context, kDemoCommand, arguments.error().detail);
    if (!arguments->names().isEmpty())
        return badUsage(context, kDemoCommand, Cli::tr("It takes nothing more."));
    Composition composition(SecretKeeping::Session);
    DemoRun demo({composition.engine(), composition.timers(), context.out},
                 arguments->has(u"keep"_s));
    const SignalWatch signals({SIGINT, SIGTERM, SIGHUP});
    QObject::connect(&signals, &SignalWatch::received, &demo,
                     [&demo] { demo.stop(exit_code::kSuccess); });
    QObject::connect(
        &demo, &DemoRun::finished, &demo, [](int exitCode) { QCoreApplication::exit(exitCode); },
        Qt::QueuedConnection);
    QTimer::singleShot(0, &demo, &DemoRun::start);
    return QCoreApplication::exec();
}

} // namespace

const Command kDemoCommand{
    "demo", QT_TRANSLATE_NOOP("Cli", "see it work, without any server or account"),
    QT_TRANSLATE_NOOP("Cli", "demo [--keep]"),
    QT_TRANSLATE_NOOP(
        "Cli",
        "Starts small SSH servers and web pages on this machine, with keys made for the occasion,\n"
        "opens a forward of each kind through them, one behind a jump host, sends random bytes\n"
        "through each, compares what comes back and prints a table. Nothing is reached outside\n"
        "this machine, no file of yours is read or written, and nothing is left behind.\n\n"
        "  --keep   stay open, with some traffic, until SIGINT or SIGTERM\n\n"
        "With --json each forward is an event: carried.\n\n"
        "Examples:\n"
        "  fairlead-cli demo\n"
        "  fairlead-cli demo --keep"),
    runDemo};

} // namespace fairlead
