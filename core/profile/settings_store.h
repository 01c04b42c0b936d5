// settings.toml on disk. What stands in it and this program does not know is kept.
#pragma once

#include "core/base/result.h"
#include "core/base/timers.h"
#include "core/profile/settings.h"

namespace fairlead {

// Main thread only; the timers must outlive it. Losing this file costs a few clicks, so an
// unreadable one is logged, put aside and replaced; one value that makes no sense is passed over.
class SettingsStore : public QObject {
    Q_OBJECT
public:
    SettingsStore(Timers &timers, const QString &folder, QObject *parent = nullptr);
    ~SettingsStore() override; // writes what is pending

    // Errors: FileUnreadable, BadProfileFile; a newer version is one, and is then never replaced.
    // The settings are the defaults then.
    Result<void> load();
    [[nodiscard]] const Settings &settings() const { return m_settings; }
    // In force at once, saved a moment later; the same again tells nobody.
    void set(const Settings &settings);
    // Writes what is pending now. Error: FileUnwritable.
    Result<void> flush();
    [[nodiscard]] QString path() const { return m_path; }

Q_SIGNALS:
    void changed();

private:
    Timers &m_timers;
    QString m_path;
    Settings m_settings;
    QByteArray m_onDisk;
    std::unique_ptr<TimerHandle> m_saveTimer;
    bool m_newer = false;
};

} // namespace fairlead
