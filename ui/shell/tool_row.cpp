#include "ui/shell/tool_row.h"

#include "ui/look/colours.h"
#include "ui/look/house_style.h"
#include "ui/views/small_widgets.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>

namespace fairlead::ui {

ToolRow::ToolRow(const ActionSet &actions, QMenu *menu, QWidget *parent) : QWidget(parent) {
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 10, 12, 10);
    row->setSpacing(4);
    m_filters = addTool(actions[Command::ShowFilters]);
    m_filters->setToolButtonStyle(Qt::ToolButtonIconOnly);
    row->addWidget(m_filters);
    QToolButton *fresh = addTool(actions[Command::NewForward]);
    fresh->setProperty(kPrimaryProperty, true);
    fresh->setAutoRaise(false); // its ground shows always
    fresh->setIcon(tintedIcon(Icon::Plus, IconRole::OnAccent));
    row->addWidget(fresh);
    m_tools = {addTool(actions[Command::Paste]), addTool(actions[Command::StartAll]),
               addTool(actions[Command::StopAll])};
    row->addWidget(m_tools[0]);
    row->addSpacing(6);
    auto *rule = new Rule(Qt::Vertical, this);
    rule->setFixedHeight(20);
    row->addWidget(rule);
    row->addSpacing(6);
    row->addWidget(m_tools[1]);
    row->addWidget(m_tools[2]);
    row->addStretch(1);
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Search name, port, host, tag"));
    m_search->setAccessibleName(tr("Search"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(tintedIcon(Icon::Search, IconRole::Quiet), QLineEdit::LeadingPosition);
    m_search->setMinimumWidth(150);
    m_search->setMaximumWidth(264);
    row->addWidget(m_search, 2);
    row->addSpacing(4);
    QToolButton *more = iconButton(Icon::Menu, tr("Menu"), this);
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);
    more->setShortcut(Qt::Key_F10);
    row->addWidget(more);
    connect(m_search, &QLineEdit::textChanged, this, &ToolRow::searched);
    m_search->installEventFilter(this);
}

bool ToolRow::eventFilter(QObject *watched, QEvent *event) {
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Escape)
        m_search->clear();
    const bool leaves = key == Qt::Key_Escape || key == Qt::Key_Down || key == Qt::Key_Return ||
                        key == Qt::Key_Enter;
    if (leaves)
        Q_EMIT searchLeft();
    return leaves;
}

QToolButton *ToolRow::addTool(QAction *action) {
    auto *tool = new QToolButton(this);
    tool->setDefaultAction(action);
    tool->setAccessibleName(action->text());
    tool->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    tool->setAutoRaise(true);
    tool->setFocusPolicy(Qt::TabFocus);
    return tool;
}

void ToolRow::setWords(bool shown) {
    for (QToolButton *tool : m_tools)
        tool->setToolButtonStyle(shown ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
}

void ToolRow::setFilterButton(bool shown) { m_filters->setVisible(shown); }

void ToolRow::paintEvent(QPaintEvent *) {
    QPainter(this).fillRect(rect(), coloursOf(palette()).window);
}

} // namespace fairlead::ui
