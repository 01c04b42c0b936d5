// state.toml on disk: what this machine remembers between two runs and no other should share.
#pragma once

#include "core/base/timers.h"
#include "core/profile/profile_book.h"
#include "core/profile/remembered.h"

namespace fairlead {

// Which forwards are switched on, and how the window was left. Main thread only; the book and the
// timers must outlive it. Losing this file costs a few clicks, so an unreadable one is logged, put
// aside and replaced.
class StateStore : public QObject {
    Q_OBJECT
public:
    StateStore(ProfileBook &book, Timers &timers, const QString &folder, QObject *parent = nullptr);
    ~StateStore() override; // writes what is pending

    // Reads the file; remembered() is filled from then on. No file is an empty one. Errors:
    // FileUnreadable, BadProfileFile; a newer version is one, and is then never replaced.
    Result<void> load();
    // Switches on what was on; to be called once the book is loaded. What is gone since is skipped.
    // Reads the file first if nobody did; errors as of load().
    Result<void> restore();
    [[nodiscard]] Remembered &remembered() { return m_remembered; }
    // Error: FileUnwritable.
    Result<void> flush();
    [[nodiscard]] QString path() const { return m_path; }

private:
    void scheduleSave();

    ProfileBook &m_book;
    Timers &m_timers;
    QString m_path;
    std::unique_ptr<TimerHandle> m_saveTimer;
    Remembered m_remembered;
    std::optional<Result<QList<ForwardId>>> m_loaded; // what was on
    QByteArray m_onDisk;
    bool m_restored = false;
    bool m_newer = false;
};

} // namespace fairlead
