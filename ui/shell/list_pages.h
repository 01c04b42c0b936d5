// The list, or what stands in its place when it is empty.
#pragma once

#include <QtWidgets/QStackedWidget>

namespace fairlead::ui {

class EmptyPane;
class ForwardProxy;
class WelcomePane;

class ListPages final : public QStackedWidget {
    Q_OBJECT
public:
    explicit ListPages(QWidget *list, QWidget *parent = nullptr);
    // Starts another window with the demo, which says itself if it cannot.
    static void startDemo();
    void choose(const ForwardProxy &shown, bool bookIsEmpty);

Q_SIGNALS:
    void newForwardRequested();
    void newForwardOnRequested(quint16 port);
    void importRequested();
    void pasteRequested();
    void showAllRequested();

private:
    QWidget *m_list;
    EmptyPane *m_empty;
    WelcomePane *m_welcome;
    quint16 m_port = 0; // what was searched for in vain, when it is one
};

} // namespace fairlead::ui
