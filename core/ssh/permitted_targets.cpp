#include "core/ssh/permitted_targets.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

bool permits(const QString &place, const Endpoint &target) {
    const auto colon = place.lastIndexOf(u':');
    if (colon <= 0)
        return false; // "none", or nothing that can be understood
    QStringView host = QStringView(place).left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    const QStringView port = QStringView(place).mid(colon + 1);
    const bool hostFits = host == u"*"_s || host.compare(target.host, Qt::CaseInsensitive) == 0;
    return hostFits && (port == u"*"_s || parsePort(port) == target.port);
}

} // namespace

bool isPermittedTarget(const QStringList &places, const Endpoint &target) {
    return places.isEmpty() || std::any_of(places.begin(), places.end(), [&](const QString &place) {
               return permits(place, target);
           });
}

} // namespace fairlead
