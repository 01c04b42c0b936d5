// Lets other threads end a login's wait for the agent: libssh has none of its own.
#pragma once

#include <mutex>
#include <vector>

namespace fairlead {

class AgentRelay;

// Thread-safe.
class AgentGate {
public:
    // While it lives, cancelAll() reaches the relay.
    class Pass {
    public:
        Pass(AgentGate &gate, AgentRelay &relay);
        Pass(const Pass &) = delete;
        Pass &operator=(const Pass &) = delete;
        ~Pass();

    private:
        AgentGate &m_gate;
        AgentRelay &m_relay;
    };

    // Requests under way fail at once; later logins are not affected.
    void cancelAll();

private:
    std::mutex m_mutex;
    std::vector<AgentRelay *> m_relays;
};

} // namespace fairlead
