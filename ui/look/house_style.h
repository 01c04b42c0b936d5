// Our own look for controls, over Fusion only: where the platform brings a style of its own
// (Breeze, Windows, macOS) that one stays.
#pragma once

#include <QtWidgets/QProxyStyle>

namespace fairlead::ui {

// Dynamic properties the style reads.
inline constexpr char kPrimaryProperty[] = "fairleadPrimary"; // bool: the filled button
inline constexpr char kDangerProperty[] = "fairleadDanger";   // bool: outlined in red
inline constexpr char kFieldTone[] = "fairleadFieldTone";     // int(Tone): the edge of a field

class HouseStyle final : public QProxyStyle {
    Q_OBJECT
public:
    HouseStyle();

    using QProxyStyle::polish;
    void polish(QWidget *widget) override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option,
                    const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl sub,
                         const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget) const override;
};

} // namespace fairlead::ui
