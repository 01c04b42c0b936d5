#include "ui/shell/menus.h"

#include <QtWidgets/QMenu>
#include <initializer_list>

namespace fairlead::ui {
namespace {

void fill(QMenu &menu, const ActionSet &actions,
          std::initializer_list<std::initializer_list<Command>> parts) {
    for (const auto &part : parts) {
        if (!menu.isEmpty())
            menu.addSeparator();
        for (const Command command : part)
            menu.addAction(actions[command]);
    }
}

} // namespace

QMenu *windowMenu(const ActionSet &actions, QWidget *parent) {
    auto *menu = new QMenu(parent);
    fill(*menu, actions,
         {{Command::NewForward, Command::NewHost, Command::NewProfile, Command::Paste,
           Command::Import, Command::Export},
          {Command::StartAll, Command::StopAll},
          {Command::Undo, Command::Find},
          {Command::ShowFilters, Command::ShowDetails},
          {Command::Settings, Command::About, Command::Quit}});
    return menu;
}

QMenu *forwardMenu(const ActionSet &actions, QWidget *parent) {
    auto *menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fill(*menu, actions,
         {{Command::Start, Command::Stop, Command::TryAgain},
          {Command::CopyAddress, Command::OpenBrowser, Command::CopyCommand, Command::Export},
          {Command::MoveUp, Command::MoveDown},
          {Command::Edit, Command::EditHost, Command::Duplicate, Command::Delete}});
    return menu;
}

} // namespace fairlead::ui
