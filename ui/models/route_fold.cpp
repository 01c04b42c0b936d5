#include "ui/models/route_fold.h"

#include <QtCore/QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr qsizetype kFirst = 3; // hops that stay before the fold

struct FoldWords {
    Q_DECLARE_TR_FUNCTIONS(Route)
public:
    //: hops of a route that are not drawn one by one
    static QString more(int n) { return tr("%n more", nullptr, n); }
};

// Not reached is worse than well, and better than every trouble.
int badness(Tone tone) {
    if (tone == Tone::Good)
        return -1;
    return tone == Tone::Off ? 0 : static_cast<int>(tone);
}

} // namespace

Route folded(Route route) {
    const qsizetype extra = route.hops.size() - kMostHops;
    if (extra <= 0)
        return route;
    const auto begin = route.hops.cbegin() + kFirst;
    const auto end = begin + extra + 1;
    RouteHop one = *std::max_element(begin, end, [](const RouteHop &a, const RouteHop &b) {
        return badness(a.tone) < badness(b.tone);
    });
    QStringList names;
    for (auto each = begin; each != end; ++each)
        names.append(each->title);
    one.title = FoldWords::more(static_cast<int>(extra + 1));
    one.address.clear();
    one.hidden = names.join(u", "_s);
    route.hops.remove(kFirst, extra + 1);
    route.hops.insert(kFirst, one);
    route.legs.remove(kFirst, extra);
    return route;
}

} // namespace fairlead::ui
