// Names what would happen and waits; cancelling is the default where something is lost.
#pragma once

#include "ui/dialogs/house_dialog.h"

namespace fairlead::ui {

class ConfirmDialog final : public HouseDialog {
    Q_OBJECT
public:
    enum class Nature { Destructive, Harmless };
    // `lines` name the things concerned; more than ten are counted. No `action`: only "Close".
    ConfirmDialog(const QString &title, const QStringList &lines, const QString &remark,
                  const QString &action, QWidget *parent, Nature nature = Nature::Destructive);
    static void showAbout(QWidget *parent);
};

// Says what is so and offers ways on; each closes it, and so does Escape, which chooses none.
class ChoiceDialog final : public HouseDialog {
    Q_OBJECT
public:
    ChoiceDialog(const QString &title, const QStringList &lines, const QString &remark,
                 QWidget *parent);
    QPushButton *addChoice(const QString &text);
    // Enter chooses it.
    void prefer(QPushButton *choice) { makeDefault(choice); }
};

} // namespace fairlead::ui
