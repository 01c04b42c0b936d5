// What `forward` and `run` share: an engine, somebody to ask, the stop signals, the event loop.
#pragma once

#include "app/cli/command.h"
#include "app/cli/foreground.h"
#include "app/cli/signal_watch.h"
#include "app/composition.h"

#include <memory>

namespace fairlead {

class ForegroundProgram {
public:
    // `verbosity`: how many -v; the log goes to stderr from the first on.
    ForegroundProgram(CommandContext &context, int verbosity, SecretKeeping keeping);
    ~ForegroundProgram();

    [[nodiscard]] Composition &composition() { return m_composition; }
    [[nodiscard]] ProfileBook &book() { return m_composition.engine().book(); }

    // Opens the forwards, which the book has, soon. The Foreground can be listened to until then.
    Foreground &open(const QList<ForwardId> &forwards, Foreground::Patience patience);
    // Runs the event loop until the forwards end, a stop signal comes, or quit(). Returns the exit
    // code.
    int run();
    void quit(int exitCode);
    // For what must not outlive the program's run.
    [[nodiscard]] QObject *context() { return &m_signals; }

private:
    void stop();
    Output &m_out;
    Composition m_composition;
    TerminalPrompter m_prompter;
    std::unique_ptr<Foreground> m_foreground;
    SignalWatch m_signals;
};

} // namespace fairlead
