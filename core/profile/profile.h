// A Profile: a named set of forwards switched together. Membership is in Forward::profile.
#pragma once

#include "core/base/ids.h"

namespace fairlead {

struct Profile {
    ProfileId id;
    QString name; // unique
    QString note;
    bool operator==(const Profile &) const = default;
};

} // namespace fairlead
