// How large the window was, and how its panes shared the room.
#pragma once

#include "core/profile/remembered.h"

#include <QtCore/QList>

class QSplitter;
class QWidget;

namespace fairlead::ui {

// Puts the window back when made, before it is shown, and notes how it stands whenever it hides.
// Belongs to the window.
class WindowPlace final : public QObject {
    Q_OBJECT
public:
    WindowPlace(QWidget &window, QList<QSplitter *> splitters, Remembered &remembered);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void restore();
    void keep() const;

    QWidget &m_window;
    QList<QSplitter *> m_splitters;
    Remembered &m_remembered;
};

} // namespace fairlead::ui
