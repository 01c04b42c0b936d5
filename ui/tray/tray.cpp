#include "ui/tray/tray.h"

#include "ui/tray/tray_icon.h"
#include "ui/tray/tray_menu.h"
#include "ui/tray/tray_text.h"

using namespace std::chrono_literals;

namespace fairlead::ui {
namespace {

constexpr auto kGathering = 100ms; // changes come in swarms
constexpr auto kAmountsEvery = 5s; // streams change without a signal while no window looks
constexpr auto kLookEvery = 3s;    // for a tray host that is not there
constexpr auto kLookAgain = 10s;   // for one that is; asking costs a call on the desktop's bus

} // namespace

Tray::Tray(const Services &services, const ForwardListModel &model, QObject *parent)
    : QObject(parent),
      m_services(services),
      m_model(model),
      m_menu(new TrayMenu(services, model, this)) {
    m_icon.setContextMenu(m_menu->menu());
    connect(&m_icon, &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
                    Q_EMIT openRequested();
            });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this,
            [this] { Q_EMIT forwardRequested(m_about); });
    connect(m_menu, &TrayMenu::openRequested, this, &Tray::openRequested);
    connect(m_menu, &TrayMenu::questionRequested, this, &Tray::questionRequested);
    connect(m_menu, &TrayMenu::quitRequested, this, &Tray::quitRequested);
    connect(m_menu, &TrayMenu::aboutToShow, this, &Tray::refresh);
    connect(&model, &ForwardListModel::rowChanged, this, &Tray::refreshSoon);
    connect(&model, &ForwardListModel::structureChanged, this, &Tray::refreshSoon);
    connect(&services.questions, &Questions::withdrawn, this, &Tray::refreshSoon);
    m_icon.setIcon(traySign(m_shown));
    refresh();
    m_watching = services.timers.every(kAmountsEvery, [this] { refresh(); });
    lookForHost();
}

Tray::~Tray() = default;

void Tray::notify(const QString &title, const QString &body, const ForwardId &about) {
    if (!m_hasHost)
        return;
    m_about = about;
    m_icon.showMessage(title, body, traySign(m_shown));
}

void Tray::refreshSoon() {
    if (!m_refreshing)
        m_refreshing = m_services.timers.after(kGathering, [this] { refresh(); });
}

void Tray::refresh() {
    m_refreshing.reset();
    const OverallStatus status = overallStatus(m_services.book, m_services.tunnels);
    if (!sameTraySign(status, m_shown))
        m_icon.setIcon(traySign(status));
    m_shown = status;
    if (const QString tip = trayToolTip(status); tip != m_icon.toolTip())
        m_icon.setToolTip(tip);
    m_menu->refresh(status);
}

void Tray::lookForHost() {
    const bool there = QSystemTrayIcon::isSystemTrayAvailable();
    m_looking = m_services.timers.after(there ? kLookAgain : kLookEvery, [this] { lookForHost(); });
    if (there == m_hasHost)
        return;
    m_hasHost = there;
    m_icon.setVisible(there);
    Q_EMIT hostChanged(there);
}

} // namespace fairlead::ui
