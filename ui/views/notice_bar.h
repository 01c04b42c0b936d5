// A sentence at the head of the window that is true as long as the window is there, and one thing
// to do about it.
#pragma once

#include "ui/look/icon.h"

#include <QtWidgets/QWidget>

namespace fairlead::ui {

class NoticeBar final : public QWidget {
    Q_OBJECT
public:
    struct Words {
        QString sentence; // strong
        QString detail;   // shortened where it does not fit
        QString button;   // empty: none
    };
    NoticeBar(Icon icon, const Words &words, QWidget *parent = nullptr);

Q_SIGNALS:
    void pressed();

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace fairlead::ui
