// state.toml on disk: what this machine remembers between two runs and no other should share.
#pragma once

#include "core/base/timers.h"
#include "core/profile/profile_book.h"

namespace fairlead {

// Which forwards are switched on. Main thread only; the book and the timers must outlive it. Losing
// this file costs a few clicks, so an unreadable one is logged, put aside and replaced.
class StateStore : public QObject {
    Q_OBJECT
public:
    StateStore(ProfileBook &book, Timers &timers, const QString &folder, QObject *parent = nullptr);
    ~StateStore() override; // writes what is pending

    // Switches on what was on; to be called once the book is loaded. What is gone since is skipped.
    // Errors: FileUnreadable, BadProfileFile; a newer version is one, and is then never replaced.
    Result<void> restore();
    // Error: FileUnwritable.
    Result<void> flush();
    [[nodiscard]] QString path() const { return m_path; }

private:
    ProfileBook &m_book;
    Timers &m_timers;
    QString m_path;
    std::unique_ptr<TimerHandle> m_saveTimer;
    QByteArray m_onDisk;
    bool m_newer = false;
};

} // namespace fairlead
