#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/control_talk.h"
#include "app/cli/foreground_program.h"
#include "app/cli/saved_book.h"
#include "app/cli/service_notice.h"
#include "app/cli/words.h"
#include "core/control/control_server.h"
#include "core/profile/profile_store.h"
#include "text/control_text.h"
#include "text/error_text.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr std::array kOptions{OptionSpec{"profile", true}, OptionSpec{"all", false},
                              OptionSpec{"v", false}, OptionSpec{"q", false}};

// Speaks to the service supervisor, where there is one.
class Supervision : public QObject {
public:
    Supervision(Foreground &foreground, TunnelService &tunnels, Timers &timers)
        : QObject(&foreground),
          m_foreground(foreground),
          m_tunnels(tunnels) {
        if (!m_notice.isListening())
            return;
        connect(&foreground, &Foreground::changed, this, [this] { sumUp(); });
        connect(&foreground, &Foreground::stopping, this, [this] { m_notice.stopping(); });
        if (const auto period = m_notice.watchdogPeriod())
            m_heartbeat = timers.every(*period, [this] { m_notice.alive(); });
    }

private:
    // Ready once every forward was tried: one whose server is away must not hold up a boot.
    void sumUp() {
        qsizetype listening = 0;
        qsizetype untried = 0;
        for (const ForwardId &id : m_foreground.forwards()) {
            const ForwardState state = m_tunnels.snapshot(id).status.state;
            listening += state == ForwardState::Listening ? 1 : 0;
            untried += state == ForwardState::Queued || state == ForwardState::Opening ? 1 : 0;
        }
        const auto all = m_foreground.forwards().size();
        m_notice.status(Cli::tr("%1 of %2 forwards ready").arg(listening).arg(all).toUtf8());
        if (untried == 0 && !std::exchange(m_saidReady, true))
            m_notice.ready();
    }

    Foreground &m_foreground;
    TunnelService &m_tunnels;
    ServiceNotice m_notice;
    std::unique_ptr<TimerHandle> m_heartbeat;
    bool m_saidReady = false;
};

// What the command line names, or why that is nothing. Without names: the auto-start forwards.
Result<QList<ForwardId>> chosenForwards(const ProfileBook &book, const Arguments &arguments) {
    QList<ForwardId> chosen;
    for (const QString &name : arguments.names()) {
        const auto forward = book.forwardNamed(name);
        if (!forward)
            return tl::unexpected(noForwardNamed(book, name));
        chosen.append(forward->id);
    }
    QList<ProfileId> profiles;
    for (const QString &name : arguments.values(u"profile"_s)) {
        const auto profile = book.profileNamed(name);
        if (!profile)
            return tl::unexpected(noProfileNamed(book, name));
        profiles.append(profile->id);
    }
    const bool all = arguments.has(u"all"_s);
    const bool autoStarted = arguments.names().isEmpty() && profiles.isEmpty() && !all;
    for (const Forward &forward : book.data().forwards) {
        if (all || (autoStarted && forward.autoStart) ||
            (!forward.profile.isNull() && profiles.contains(forward.profile)))
            chosen.append(forward.id);
    }
    QList<ForwardId> once;
    for (const ForwardId &id : chosen)
        if (!once.contains(id))
            once.append(id);
    if (once.isEmpty())
        return fail(Errc::NotFound,
                    autoStarted ? Cli::tr("no saved forward starts by itself; name some, or --all")
                                : Cli::tr("no saved forward is meant by this"));
    return once;
}

// The file was edited: what the command line names may be more, less or something else now.
void follow(CommandContext &context, Foreground &foreground, const ProfileBook &book,
            const Arguments &arguments) {
    const auto meant = chosenForwards(book, arguments);
    if (meant) {
        foreground.follow(*meant);
        return;
    }
    context.out.warn(errorLine(meant.error()));
    QList<ForwardId> left = foreground.forwards();
    left.removeIf([&book](const ForwardId &id) { return !book.forward(id).has_value(); });
    foreground.follow(left);
}

// Another instance would fight over ports and the file. Where no lock can be had, run without.
bool mayRun(CommandContext &context, const ControlResult<InstanceLock> &lock) {
    if (lock)
        return true;
    if (lock.error().code == ControlTrouble::Code::AlreadyRunning) {
        sayTrouble(context.out, lock.error());
        return false;
    }
    context.out.warn(controlLine(lock.error()));
    return true;
}

// `status`, `start` and the like, from other programs of this user.
void takeOrders(CommandContext &context, ControlServer &control, InstanceLock lock,
                Foreground &foreground) {
    if (const auto listening = control.listen(std::move(lock)); !listening)
        context.out.warn(controlLine(listening.error()));
    QObject::connect(&control, &ControlServer::quitRequested, &foreground,
                     [&foreground] { foreground.stop(exit_code::kSuccess); });
}

int runSaved(CommandContext &context, const QStringList &words) {
    const auto arguments = Arguments::parse(words, kOptions);
    if (!arguments)
        return badUsage(context, kRunCommand, arguments.error().detail);
    context.out.setQuiet(arguments->has(u"q"_s));
    auto lock = InstanceLock::take(context.configDir, ControlRole::Run);
    if (!mayRun(context, lock))
        return exit_code::kFailed;
    ForegroundProgram program(context, static_cast<int>(arguments->values(u"v"_s).size()),
                              SecretKeeping::Keyring);
    ProfileStore store(program.book(), program.composition().timers(), context.configDir);
    if (const auto loaded = store.load(); !loaded) {
        context.out.failure(loaded.error());
        return exit_code::kFailed;
    }
    const auto chosen = chosenForwards(program.book(), *arguments);
    if (!chosen) {
        context.out.failure(chosen.error());
        return exit_code::kFailed;
    }
    Foreground &foreground = program.open(*chosen, Foreground::Patience::ForEver);
    new Supervision(foreground, program.composition().engine().tunnels(),
                    program.composition().timers());
    ControlServer control(
        {program.book(), program.composition().engine().tunnels(), program.composition().timers()},
        ControlRole::Run);
    if (lock)
        takeOrders(context, control, *std::move(lock), foreground);
    QObject::connect(&store, &ProfileStore::outsideChangeTaken, &foreground,
                     [&] { follow(context, foreground, program.book(), *arguments); });
    QObject::connect(&store, &ProfileStore::problemChanged, &foreground, [&] {
        if (store.problem())
            context.out.warn(errorLine(*store.problem()) + u' ' +
                             Cli::tr("The forwards stay as they are."));
    });
    return program.run();
}

} // namespace

const Command kRunCommand{
    "run", QT_TRANSLATE_NOOP("Cli", "keep saved forwards open in the foreground"),
    QT_TRANSLATE_NOOP("Cli", "run [-v] [-q] [--profile PROFILE]… [--all] [NAME…]"),
    QT_TRANSLATE_NOOP(
        "Cli",
        "Opens the named forwards, those of a profile, all of them, or, without any of these, "
        "those\n"
        "that start by themselves. Keeps trying from the start, until SIGINT or SIGTERM. What is "
        "on\n"
        "stdout and what the events are is as for 'forward'. What is changed in profiles.toml\n"
        "meanwhile is carried out. Passwords kept in the system's keyring are used. 'status',\n"
        "'start', 'stop' and the like speak to it; there is one at a time for each folder.\n\n"
        "As a systemd service (Type=notify) it says when it is ready and how things stand, and\n"
        "answers the watchdog.\n\n"
        "Examples:\n"
        "  fairlead-cli run db grafana\n"
        "  fairlead-cli run --profile work\n"
        "  fairlead-cli --json run --all"),
    runSaved};

} // namespace fairlead
