// Turns one order of ids into another by removals, moves and insertions, in runs where possible, so
// that a view keeps its selection, scroll position and open groups.
#pragma once

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QSet>
#include <algorithm>

namespace fairlead::ui {

// Each move costs a view a walk over its rows: of more than these, rows are taken out and put in
// again instead.
inline constexpr qsizetype kMovesAtMost = 64;

// The members of a longest rising sequence, in their order: what can stay where it is.
[[nodiscard]] inline QList<qsizetype> longestRise(const QList<qsizetype> &values) {
    QList<qsizetype> ends; // of the best sequence of each length: the position of its last member
    QList<qsizetype> before(values.size(), -1);
    for (qsizetype i = 0; i < values.size(); ++i) {
        const auto at = std::lower_bound(
            ends.begin(), ends.end(), values[i],
            [&values](qsizetype position, qsizetype value) { return values[position] < value; });
        if (at != ends.begin())
            before[i] = *(at - 1);
        if (at == ends.end())
            ends.append(i);
        else
            *at = i;
    }
    QList<qsizetype> rise;
    for (qsizetype i = ends.isEmpty() ? -1 : ends.constLast(); i >= 0; i = before[i])
        rise.prepend(values[i]);
    return rise;
}

// What may stay in place while the rest moves, or, where too much would move, is taken out.
template <typename Id>
[[nodiscard]] QSet<Id> settledOf(const QList<Id> &current, const QList<Id> &wanted) {
    QHash<Id, qsizetype> places;
    places.reserve(wanted.size());
    for (qsizetype i = 0; i < wanted.size(); ++i)
        places.insert(wanted[i], i);
    QList<qsizetype> values;
    for (const Id &id : current) {
        if (const auto at = places.constFind(id); at != places.constEnd())
            values.append(*at);
    }
    QSet<Id> settled;
    for (const qsizetype at : longestRise(values))
        settled.insert(wanted[at]);
    return settled;
}

// remove(first, count), move(from, to) (`to`: where it stands afterwards) and insert(first, ids)
// act on the caller's own list and are called in an order in which each is valid at once.
template <typename Id, typename Remove, typename Insert, typename Move>
void applyOrder(QList<Id> current, const QList<Id> &wanted, Remove remove, Insert insert,
                Move move) {
    if (current == wanted)
        return;
    const QSet<Id> settled = settledOf(current, wanted);
    QSet<Id> kept(wanted.cbegin(), wanted.cend());
    const auto movers = std::count_if(current.cbegin(), current.cend(), [&](const Id &id) {
        return kept.contains(id) && !settled.contains(id);
    });
    if (movers > kMovesAtMost)
        kept = settled;
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
    // Each that moves goes behind the one that is to precede it.
    const QSet<Id> known(current.cbegin(), current.cend());
    if (settled.size() < known.size()) {
        qsizetype behind = 0; // where the next one known is to stand
        for (const Id &id : wanted) {
            if (!known.contains(id))
                continue;
            const qsizetype from = current.indexOf(id);
            if (!settled.contains(id)) {
                const qsizetype to = from < behind ? behind - 1 : behind;
                if (from != to) {
                    move(static_cast<int>(from), static_cast<int>(to));
                    current.move(from, to);
                }
                behind = to + 1;
            } else {
                behind = from + 1;
            }
        }
    }
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (known.contains(wanted[i]))
            continue; // in its place by now
        qsizetype end = i + 1;
        while (end < wanted.size() && !known.contains(wanted[end]))
            ++end;
        insert(static_cast<int>(i), wanted.mid(i, end - i));
        i = end - 1;
    }
}

} // namespace fairlead::ui
