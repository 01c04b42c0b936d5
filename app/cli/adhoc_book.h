// Hosts and forwards of one command line, put into a book that is saved nowhere.
#pragma once

#include "core/profile/profile_book.h"

namespace fairlead {

// Gives ids, and other names to the destination and to forwards whose name is taken. `jumps` are
// those that Host::jumps of the destination, and of the jumps themselves, name. Returns the
// forwards' ids, in order.
[[nodiscard]] Result<QList<ForwardId>> putAdHoc(ProfileBook &book, Host destination,
                                                QList<Host> jumps, QList<Forward> forwards);

} // namespace fairlead
