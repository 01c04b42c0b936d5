// Adds or edits a host.
#pragma once

#include "ui/dialogs/house_dialog.h"
#include "ui/services.h"

namespace fairlead::ui {

class HostForm;

class HostEditor final : public HouseDialog {
    Q_OBJECT
public:
    HostEditor(ProfileBook &book, const Host &host, QWidget *parent);
    [[nodiscard]] HostForm *form() const { return m_form; }
    void reject() override; // asks before changes are lost

Q_SIGNALS:
    void saved(const fairlead::HostId &id);
    void deleteRequested(const fairlead::HostId &id);

private:
    void save();
    ProfileBook &m_book;
    Host m_before;
    HostForm *m_form;
    bool m_tried = false;
};

} // namespace fairlead::ui
