#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/control_talk.h"
#include "app/cli/table.h"
#include "app/cli/words.h"
#include "core/control/control_codec.h"
#include "text/status_text.h"
#include "text/units.h"

#include <QtCore/QTime>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

using control_reply::ForwardGone;
using control_reply::ForwardNow;
using control_reply::StreamNow;

constexpr std::array kSetOptions{OptionSpec{"profile", true}, OptionSpec{"all", false}};
constexpr std::array kToggleOptions{OptionSpec{"profile", true}};

QString listenText(const ForwardNow &now) {
    const bool isRange = now.listen.section(u':', -1).contains(u'-');
    return isRange ? now.listen : now.bound.value(0, now.listen);
}

QString reasonOf(const ForwardNow &now) {
    const ForwardStatus status{now.state, now.why, now.retryIn, {}};
    return statusReason(status, std::chrono::milliseconds{0});
}

// "db: Failed, Port taken"
QString statusLine(const ForwardNow &now) {
    const QString reason = reasonOf(now);
    return reason.isEmpty() ? Cli::tr("%1: %2").arg(now.name, stateText(now.state))
                            : Cli::tr("%1: %2, %3").arg(now.name, stateText(now.state), reason);
}

// Nothing for what is only there to carry the conversation.
void printObject(Output &out, const ControlReply &reply) {
    if (!std::holds_alternative<control_reply::Hello>(reply))
        out.object(replyObject(reply));
}

// Objects are printed as they come; a table when it is complete.
template <typename Row>
int tell(CommandContext &context, const ControlRequest &request, Table &table, Row &&row) {
    const int code = talk(context, request, [&](const ControlReply &reply) {
        if (context.out.json())
            printObject(context.out, reply);
        else
            row(reply);
    });
    if (!context.out.json() && table.rows() > 1)
        context.out.line(table.text());
    return code;
}

int showStatus(CommandContext &context, const QStringList &words) {
    const auto arguments = Arguments::parse(words, kSetOptions);
    if (!arguments)
        return badUsage(context, kStatusCommand, arguments.error().detail);
    Table table;
    table.add({Cli::tr("NAME"), Cli::tr("STATUS"), Cli::tr("LISTENS"), Cli::tr("TARGET"),
               Cli::tr("HOST"), Cli::tr("STREAMS"), Cli::tr("DOWN"), Cli::tr("UP"),
               Cli::tr("REASON")});
    const ControlRequest request{ControlVerb::Status,
                                 arguments->names(),
                                 arguments->values(u"profile"_s),
                                 arguments->has(u"all"_s),
                                 {}};
    return tell(context, request, table, [&table](const ControlReply &reply) {
        if (const auto *now = std::get_if<ForwardNow>(&reply))
            table.add({now->name, stateText(now->state), listenText(*now), now->target, now->host,
                       QString::number(now->streams), bytesText(now->bytesDown),
                       bytesText(now->bytesUp), reasonOf(*now)});
    });
}

int change(CommandContext &context, const Command &command, ControlVerb verb,
           const QStringList &words) {
    const auto options = verb == ControlVerb::Toggle ? std::span<const OptionSpec>(kToggleOptions)
                                                     : std::span<const OptionSpec>(kSetOptions);
    const auto arguments = Arguments::parse(words, options);
    if (!arguments)
        return badUsage(context, command, arguments.error().detail);
    const ControlRequest request{
        verb, arguments->names(), arguments->values(u"profile"_s), arguments->has(u"all"_s), {}};
    if (request.names.isEmpty() && request.profiles.isEmpty() && !request.all)
        return badUsage(context, command, Cli::tr("The name of a forward is needed."));
    Table none;
    return tell(context, request, none, [&context](const ControlReply &reply) {
        if (const auto *now = std::get_if<ForwardNow>(&reply))
            context.out.line(now->wanted ? Cli::tr("%1 is switched on.").arg(now->name)
                                         : Cli::tr("%1 is switched off.").arg(now->name));
    });
}

int start(CommandContext &context, const QStringList &words) {
    return change(context, kStartCommand, ControlVerb::Start, words);
}

int stop(CommandContext &context, const QStringList &words) {
    return change(context, kStopCommand, ControlVerb::Stop, words);
}

int toggle(CommandContext &context, const QStringList &words) {
    return change(context, kToggleCommand, ControlVerb::Toggle, words);
}

int watch(CommandContext &context, const QStringList &words) {
    const auto arguments = Arguments::parse(words, {});
    if (!arguments || !arguments->names().isEmpty())
        return badUsage(context, kWatchCommand,
                        arguments ? Cli::tr("It watches all forwards and takes no names.")
                                  : arguments.error().detail);
    QHash<QString, QString> names; // of those that may go
    Table none;
    return tell(context, {ControlVerb::Watch, {}, {}, false, {}}, none,
                [&](const ControlReply &reply) {
                    const QString at = QTime::currentTime().toString(u"HH:mm:ss "_s);
                    if (const auto *now = std::get_if<ForwardNow>(&reply)) {
                        names.insert(now->id, now->name);
                        context.out.line(at + statusLine(*now));
                    } else if (const auto *gone = std::get_if<ForwardGone>(&reply)) {
                        context.out.line(at + Cli::tr("%1: removed").arg(names.take(gone->id)));
                    }
                });
}

int showStreams(CommandContext &context, const QStringList &words) {
    const auto arguments = Arguments::parse(words, {});
    if (!arguments)
        return badUsage(context, kStreamsCommand, arguments.error().detail);
    if (arguments->names().isEmpty())
        return badUsage(context, kStreamsCommand, Cli::tr("The name of a forward is needed."));
    Table table;
    table.add({Cli::tr("FORWARD"), Cli::tr("CLIENT"), Cli::tr("TARGET"), Cli::tr("DOWN"),
               Cli::tr("UP"), Cli::tr("AGE")});
    const ControlRequest request{ControlVerb::Streams, arguments->names(), {}, false, {}};
    return tell(context, request, table, [&table](const ControlReply &reply) {
        if (const auto *now = std::get_if<StreamNow>(&reply))
            table.add({now->forward, now->client, now->target, bytesText(now->bytesDown),
                       bytesText(now->bytesUp), durationText(now->age)});
    });
}

int quit(CommandContext &context, const QStringList &words) {
    const auto arguments = Arguments::parse(words, {});
    if (!arguments || !arguments->names().isEmpty())
        return badUsage(context, kQuitCommand,
                        arguments ? Cli::tr("It takes no names; see 'stop'.")
                                  : arguments.error().detail);
    Table none;
    return tell(context, {ControlVerb::Quit, {}, {}, false, {}}, none,
                [](const ControlReply & /*reply*/) {});
}

} // namespace

const Command kStatusCommand{
    "status", QT_TRANSLATE_NOOP("Cli", "how the forwards of the running Fairlead stand"),
    QT_TRANSLATE_NOOP("Cli", "status [--profile PROFILE]… [NAME…]"),
    QT_TRANSLATE_NOOP("Cli", "Asks the running window or 'run' that uses the same folder. Without "
                             "names: all.\n"
                             "A NAME is a forward or, where none is called so, a profile.\n\n"
                             "Examples:\n"
                             "  fairlead-cli status\n"
                             "  fairlead-cli --json status db"),
    showStatus};

const Command kStartCommand{
    "start", QT_TRANSLATE_NOOP("Cli", "switch forwards of the running Fairlead on"),
    QT_TRANSLATE_NOOP("Cli", "start [--profile PROFILE]… [--all] [NAME…]"),
    QT_TRANSLATE_NOOP("Cli",
                      "Switches on and does not wait until they listen; 'status' and 'watch' say "
                      "how it\n"
                      "went. When one of the names does not exist, nothing is switched.\n\n"
                      "Examples:\n"
                      "  fairlead-cli start db grafana\n"
                      "  fairlead-cli start --profile work"),
    start};

const Command kStopCommand{"stop",
                           QT_TRANSLATE_NOOP("Cli", "switch forwards of the running Fairlead off"),
                           QT_TRANSLATE_NOOP("Cli", "stop [--profile PROFILE]… [--all] [NAME…]"),
                           QT_TRANSLATE_NOOP("Cli", "Their streams are cut.\n\n"
                                                    "Examples:\n"
                                                    "  fairlead-cli stop db\n"
                                                    "  fairlead-cli stop --all"),
                           stop};

const Command kToggleCommand{
    "toggle", QT_TRANSLATE_NOOP("Cli", "switch forwards of the running Fairlead over"),
    QT_TRANSLATE_NOOP("Cli", "toggle [--profile PROFILE]… [NAME…]"),
    QT_TRANSLATE_NOOP("Cli", "On becomes off, off becomes on. A profile is off unless all of it is "
                             "on.\n\n"
                             "Example:\n"
                             "  fairlead-cli toggle db"),
    toggle};

const Command kWatchCommand{
    "watch", QT_TRANSLATE_NOOP("Cli", "print each change of a forward's status"),
    QT_TRANSLATE_NOOP("Cli", "watch"),
    QT_TRANSLATE_NOOP("Cli", "Prints how all forwards stand, then each change as it happens, until "
                             "SIGINT or\n"
                             "SIGTERM, or until Fairlead ends.\n\n"
                             "Example:\n"
                             "  fairlead-cli --json watch"),
    watch};

const Command kStreamsCommand{
    "streams", QT_TRANSLATE_NOOP("Cli", "list the streams of forwards"),
    QT_TRANSLATE_NOOP("Cli", "streams NAME…"),
    QT_TRANSLATE_NOOP("Cli", "Who connected, to which target, the bytes carried, the age.\n\n"
                             "Example:\n"
                             "  fairlead-cli streams db"),
    showStreams};

const Command kQuitCommand{
    "quit", QT_TRANSLATE_NOOP("Cli", "end the running Fairlead"), QT_TRANSLATE_NOOP("Cli", "quit"),
    QT_TRANSLATE_NOOP("Cli", "Closes all forwards, logs out, and returns when the program has "
                             "ended.\n\n"
                             "Example:\n"
                             "  fairlead-cli quit"),
    quit};

} // namespace fairlead
