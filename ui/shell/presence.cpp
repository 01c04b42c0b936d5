#include "ui/shell/presence.h"

#include "ui/dialogs/settings_dialog.h"
#include "ui/shell/departure.h"
#include "ui/shell/main_window.h"
#include "ui/tray/notifier.h"
#include "ui/tray/tray.h"

#include <QtWidgets/QApplication>
#include <utility>

namespace fairlead::ui {

Presence::Presence(const Services &services, SettingsStore &settings, Autostart &autostart,
                   MainWindow *window)
    : QObject(window),
      m_settings(settings),
      m_autostart(autostart),
      m_window(window),
      m_tray(new Tray(services, window->forwards(), this)),
      m_departure(new Departure(services, settings, window)) {
    connect(window, &MainWindow::closeRequested, this,
            [this] { m_departure->close(m_tray->hasHost()); });
    connect(window, &MainWindow::quitRequested, m_departure, &Departure::quit);
    connect(window, &MainWindow::settingsRequested, this, &Presence::openSettings);
    connect(m_departure, &Departure::agreed, this, [this] {
        m_leaving = true;
        Q_EMIT quitAgreed();
    });
    // The session ends: nobody is there to answer, and logging out takes a moment.
    connect(qApp, &QGuiApplication::commitDataRequest, m_departure, &Departure::quitNow);
    auto *notifier = new Notifier(services, this);
    connect(notifier, &Notifier::noticed, this,
            [this](const QString &title, const QString &body, const ForwardId &about) {
                if (m_settings.settings().notifications)
                    m_tray->notify(title, body, about);
            });
    connectTray();
}

void Presence::connectTray() {
    connect(m_tray, &Tray::openRequested, this, &Presence::open);
    connect(m_tray, &Tray::quitRequested, m_departure, &Departure::quit);
    connect(m_tray, &Tray::hostChanged, this, &Presence::hostChanged);
    connect(m_tray, &Tray::questionRequested, this, [this] {
        open();
        m_window->openQuestion();
    });
    connect(m_tray, &Tray::forwardRequested, this, [this](const ForwardId &id) {
        open();
        m_window->selectForward(id);
    });
}

void Presence::start(bool minimised) {
    if (!minimised)
        m_window->show();
    else if (!m_tray->hasHost())
        m_window->showMinimized();
    m_waitsForTray = m_window->isMinimized();
}

void Presence::open() {
    m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
}

void Presence::openSettings() {
    if (!m_settingsDialog) {
        m_settingsDialog = new SettingsDialog(m_settings, m_autostart, m_window);
        m_settingsDialog->show();
    }
    m_settingsDialog->raise();
    m_settingsDialog->activateWindow();
}

// The tray went away under a hidden window: it would be lost. One that comes after us (both start
// with the session) takes the window in if nobody has touched it since.
void Presence::hostChanged(bool there) {
    if (there && std::exchange(m_waitsForTray, false) && m_window->isMinimized())
        m_window->hide();
    if (!there && !m_leaving && !m_window->isVisible())
        m_window->showMinimized();
}

} // namespace fairlead::ui
