// Memory that belongs to somebody else's allocation and whose content nobody reads again.
#pragma once

#include <cstddef>

namespace fairlead {

// Gives the whole pages inside [data, data + bytes) back to the system: they read as zeros from now
// on and take room again only when written. Does nothing where the system has no way to do that.
// Any thread; the caller must own the content.
void discardContent(void *data, std::size_t bytes);

} // namespace fairlead
