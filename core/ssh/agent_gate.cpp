#include "core/ssh/agent_gate.h"

#include "core/ssh/agent_relay.h"

namespace fairlead {

AgentGate::Pass::Pass(AgentGate &gate, AgentRelay &relay) : m_gate(gate), m_relay(relay) {
    const std::lock_guard lock(m_gate.m_mutex);
    m_gate.m_relays.push_back(&m_relay);
}

AgentGate::Pass::~Pass() {
    const std::lock_guard lock(m_gate.m_mutex);
    std::erase(m_gate.m_relays, &m_relay);
}

void AgentGate::cancelAll() {
    const std::lock_guard lock(m_mutex);
    for (AgentRelay *const relay : m_relays)
        relay->cancel();
}

} // namespace fairlead
