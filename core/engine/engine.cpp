#include "core/engine/engine.h"

namespace fairlead {

Engine::Engine(const EngineParts &parts)
    : m_tunnels(m_book, m_questions, parts.secrets, parts.timers, parts.links) {}

} // namespace fairlead
