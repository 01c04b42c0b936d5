// The way of a connection as a picture needs it: hops and the legs between them, each with its
// state and reason. A pure derivation of what the book and the tunnels say.
#pragma once

#include "ui/look/colours.h"
#include "ui/look/icon.h"
#include "ui/models/forward_row.h"

namespace fairlead::ui {

struct RouteHop {
    Icon icon = Icon::Laptop;
    QString title;
    QString address;
    Tone tone = Tone::Off;
    QString state;  // one word
    QString reason; // a short line, may be empty
    QString hidden; // names of the hops this one stands for, see folded()
};

// From hop i to hop i + 1.
struct RouteLeg {
    enum class State { Good, Broken, NotReached, Idle };
    State state = State::Idle;
    bool insideSsh = false; // drawn in a pipe; a bare line is plain TCP
    Tone tone = Tone::Off;
    QString label; // "SSH · 18 ms"
};

struct Verdict {
    Tone tone = Tone::Good;
    QString sentence;
    QString detail;
    // What the person can do about it; at most one, besides editing.
    enum class Step { None, Start, TryAgain, RetryNow, Answer, Edit };
    Step step = Step::None;
    QString stepText;
};

struct Route {
    QList<RouteHop> hops;
    QList<RouteLeg> legs; // one fewer than hops
    Verdict verdict;
};

// `hosts`: the jump hosts and, last, the host logged in to.
[[nodiscard]] Route routeOf(const ForwardRow &row, const QList<Host> &hosts,
                            const LinkSnapshot &link, std::chrono::milliseconds now);
// The Hosts a forward goes through; jumps the book does not know appear by name and address only.
[[nodiscard]] QList<Host> hostsOf(const ProfileBook &book, const Forward &forward);
// The hops as one text, for screen readers.
[[nodiscard]] QString describe(const Route &route);

} // namespace fairlead::ui
