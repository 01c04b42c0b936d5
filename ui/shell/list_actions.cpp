#include "ui/shell/list_actions.h"

#include "ui/dialogs/editor_presenter.h"
#include "ui/shell/menus.h"
#include "ui/views/forward_view.h"

#include <QtGui/QClipboard>
#include <QtGui/QDesktopServices>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QMenu>

namespace fairlead::ui {
namespace {

void copyText(const QString &text) { QGuiApplication::clipboard()->setText(text); }

} // namespace

ListActions::ListActions(const Services &services, const Parts &parts, QObject *parent)
    : QObject(parent),
      m_services(services),
      m_commands(services),
      m_parts(parts),
      m_deleted(services) {
    connect(&parts.view, &ForwardView::wantRequested, this,
            [this](const QList<ForwardId> &ids, bool wanted) { m_commands.want(ids, wanted); });
    connect(&parts.view, &ForwardView::dropped, this, &ListActions::select);
    connect(&m_deleted, &DeletedForwards::changed, this, &ListActions::enable);
}

bool ListActions::run(Command command) {
    const QList<ForwardId> ids = m_parts.view.selectedForwards();
    if (command == Command::Undo) {
        undo();
        return true;
    }
    if (change(command, ids))
        return true;
    switch (command) {
    case Command::Edit:
    case Command::EditHost:
    case Command::CopyAddress:
    case Command::CopyCommand:
    case Command::OpenBrowser:
    case Command::Export:
        show(command, ids);
        return true;
    default:
        return false;
    }
}

bool ListActions::change(Command command, const QList<ForwardId> &ids) {
    if (command == Command::Start || command == Command::Stop)
        m_commands.want(ids, command == Command::Start);
    else if (command == Command::TryAgain)
        m_commands.tryAgain(ids);
    else if (command == Command::Duplicate)
        duplicate(ids);
    else if (command == Command::Delete)
        remove(ids);
    else if (command == Command::MoveUp || command == Command::MoveDown)
        moveBy(ids, command == Command::MoveUp ? -1 : 1);
    else
        return false;
    return true;
}

void ListActions::show(Command command, const QList<ForwardId> &ids) {
    const ForwardId id = m_parts.view.currentForward();
    if (command == Command::Edit)
        m_parts.editors.editForward(id);
    else if (command == Command::EditHost)
        m_parts.editors.editHost(m_services.book.forward(id).value_or(Forward{}).host);
    else if (command == Command::CopyAddress)
        copyAddress(id);
    else if (command == Command::CopyCommand)
        copyText(m_commands.sshCommands(ids));
    else if (command == Command::OpenBrowser)
        openBrowser();
    else if (command == Command::Export)
        m_parts.editors.exportForwards(ids);
}

void ListActions::copyAddress(const ForwardId &id) const {
    if (const std::optional<ForwardRow> row = m_parts.model.row(id))
        copyText(addressToCopy(*row));
}

void ListActions::openBrowser() const {
    const std::optional<ForwardRow> row = m_parts.model.row(m_parts.view.currentForward());
    if (const auto address = row ? browserAddress(*row) : std::nullopt)
        QDesktopServices::openUrl(*address);
}

// One is looked at before it is added; many are just there.
void ListActions::duplicate(const QList<ForwardId> &ids) const {
    if (ids.size() == 1)
        m_parts.editors.newForwardFrom(m_commands.duplicate(ids[0]).value_or(Forward{}));
    else
        select(m_commands.addCopies(ids));
}

// The row that follows is the next one chosen, so that Del can be pressed again.
void ListActions::remove(const QList<ForwardId> &ids) {
    m_deleted.remove(ids);
    m_parts.view.selectNext();
}

void ListActions::undo() { select(m_deleted.undo()); }

// A sorted list shows another order than the one that would change.
void ListActions::moveBy(const QList<ForwardId> &ids, int step) const {
    if (m_parts.proxy.sortColumn() >= 0)
        return;
    m_commands.moveBy(ids, step);
    select(ids);
}

void ListActions::moveTo(const QList<ForwardId> &ids, const ProfileId &profile) const {
    m_commands.moveTo(ids, profile);
    select(ids);
}

void ListActions::select(const QList<ForwardId> &ids) const {
    QModelIndexList rows;
    for (const ForwardId &id : ids)
        rows.append(m_parts.proxy.mapFromSource(m_parts.model.indexOf(id)));
    m_parts.view.selectForwards(rows);
}

void ListActions::enable() const {
    const QList<ForwardId> chosen = m_parts.view.selectedForwards();
    m_parts.actions.enable(static_cast<int>(chosen.size()),
                           static_cast<int>(m_services.book.data().forwards.size()));
    const auto row = chosen.size() == 1 ? m_parts.model.row(chosen[0]) : std::nullopt;
    m_parts.actions[Command::OpenBrowser]->setEnabled(row && browserAddress(*row));
    m_parts.actions[Command::Undo]->setEnabled(m_deleted.count() > 0);
}

QMenu *ListActions::menu(QWidget *parent) {
    QMenu *menu = forwardMenu(m_parts.actions, parent);
    auto *profiles = new QMenu(tr("Move to"), menu);
    fillProfiles(*profiles);
    menu->insertMenu(m_parts.actions[Command::MoveUp], profiles);
    return menu;
}

void ListActions::fillProfiles(QMenu &menu) {
    const QList<ForwardId> ids = m_parts.view.selectedForwards();
    const auto add = [&](const QString &name, const ProfileId &id) {
        menu.addAction(name, this, [this, ids, id] { moveTo(ids, id); });
    };
    for (const Profile &profile : m_services.book.data().profiles)
        add(profile.name, profile.id);
    add(tr("No profile"), {});
}

} // namespace fairlead::ui
