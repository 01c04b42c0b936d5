// Light or dark: the platform decides; where it says nothing, or the person says otherwise, our
// own palettes.
#pragma once

#include <optional>

class QApplication;

namespace fairlead::ui {

enum class Theme { Platform, Light, Dark };

// From FAIRLEAD_THEME ("light", "dark", "platform"); null when it says none of them.
[[nodiscard]] std::optional<Theme> themeFromEnvironment();

// Palette and style of the whole program; again whenever the person chooses another.
void applyTheme(QApplication &application, Theme theme);

} // namespace fairlead::ui
