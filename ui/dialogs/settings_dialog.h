// The settings, each with its reason. What is changed is in force at once.
#pragma once

#include "core/desktop/autostart.h"
#include "core/profile/settings_store.h"
#include "ui/dialogs/house_dialog.h"

class QCheckBox;
class QComboBox;
class QSpinBox;
class QVBoxLayout;

namespace fairlead::ui {

class Field;

class SettingsDialog final : public HouseDialog {
    Q_OBJECT
public:
    SettingsDialog(SettingsStore &store, Autostart &autostart, QWidget *parent);

private:
    void buildProgram(QVBoxLayout &column);
    void buildNewHosts(QVBoxLayout &column);
    void buildNewForwards(QVBoxLayout &column);
    void reflect(const Settings &settings);
    void take();
    void setAutostart(bool on);

    SettingsStore &m_store;
    Autostart &m_autostart;
    QComboBox *m_theme;
    QComboBox *m_onClose;
    QCheckBox *m_atLogin;
    Field *m_atLoginField;
    QCheckBox *m_notifications;
    QCheckBox *m_keyring;
    QSpinBox *m_connectTimeout;
    QSpinBox *m_keepAlive;
    QComboBox *m_listen;
    QSpinBox *m_holdClients;
    bool m_showing = false; // values are being set, not chosen
};

} // namespace fairlead::ui
