// Turns one order of ids into another by removals, insertions and moves, in runs where possible,
// so that a view keeps its selection, scroll position and open groups.
#pragma once

#include <QtCore/QList>
#include <QtCore/QSet>

namespace fairlead::ui {

// remove(first, count), insert(first, ids), move(from, to < from) act on the caller's own list and
// are called in an order in which each is valid at once.
template <typename Id, typename Remove, typename Insert, typename Move>
void applyOrder(QList<Id> current, const QList<Id> &wanted, Remove remove, Insert insert,
                Move move) {
    const QSet<Id> kept(wanted.cbegin(), wanted.cend());
    for (qsizetype last = current.size() - 1; last >= 0; --last) {
        if (kept.contains(current[last]))
            continue;
        qsizetype first = last;
        while (first > 0 && !kept.contains(current[first - 1]))
            --first;
        remove(static_cast<int>(first), static_cast<int>(last - first + 1));
        current.remove(first, last - first + 1);
        last = first;
    }
    const QSet<Id> known(current.cbegin(), current.cend());
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (i < current.size() && current[i] == wanted[i])
            continue;
        if (known.contains(wanted[i])) {
            const qsizetype from = current.indexOf(wanted[i], i + 1);
            move(static_cast<int>(from), static_cast<int>(i));
            current.move(from, i);
            continue;
        }
        qsizetype end = i + 1;
        while (end < wanted.size() && !known.contains(wanted[end]))
            ++end;
        const QList<Id> fresh = wanted.mid(i, end - i);
        insert(static_cast<int>(i), fresh);
        for (qsizetype j = 0; j < fresh.size(); ++j)
            current.insert(i + j, fresh[j]);
        i = end - 1;
    }
}

} // namespace fairlead::ui
