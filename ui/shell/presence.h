// The program on the desktop beyond its window: tray, notifications, what closing means, settings.
#pragma once

#include "core/desktop/autostart.h"
#include "core/profile/settings_store.h"
#include "ui/services.h"

#include <QtCore/QPointer>

namespace fairlead::ui {

class Departure;
class MainWindow;
class Tray;

class Presence final : public QObject {
    Q_OBJECT
public:
    // All outlive it but the window, which owns it.
    Presence(const Services &services, SettingsStore &settings, Autostart &autostart,
             MainWindow *window);

    // Shows the window; `minimised`: leaves it hidden where there is a tray, else minimises it.
    void start(bool minimised);
    // Brings the window to the front.
    void open();
    void openSettings();
    [[nodiscard]] Tray *tray() const { return m_tray; }
    [[nodiscard]] Departure *departure() const { return m_departure; }

Q_SIGNALS:
    // The person agreed, or the session ends: log out, then end the program.
    void quitAgreed();

private:
    void connectTray();
    void hostChanged(bool there);

    SettingsStore &m_settings;
    Autostart &m_autostart;
    MainWindow *m_window;
    Tray *m_tray;
    Departure *m_departure;
    QPointer<QWidget> m_settingsDialog;
    bool m_leaving = false;
    bool m_waitsForTray = false; // started minimised, before there was a tray
};

} // namespace fairlead::ui
