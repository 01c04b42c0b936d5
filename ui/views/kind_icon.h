// The icon of each kind of forward.
#pragma once

#include "core/profile/forward.h"
#include "ui/look/icon.h"

namespace fairlead::ui {

[[nodiscard]] inline Icon kindIcon(ForwardKind kind) {
    switch (kind) {
    case ForwardKind::Local:
        return Icon::KindLocal;
    case ForwardKind::Remote:
        return Icon::KindRemote;
    case ForwardKind::Dynamic:
        return Icon::KindDynamic;
    }
    return Icon::KindLocal;
}

} // namespace fairlead::ui
