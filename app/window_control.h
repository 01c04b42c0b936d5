// One window for each configuration folder: a second program hands over to the first, which takes
// orders on the control socket.
#pragma once

#include "core/control/control_server.h"

#include <QtCore/QStringList>

class QApplication;

namespace fairlead {

namespace ui {
class MainWindow;
class Presence;
} // namespace ui

// What the program's arguments ask of a running instance: nothing: to show itself; an ssh:// URL:
// to add that host; otherwise names of forwards or profiles: to switch them on.
[[nodiscard]] ControlRequest orderOf(const QStringList &arguments);

// Gives the order to the instance that holds the lock, which may still be starting. Runs the event
// loop, the only one of this program; says on stderr and in a dialog what did not work. Returns the
// exit code.
[[nodiscard]] int handOver(QApplication &app, const QString &configFolder,
                           const ControlRequest &order);

// Carries out an order of this program's own arguments.
void carryOut(const ControlRequest &order, ControlDesk &desk, ui::MainWindow &window);

// Listens, and joins the orders to the window and what is around it. Both outlive the server.
void takeOrders(ControlServer &control, InstanceLock lock, ui::MainWindow &window,
                ui::Presence &presence);

} // namespace fairlead
