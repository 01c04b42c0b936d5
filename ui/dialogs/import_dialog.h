// Takes hosts and forwards over from elsewhere, after a look at what would change.
#pragma once

#include "core/exchange/import_plan.h"
#include "core/exchange/ssh_config_import.h"
#include "ui/dialogs/house_dialog.h"
#include "ui/services.h"

class QCheckBox;
class QComboBox;
class QPushButton;
class QTreeView;

namespace fairlead::ui {

class Card;
class ImportModel;
class TextLabel;

class ImportDialog final : public HouseDialog {
    Q_OBJECT
public:
    ImportDialog(const Services &services, QWidget *parent);
    // Reads at once: the user's own ssh_config, or a file: profiles.toml by its ending, a .reg
    // file, a folder of PuTTY, otherwise an ssh_config.
    void readSshConfig(const QString &file = {}, bool runCommands = false);
    void readFile(const QString &path);
    [[nodiscard]] ImportModel *model() const { return m_model; }

Q_SIGNALS:
    void imported(const fairlead::ImportCount &count);

private:
    [[nodiscard]] QWidget *buildSource();
    [[nodiscard]] QWidget *buildNotice();
    [[nodiscard]] QWidget *buildList();
    void chooseSource(int index);
    void chooseFile();
    void show(const Result<ImportSource> &source);
    void showCurrent();
    void showTicks();
    void apply();

    Services m_services;
    ImportModel *m_model;
    QComboBox *m_from;
    TextLabel *m_state;
    Card *m_notice;
    TextLabel *m_noticeText;
    QPushButton *m_runCommands;
    QTreeView *m_list;
    TextLabel *m_remarks;
    QCheckBox *m_keepAddress;
    QPushButton *m_import;
    std::unique_ptr<SshConfigImport> m_reader;
    QString m_file;
};

} // namespace fairlead::ui
