#include "app/cli/foreground_program.h"

#include "core/base/log.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>
#include <csignal>
#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

// Straight to stderr: lines may come from any thread.
void printLog(const LogLine &line) {
    const QByteArray text = u"%1: %2\n"_s.arg(line.area, printable(line.text)).toLocal8Bit();
    std::fwrite(text.constData(), 1, static_cast<size_t>(text.size()), stderr);
}

bool colourIsWelcome() {
    return ::isatty(STDERR_FILENO) == 1 && qEnvironmentVariableIsEmpty("NO_COLOR") &&
           qgetenv("TERM") != "dumb";
}

} // namespace

ForegroundProgram::ForegroundProgram(CommandContext &context, int verbosity, SecretKeeping keeping)
    : m_out(context.out),
      m_composition(keeping),
      m_prompter(m_composition.engine().questions(), context.out,
                 {.randomArt = verbosity > 0, .colour = colourIsWelcome()}, openPromptChannel),
      m_signals({SIGINT, SIGTERM, SIGHUP}) {
    QObject::connect(&m_signals, &SignalWatch::received, &m_signals, [this] { stop(); });
    if (verbosity > 0)
        Log::setSink(printLog, verbosity > 1 ? LogLevel::Debug : LogLevel::Info);
}

ForegroundProgram::~ForegroundProgram() { Log::setSink({}); }

Foreground &ForegroundProgram::open(const QList<ForwardId> &forwards,
                                    Foreground::Patience patience) {
    m_foreground = std::make_unique<Foreground>(
        Foreground::Parts{m_composition.engine(), m_composition.timers(), m_out, m_prompter},
        forwards, patience);
    QObject::connect(m_foreground.get(), &Foreground::finished, &m_signals,
                     [this](int exitCode) { quit(exitCode); });
    QTimer::singleShot(0, m_foreground.get(), &Foreground::start);
    return *m_foreground;
}

int ForegroundProgram::run() { return QCoreApplication::exec(); }

// Queued: what comes before the event loop runs is not lost.
void ForegroundProgram::quit(int exitCode) {
    QMetaObject::invokeMethod(
        &m_signals, [exitCode] { QCoreApplication::exit(exitCode); }, Qt::QueuedConnection);
}

void ForegroundProgram::stop() {
    if (m_foreground)
        m_foreground->stop(exit_code::kSuccess);
    else
        quit(exit_code::kSuccess);
}

} // namespace fairlead
