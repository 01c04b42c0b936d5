// The row of tools above everything: one default button, tools with words, the search, the menu.
#pragma once

#include "ui/shell/action_set.h"

#include <QtWidgets/QWidget>

class QLineEdit;
class QMenu;
class QToolButton;

namespace fairlead::ui {

class ToolRow final : public QWidget {
    Q_OBJECT
public:
    ToolRow(const ActionSet &actions, QMenu *menu, QWidget *parent = nullptr);
    [[nodiscard]] QLineEdit *search() const { return m_search; }
    // Narrow windows: icons only, but for the default button.
    void setWords(bool shown);
    void setFilterButton(bool shown);

Q_SIGNALS:
    void searched(const QString &text);
    // Enter or Down in the search, or Esc: on to the list.
    void searchLeft();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QToolButton *addTool(QAction *action);
    QToolButton *m_filters;
    QList<QToolButton *> m_tools; // those whose words may go
    QLineEdit *m_search;
};

} // namespace fairlead::ui
