// What stands where a list would be empty: what is so, why, and one or two actions.
#pragma once

#include "ui/look/icon.h"

#include <QtWidgets/QWidget>

class QPushButton;

namespace fairlead::ui {

class TextLabel;
class IconLabel;

class EmptyPane final : public QWidget {
    Q_OBJECT
public:
    explicit EmptyPane(QWidget *parent = nullptr);
    // An empty action has no button.
    void show(Icon icon, const QString &title, const QString &why, const QString &first,
              const QString &second = {});
    // Base, as a list has it, unless said otherwise.
    void setGround(QPalette::ColorRole ground);

Q_SIGNALS:
    void firstChosen();
    void secondChosen();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QPalette::ColorRole m_ground = QPalette::Base;
    IconLabel *m_icon;
    TextLabel *m_title;
    TextLabel *m_why;
    QPushButton *m_first;
    QPushButton *m_second;
};

// The first start.
class WelcomePane final : public QWidget {
    Q_OBJECT
public:
    explicit WelcomePane(QWidget *parent = nullptr);

Q_SIGNALS:
    void newForwardRequested();
    void importRequested();
    void pasteRequested();
    void demoRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace fairlead::ui
