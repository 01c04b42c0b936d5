// Whether the libssh in use verifies AES-GCM's tags.
#pragma once

namespace fairlead {

// CVE-2026-59847: some versions decrypt AES-GCM packets without looking at their authentication
// tag, and the version number does not tell a distribution's patched library from an unpatched one.
// So the library is tried out: two sessions in this process, one packet's tag falsified on the way.
// True when the library noticed. A few milliseconds at the first call, remembered afterwards. Any
// thread but the main one.
[[nodiscard]] bool gcmIsVerified();

} // namespace fairlead
