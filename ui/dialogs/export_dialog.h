// Chosen forwards in the words of another program, to look at, copy or save.
#pragma once

#include "core/profile/profile_book.h"
#include "ui/dialogs/house_dialog.h"

class QComboBox;
class QPlainTextEdit;
class QPushButton;

namespace fairlead::ui {

class ExportDialog final : public HouseDialog {
    Q_OBJECT
public:
    ExportDialog(const ProfileBook &book, const QList<ForwardId> &chosen, QWidget *parent);

private:
    void refresh();
    void save();
    void write(const QString &path);

    const ProfileBook &m_book;
    QList<ForwardId> m_chosen;
    QComboBox *m_format;
    QPlainTextEdit *m_text;
    QPushButton *m_copy;
    QPushButton *m_save;
};

} // namespace fairlead::ui
