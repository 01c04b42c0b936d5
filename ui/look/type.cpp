#include "ui/look/type.h"

#include <QtGui/QFontDatabase>
#include <QtGui/QGuiApplication>

namespace fairlead::ui {
namespace {

double factor(Type type) {
    switch (type) {
    case Type::Welcome:
        return 2.1;
    case Type::Page:
        return 1.45;
    case Type::Verdict:
        return 1.3;
    case Type::Pane:
        return 1.25;
    case Type::Body:
        return 1.0;
    case Type::Hint:
        return 0.92;
    case Type::Second:
        return 0.90;
    case Type::Column:
        return 0.88;
    }
    return 1.0;
}

QFont scaled(QFont font, double by) {
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * by);
    else
        font.setPixelSize(qRound(font.pixelSize() * by));
    return font;
}

} // namespace

QFont typeFont(Type type, Weight weight) {
    QFont font = scaled(QGuiApplication::font(), factor(type));
    font.setWeight(weight == Weight::Strong ? QFont::DemiBold : QFont::Normal);
    return font;
}

QFont fixedFont(Type type) {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QFont body = QGuiApplication::font();
    if (body.pointSizeF() > 0)
        font.setPointSizeF(body.pointSizeF());
    return scaled(font, factor(type));
}

QString elided(const QFontMetrics &metrics, const QString &text, Qt::TextElideMode mode,
               int width) {
    constexpr int kSlack = 3;
    if (metrics.horizontalAdvance(text) <= width + kSlack)
        return text;
    return metrics.elidedText(text, mode, width);
}

QString isolated(const QString &text) { return QChar(0x2066) + text + QChar(0x2069); }

} // namespace fairlead::ui
