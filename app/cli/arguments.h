// Long options and names, as every command but `forward` (which speaks ssh's language) takes them.
#pragma once

#include "core/base/result.h"

#include <QtCore/QHash>
#include <QtCore/QStringList>
#include <span>

namespace fairlead {

struct OptionSpec {
    const char *name; // "port" for --port; one letter for -p
    bool takesValue = false;
};

class Arguments {
public:
    // Takes "--name value", "--name=value" and flags; "--" ends the options. The error's detail is
    // a whole sentence that names the option.
    static Result<Arguments> parse(const QStringList &arguments, std::span<const OptionSpec> specs);

    [[nodiscard]] const QStringList &names() const { return m_names; } // what is no option
    [[nodiscard]] bool has(const QString &option) const { return m_values.contains(option); }
    [[nodiscard]] QString value(const QString &option) const; // the last given; empty when not
    [[nodiscard]] QStringList values(const QString &option) const { return m_values[option]; }

private:
    QStringList m_names;
    QHash<QString, QStringList> m_values;
};

} // namespace fairlead
