// Every command of the window as one table: words, icon, shortcut and what it needs.
#pragma once

#include <QtCore/QObject>
#include <QtGui/QAction>
#include <array>

class QWidget;

namespace fairlead::ui {

enum class Command {
    NewForward,
    NewHost,
    NewProfile,
    Paste,
    Import,
    StartAll,
    StopAll,
    Start,
    Stop,
    TryAgain,
    Edit,
    EditHost,
    Duplicate,
    Delete,
    CopyAddress,
    CopyCommand,
    Export,
    OpenBrowser,
    MoveUp,
    MoveDown,
    Undo,
    Find,
    ShowFilters,
    ShowDetails,
    Settings,
    About,
    Quit
};
inline constexpr int kCommandCount = 27;

class ActionSet final : public QObject {
    Q_OBJECT
public:
    // Shortcuts work anywhere in `window`.
    explicit ActionSet(QWidget *window);

    [[nodiscard]] QAction *operator[](Command command) const {
        return m_actions[static_cast<size_t>(command)];
    }
    // What is possible with this many forwards chosen, out of so many.
    void enable(int chosen, int all);

Q_SIGNALS:
    void triggered(fairlead::ui::Command command);

private:
    std::array<QAction *, kCommandCount> m_actions{};
};

} // namespace fairlead::ui
