// What a link must open and close so that what it has becomes what is wanted. Pure.
#pragma once

#include "core/profile/forward.h"
#include "core/profile/host.h"

#include <QtCore/QList>

namespace fairlead {

// True when an edit from one to the other need not reach the link: note, tags, name, profile,
// auto-start. Everything else matters, members added later included.
[[nodiscard]] bool sameOnLink(const Forward &a, const Forward &b);
// The same for a hop of a link's plan: its name, its jumps (the plan holds them resolved) and what
// is decided on this side of the link.
[[nodiscard]] bool sameOnLink(const Host &a, const Host &b);
[[nodiscard]] bool sameOnLink(const QList<Host> &a, const QList<Host> &b);

struct ForwardDiff {
    // To be closed before anything is opened, so that two forwards can swap their ports.
    QList<ForwardId> toClose;
    // New ones and changed ones (the same id again replaces), in the order wanted.
    QList<Forward> toOpen;
};
[[nodiscard]] ForwardDiff diffForwards(const QList<Forward> &active, const QList<Forward> &wanted);

// True when both could want the same local port, so that the one must be closed before the other
// can be opened. Addresses are left out: a name or "*" may cover any of them.
[[nodiscard]] bool mayClash(const Forward &a, const Forward &b);

} // namespace fairlead
