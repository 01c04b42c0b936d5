// Builds and joins the services. No verbs of its own: ask the service.
#pragma once

#include "core/profile/profile_book.h"
#include "core/questions/questions.h"
#include "core/tunnel/tunnel_service.h"

namespace fairlead {

// The five things only the composition can decide. References must outlive the Engine.
struct EngineParts {
    Timers &timers;
    LinkFactory &links;
    SecretStore &secrets;
};

class Engine {
public:
    explicit Engine(const EngineParts &parts);

    [[nodiscard]] ProfileBook &book() { return m_book; }
    [[nodiscard]] Questions &questions() { return m_questions; }
    [[nodiscard]] TunnelService &tunnels() { return m_tunnels; }

private:
    ProfileBook m_book;
    Questions m_questions;
    TunnelService m_tunnels;
};

} // namespace fairlead
