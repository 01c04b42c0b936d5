#include "core/ssh/channel_refusal.h"

#include "core/base/log.h"

#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace fairlead {

Error channelRefusal(const char *text, std::uint32_t channel) {
    static const QRegularExpression form(u"channel (\\d+) error \\((\\d+)\\) ?(.*)$"_s,
                                         QRegularExpression::DotMatchesEverythingOption);
    const auto match = form.match(QString::fromUtf8(text));
    if (!match.hasMatch() || match.captured(1).toUInt() != channel)
        return Error{Errc::TargetRefused, u"the server gave no reason"_s};
    const QString words = printable(match.captured(3)).left(200);
    const uint code = match.captured(2).toUInt();
    if (code == 1) // SSH_OPEN_ADMINISTRATIVELY_PROHIBITED
        return Error{Errc::TargetProhibited, words};
    const bool noSuchName = words.contains(u"not known"_s) ||
                            words.contains(u"resol"_s, Qt::CaseInsensitive) ||
                            words.contains(u"No address associated"_s);
    return Error{noSuchName ? Errc::TargetUnresolved : Errc::TargetRefused, words};
}

} // namespace fairlead
