// English needs no translation file: its plurals are formed from the source texts.
#pragma once

#include <QtCore/QTranslator>

namespace fairlead::ui {

// "%n stream(s)" with 1 becomes "%n stream", with any other number "%n streams". Install it before
// the translators of other languages, so that those win.
class SourcePlurals final : public QTranslator {
    Q_OBJECT
public:
    using QTranslator::QTranslator;
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *context, const char *sourceText,
                                    const char *disambiguation, int n) const override;
};

} // namespace fairlead::ui
