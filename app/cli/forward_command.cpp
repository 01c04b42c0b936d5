#include "app/cli/adhoc_book.h"
#include "app/cli/commands.h"
#include "app/cli/foreground_program.h"
#include "app/cli/words.h"
#include "core/exchange/ssh_config.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

struct ForwardRequest {
    SshInvocation ssh;
    Foreground::Patience patience = Foreground::Patience::FirstTry;
};

// Takes our own option out; the rest is ssh's.
Result<ForwardRequest> readRequest(QStringList arguments) {
    ForwardRequest request;
    const auto end = arguments.indexOf(u"--"_s);
    const auto at = arguments.indexOf(u"--keep-trying"_s);
    if (at >= 0 && (end < 0 || at < end)) {
        request.patience = Foreground::Patience::ForEver;
        arguments.removeAt(at);
    }
    auto ssh = parseSshArguments(arguments);
    if (!ssh)
        return tl::unexpected(ssh.error());
    request.ssh = std::move(*ssh);
    return request;
}

// From the command line to open forwards; what ssh_config adds is asked of ssh while the event
// loop runs.
class ForwardRun {
public:
    ForwardRun(CommandContext &context, ForwardRequest request)
        : m_context(context),
          m_request(std::move(request)),
          m_program(context, m_request.ssh.verbosity, SecretKeeping::Session) {}

    int run() {
        const SshInvocation &asked = m_request.ssh;
        if (asked.configFileNone) {
            open(asked);
            return m_program.run();
        }
        for (const QString &where : SshConfig::runsCommands(asked))
            m_context.out.warn(Cli::tr("%1: 'Match exec' runs a command.").arg(where));
        m_config.resolve(asked, [this](const Result<SshConfigAnswer> &answer) {
            if (!answer)
                return refuse(answer.error());
            if (answer->plainReading && m_request.ssh.verbosity > 0)
                m_context.out.say(Cli::tr("OpenSSH is not installed: of ssh_config only the common "
                                          "options were read."));
            open(answer->invocation);
        });
        return m_program.run();
    }

private:
    void open(const SshInvocation &ssh) {
        m_context.out.setQuiet(ssh.quiet);
        // What the file says idly is for -v: the person did not type it.
        for (const QString &warning : ssh.warnings)
            if (m_request.ssh.verbosity > 0 || m_request.ssh.warnings.contains(warning))
                m_context.out.warn(warning);
        if (ssh.forwards.isEmpty()) {
            m_program.quit(badUsage(m_context, kForwardCommand,
                                    Cli::tr("No forward was given; add -L, -R or -D.")));
            return;
        }
        const auto ids = putAdHoc(m_program.book(), ssh.destination, ssh.jumps, ssh.forwards);
        if (!ids)
            return refuse(ids.error());
        m_program.open(*ids, m_request.patience);
    }

    void refuse(const Error &error) {
        m_context.out.failure(error);
        m_program.quit(exit_code::kBadUsage);
    }

    CommandContext &m_context;
    ForwardRequest m_request;
    ForegroundProgram m_program;
    SshConfig m_config;
};

int runForward(CommandContext &context, const QStringList &arguments) {
    auto request = readRequest(arguments);
    if (!request) {
        context.out.failure(request.error());
        return exit_code::kBadUsage;
    }
    return ForwardRun(context, std::move(*request)).run();
}

} // namespace

const Command kForwardCommand{
    "forward", QT_TRANSLATE_NOOP("Cli", "open forwards now; takes what 'ssh -N' takes"),
    QT_TRANSLATE_NOOP("Cli", "forward [--keep-trying] [-L SPEC]… [-R SPEC]… [-D SPEC]… [ssh "
                             "options] [user@]host"),
    QT_TRANSLATE_NOOP(
        "Cli",
        "Opens the forwards in the foreground until SIGINT or SIGTERM.\n\n"
        "  -L [bind:]port:host:hostport   listen here, connect from the server\n"
        "  -R [bind:]port:host:hostport   listen on the server, connect from here\n"
        "  -R [bind:]port                 SOCKS and HTTP proxy on the server\n"
        "  -D [bind:]port                 SOCKS and HTTP proxy here\n"
        "  --keep-trying                  do not give up when the first login fails\n\n"
        "A port may be a range, 0 lets the system choose, a path is a Unix socket. The ssh "
        "options:\n"
        "-N -T -n -q -v -4 -6 -g -C -p -l -i -J -F -b -c -m, and -o for the options of "
        "ssh_config(5)\n"
        "that have to do with connecting, keys, host keys, keep-alive and forwarding.\n\n"
        "Each forward that is ready prints one line on stdout, the bound port where 0 was asked:\n"
        "  ready local 127.0.0.1:8080 -> db:5432\n"
        "  ready remote localhost:3022 -> localhost:22     (as asked for on the server)\n"
        "  ready dynamic 127.0.0.1:1080\n"
        "With --json these are events: ready, retry, failed, question, stopped. All else is on\n"
        "stderr. A first login that fails ends it (255); a connection that is lost later is made\n"
        "again, and the ready lines are printed again.\n\n"
        "Examples:\n"
        "  fairlead-cli forward -L 5432:db:5432 me@bastion\n"
        "  fairlead-cli forward -J bastion -D 1080 -R 0:localhost:22 me@inner\n"
        "  fairlead-cli --json forward -L 8000-8010:web:8000-8010 bastion"),
    runForward};

} // namespace fairlead
