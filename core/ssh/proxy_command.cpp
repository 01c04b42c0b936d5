#include "core/ssh/proxy_command.h"

#include "core/base/address.h"
#include "core/base/log.h"
#include "core/base/socket_address.h"
#include "core/ssh/token_expansion.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

extern char **environ;

namespace fairlead {
namespace {

constexpr qsizetype kErrorTail = 4096;
constexpr auto kTermWait = 100ms;
constexpr auto kEndWait = 200ms;
constexpr auto kEndPoll = 5ms;

struct SpawnActions {
    SpawnActions() { posix_spawn_file_actions_init(&actions); }
    ~SpawnActions() { posix_spawn_file_actions_destroy(&actions); }
    SpawnActions(const SpawnActions &) = delete;
    SpawnActions &operator=(const SpawnActions &) = delete;
    posix_spawn_file_actions_t actions{};
};

struct SpawnAttributes {
    SpawnAttributes() { posix_spawnattr_init(&attributes); }
    ~SpawnAttributes() { posix_spawnattr_destroy(&attributes); }
    SpawnAttributes(const SpawnAttributes &) = delete;
    SpawnAttributes &operator=(const SpawnAttributes &) = delete;
    posix_spawnattr_t attributes{};
};

// The child's ends: above 2, so that taking the place of 0, 1 and 2 cannot overwrite one of them,
// and blocking, as programs expect of their standard streams.
UniqueFd childEnd(UniqueFd fd) {
    UniqueFd moved(fcntl(fd.get(), F_DUPFD_CLOEXEC, 3));
    const int flags = fcntl(moved.get(), F_GETFL);
    if (flags < 0 || fcntl(moved.get(), F_SETFL, flags & ~O_NONBLOCK) != 0)
        return {};
    return moved;
}

// Own group, no blocked signals, and SIGPIPE as a program expects it.
void separate(SpawnAttributes &spawn) {
    sigset_t none;
    sigset_t normal;
    sigemptyset(&none);
    sigemptyset(&normal);
    sigaddset(&normal, SIGPIPE);
    posix_spawnattr_setpgroup(&spawn.attributes, 0);
    posix_spawnattr_setsigmask(&spawn.attributes, &none);
    posix_spawnattr_setsigdefault(&spawn.attributes, &normal);
    posix_spawnattr_setflags(&spawn.attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                                    POSIX_SPAWN_SETSIGDEF);
}

// What time can mend, unlike a program that is not there.
bool isShortage(int error) {
    return error == EAGAIN || error == ENOMEM || error == EMFILE || error == ENFILE;
}

// 0, or an errno that says why the program could not be started.
int spawn(const QStringList &command, int stream, int errors, pid_t &pid) {
    std::vector<QByteArray> texts;
    for (const QString &part : command)
        texts.push_back(part.toLocal8Bit());
    std::vector<char *> arguments;
    for (QByteArray &text : texts)
        arguments.push_back(text.data());
    arguments.push_back(nullptr);
    SpawnActions files;
    posix_spawn_file_actions_adddup2(&files.actions, stream, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files.actions, stream, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files.actions, errors, STDERR_FILENO);
    SpawnAttributes attributes;
    separate(attributes);
    return posix_spawnp(&pid, arguments[0], &files.actions, &attributes.attributes,
                        arguments.data(), environ);
}

} // namespace

ProxyProcess::ProxyProcess(pid_t pid, UniqueFd errors, QString program)
    : m_pid(pid),
      m_errors(std::move(errors)),
      m_program(std::move(program)) {}

ProxyProcess::~ProxyProcess() {
    // The process is reaped last: until then its number, and with it the group's, stays its own.
    ::kill(-m_pid, SIGTERM);
    const auto until = std::chrono::steady_clock::now() + kTermWait;
    for (drainErrors(); m_errors.isOpen(); drainErrors()) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd fd{m_errors.get(), POLLIN, 0};
        if (left.count() <= 0 || ::poll(&fd, 1, static_cast<int>(left.count())) <= 0)
            break;
    }
    ::kill(-m_pid, SIGKILL);
    while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {
    }
}

void ProxyProcess::drainErrors() {
    std::array<char, 4096> buffer{};
    while (m_errors.isOpen()) {
        const auto got = ::read(m_errors.get(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        if (got <= 0)
            return m_errors.reset();
        m_tail = (m_tail + QByteArray(buffer.data(), got)).right(kErrorTail);
    }
}

bool ProxyProcess::hasEnded(siginfo_t &info) const {
    info = {};
    return ::waitid(P_PID, static_cast<id_t>(m_pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid != 0;
}

QString ProxyProcess::howItEnded() const {
    siginfo_t info{};
    if (!hasEnded(info))
        return u"closed the connection"_s;
    if (info.si_code == CLD_EXITED)
        return u"exit status %1"_s.arg(info.si_status);
    return u"ended by signal %1"_s.arg(info.si_status);
}

Error ProxyProcess::endReason(Waiter &waiter) {
    const auto until = std::chrono::steady_clock::now() + kEndWait;
    for (drainErrors(); m_errors.isOpen(); drainErrors()) {
        pollfd fd{m_errors.get(), POLLIN, 0};
        if (waiter.wait({&fd, 1}, until) != Waiter::Woke::Ready)
            break;
    }
    // A process closes its files a moment before it can be asked how it ended.
    siginfo_t info{};
    while (!hasEnded(info) && std::chrono::steady_clock::now() < until) {
        const auto soon = std::min(until, std::chrono::steady_clock::now() + kEndPoll);
        if (waiter.wait({}, soon) == Waiter::Woke::Cancelled)
            break;
    }
    QString detail = m_program + u": "_s + howItEnded();
    const QString said = printable(QString::fromLocal8Bit(m_tail.trimmed()), true);
    if (!said.isEmpty())
        detail += u": "_s + said.section(u'\n', -3).replace(u'\n', u' ');
    return {Errc::ProxyCommandFailed, detail};
}

Result<QStringList> expandedProxyCommand(const Host &host) {
    Tokens tokens = tokensOf(host);
    if (const auto address = checkedHostName(tokens.address); !address)
        return tl::unexpected(address.error());
    if (const auto user = checkedUserName(tokens.user); !user)
        return tl::unexpected(user.error());
    // A Host's name is free text; only where it could be a host name does %n mean it.
    if (!checkedHostName(tokens.name))
        tokens.name = tokens.address;
    QStringList command;
    for (const QString &part : host.proxy.command) {
        const auto expanded = expandTokens(part, tokens, u"hnpr");
        if (!expanded)
            return tl::unexpected(expanded.error());
        if (expanded->contains(QChar(u'\0')))
            return fail(Errc::BadOption, u"ProxyCommand: a NUL character"_s);
        command.append(*expanded);
    }
    if (command.isEmpty() || command.first().isEmpty())
        return fail(Errc::BadOption, u"ProxyCommand: empty"_s);
    return command;
}

Result<ProxyConnection> startProxyCommand(const Host &host) {
    const auto command = expandedProxyCommand(host);
    if (!command)
        return tl::unexpected(command.error());
    const QString &program = command->first();
    UniqueFd ours;
    UniqueFd theirs;
    UniqueFd errors;
    UniqueFd theirErrors;
    // A socket pair for the errors too: no system needs another call to make it close on exec.
    bool ready = openSocketPair(ours, theirs) && openSocketPair(errors, theirErrors);
    if (ready) {
        theirs = childEnd(std::move(theirs));
        theirErrors = childEnd(std::move(theirErrors));
        ready = theirs.isOpen() && theirErrors.isOpen();
    }
    pid_t pid = 0;
    const int error = ready ? spawn(*command, theirs.get(), theirErrors.get(), pid) : errno;
    if (error != 0)
        return fail(isShortage(error) ? Errc::ProxyCommandFailed : Errc::ProxyCommandMissing,
                    program + u": "_s + reasonText(error));
    return ProxyConnection{std::move(ours),
                           std::make_unique<ProxyProcess>(pid, std::move(errors), program)};
}

} // namespace fairlead
