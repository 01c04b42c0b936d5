// The columns of the forward list under the person's hands: dragged to another place or width,
// hidden, and the same again next time.
#pragma once

#include "ui/views/column_fit.h"

#include <QtCore/QObject>

class QHeaderView;
class QMenu;
class QTreeView;

namespace fairlead::ui {

class ListColumns final : public QObject {
    Q_OBJECT
public:
    // Of a view that has its model and header.
    explicit ListColumns(QTreeView *view);

    // Gives every column its width for the view's room.
    void fit();
    // Which columns show, and a way back to the usual ones.
    void fillMenu(QMenu &menu);
    void setShown(ForwardColumn column, bool shown);
    void reset();

    // In their order: "status", "name width=180", "latency never".
    [[nodiscard]] QStringList toWords() const;
    // Skips what it does not know.
    void fromWords(const QStringList &words);

Q_SIGNALS:
    // The person changed something worth remembering.
    void changed();

private:
    void resized(int section, int width);
    [[nodiscard]] QHeaderView &header() const;

    QTreeView *m_view;
    ColumnChoices m_choices;
    bool m_fitting = false; // widths change because we set them
};

} // namespace fairlead::ui
