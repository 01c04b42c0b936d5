#include "ui/look/theme.h"

#include "ui/look/colours.h"
#include "ui/look/house_style.h"

#include <QtWidgets/QApplication>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

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

Theme themeFromEnvironment() {
    const QString wanted = qEnvironmentVariable("FAIRLEAD_THEME");
    if (wanted == u"dark")
        return Theme::Dark;
    return wanted == u"light" ? Theme::Light : Theme::Platform;
}

void applyTheme(QApplication &application, Theme theme) {
    const bool own = theme != Theme::Platform || !platformHasPalette();
    if (own || QApplication::style()->name().compare("fusion"_L1, Qt::CaseInsensitive) == 0)
        QApplication::setStyle(new HouseStyle);
    if (own)
        application.setPalette(ownPalette(theme == Theme::Dark));
}

} // namespace fairlead::ui
