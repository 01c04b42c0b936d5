#include "ui/dialogs/house_dialog.h"

#include "ui/views/small_widgets.h"

#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace fairlead::ui {

HouseDialog::HouseDialog(QWidget *parent) : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(new Rule(Qt::Horizontal, this));
    auto *footer = new QHBoxLayout;
    footer->setContentsMargins(20, 12, 20, 12);
    footer->setSpacing(8);
    m_tools = new QHBoxLayout;
    m_remark = new TextLabel({}, Type::Hint, Ink::Quiet, Weight::Regular, this);
    m_remark->hide();
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(8);
    footer->addLayout(m_tools);
    footer->addWidget(m_remark, 1);
    footer->addStretch();
    footer->addLayout(m_buttons);
    m_column->addLayout(footer);
}

void HouseDialog::setBody(QWidget *body) { m_column->insertWidget(0, body, 1); }

void HouseDialog::setRemark(const QString &text) {
    m_remark->setText(text);
    m_remark->setVisible(!text.isEmpty());
}

QPushButton *HouseDialog::addButton(const QString &text) {
    auto *button = new QPushButton(text, this);
    button->setAutoDefault(false);
    button->setAccessibleName(QString(text).remove(u'&'));
    m_buttons->addWidget(button);
    return button;
}

QPushButton *HouseDialog::addTool(const QString &text) {
    auto *button = new QPushButton(text, this);
    button->setAutoDefault(false);
    button->setAccessibleName(QString(text).remove(u'&'));
    m_tools->addWidget(button);
    return button;
}

void HouseDialog::makeDefault(QPushButton *button) {
    button->setDefault(true);
    button->setFocus();
}

} // namespace fairlead::ui
