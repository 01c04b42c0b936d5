// What the window is given: it edits the book, watches the tunnels and answers questions.
#pragma once

#include "core/base/timers.h"
#include "core/profile/profile_book.h"
#include "core/questions/questions.h"
#include "core/tunnel/tunnel_service.h"

namespace fairlead::ui {

// All of them outlive every widget. Main thread only.
struct Services {
    ProfileBook &book;
    TunnelService &tunnels;
    Questions &questions;
    Timers &timers;
};

} // namespace fairlead::ui
