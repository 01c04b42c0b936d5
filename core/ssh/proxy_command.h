// A ProxyCommand: a program whose standard input and output are the connection.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/profile/host.h"
#include "core/ssh/waiter.h"

#include <csignal>
#include <memory>
#include <sys/types.h>

namespace fairlead {

// The running program, in a process group of its own. Destroying it ends the whole group (SIGTERM,
// then SIGKILL after at most 100 ms) and reaps it; close the connection's descriptor first.
class ProxyProcess {
public:
    ProxyProcess(pid_t pid, UniqueFd errors, QString program);
    ProxyProcess(const ProxyProcess &) = delete;
    ProxyProcess &operator=(const ProxyProcess &) = delete;
    ~ProxyProcess();

    // Its standard error. Poll it and call drainErrors(): a program that writes much would stall.
    // -1 once it is closed.
    [[nodiscard]] int errorFd() const { return m_errors.get(); }
    // Keeps the last 4 KiB.
    void drainErrors();
    // For when the connection ended: "nc: exit status 1: what it wrote last". Waits a moment (200
    // ms) for the program to end. Always ProxyCommandFailed.
    [[nodiscard]] Error endReason(Waiter &waiter);

private:
    [[nodiscard]] bool hasEnded(siginfo_t &info) const;
    [[nodiscard]] QString howItEnded() const;

    pid_t m_pid;
    UniqueFd m_errors;
    QString m_program;
    QByteArray m_tail;
};

struct ProxyConnection {
    UniqueFd fd; // non-blocking
    std::unique_ptr<ProxyProcess> process;
};

// Program and arguments of Proxy::command with %h, %n, %p, %r and %% replaced in each. Host names
// and users that could be taken for options or shell code are refused (CVE-2023-51385). Errors:
// BadOption, BadAddress.
[[nodiscard]] Result<QStringList> expandedProxyCommand(const Host &host);

// Starts it, never through a shell. Errors: those above; ProxyCommandMissing, or
// ProxyCommandFailed when the system is short of something.
[[nodiscard]] Result<ProxyConnection> startProxyCommand(const Host &host);

} // namespace fairlead
