#include "core/profile/profile_store.h"

#include "core/base/log.h"
#include "core/profile/profile_merge.h"
#include "core/profile/safe_file.h"

#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QScopedValueRollback>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr qsizetype kLargestFile = 16 * 1024 * 1024;
constexpr std::chrono::milliseconds kSaveDelay{500};
// Editors write a file in several steps; a look in between would see half of it.
constexpr std::chrono::milliseconds kCheckDelay{200};

void note(LogLevel level, const QString &text) { Log::write(level, u"profile"_s, text); }

} // namespace

ProfileStore::ProfileStore(ProfileBook &book, Timers &timers, const QString &folder,
                           QObject *parent)
    : QObject(parent),
      m_book(book),
      m_timers(timers),
      m_path(folder + u"/profiles.toml"_s) {
    connect(&m_book, &ProfileBook::changed, this, &ProfileStore::scheduleSave);
    const auto noticed = [this] {
        m_checkTimer = m_timers.after(kCheckDelay, [this] { checkOutside(); });
    };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, noticed);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, noticed);
}

ProfileStore::~ProfileStore() {
    if (m_saveTimer && !m_problem)
        (void)flush();
}

QString ProfileStore::backupPath() const { return m_path + u".bak"_s; }

Result<void> ProfileStore::load() {
    const auto content = readSmallFile(m_path, kLargestFile);
    watch();
    if (!content && content.error().code == Errc::NotFound)
        return {};
    if (!content) {
        setProblem(content.error(), {});
        return tl::unexpected(content.error());
    }
    return take(*content);
}

Result<void> ProfileStore::flush() {
    m_saveTimer.reset();
    if (m_problem)
        return tl::unexpected(*m_problem);
    return save();
}

void ProfileStore::scheduleSave() {
    if (!m_loading && !m_problem && !m_saveTimer)
        m_saveTimer = m_timers.after(kSaveDelay, [this] { (void)flush(); });
}

// A rename over the file ends the watch on it, so the folder is watched too; where the file is a
// link, so is the place it points to.
void ProfileStore::watch() {
    QStringList places;
    for (const QString &file : {m_path, QFileInfo(m_path).canonicalFilePath()}) {
        if (QFileInfo::exists(file))
            places += file;
        const QString folder = QFileInfo(file).absolutePath();
        if (!file.isEmpty() && QFileInfo(folder).isDir())
            places += folder;
    }
    places.removeDuplicates();
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    places.removeIf([&](const QString &place) { return watched.contains(place); });
    if (!places.isEmpty())
        m_watcher.addPaths(places);
}

// Reads content into the book, together with what was changed here and is not saved yet.
Result<void> ProfileStore::take(const QByteArray &content) {
    const auto file = decodeProfiles(content, m_path);
    if (!file) {
        setProblem(file.error(), content);
        return tl::unexpected(file.error());
    }
    for (const QString &warning : file->warnings)
        note(LogLevel::Warning, warning);
    const ProfileData merged = mergeProfiles(m_base.data, m_book.data(), file->data);
    m_onDisk = content;
    m_base = *file;
    clearProblem();
    {
        const QScopedValueRollback loading(m_loading, true);
        m_book.replaceAll(merged);
    }
    if (merged != file->data)
        scheduleSave();
    return {};
}

void ProfileStore::checkOutside() {
    m_checkTimer.reset();
    watch();
    const auto content = readSmallFile(m_path, kLargestFile);
    if (!content) {
        // Gone for a moment, or for good: the next save brings it back.
        if (content.error().code != Errc::NotFound)
            setProblem(content.error(), {});
        return;
    }
    if (*content == m_onDisk) {
        clearProblem();
        return;
    }
    if (m_problem && *content == m_refused)
        return;
    if (!take(*content))
        return;
    note(LogLevel::Info, m_path + u": changed from outside, taken over"_s);
    Q_EMIT outsideChangeTaken();
}

Result<void> ProfileStore::save() {
    const auto current = readSmallFile(m_path, kLargestFile);
    if (current && *current != m_onDisk) {
        // Somebody was faster: their change first, ours on top.
        if (const auto taken = take(*current); !taken)
            return taken;
        m_saveTimer.reset();
    } else if (!current && current.error().code != Errc::NotFound) {
        setProblem(current.error(), {});
        return tl::unexpected(current.error());
    }
    const QByteArray content = encodeProfiles(m_book.data(), m_base.extras);
    const bool nothingYet = !current && m_book.data() == ProfileData{};
    if (nothingYet || (current && m_book.data() == m_base.data))
        return {};
    return write(content);
}

Result<void> ProfileStore::write(const QByteArray &content) {
    Result<void> written;
    if (!m_onDisk.isEmpty())
        written = writeSafely(backupPath(), m_onDisk);
    if (written)
        written = writeSafely(m_path, content);
    if (!written) {
        note(LogLevel::Error, written.error().detail);
        Q_EMIT saveFailed(written.error());
        return written;
    }
    m_onDisk = content;
    m_base.data = m_book.data();
    watch();
    return {};
}

void ProfileStore::setProblem(const Error &why, const QByteArray &content) {
    if (m_problem == why && m_refused == content)
        return;
    m_saveTimer.reset();
    m_problem = why;
    m_refused = content;
    m_aside.clear();
    if (!content.isEmpty()) {
        const QString when = QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmmss"_s);
        const QString aside = m_path + u".broken-"_s + when;
        if (writeSafely(aside, content))
            m_aside = aside;
    }
    note(LogLevel::Error, why.detail);
    Q_EMIT problemChanged();
}

void ProfileStore::clearProblem() {
    if (!m_problem)
        return;
    m_problem.reset();
    m_refused.clear();
    Q_EMIT problemChanged();
}

Result<void> ProfileStore::keepMine() {
    const auto written = write(encodeProfiles(m_book.data(), m_base.extras));
    if (written)
        clearProblem();
    return written;
}

Result<void> ProfileStore::restoreBackup() {
    const auto content = readSmallFile(backupPath(), kLargestFile);
    if (!content)
        return tl::unexpected(content.error());
    const auto file = decodeProfiles(*content, backupPath());
    if (!file)
        return tl::unexpected(file.error());
    if (const auto written = writeSafely(m_path, *content); !written)
        return written;
    m_onDisk = *content;
    m_base = *file;
    clearProblem();
    const QScopedValueRollback loading(m_loading, true);
    m_book.replaceAll(file->data);
    return {};
}

} // namespace fairlead
