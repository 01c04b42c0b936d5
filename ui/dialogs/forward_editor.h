// Adds or edits a forward: the form, what it will do as a picture, the ssh command that does the
// same.
#pragma once

#include "ui/dialogs/house_dialog.h"
#include "ui/services.h"

class QPushButton;
class QTimer;

namespace fairlead::ui {

class ElidedLabel;
class ForwardForm;
class RoutePicture;
class TextLabel;

class ForwardEditor final : public HouseDialog {
    Q_OBJECT
public:
    // `forward` need not be in the book yet.
    ForwardEditor(const Services &services, const Forward &forward, QWidget *parent);
    [[nodiscard]] ForwardForm *form() const { return m_form; }
    void reject() override; // asks before changes are lost

Q_SIGNALS:
    void saved(const fairlead::ForwardId &id);
    void deleteRequested(const fairlead::ForwardId &id);
    // A pasted command names a server that is no host yet.
    void hostNeeded(const fairlead::Host &host);

private:
    [[nodiscard]] QWidget *buildPreview();
    void buildTools(bool fresh);
    void fillFromClipboard();
    void takeHost(const Host &host);
    void refresh();
    void showPreview();
    void save();

    Services m_services;
    Forward m_before;
    ForwardForm *m_form;
    RoutePicture *m_picture;
    TextLabel *m_command;
    QPushButton *m_save;
    QTimer *m_pause; // between the last keystroke and asking the system about the port
    QString m_commandText;
    bool m_tried = false; // problems show once something was typed or saving was tried
};

} // namespace fairlead::ui
