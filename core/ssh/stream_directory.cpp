#include "core/ssh/stream_directory.h"

namespace fairlead {

std::shared_ptr<StreamEntry> StreamDirectory::enter(const ForwardId &forward, const QString &client,
                                                    const QString &target) {
    static std::atomic<StreamId> next{1};
    auto entry = std::make_shared<StreamEntry>();
    entry->id = next.fetch_add(1, std::memory_order_relaxed);
    entry->forward = forward;
    entry->client = client;
    entry->target = target;
    entry->opened = std::chrono::steady_clock::now();
    const std::lock_guard lock(m_mutex);
    m_entries.emplace(entry->id, entry);
    return entry;
}

void StreamDirectory::leave(StreamId id) {
    const std::lock_guard lock(m_mutex);
    m_entries.erase(id);
}

QList<StreamSnapshot> StreamDirectory::list() const {
    const auto now = std::chrono::steady_clock::now();
    QList<StreamSnapshot> snapshots;
    const std::lock_guard lock(m_mutex);
    snapshots.reserve(static_cast<qsizetype>(m_entries.size()));
    for (const auto &[id, entry] : m_entries) {
        snapshots.append(StreamSnapshot{
            .id = id,
            .forward = entry->forward,
            .client = entry->client,
            .target = entry->target,
            .bytesDown = entry->bytesDown.load(std::memory_order_relaxed),
            .bytesUp = entry->bytesUp.load(std::memory_order_relaxed),
            .age = std::chrono::duration_cast<std::chrono::milliseconds>(now - entry->opened)});
    }
    return snapshots;
}

} // namespace fairlead
