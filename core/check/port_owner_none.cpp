// For systems whose way of telling is not built in: nobody is ever named.
#include "core/check/port_owner.h"

namespace fairlead {

std::optional<PortOwner> portOwner(const Endpoint &) { return std::nullopt; }

} // namespace fairlead
