// Type: the system's font in a few factors and two weights, and the few things every text needs.
#pragma once

#include <QtCore/QString>
#include <QtGui/QFont>
#include <QtGui/QFontMetrics>

class QWidget;

namespace fairlead::ui {

enum class Type { Welcome, Page, Verdict, Pane, Body, Hint, Second, Column };
enum class Weight { Regular, Strong };

// The application's font × the factor of `type`.
[[nodiscard]] QFont typeFont(Type type, Weight weight = Weight::Regular);
// The same for fingerprints, commands and addresses to copy.
[[nodiscard]] QFont fixedFont(Type type = Type::Body);

// Shortened only when it really does not fit: QFontMetrics::elidedText rounds the wrong way.
[[nodiscard]] QString elided(const QFontMetrics &metrics, const QString &text,
                             Qt::TextElideMode mode, int width);

// Between U+2066 and U+2069: numbers with units, addresses and commands keep their order in
// right-to-left text.
[[nodiscard]] QString isolated(const QString &text);

} // namespace fairlead::ui
