// The streams of a link, for whoever wants to look at them: entries are written by the links'
// threads.
#pragma once

#include "core/ssh/link.h"

#include <mutex>
#include <unordered_map>

namespace fairlead {

struct StreamEntry {
    StreamId id = 0;
    ForwardId forward;
    QString client;
    QString target;
    std::chrono::steady_clock::time_point opened;
    std::atomic<std::uint64_t> bytesDown{0};
    std::atomic<std::uint64_t> bytesUp{0};
};

// Thread-safe; the lock is held for one insertion, removal or copy of the list.
class StreamDirectory {
public:
    std::shared_ptr<StreamEntry> enter(const ForwardId &forward, const QString &client,
                                       const QString &target);
    void leave(StreamId id);
    [[nodiscard]] QList<StreamSnapshot> list() const;

private:
    mutable std::mutex m_mutex;
    std::unordered_map<StreamId, std::shared_ptr<StreamEntry>> m_entries;
};

} // namespace fairlead
