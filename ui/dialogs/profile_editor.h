// Names a profile, says what it is for, and which forwards are in it.
#pragma once

#include "core/profile/profile_book.h"
#include "ui/dialogs/house_dialog.h"

class QLineEdit;
class QListWidget;

namespace fairlead::ui {

class Field;

class ProfileEditor final : public HouseDialog {
    Q_OBJECT
public:
    // `profile` need not be in the book yet.
    ProfileEditor(ProfileBook &book, const Profile &profile, QWidget *parent);
    void reject() override; // asks before changes are lost

private:
    void fillMembers();
    [[nodiscard]] Profile profile() const;
    [[nodiscard]] QSet<ForwardId> members() const;
    void save();
    // Forwards that were ticked come in, those that were unticked leave; others stay as they are.
    void moveMembers();

    ProfileBook &m_book;
    Profile m_before;
    QSet<ForwardId> m_membersBefore;
    QLineEdit *m_name;
    QLineEdit *m_note;
    QListWidget *m_members;
    Field *m_nameField;
};

} // namespace fairlead::ui
