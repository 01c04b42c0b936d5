// The fields of one host, and the host they describe.
#pragma once

#include "core/profile/forward_check.h"
#include "core/profile/profile_book.h"

#include <QtWidgets/QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace fairlead::ui {

class Field;

class HostForm final : public QWidget {
    Q_OBJECT
public:
    HostForm(const ProfileBook &book, const Host &host, QWidget *parent = nullptr);
    [[nodiscard]] Host host() const;
    bool validate();

Q_SIGNALS:
    void edited();

private:
    void buildAddress(QVBoxLayout &column);
    void buildWay(QVBoxLayout &column);
    void buildLogin(QVBoxLayout &column);
    void buildTrust(QVBoxLayout &column);
    void buildStaying(QVBoxLayout &column);
    void watch();
    void showWhatApplies();
    void addKeyFile();
    [[nodiscard]] Proxy proxy() const;
    [[nodiscard]] Field *fieldOf(CheckField field) const;

    const ProfileBook &m_book;
    Host m_start;
    QLineEdit *m_name;
    QLineEdit *m_address;
    QLineEdit *m_port;
    QLineEdit *m_user;
    QLineEdit *m_jumps;
    QComboBox *m_proxyKind;
    QLineEdit *m_proxyHost;
    QLineEdit *m_proxyPort;
    QLineEdit *m_proxyUser;
    QLineEdit *m_proxyCommand;
    QComboBox *m_family;
    QLineEdit *m_keys;
    QCheckBox *m_identitiesOnly;
    QComboBox *m_agent;
    QComboBox *m_policy;
    QLineEdit *m_alias;
    QSpinBox *m_keepAlive;
    QSpinBox *m_misses;
    QSpinBox *m_timeout;
    QCheckBox *m_compression;
    Field *m_nameField;
    Field *m_addressField;
    Field *m_userField;
    Field *m_jumpsField;
    Field *m_proxyField;
    Field *m_proxyUserField;
    Field *m_commandField;
};

} // namespace fairlead::ui
