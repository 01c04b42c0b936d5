#include "ui/shell/action_set.h"

#include "ui/look/icon.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QKeySequence>
#include <QtWidgets/QWidget>
#include <optional>

namespace fairlead::ui {
namespace {

// Own: whoever runs it says when.
enum class Needs { Nothing, One, Some, Any, Own };

struct ActionInfo {
    Command command;
    const char *text;
    std::optional<Icon> icon;
    const char *shortcut; // portable text
    Needs needs;
};

// In the order of Command.
constexpr std::array<ActionInfo, kCommandCount> kActions{{
    {Command::NewForward, QT_TRANSLATE_NOOP("Actions", "New forward"), Icon::Plus, "Ctrl+N",
     Needs::Nothing},
    {Command::NewHost, QT_TRANSLATE_NOOP("Actions", "New host…"), Icon::Server, "Ctrl+Shift+N",
     Needs::Nothing},
    {Command::NewProfile, QT_TRANSLATE_NOOP("Actions", "New profile…"), Icon::Profile, "",
     Needs::Nothing},
    {Command::Paste, QT_TRANSLATE_NOOP("Actions", "Paste ssh command"), Icon::Paste, "Ctrl+V",
     Needs::Nothing},
    {Command::Import, QT_TRANSLATE_NOOP("Actions", "Import…"), Icon::Import, "Ctrl+I",
     Needs::Nothing},
    {Command::StartAll, QT_TRANSLATE_NOOP("Actions", "Start all"), Icon::Play, "Ctrl+Shift+S",
     Needs::Any},
    {Command::StopAll, QT_TRANSLATE_NOOP("Actions", "Stop all"), Icon::Stop, "Ctrl+Shift+X",
     Needs::Any},
    {Command::Start, QT_TRANSLATE_NOOP("Actions", "Start"), Icon::Play, "", Needs::Some},
    {Command::Stop, QT_TRANSLATE_NOOP("Actions", "Stop"), Icon::Stop, "", Needs::Some},
    {Command::TryAgain, QT_TRANSLATE_NOOP("Actions", "Try again now"), Icon::Refresh, "F5",
     Needs::Some},
    {Command::Edit, QT_TRANSLATE_NOOP("Actions", "Edit…"), Icon::Edit, "F2", Needs::One},
    {Command::EditHost, QT_TRANSLATE_NOOP("Actions", "Edit its host…"), Icon::Server, "",
     Needs::One},
    {Command::Duplicate, QT_TRANSLATE_NOOP("Actions", "Duplicate…"), std::nullopt, "Ctrl+D",
     Needs::Some},
    {Command::Delete, QT_TRANSLATE_NOOP("Actions", "Delete"), Icon::Trash, "Del", Needs::Some},
    {Command::CopyAddress, QT_TRANSLATE_NOOP("Actions", "Copy address"), Icon::Copy, "Ctrl+C",
     Needs::One},
    {Command::CopyCommand, QT_TRANSLATE_NOOP("Actions", "Copy as ssh command"), Icon::Terminal,
     "Ctrl+Shift+C", Needs::Some},
    {Command::Export, QT_TRANSLATE_NOOP("Actions", "Export…"), std::nullopt, "Ctrl+E", Needs::Some},
    {Command::OpenBrowser, QT_TRANSLATE_NOOP("Actions", "Open in browser"), Icon::Browser, "Ctrl+B",
     Needs::Own},
    {Command::MoveUp, QT_TRANSLATE_NOOP("Actions", "Move up"), Icon::Up, "Alt+Up", Needs::Some},
    {Command::MoveDown, QT_TRANSLATE_NOOP("Actions", "Move down"), Icon::Down, "Alt+Down",
     Needs::Some},
    {Command::Undo, QT_TRANSLATE_NOOP("Actions", "Undo delete"), std::nullopt, "Ctrl+Z",
     Needs::Own},
    {Command::Find, QT_TRANSLATE_NOOP("Actions", "Search"), Icon::Search, "Ctrl+F", Needs::Nothing},
    {Command::ShowFilters, QT_TRANSLATE_NOOP("Actions", "Filter column"), Icon::List, "F9",
     Needs::Nothing},
    {Command::ShowDetails, QT_TRANSLATE_NOOP("Actions", "Details"), std::nullopt, "F8",
     Needs::Nothing},
    {Command::Settings, QT_TRANSLATE_NOOP("Actions", "Settings…"), std::nullopt, "Ctrl+,",
     Needs::Nothing},
    {Command::About, QT_TRANSLATE_NOOP("Actions", "About Fairlead"), std::nullopt, "",
     Needs::Nothing},
    {Command::Quit, QT_TRANSLATE_NOOP("Actions", "Quit"), std::nullopt, "Ctrl+Q", Needs::Nothing},
}};

} // namespace

ActionSet::ActionSet(QWidget *window) : QObject(window) {
    for (const ActionInfo &info : kActions) {
        auto *action = new QAction(QCoreApplication::translate("Actions", info.text), this);
        if (info.icon)
            action->setIcon(tintedIcon(*info.icon));
        action->setShortcut(QKeySequence::fromString(QString::fromLatin1(info.shortcut)));
        m_actions[static_cast<size_t>(info.command)] = action;
        window->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, command = info.command] { Q_EMIT triggered(command); });
    }
    for (const Command command : {Command::ShowFilters, Command::ShowDetails}) {
        (*this)[command]->setCheckable(true);
        (*this)[command]->setChecked(true);
    }
}

void ActionSet::enable(int chosen, int all) {
    for (const ActionInfo &info : kActions) {
        if (info.needs == Needs::Own)
            continue;
        const bool possible =
            info.needs == Needs::Nothing || (info.needs == Needs::One && chosen == 1) ||
            (info.needs == Needs::Some && chosen > 0) || (info.needs == Needs::Any && all > 0);
        (*this)[info.command]->setEnabled(possible);
    }
}

} // namespace fairlead::ui
