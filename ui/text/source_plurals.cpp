#include "ui/text/source_plurals.h"

using namespace Qt::StringLiterals;

namespace fairlead::ui {

QString SourcePlurals::translate(const char *, const char *sourceText, const char *, int n) const {
    const QString source = QString::fromUtf8(sourceText);
    if (n < 0 || !source.contains("(s)"_L1))
        return {}; // the source text as it is
    return QString(source).replace("(s)"_L1, n == 1 ? QString() : u"s"_s);
}

} // namespace fairlead::ui
