// Where each Host, Forward or Profile of a list stands, by id and by name, without walking the
// list.
#pragma once

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QString>

namespace fairlead {

// Belongs to one list and is told when that changes; it reads the list again only when asked after
// a change that moved something. Main thread only.
template <typename Item>
class ItemIndex {
public:
    using ItemId = decltype(Item::id);

    // The list must outlive the index.
    explicit ItemIndex(const QList<Item> &items) : m_items(items) {}

    // Position in the list, -1 when it is not there. Nobody has an empty name.
    [[nodiscard]] qsizetype of(const ItemId &id) const {
        read();
        return m_byId.value(id, -1);
    }
    [[nodiscard]] qsizetype named(const QString &name) const {
        read();
        return name.isEmpty() ? -1 : m_byName.value(name, -1);
    }

    // The last item is new and everything else where it was.
    void appended() {
        if (!m_stale)
            note(m_items.size() - 1);
    }
    // Items came, went, moved or were renamed.
    void invalidate() { m_stale = true; }

private:
    void read() const {
        if (!m_stale)
            return;
        m_stale = false;
        m_byId.clear();
        m_byName.clear();
        m_byId.reserve(m_items.size());
        m_byName.reserve(m_items.size());
        for (qsizetype at = 0; at < m_items.size(); ++at)
            note(at);
    }

    void note(qsizetype at) const {
        const Item &item = m_items.at(at);
        m_byId.insert(item.id, at);
        if (!item.name.isEmpty())
            m_byName.insert(item.name, at);
    }

    const QList<Item> &m_items;
    mutable QHash<ItemId, qsizetype> m_byId;
    mutable QHash<QString, qsizetype> m_byName;
    mutable bool m_stale = true;
};

} // namespace fairlead
