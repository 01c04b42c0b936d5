// Who is at the other end of a local socket.
#pragma once

#include <QtCore/QtGlobal>

namespace fairlead {

// True when the other end belongs to the user this process runs as, as the kernel says. Where it
// cannot be asked (Windows) the socket's own access rights are all there is: true.
[[nodiscard]] bool isSameUser(qintptr socket);

} // namespace fairlead
