// The menus of the window, made of its actions.
#pragma once

#include "ui/shell/action_set.h"

class QMenu;

namespace fairlead::ui {

// What the button at the end of the tools opens; lives as long as its parent.
[[nodiscard]] QMenu *windowMenu(const ActionSet &actions, QWidget *parent);
// Of the chosen forwards; dies when it closes.
[[nodiscard]] QMenu *forwardMenu(const ActionSet &actions, QWidget *parent);

} // namespace fairlead::ui
