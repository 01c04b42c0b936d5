#include "ui/look/theme.h"

#include "ui/look/colours.h"
#include "ui/look/house_style.h"

#include <QtWidgets/QApplication>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

// A property of the application: the style it had before we chose one.
constexpr char kPlatformStyle[] = "fairleadPlatformStyle";

// Bare X11 and the platforms without a screen bring only Qt's built-in grey.
bool platformHasPalette() {
    const QString platform = QGuiApplication::platformName();
    if (platform == u"offscreen" || platform == u"minimal" || platform == u"vnc")
        return false;
    if (platform != u"xcb" && !platform.startsWith(u"wayland"))
        return true;
    return qEnvironmentVariableIsSet("XDG_CURRENT_DESKTOP") ||
           qEnvironmentVariableIsSet("QT_QPA_PLATFORMTHEME");
}

} // namespace

std::optional<Theme> themeFromEnvironment() {
    const QString wanted = qEnvironmentVariable("FAIRLEAD_THEME");
    if (wanted == u"dark")
        return Theme::Dark;
    if (wanted == u"light")
        return Theme::Light;
    return wanted == u"platform" ? std::optional(Theme::Platform) : std::nullopt;
}

void applyTheme(QApplication &application, Theme theme) {
    if (!application.property(kPlatformStyle).isValid())
        application.setProperty(kPlatformStyle, QApplication::style()->name());
    const QString platformStyle = application.property(kPlatformStyle).toString();
    const bool own = theme != Theme::Platform || !platformHasPalette();
    if (own || platformStyle.compare("fusion"_L1, Qt::CaseInsensitive) == 0)
        QApplication::setStyle(new HouseStyle);
    else
        QApplication::setStyle(platformStyle);
    // An empty palette gives the platform's back.
    application.setPalette(own ? ownPalette(theme == Theme::Dark) : QPalette());
}

} // namespace fairlead::ui
