// What must hold for any input of the parsers that read what strangers send or wrote; a violation
// ends the program. Shared by the fuzzers and by a bounded test of the normal suite.
#pragma once

#include <QtCore/QByteArrayView>

namespace fairlead {

// ProxyRequestParser: the pieces do not matter, bounds hold, a target is always a checked one.
void checkProxyRequest(QByteArrayView input);

// KnownHosts: whatever stands in a file, a changed key stays changed; and a name taken out of a
// line is out.
void checkKnownHosts(QByteArrayView input);

} // namespace fairlead
