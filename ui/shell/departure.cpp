#include "ui/shell/departure.h"

#include "core/tunnel/overall_status.h"
#include "ui/dialogs/confirm_dialog.h"

#include <QtWidgets/QPushButton>

namespace fairlead::ui {

Departure::Departure(const Services &services, SettingsStore &settings, QWidget *window)
    : QObject(window),
      m_services(services),
      m_settings(settings),
      m_window(window) {}

void Departure::close(bool trayIsThere) {
    if (!trayIsThere && !m_settings.settings().toldNoTray)
        return tellNoTray();
    if (!trayIsThere)
        return quit();
    switch (m_settings.settings().onClose) {
    case Settings::OnClose::Ask:
        return askAboutClosing();
    case Settings::OnClose::Keep:
        return m_window->hide();
    case Settings::OnClose::Quit:
        return quit();
    }
}

void Departure::askAboutClosing() {
    auto *ask = new ChoiceDialog(
        tr("Keep the forwards running?"),
        {tr("Fairlead can stay in the tray without its window. Its icon brings the window back.")},
        tr("This is remembered; the settings change it."), parentOfQuestions());
    connect(ask->addChoice(tr("Quit")), &QPushButton::clicked, this, [this] {
        remember(Settings::OnClose::Quit);
        quit();
    });
    QPushButton *keep = ask->addChoice(tr("Keep running"));
    connect(keep, &QPushButton::clicked, this, [this] {
        remember(Settings::OnClose::Keep);
        m_window->hide();
    });
    ask->prefer(keep);
    present(ask);
}

void Departure::tellNoTray() {
    auto *ask = new ChoiceDialog(
        tr("Closing the window quits Fairlead"),
        {tr("This desktop shows no tray, so a hidden window could not be brought back."),
         tr("Minimise the window to keep the forwards running.")},
        tr("This is said once."), parentOfQuestions());
    const auto told = [this] {
        Settings settings = m_settings.settings();
        settings.toldNoTray = true;
        m_settings.set(settings);
    };
    connect(ask->addChoice(tr("Quit")), &QPushButton::clicked, this, [this, told] {
        told();
        quit();
    });
    QPushButton *minimise = ask->addChoice(tr("Minimise"));
    connect(minimise, &QPushButton::clicked, this, [this, told] {
        told();
        m_window->showMinimized();
    });
    ask->prefer(minimise);
    present(ask);
}

void Departure::quit() {
    const int streams = overallStatus(m_services.book, m_services.tunnels).streams;
    if (streams == 0)
        return quitNow();
    auto *ask = new ConfirmDialog(tr("Quit, cutting %n stream(s)?", nullptr, streams), {}, {},
                                  tr("Quit"), parentOfQuestions());
    connect(ask, &QDialog::accepted, this, &Departure::quitNow);
    present(ask);
}

void Departure::quitNow() {
    if (m_question)
        m_question->close();
    m_window->hide();
    Q_EMIT agreed();
}

void Departure::remember(Settings::OnClose choice) {
    Settings settings = m_settings.settings();
    settings.onClose = choice;
    m_settings.set(settings);
}

void Departure::present(QDialog *question) {
    if (m_question)
        m_question->close();
    m_question = question;
    question->show();
    question->raise();
    question->activateWindow();
}

// What belongs to a hidden window would not be seen.
QWidget *Departure::parentOfQuestions() const { return m_window->isVisible() ? m_window : nullptr; }

} // namespace fairlead::ui
