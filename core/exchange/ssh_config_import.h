// Every server that ~/.ssh/config has a name for, as something to import.
#pragma once

#include "core/exchange/import_source.h"
#include "core/exchange/ssh_config.h"

namespace fairlead {

// Asks `ssh -G` about one name after the other. Main thread, event loop needed.
class SshConfigImport : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(Result<ImportSource>)>;
    // `file`: empty for the user's own and the system's. `runCommands`: what `Match exec` says may
    // be run; otherwise, where there is such a line, the files are read by ourselves and `general`
    // names it.
    SshConfigImport(QString file, bool runCommands, QObject *parent = nullptr);

    // `done` is called once, later, unless this dies first. Error: FileUnreadable. A name that
    // cannot be resolved is skipped with its reason. At most 500 names.
    void start(Done done);

    // "file:line" of the commands that would run.
    [[nodiscard]] static QStringList commandsIn(const QString &file);

Q_SIGNALS:
    void progressed(int done, int all);

private:
    void next();
    void take(const QString &alias, const Result<SshConfigAnswer> &answer);
    void takeHost(const QString &alias, const SshInvocation &found);
    [[nodiscard]] bool isKnown(const QString &name) const;
    void finish();

    QString m_file;
    std::unique_ptr<SshConfig> m_config;
    QStringList m_aliases;
    qsizetype m_next = 0;
    ImportSource m_source;
    Done m_done;
};

} // namespace fairlead
