#include "app/cli/prompt_channel.h"

#include "app/cli/askpass_channel.h"
#include "app/cli/terminal_channel.h"

using namespace Qt::StringLiterals;

namespace fairlead {

std::unique_ptr<PromptChannel> openPromptChannel() {
    const QString require = qEnvironmentVariable("SSH_ASKPASS_REQUIRE").toLower();
    const QString program = qEnvironmentVariable("SSH_ASKPASS");
    const bool display =
        qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    const bool mayRunProgram =
        !program.isEmpty() && require != "never"_L1 && (display || require == "force"_L1);
    if (mayRunProgram && (require == "force"_L1 || require == "prefer"_L1))
        return std::make_unique<AskpassChannel>(program);
    if (auto terminal = TerminalChannel::open())
        return terminal;
    if (mayRunProgram)
        return std::make_unique<AskpassChannel>(program);
    return nullptr;
}

} // namespace fairlead
