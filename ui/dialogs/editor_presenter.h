// Opens editors, one for each thing at a time, and keeps what they make.
#pragma once

#include "core/exchange/ssh_command.h"
#include "core/profile/settings.h"
#include "ui/models/list_filter.h"
#include "ui/services.h"

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QPointer>

class QDialog;
class QMenu;

namespace fairlead::ui {

class EditorPresenter final : public QObject {
    Q_OBJECT
public:
    // Editors are children of `window`.
    EditorPresenter(const Services &services, QWidget *window);

    // What new hosts and forwards begin with.
    void setDefaults(const Settings &settings) { m_defaults = settings; }

    void newForward();
    void newForwardFrom(const Forward &forward); // not in the book yet
    void editForward(const ForwardId &id);
    void newHost();
    // "ssh://[user@]host[:port]": a forward of the host that is meant, or that host as a new one.
    void openDestination(const QString &destination);
    void editHost(const HostId &id);
    void newProfile();
    void editProfile(const ProfileId &id);
    // An ssh command on the clipboard becomes a host and its forwards, after a look at them.
    void paste();
    // Hosts and forwards from elsewhere: ~/.ssh/config first, other places to choose.
    void importFrom();
    void exportForwards(const QList<ForwardId> &ids);
    // Names what goes, and asks.
    void confirmDelete(const QList<ForwardId> &ids);
    // What can be done with a host or profile of the filter column.
    void fillMenu(QMenu &menu, const ListFilter &filter);

Q_SIGNALS:
    void saved(const fairlead::ForwardId &id);

private:
    // Raises the editor that is open under this key; null when there is none.
    [[nodiscard]] QDialog *raiseOpen(const QString &key) const;
    void present(const QString &key, QDialog *dialog);
    [[nodiscard]] Host freshHost() const;
    void confirmDelete(const HostId &id);
    void confirmDelete(const ProfileId &id);
    void add(const SshInvocation &invocation);

    Services m_services;
    QWidget *m_window;
    Settings m_defaults;
    QHash<QString, QPointer<QDialog>> m_open;
};

} // namespace fairlead::ui
