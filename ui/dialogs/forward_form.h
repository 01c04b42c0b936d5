// The fields of one forward, and the forward they describe.
#pragma once

#include "core/profile/forward_check.h"
#include "ui/services.h"

#include <QtWidgets/QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;
class QToolButton;

namespace fairlead::ui {

class Field;
class KindTile;
class TextLabel;

class ForwardForm final : public QWidget {
    Q_OBJECT
public:
    ForwardForm(const Services &services, const Forward &forward, QWidget *parent = nullptr);

    // What the fields say now; what cannot be read is left empty or 0.
    [[nodiscard]] Forward forward() const;
    // Puts every problem beside its field. True when the forward can be saved.
    bool validate();
    // Says under Listen who has the port; asks the system, so not on every keystroke.
    void checkPortOwner();
    void chooseHost(const HostId &id);
    // Takes kind, name, listener and target over into the fields; `caveat` is said under the
    // target.
    void fill(const Forward &forward, const QString &caveat = {});

Q_SIGNALS:
    void edited();
    void newHostRequested();
    void editHostRequested(const fairlead::HostId &id);

private:
    void buildKinds(ForwardKind kind);
    void buildFields(const Forward &forward);
    void buildMore(const Forward &forward);
    void layOut();
    void fillHosts();
    void fillAddresses(const Listen &listen);
    void showWhatApplies();
    [[nodiscard]] ForwardKind kind() const;
    [[nodiscard]] Listen listen() const;
    [[nodiscard]] Target target() const;
    void showListenHint();
    void setKind(ForwardKind kind);
    [[nodiscard]] Field *fieldOf(CheckField field) const;

    Services m_services;
    Forward m_start;
    QList<KindTile *> m_kinds;
    TextLabel *m_kindHint;
    QLineEdit *m_name;
    QComboBox *m_profile;
    QComboBox *m_address;
    QLineEdit *m_otherAddress;
    QLineEdit *m_port;
    QComboBox *m_host;
    QToolButton *m_newHost;
    QToolButton *m_editHost;
    QLineEdit *m_targetHost;
    QLineEdit *m_targetPort;
    QCheckBox *m_socks;
    QCheckBox *m_autoStart;
    QToolButton *m_moreButton;
    QWidget *m_more;
    QLineEdit *m_tags;
    QLineEdit *m_note;
    QLineEdit *m_sources;
    QSpinBox *m_holdClients;
    QSpinBox *m_holdSeconds;
    Field *m_nameField;
    Field *m_profileField;
    Field *m_listenField;
    Field *m_hostField;
    Field *m_targetField;
    Field *m_sourcesField;
    quint16 m_freePort = 0; // offered instead of a taken one
};

} // namespace fairlead::ui
