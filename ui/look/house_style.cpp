#include "ui/look/house_style.h"

#include "ui/look/control_painting.h"

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QStyleOption>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr int kControlHeight = 32;
constexpr int kIconGap = 8;
constexpr int kComboArrow = 30;

int controlHeight(const QFontMetrics &metrics) {
    return std::max(kControlHeight, metrics.height() + 14);
}

QSize buttonSize(const QStyleOptionButton &button, const QSize &size) {
    const int text = button.text.isEmpty()
                         ? 0
                         : button.fontMetrics.size(Qt::TextShowMnemonic, button.text).width();
    const int icon = button.icon.isNull() ? 0 : button.iconSize.width();
    const int gap = text > 0 && icon > 0 ? kIconGap : 0;
    const int width = text > 0 ? std::max(text + icon + gap + 28, 72) : icon + 16;
    Q_UNUSED(size)
    return {width, controlHeight(button.fontMetrics)};
}

QSize toolSize(const QStyleOptionToolButton &tool) {
    const bool words = tool.toolButtonStyle != Qt::ToolButtonIconOnly && !tool.text.isEmpty();
    const int text = words ? tool.fontMetrics.size(Qt::TextShowMnemonic, tool.text).width() : 0;
    const bool icon = tool.toolButtonStyle != Qt::ToolButtonTextOnly && !tool.icon.isNull();
    const int width = text + (icon ? tool.iconSize.width() : 0) + (icon && words ? kIconGap : 0);
    const int height = controlHeight(tool.fontMetrics);
    return {std::max(width + (words ? 24 : 16), height), height};
}

} // namespace

HouseStyle::HouseStyle() : QProxyStyle(u"fusion"_s) {}

void HouseStyle::polish(QWidget *widget) {
    QProxyStyle::polish(widget);
    // Hover is drawn for all of these; Qt repaints them only when they ask for it.
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget) ||
        qobject_cast<QLineEdit *>(widget) || qobject_cast<QScrollBar *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

int HouseStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                            const QWidget *widget) const {
    switch (metric) {
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
        return 16;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return 17;
    case PM_CheckBoxLabelSpacing:
        return 7;
    case PM_SplitterWidth:
        return 5;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int HouseStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                          QStyleHintReturn *data) const {
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ComboBox_Popup:
    case SH_ScrollBar_Transient:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize HouseStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                   const QWidget *widget) const {
    if (type == CT_PushButton) {
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            return buttonSize(*button, size);
    }
    if (type == CT_ToolButton) {
        if (const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option))
            return toolSize(*tool);
    }
    QSize found = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_LineEdit)
        found.setHeight(std::max(found.height(), controlHeight(option->fontMetrics)));
    if (type == CT_ComboBox)
        found = {size.width() + kComboArrow + 14, controlHeight(option->fontMetrics)};
    if (type == CT_MenuItem)
        found.setHeight(std::max(found.height(), found.height() > 12 ? 28 : 0));
    return found;
}

QRect HouseStyle::subElementRect(SubElement element, const QStyleOption *option,
                                 const QWidget *widget) const {
    QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_LineEditContents && option->rect.height() >= kControlHeight - 4)
        rect = option->rect.adjusted(7, 2, -7, -2);
    return rect;
}

QRect HouseStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                 SubControl sub, const QWidget *widget) const {
    if (control == CC_ComboBox) {
        const QRect all = option->rect;
        const QRect field = all.adjusted(10, 2, -kComboArrow, -2);
        const QRect arrow(all.right() - kComboArrow + 1, all.top(), kComboArrow, all.height());
        if (sub == SC_ComboBoxEditField)
            return visualRect(option->direction, all, field);
        if (sub == SC_ComboBoxArrow)
            return visualRect(option->direction, all, arrow);
    }
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option))
            return scrollBarPart(*bar, sub);
    }
    return QProxyStyle::subControlRect(control, option, sub, widget);
}

void HouseStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                               QPainter *painter, const QWidget *widget) const {
    switch (element) {
    case PE_PanelButtonCommand:
        paintButtonPanel(*painter, *option, widget);
        return;
    case PE_PanelButtonTool:
        paintToolPanel(*painter, *option, widget);
        return;
    case PE_PanelLineEdit:
        // The editor inside a spin or combo box draws no frame of its own.
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame != nullptr && frame->lineWidth > 0)
            paintField(*painter, *option, widget);
        return;
    case PE_IndicatorCheckBox:
        paintCheckBox(*painter, *option);
        return;
    case PE_FrameFocusRect:
    case PE_FrameDefaultButton:
    case PE_FrameLineEdit:
    case PE_IndicatorBranch:
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void HouseStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                             const QWidget *widget) const {
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            paintButtonLabel(*painter, *button, widget);
            return;
        }
        break;
    case CE_ToolButtonLabel:
        if (const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            paintToolLabel(*painter, *tool, widget);
            return;
        }
        break;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        paintHeaderGround(*painter, *option);
        return;
    case CE_Splitter:
        paintSplitter(*painter, *option);
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void HouseStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                    QPainter *painter, const QWidget *widget) const {
    if (control == CC_ComboBox) {
        paintComboBox(*painter, *option, widget);
        return;
    }
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            paintScrollBar(*painter, *bar);
            return;
        }
    }
    if (control == CC_ToolButton) {
        // A button that opens a menu says so by its icon; no second arrow.
        if (const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            QStyleOptionToolButton plain = *tool;
            plain.features &= ~QStyleOptionToolButton::HasMenu;
            QProxyStyle::drawComplexControl(control, &plain, painter, widget);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace fairlead::ui
