// What part of the list the filter column shows.
#pragma once

#include <QtCore/QMetaType>
#include <QtCore/QString>

namespace fairlead::ui {

struct ListFilter {
    enum class Kind { All, Attention, Profile, Host, Tag };
    Kind kind = Kind::All;
    QString key; // id of the profile or host, or the tag
    bool operator==(const ListFilter &) const = default;
};

} // namespace fairlead::ui

Q_DECLARE_METATYPE(fairlead::ui::ListFilter)
