// Closing the window and quitting: what they do is asked where something would be lost, and what
// was answered about closing is remembered.
#pragma once

#include "core/profile/settings_store.h"
#include "ui/services.h"

#include <QtCore/QPointer>
#include <QtWidgets/QDialog>

class QWidget;

namespace fairlead::ui {

// A window is only ever hidden while there is a tray to come back from. Nothing here blocks; a
// question that is open already is raised.
class Departure final : public QObject {
    Q_OBJECT
public:
    Departure(const Services &services, SettingsStore &settings, QWidget *window);

    // The window was closed; `trayIsThere`: it could come back.
    void close(bool trayIsThere);
    // Quits, after a question when streams would be cut.
    void quit();
    // Quits without a question: the session ends, or a terminal ordered it.
    void quitNow();
    [[nodiscard]] QDialog *question() const { return m_question; }

Q_SIGNALS:
    // The window is hidden; now log out.
    void agreed();

private:
    void askAboutClosing();
    void tellNoTray();
    void remember(Settings::OnClose choice);
    void present(QDialog *question);
    [[nodiscard]] QWidget *parentOfQuestions() const;

    Services m_services;
    SettingsStore &m_settings;
    QWidget *m_window;
    QPointer<QDialog> m_question;
};

} // namespace fairlead::ui
