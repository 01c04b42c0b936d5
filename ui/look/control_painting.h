// How HouseStyle draws each control: one function for each, without state.
#pragma once

#include <QtWidgets/QStyle>

class QPainter;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComplex;
class QStyleOptionSlider;
class QStyleOptionToolButton;
class QWidget;

namespace fairlead::ui {

void paintButtonPanel(QPainter &painter, const QStyleOption &option, const QWidget *widget);
void paintButtonLabel(QPainter &painter, const QStyleOptionButton &button, const QWidget *widget);
void paintToolPanel(QPainter &painter, const QStyleOption &option, const QWidget *widget);
void paintToolLabel(QPainter &painter, const QStyleOptionToolButton &tool, const QWidget *widget);
void paintField(QPainter &painter, const QStyleOption &option, const QWidget *widget);
void paintCheckBox(QPainter &painter, const QStyleOption &option);
void paintHeaderGround(QPainter &painter, const QStyleOption &option);
void paintSplitter(QPainter &painter, const QStyleOption &option);
void paintComboBox(QPainter &painter, const QStyleOptionComplex &option, const QWidget *widget);
void paintScrollBar(QPainter &painter, const QStyleOptionSlider &bar);
[[nodiscard]] QRect scrollBarPart(const QStyleOptionSlider &bar, QStyle::SubControl part);

} // namespace fairlead::ui
