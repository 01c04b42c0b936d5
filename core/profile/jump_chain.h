// From the names in Host::jumps to the Hosts a link goes through.
#pragma once

#include "core/profile/profile_book.h"

namespace fairlead {

// Every hop in order: jump hosts first, `host` last. As with ssh -J, only the first jump brings its
// own jumps along; later ones are reached through those before them. What names no Host of `data`
// is read as "[user@]host[:port]" or an ssh:// URL and gets a Host of its own, which takes over how
// `host` is dialled and kept alive, but neither its keys nor its host-key files. Where the first
// hop has no proxy of its own, it takes `host`'s. At most 16 hops. Errors: NotFound (neither a Host
// nor an address), BadOption (a loop, named; too many).
[[nodiscard]] Result<QList<Host>> hopsOf(const Host &host, const ProfileData &data);

} // namespace fairlead
