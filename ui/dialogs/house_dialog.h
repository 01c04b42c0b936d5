// The frame of every dialog: a body, and a footer with a remark at one end and buttons at the
// other. Modeless, dies when closed; Escape and the close button reject.
#pragma once

#include <QtWidgets/QDialog>

class QBoxLayout;
class QPushButton;

namespace fairlead::ui {

class TextLabel;

class HouseDialog : public QDialog {
    Q_OBJECT
public:
    explicit HouseDialog(QWidget *parent);

protected:
    // Takes the place above the footer.
    void setBody(QWidget *body);
    void setRemark(const QString &text);
    // In the footer, at the reading side's end; the last added stands last.
    QPushButton *addButton(const QString &text);
    // In the footer, where the remark stands.
    QPushButton *addTool(const QString &text);
    // Enter presses it. One in a dialog.
    void makeDefault(QPushButton *button);

private:
    QBoxLayout *m_column;
    QBoxLayout *m_buttons;
    QBoxLayout *m_tools;
    TextLabel *m_remark;
};

} // namespace fairlead::ui
