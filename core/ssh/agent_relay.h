// Stands between libssh and the SSH agent. libssh waits for the agent without end and offers every
// key it holds; through a relay the wait can be ended and only the allowed keys are seen.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <chrono>
#include <memory>
#include <optional>
#include <thread>

namespace fairlead {

// Owns a thread that relays. Destroying it ends the thread at once, even while the agent is silent.
class AgentRelay {
public:
    struct Options {
        QString socketPath;
        // The only keys to show and to sign with, in the order to show them; empty optional: all.
        std::optional<QList<QByteArray>> allowed;
        // How long the agent may think about one request (a person may have to touch a key);
        // afterwards libssh gets a refusal.
        std::chrono::milliseconds answerLimit = std::chrono::minutes(2);
    };

    // Errors: AgentUnavailable when the agent cannot be reached now, Internal when there is no
    // thread or socket for it.
    [[nodiscard]] static Result<std::unique_ptr<AgentRelay>> start(Options options);
    AgentRelay(const AgentRelay &) = delete;
    AgentRelay &operator=(const AgentRelay &) = delete;
    ~AgentRelay();

    // The end for ssh_set_agent_socket, which takes it over; blocking. Once.
    [[nodiscard]] UniqueFd takeClientEnd() { return std::move(m_clientEnd); }
    // From any thread: libssh's pending and later requests fail at once.
    void cancel();

private:
    AgentRelay() = default;

    UniqueFd m_clientEnd;
    UniqueFd m_stop;    // written to by cancel()
    UniqueFd m_stopped; // the thread's end of it
    std::thread m_thread;
};

} // namespace fairlead
