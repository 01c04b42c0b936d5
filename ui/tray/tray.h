// The icon in the tray, while the desktop has a place for one.
#pragma once

#include "core/tunnel/overall_status.h"
#include "ui/models/forward_list_model.h"

#include <QtCore/QObject>
#include <QtWidgets/QSystemTrayIcon>

namespace fairlead::ui {

class TrayMenu;

// A tray host may come later (it starts with the desktop, as we may) and may go; both are noticed
// within seconds.
class Tray final : public QObject {
    Q_OBJECT
public:
    Tray(const Services &services, const ForwardListModel &model, QObject *parent = nullptr);
    ~Tray() override;

    // Whether there is a way back to a hidden window.
    [[nodiscard]] bool hasHost() const { return m_hasHost; }
    [[nodiscard]] TrayMenu *menu() const { return m_menu; }
    [[nodiscard]] QSystemTrayIcon &icon() { return m_icon; }
    // Where there is no host nothing is shown.
    void notify(const QString &title, const QString &body, const ForwardId &about);

Q_SIGNALS:
    void hostChanged(bool there);
    void openRequested();
    void forwardRequested(const fairlead::ForwardId &id); // its notification was clicked
    void questionRequested();
    void quitRequested();

private:
    void refreshSoon();
    void refresh();
    void lookForHost();

    Services m_services;
    const ForwardListModel &m_model;
    QSystemTrayIcon m_icon;
    TrayMenu *m_menu;
    OverallStatus m_shown;
    ForwardId m_about;
    bool m_hasHost = false;
    std::unique_ptr<TimerHandle> m_refreshing;
    std::unique_ptr<TimerHandle> m_watching;
    std::unique_ptr<TimerHandle> m_looking;
};

} // namespace fairlead::ui
