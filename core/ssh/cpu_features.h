// What the processor does in hardware.
#pragma once

namespace fairlead {

// AES and carry-less multiplication: what makes AES-GCM faster than ChaCha20-Poly1305.
[[nodiscard]] bool hasAesInstructions();

} // namespace fairlead
