#include "ui/look/control_painting.h"

#include "ui/look/house_style.h"
#include "ui/look/icon.h"
#include "ui/look/painting.h"
#include "ui/look/type.h"

#include <QtGui/QPainter>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStyleOption>
#include <algorithm>

namespace fairlead::ui {
namespace {

constexpr double kRadius = 6;
constexpr int kIconGap = 8;

bool has(const QStyleOption &option, QStyle::StateFlag flag) { return option.state.testFlag(flag); }
bool enabled(const QStyleOption &option) { return has(option, QStyle::State_Enabled); }
bool pressed(const QStyleOption &option) {
    return enabled(option) && has(option, QStyle::State_Sunken);
}
bool hovered(const QStyleOption &option) {
    return enabled(option) && has(option, QStyle::State_MouseOver);
}
bool keyFocus(const QStyleOption &option) {
    return has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange);
}

bool flagged(const QWidget *widget, const char *property) {
    return widget != nullptr && widget->property(property).toBool();
}

bool isPrimary(const QStyleOption &option, const QWidget *widget) {
    if (flagged(widget, kPrimaryProperty))
        return true;
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option);
    return button != nullptr && button->features.testFlag(QStyleOptionButton::DefaultButton) &&
           !flagged(widget, kDangerProperty);
}

QColor buttonFill(const QStyleOption &option, bool primary, const Colours &colours) {
    const QColor rest =
        primary ? colours.highlight : option.palette.color(QPalette::Active, QPalette::Button);
    if (!enabled(option))
        return primary ? mix(colours.window, colours.text, 0.08) : mix(rest, colours.window, 0.5);
    if (pressed(option))
        return mix(rest, primary ? QColor(Qt::black) : colours.text, primary ? 0.12 : 0.11);
    return hovered(option) ? mix(rest, colours.text, 0.04) : rest;
}

QColor labelColour(const QStyleOption &option, const QWidget *widget, bool primary) {
    const Colours &colours = coloursOf(option.palette);
    if (!enabled(option))
        return option.palette.color(QPalette::Disabled, QPalette::ButtonText);
    if (flagged(widget, kDangerProperty))
        return colours.tone(Tone::Failed).ink;
    return primary ? colours.onAccent
                   : option.palette.color(QPalette::Active, QPalette::ButtonText);
}

void paintFocus(QPainter &painter, const QRect &rect, const QColor &colour) {
    paintFrame(painter, QRectF(rect).adjusted(2, 2, -2, -2), kRadius - 2, Qt::transparent, colour,
               1.5);
}

// An icon and a text, centred (or leading) as one block, 8 px apart.
void paintIconAndText(QPainter &painter, const QStyleOption &option, const QRect &rect,
                      const QIcon &icon, const QSize &iconSize, const QString &text,
                      const QColor &colour) {
    const bool rightToLeft = option.direction == Qt::RightToLeft;
    const int textWidth =
        text.isEmpty() ? 0 : option.fontMetrics.size(Qt::TextShowMnemonic, text).width();
    const int iconWidth = icon.isNull() ? 0 : iconSize.width();
    const int gap = textWidth > 0 && iconWidth > 0 ? kIconGap : 0;
    const int total = std::min(textWidth + gap + iconWidth, rect.width());
    const QRect block(rect.left() + (rect.width() - total) / 2, rect.top(), total, rect.height());
    const QRect iconRect =
        QStyle::visualRect(option.direction, block,
                           QRect(block.left(), block.center().y() - iconSize.height() / 2 + 1,
                                 iconWidth, iconSize.height()));
    if (iconWidth > 0)
        icon.paint(&painter, iconRect, Qt::AlignCenter,
                   enabled(option) ? QIcon::Normal : QIcon::Disabled);
    const QRect textRect =
        QStyle::visualRect(option.direction, block, block.adjusted(iconWidth + gap, 0, 0, 0));
    painter.setPen(colour);
    painter.drawText(textRect,
                     Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextShowMnemonic |
                         (rightToLeft ? Qt::AlignRight : Qt::AlignLeft),
                     text);
}

} // namespace

void paintButtonPanel(QPainter &painter, const QStyleOption &option, const QWidget *widget) {
    const Colours &colours = coloursOf(option.palette);
    const bool primary = isPrimary(option, widget);
    QColor line = primary ? buttonFill(option, true, colours) : colours.edge;
    if (flagged(widget, kDangerProperty) && enabled(option))
        line = colours.tone(Tone::Failed).shape;
    if (!enabled(option))
        line = colours.line;
    paintFrame(painter, option.rect, kRadius, buttonFill(option, primary, colours), line);
    if (keyFocus(option))
        paintFocus(painter, option.rect, primary ? colours.onAccent : colours.accent);
}

void paintButtonLabel(QPainter &painter, const QStyleOptionButton &button, const QWidget *widget) {
    const bool primary = isPrimary(button, widget);
    paintIconAndText(painter, button, button.rect, button.icon, button.iconSize, button.text,
                     labelColour(button, widget, primary));
}

void paintToolPanel(QPainter &painter, const QStyleOption &option, const QWidget *widget) {
    const Colours &colours = coloursOf(option.palette);
    if (flagged(widget, kPrimaryProperty)) {
        paintButtonPanel(painter, option, widget);
        return;
    }
    if (pressed(option) || has(option, QStyle::State_On))
        paintFrame(painter, option.rect, kRadius, mix(colours.window, colours.text, 0.11),
                   Qt::transparent);
    else if (hovered(option))
        paintFrame(painter, option.rect, kRadius, mix(colours.window, colours.text, 0.06),
                   Qt::transparent);
    if (keyFocus(option))
        paintFocus(painter, option.rect, colours.accent);
}

void paintToolLabel(QPainter &painter, const QStyleOptionToolButton &tool, const QWidget *widget) {
    const bool primary = flagged(widget, kPrimaryProperty);
    const bool icon = tool.toolButtonStyle != Qt::ToolButtonTextOnly;
    const bool words = tool.toolButtonStyle != Qt::ToolButtonIconOnly || tool.icon.isNull();
    painter.setFont(tool.font);
    paintIconAndText(painter, tool, tool.rect, icon ? tool.icon : QIcon(), tool.iconSize,
                     words ? tool.text : QString(), labelColour(tool, widget, primary));
}

void paintField(QPainter &painter, const QStyleOption &option, const QWidget *widget) {
    const Colours &colours = coloursOf(option.palette);
    const bool focused = has(option, QStyle::State_HasFocus);
    QColor line = focused ? colours.accent : colours.edge;
    double width = focused ? 1.5 : 1.0;
    const QVariant tone = widget != nullptr ? widget->property(kFieldTone) : QVariant();
    if (tone.isValid()) {
        line = colours.tone(static_cast<Tone>(tone.toInt())).shape;
        width = 1.5;
    }
    const QColor fill = enabled(option) ? colours.base : mix(colours.base, colours.window, 0.6);
    paintFrame(painter, option.rect, kRadius, fill, enabled(option) ? line : colours.line, width);
}

void paintCheckBox(QPainter &painter, const QStyleOption &option) {
    const Colours &colours = coloursOf(option.palette);
    const bool on = has(option, QStyle::State_On);
    const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const QColor fill = on ? colours.highlight : hovered(option) ? colours.hover : colours.base;
    painter.save();
    if (!enabled(option))
        painter.setOpacity(0.5);
    paintFrame(painter, box, 4, fill,
               on ? colours.highlight : mix(colours.window, colours.text, 0.45), 1.2);
    if (on)
        paintIcon(painter, Icon::Tick, box.adjusted(2.5, 2.5, -2.5, -2.5), colours.onAccent);
    if (keyFocus(option))
        paintFrame(painter, box.adjusted(-2, -2, 2, 2), 6, Qt::transparent, colours.accent, 1.5);
    painter.restore();
}

void paintHeaderGround(QPainter &painter, const QStyleOption &option) {
    const Colours &colours = coloursOf(option.palette);
    painter.fillRect(option.rect, colours.base);
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                     colours.line);
}

void paintSplitter(QPainter &painter, const QStyleOption &option) {
    const Colours &colours = coloursOf(option.palette);
    // State_Horizontal: the panes stand side by side, the handle is upright.
    const bool upright = has(option, QStyle::State_Horizontal);
    const QRect line =
        upright ? QRect(option.rect.center().x(), option.rect.top(), 1, option.rect.height())
                : QRect(option.rect.left(), option.rect.center().y(), option.rect.width(), 1);
    painter.fillRect(line, hovered(option) ? colours.accent : colours.line);
}

void paintComboBox(QPainter &painter, const QStyleOptionComplex &option, const QWidget *widget) {
    const Colours &colours = coloursOf(option.palette);
    const bool focused = has(option, QStyle::State_HasFocus);
    QColor line = focused ? colours.accent : colours.edge;
    const QVariant tone = widget != nullptr ? widget->property(kFieldTone) : QVariant();
    if (tone.isValid())
        line = colours.tone(static_cast<Tone>(tone.toInt())).shape;
    paintFrame(painter, option.rect, kRadius, buttonFill(option, false, colours), line,
               focused || tone.isValid() ? 1.5 : 1.0);
    const QRect arrow =
        QStyle::visualRect(option.direction, option.rect,
                           QRect(option.rect.right() - 26, option.rect.center().y() - 5, 12, 12));
    paintIcon(painter, Icon::ChevronDown, arrow,
              enabled(option) ? colours.quiet
                              : option.palette.color(QPalette::Disabled, QPalette::ButtonText));
}

QRect scrollBarPart(const QStyleOptionSlider &bar, QStyle::SubControl part) {
    const bool flat = bar.orientation == Qt::Horizontal;
    const int length = flat ? bar.rect.width() : bar.rect.height();
    const int extent = flat ? bar.rect.height() : bar.rect.width();
    const int span = bar.maximum - bar.minimum;
    const qint64 wanted =
        span > 0 ? qint64{length} * bar.pageStep / (qint64{span} + bar.pageStep) : length;
    const int slider = std::clamp(static_cast<int>(wanted), std::min(32, length), length);
    const int start = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition,
                                                      length - slider, bar.upsideDown);
    const auto along = [&](int from, int size) {
        return flat ? QRect(from, 0, size, extent) : QRect(0, from, extent, size);
    };
    switch (part) {
    case QStyle::SC_ScrollBarGroove:
        return along(0, length);
    case QStyle::SC_ScrollBarSlider:
        return along(start, slider);
    case QStyle::SC_ScrollBarSubPage:
        return along(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return along(start + slider, length - start - slider);
    default:
        return {};
    }
}

void paintScrollBar(QPainter &painter, const QStyleOptionSlider &bar) {
    const Colours &colours = coloursOf(bar.palette);
    if (bar.maximum <= bar.minimum)
        return;
    const QRectF slider = QRectF(scrollBarPart(bar, QStyle::SC_ScrollBarSlider));
    const double strength = pressed(bar) ? 0.45 : hovered(bar) ? 0.34 : 0.22;
    paintFrame(painter, slider.adjusted(3, 3, -3, -3), 3, mix(colours.base, colours.text, strength),
               Qt::transparent);
}

} // namespace fairlead::ui
