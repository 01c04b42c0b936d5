// What the commands do to the forwards that are chosen in the list.
#pragma once

#include "ui/models/deleted_forwards.h"
#include "ui/models/forward_commands.h"
#include "ui/models/forward_list_model.h"
#include "ui/models/forward_proxy.h"
#include "ui/shell/action_set.h"

class QMenu;

namespace fairlead::ui {

class EditorPresenter;
class ForwardView;

class ListActions final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        ForwardListModel &model;
        ForwardProxy &proxy;
        ForwardView &view;
        EditorPresenter &editors;
        ActionSet &actions;
    };
    ListActions(const Services &services, const Parts &parts, QObject *parent);

    // False: not a command for chosen forwards.
    bool run(Command command);
    void copyAddress(const ForwardId &id) const;
    void select(const QList<ForwardId> &ids) const;
    void moveTo(const QList<ForwardId> &ids, const ProfileId &profile) const;
    void undo();
    // What is possible with what is chosen now.
    void enable() const;
    // Of the chosen forwards; dies when it closes.
    [[nodiscard]] QMenu *menu(QWidget *parent);
    [[nodiscard]] DeletedForwards &deleted() { return m_deleted; }

private:
    bool change(Command command, const QList<ForwardId> &ids);
    void show(Command command, const QList<ForwardId> &ids);
    void openBrowser() const;
    void duplicate(const QList<ForwardId> &ids) const;
    void remove(const QList<ForwardId> &ids);
    void moveBy(const QList<ForwardId> &ids, int step) const;
    void fillProfiles(QMenu &menu);

    Services m_services;
    ForwardCommands m_commands;
    Parts m_parts;
    DeletedForwards m_deleted;
};

} // namespace fairlead::ui
