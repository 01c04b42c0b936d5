#include "app/cli/control_talk.h"

#include "app/cli/signal_watch.h"
#include "app/cli/words.h"
#include "core/control/control_client.h"
#include "core/control/control_codec.h"
#include "text/control_text.h"

#include <csignal>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

// The end of what is watched is no failure of watching it.
bool isEndOfWatch(const ControlRequest &request, const ControlTrouble &trouble) {
    return request.verb == ControlVerb::Watch && trouble.code == ControlTrouble::Code::NoAnswer;
}

int exitCodeOf(CommandContext &context, const ControlRequest &request,
               const std::optional<ControlTrouble> &trouble) {
    if (!trouble)
        return exit_code::kSuccess;
    if (isEndOfWatch(request, *trouble)) {
        context.out.say(Cli::tr("Fairlead has ended."));
        return exit_code::kSuccess;
    }
    sayTrouble(context.out, *trouble);
    return exit_code::kFailed;
}

} // namespace

int talk(CommandContext &context, const ControlRequest &request,
         const std::function<void(const ControlReply &)> &onReply) {
    QtTimers timers;
    const SignalWatch signalWatch({SIGINT, SIGTERM, SIGHUP});
    QObject::connect(&signalWatch, &SignalWatch::received, &signalWatch,
                     [] { QCoreApplication::exit(exit_code::kSuccess); });
    ControlClient client(context.configDir, timers);
    QObject::connect(&client, &ControlClient::told, &client, onReply);
    QObject::connect(&client, &ControlClient::ended, &client,
                     [&](const std::optional<ControlTrouble> &trouble) {
                         QCoreApplication::exit(exitCodeOf(context, request, trouble));
                     });
    client.ask(request);
    return QCoreApplication::exec();
}

void sayTrouble(Output &out, const ControlTrouble &trouble) {
    out.say(controlLine(trouble));
    if (!out.json())
        return;
    const ErrorText text = controlText(trouble);
    QJsonObject event = replyObject(trouble);
    event.insert("text"_L1, text.sentence);
    event.insert("suggestion"_L1, text.suggestion);
    out.object(event);
}

} // namespace fairlead
