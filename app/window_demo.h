// `fairlead --demo`: the window with the demo's profile alive in it, apart from all that is saved.
#pragma once

class QApplication;

namespace fairlead {

// Runs the program's event loop; returns its exit code. Starts the demo's servers first, which
// takes a blink; where that does not work a dialog says why. No file of the person's is read or
// written, nor the keyring: what is changed in this window is gone with it.
int runWindowDemo(QApplication &app);

} // namespace fairlead
