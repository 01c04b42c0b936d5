// Light or dark: the platform decides; where it says nothing, or the person says otherwise, our
// own palettes.
#pragma once

#include <QtCore/QString>

class QApplication;

namespace fairlead::ui {

enum class Theme { Platform, Light, Dark };

// From FAIRLEAD_THEME ("light", "dark", anything else: Platform).
[[nodiscard]] Theme themeFromEnvironment();

// Palette and style of the whole program. Call once the application object stands.
void applyTheme(QApplication &application, Theme theme);

} // namespace fairlead::ui
