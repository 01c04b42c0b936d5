#include "app/cli/arguments.h"

#include "app/cli/command.h"
#include "app/cli/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

QString dashed(const QString &name) { return (name.size() > 1 ? u"--"_s : u"-"_s) + name; }

Error unknownOption(const QString &name, std::span<const OptionSpec> specs) {
    QStringList known;
    for (const OptionSpec &spec : specs)
        known.append(QLatin1StringView(spec.name));
    const QString meant = didYouMean(name, known);
    if (meant.isEmpty())
        return {Errc::BadOption, Cli::tr("There is no option %1.").arg(dashed(name))};
    return {Errc::BadOption,
            Cli::tr("There is no option %1; did you mean %2?").arg(dashed(name), dashed(meant))};
}

bool looksLikeAnOption(const QString &argument) {
    return argument.size() > 1 && argument.startsWith(u'-');
}

} // namespace

Result<Arguments> Arguments::parse(const QStringList &arguments,
                                   std::span<const OptionSpec> specs) {
    Arguments parsed;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        if (argument == "--"_L1) {
            parsed.m_names += arguments.mid(i + 1);
            break;
        }
        if (!looksLikeAnOption(argument)) {
            parsed.m_names.append(argument);
            continue;
        }
        const qsizetype equals = argument.indexOf(u'=');
        const QString name = argument.left(equals).mid(argument.startsWith("--"_L1) ? 2 : 1);
        const auto spec = std::find_if(specs.begin(), specs.end(), [&name](const OptionSpec &s) {
            return name == QLatin1StringView(s.name);
        });
        if (spec == specs.end())
            return tl::unexpected(unknownOption(name, specs));
        if (!spec->takesValue) {
            if (equals >= 0)
                return fail(Errc::BadOption, Cli::tr("%1 takes no value.").arg(dashed(name)));
            parsed.m_values[name].append(QString());
            continue;
        }
        if (equals < 0 && i + 1 == arguments.size())
            return fail(Errc::BadOption, Cli::tr("%1 needs a value.").arg(dashed(name)));
        parsed.m_values[name].append(equals >= 0 ? argument.mid(equals + 1) : arguments[++i]);
    }
    return parsed;
}

QString Arguments::value(const QString &option) const {
    const auto it = m_values.constFind(option);
    return it == m_values.constEnd() ? QString() : it->last();
}

} // namespace fairlead
