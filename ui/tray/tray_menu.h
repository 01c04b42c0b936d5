// The tray's menu: what waits, each profile with its forwards, and what can be done with all.
#pragma once

#include "core/tunnel/overall_status.h"
#include "ui/models/forward_list_model.h"

#include <QtCore/QObject>
#include <QtWidgets/QMenu>

namespace fairlead::ui {

// Kept true in place while things change, because some desktops take a copy of the menu and do not
// say when they open it. A change of structure waits until an open menu is closed.
class TrayMenu final : public QObject {
    Q_OBJECT
public:
    TrayMenu(const Services &services, const ForwardListModel &model, QObject *parent = nullptr);
    ~TrayMenu() override;

    [[nodiscard]] QMenu *menu() const { return m_menu.get(); }
    void refresh(const OverallStatus &status);

Q_SIGNALS:
    void openRequested();
    void questionRequested();
    void quitRequested();
    void aboutToShow();

private:
    struct Group {
        QMenu *menu = nullptr;
        QString name;
        QList<ForwardId> members;
    };
    void build();
    void buildGroups(const QList<ForwardRow> &rows);
    void addMember(Group &group, const ForwardRow &row);
    void showGroups(const QList<ForwardRow> &rows);
    void showQuestion();
    void reconnect();

    Services m_services;
    const ForwardListModel &m_model;
    std::unique_ptr<QMenu> m_menu;
    QAction *m_summary;
    QAction *m_question;
    QAction *m_groupsEnd;
    QAction *m_startAll;
    QAction *m_stopAll;
    QAction *m_reconnect;
    QAction *m_quit;
    QList<Group> m_groups;
    QHash<ForwardId, QAction *> m_items;
    QList<std::pair<ProfileId, ForwardId>> m_structure;
};

} // namespace fairlead::ui
