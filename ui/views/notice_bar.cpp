#include "ui/views/notice_bar.h"

#include "ui/views/small_widgets.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>

namespace fairlead::ui {

NoticeBar::NoticeBar(Icon icon, const Words &words, QWidget *parent) : QWidget(parent) {
    setAccessibleName(words.sentence);
    setAccessibleDescription(words.detail);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *sentence = new ElidedLabel(Type::Body, Ink::Normal, Weight::Strong, this);
    sentence->setText(words.sentence);
    auto *detail = new ElidedLabel(Type::Body, Ink::Normal, Weight::Regular, this);
    detail->setText(words.detail);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 7, 10, 7);
    row->setSpacing(10);
    row->addWidget(new IconLabel(icon, 18, IconRole::Accent, this));
    row->addWidget(sentence);
    row->addWidget(detail, 1);
    if (words.button.isEmpty())
        return;
    auto *button = new QPushButton(words.button, this);
    button->setAutoDefault(false);
    row->addWidget(button);
    connect(button, &QPushButton::clicked, this, &NoticeBar::pressed);
}

void NoticeBar::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    const Colours &colours = coloursOf(palette());
    painter.fillRect(rect(), colours.tint);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colours.line);
}

} // namespace fairlead::ui
