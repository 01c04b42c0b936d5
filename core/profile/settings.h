// The few things that are set for the program, not for one host or forward, as a plain value.
#pragma once

#include "core/profile/forward.h"
#include "core/profile/host.h"

namespace fairlead {

struct Settings {
    enum class Theme { System, Light, Dark };
    // What closing the window does where there is a tray to come back from.
    enum class OnClose { Ask, Keep, Quit };

    Theme theme = Theme::System;
    OnClose onClose = OnClose::Ask;
    bool toldNoTray = false; // said once: without a tray, closing quits
    bool notifications = true;
    bool keyring = true; // passwords may be looked up and kept there

    // What a new host and a new forward begin with.
    std::chrono::seconds connectTimeout = Host{}.connectTimeout;       // 1…600
    std::chrono::seconds keepAliveInterval = Host{}.keepAliveInterval; // 0 (off)…3600
    QString listenAddress = Listen{}.address;
    int holdClients = Forward{}.holdClients; // 0…1024

    bool operator==(const Settings &) const = default;
};

} // namespace fairlead
