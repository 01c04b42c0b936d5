// Services with a usual port, to begin a forward with.
#pragma once

#include "core/profile/forward.h"

#include <span>

namespace fairlead::ui {

struct Preset {
    const char *name;   // for tr() in the context "Presets"
    quint16 port;       // of the service; 0: a SOCKS proxy
    quint16 listenPort; // proposed here: one that needs no privilege
    const char *caveat; // for tr(); null: none
};
[[nodiscard]] std::span<const Preset> presets();
[[nodiscard]] QString presetName(const Preset &preset);
[[nodiscard]] QString presetCaveat(const Preset &preset); // empty: none

// `forward` with kind, ports and, where they are empty, name and target of the preset.
[[nodiscard]] Forward withPreset(Forward forward, const Preset &preset);

} // namespace fairlead::ui
