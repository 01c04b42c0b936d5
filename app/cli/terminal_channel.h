// Asks on /dev/tty.
#pragma once

#include "app/cli/prompt_channel.h"
#include "core/base/unique_fd.h"

#include <optional>
#include <termios.h>

namespace fairlead {

class LineReader;
class SignalWatch;

// Switches echo off while a secret is typed and back on afterwards: when it is done, stopped,
// destroyed, and while the program is suspended with control-Z.
class TerminalChannel final : public PromptChannel {
    Q_OBJECT
public:
    // Null without a controlling terminal, and when the program runs in its background: reading
    // there would stop it.
    static std::unique_ptr<TerminalChannel> open();
    ~TerminalChannel() override;

    void ask(const QString &preamble, const QString &prompt, bool echo) override;
    void stop() override;

private:
    explicit TerminalChannel(UniqueFd tty);
    void show(const QString &text);
    void setEcho(bool on);
    void finish();
    void suspend();

    UniqueFd m_tty;
    std::optional<termios> m_saved; // while echo is off
    std::unique_ptr<LineReader> m_reader;
    std::unique_ptr<SignalWatch> m_suspension;
    QString m_prompt;
    bool m_echo = true;
};

} // namespace fairlead
