#include "core/ssh/allowed_sources.h"

#include <QtNetwork/QHostAddress>
#include <algorithm>

namespace fairlead {

bool isAllowedSource(const QStringList &sources, const QString &from) {
    if (sources.isEmpty() || from.isEmpty())
        return true;
    QHostAddress address(from);
    bool mapped = false;
    const quint32 v4 = address.toIPv4Address(&mapped);
    if (mapped)
        address = QHostAddress(v4);
    return std::any_of(sources.begin(), sources.end(), [&address](const QString &source) {
        if (source.contains(u'/'))
            return address.isInSubnet(QHostAddress::parseSubnet(source));
        return address.isEqual(QHostAddress(source), QHostAddress::TolerantConversion);
    });
}

} // namespace fairlead
