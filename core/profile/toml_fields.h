// The keys of profiles.toml: which member each stands for, how it is read and written. Only for the
// codec (it includes toml++).
#pragma once

#include "core/profile/forward.h"
#include "core/profile/host.h"
#include "core/profile/profile.h"

#include <span>
#include <toml++/toml.h>

namespace fairlead {

template <typename Item>
struct TomlField {
    const char *key;
    // Null when the value was taken, otherwise what would have been right ("1 to 65535").
    const char *(*read)(Item &item, const toml::node &value);
    // The value as TOML text; empty: the default, the key is left out.
    QString (*write)(const Item &item);
};

[[nodiscard]] std::span<const TomlField<Host>> hostFields();
[[nodiscard]] std::span<const TomlField<Forward>> forwardFields();
[[nodiscard]] std::span<const TomlField<Profile>> profileFields();

// A TOML basic string with its quotes.
[[nodiscard]] QString tomlString(const QString &text);
// Null unless it is a string of at most 16 KiB.
[[nodiscard]] std::optional<QString> tomlText(const toml::node &value);

} // namespace fairlead
