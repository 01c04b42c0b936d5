// Two people changed the same profiles: one here, one in the file.
#pragma once

#include "core/profile/profile_book.h"

namespace fairlead {

// What `ours` changed since `base`, on top of `theirs`: what only one side changed is taken from
// that side, what both changed stays ours. Order is theirs, what we added comes last. The result is
// sound: a forward whose host is gone goes too, and of two with one name ours gives way to theirs.
[[nodiscard]] ProfileData mergeProfiles(const ProfileData &base, const ProfileData &ours,
                                        const ProfileData &theirs);

} // namespace fairlead
