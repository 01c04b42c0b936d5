// profiles.toml on disk: loaded, saved soon after a change, and watched for changes from outside.
#pragma once

#include "core/base/timers.h"
#include "core/profile/profile_codec.h"

#include <QtCore/QFileSystemWatcher>
#include <QtCore/QObject>

namespace fairlead {

// Main thread only; the book and the timers must outlive it. A file that cannot be read is copied
// aside and never written over until the person decides (keepMine, restoreBackup) or it reads well
// again.
class ProfileStore : public QObject {
    Q_OBJECT
public:
    // `folder` is made when the first save needs it.
    ProfileStore(ProfileBook &book, Timers &timers, const QString &folder,
                 QObject *parent = nullptr);
    ~ProfileStore() override; // writes what is pending

    // Reads the file into the book and starts to watch it; no file is an empty book. Errors:
    // BadProfileFile, FileUnreadable: also problem(), and nothing is saved from then on.
    Result<void> load();
    // Writes what is pending now. Errors: FileUnwritable, or problem() while there is one.
    Result<void> flush();

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] QString backupPath() const;
    // The file as it is cannot be read, and why.
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }
    // Where the unreadable content was copied to; empty: nowhere.
    [[nodiscard]] QString asidePath() const { return m_aside; }
    // Decisions about a problem: write the book over the file; take the last good copy.
    Result<void> keepMine();
    Result<void> restoreBackup();

    // Looks whether the file changed; what the watcher does on its own.
    void checkOutside();

Q_SIGNALS:
    void problemChanged();
    void saveFailed(const fairlead::Error &why);
    void outsideChangeTaken();

private:
    void scheduleSave();
    void watch();
    Result<void> save();
    Result<void> write(const QByteArray &content);
    Result<void> take(const QByteArray &content);
    void setProblem(const Error &why, const QByteArray &content);
    void clearProblem();

    ProfileBook &m_book;
    Timers &m_timers;
    QString m_path;
    QFileSystemWatcher m_watcher;
    std::unique_ptr<TimerHandle> m_saveTimer;
    std::unique_ptr<TimerHandle> m_checkTimer;
    QByteArray m_onDisk;  // as last read or written
    ProfileFile m_base;   // …and what it means
    QByteArray m_refused; // the unreadable content
    std::optional<Error> m_problem;
    QString m_aside;
    bool m_loading = false;
};

} // namespace fairlead
