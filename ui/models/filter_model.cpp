#include "ui/models/filter_model.h"

#include "text/status_text.h"
#include "ui/models/forward_list_model.h"
#include "ui/models/order_diff.h"

#include <QtCore/QMap>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

FilterEntry heading(const QString &text) {
    FilterEntry entry;
    entry.kind = FilterEntry::Kind::Heading;
    entry.text = text;
    return entry;
}

FilterEntry filterEntry(Icon icon, const QString &text, const ListFilter &filter, int count) {
    FilterEntry entry;
    entry.icon = icon;
    entry.text = text;
    entry.filter = filter;
    entry.count = count;
    return entry;
}

} // namespace

QString FilterEntry::key() const {
    const QString what = kind == Kind::Filter ? filter.key : text;
    return QString::number(static_cast<int>(kind)) + u'/' +
           QString::number(static_cast<int>(filter.kind)) + u'/' + what;
}

FilterModel::FilterModel(const Services &services, QObject *parent)
    : QAbstractListModel(parent),
      m_services(services),
      m_entries(build()) {
    connect(&services.book, &ProfileBook::changed, this, &FilterModel::refresh);
    connect(&services.tunnels, &TunnelService::forwardStatusChanged, this,
            &FilterModel::refreshSoon);
    connect(&services.tunnels, &TunnelService::linkChanged, this, &FilterModel::refreshSoon);
}

int FilterModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant FilterModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FilterEntry &entry = m_entries[index.row()];
    const bool isFilter = entry.kind == FilterEntry::Kind::Filter;
    switch (role) {
    case Qt::DisplayRole:
        return entry.text;
    case Qt::AccessibleTextRole:
        return isFilter && !entry.tone
                   ? tr("%1, %n forward(s)", nullptr, entry.count).arg(entry.text)
                   : entry.text;
    case FilterValueRole:
        return isFilter ? QVariant::fromValue(entry.filter) : QVariant();
    case FilterEntryRole:
        return QVariant::fromValue(entry);
    default:
        return {};
    }
}

Qt::ItemFlags FilterModel::flags(const QModelIndex &index) const {
    if (!index.isValid() || m_entries[index.row()].kind == FilterEntry::Kind::Heading)
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

QModelIndex FilterModel::indexOf(const ListFilter &filter) const {
    const auto found = std::find_if(m_entries.cbegin(), m_entries.cend(), [&](const auto &entry) {
        return entry.kind == FilterEntry::Kind::Filter && entry.filter == filter;
    });
    return found == m_entries.cend() ? QModelIndex()
                                     : index(static_cast<int>(found - m_entries.cbegin()));
}

QList<FilterEntry> FilterModel::build() const {
    const QList<Forward> &forwards = m_services.book.data().forwards;
    const QSet<ForwardId> &wanted = m_services.book.wanted(); // what is off needs nobody
    const auto attention = std::count_if(wanted.cbegin(), wanted.cend(), [this](const auto &id) {
        return ForwardListModel::needsAttention(m_services.tunnels.snapshot(id).status.state);
    });
    QList<FilterEntry> entries{
        filterEntry(Icon::List, tr("All forwards"), {}, static_cast<int>(forwards.size())),
        filterEntry(Icon::Eye, tr("Needs attention"), {ListFilter::Kind::Attention, {}},
                    static_cast<int>(attention))};
    appendProfiles(entries);
    appendHosts(entries);
    appendTags(entries);
    return entries;
}

void FilterModel::appendProfiles(QList<FilterEntry> &entries) const {
    const ProfileData &data = m_services.book.data();
    if (data.profiles.isEmpty())
        return;
    QHash<ProfileId, int> counts;
    for (const Forward &forward : data.forwards)
        ++counts[forward.profile];
    entries.append(heading(tr("Profiles")));
    for (const Profile &profile : data.profiles)
        entries.append(filterEntry(Icon::Profile, profile.name,
                                   {ListFilter::Kind::Profile, profile.id.text()},
                                   counts.value(profile.id)));
}

void FilterModel::appendHosts(QList<FilterEntry> &entries) const {
    entries.append(heading(tr("Hosts")));
    for (const Host &host : m_services.book.data().hosts) {
        FilterEntry entry =
            filterEntry(Icon::Server, host.name, {ListFilter::Kind::Host, host.id.text()}, 0);
        entry.tone = toneOf(m_services.tunnels.link(host.id).state);
        entries.append(entry);
    }
    if (m_services.book.data().hosts.isEmpty()) {
        FilterEntry add;
        add.kind = FilterEntry::Kind::AddHost;
        add.icon = Icon::Plus;
        add.text = tr("Add a host…");
        entries.append(add);
    }
}

void FilterModel::appendTags(QList<FilterEntry> &entries) const {
    QMap<QString, int> tags;
    for (const Forward &forward : m_services.book.data().forwards) {
        for (const QString &tag : forward.tags)
            ++tags[tag];
    }
    if (tags.isEmpty())
        return;
    entries.append(heading(tr("Tags")));
    for (auto it = tags.cbegin(); it != tags.cend(); ++it)
        entries.append(
            filterEntry(Icon::Tag, it.key(), {ListFilter::Kind::Tag, it.key()}, it.value()));
}

// Two hundred forwards that come up at once are one change here.
void FilterModel::refreshSoon() {
    if (std::exchange(m_refreshDue, true))
        return;
    const auto now = [this] {
        if (m_refreshDue)
            refresh();
    };
    QMetaObject::invokeMethod(this, now, Qt::QueuedConnection);
}

void FilterModel::refresh() {
    m_refreshDue = false;
    const QList<FilterEntry> fresh = build();
    const auto keysOf = [](const QList<FilterEntry> &entries) {
        QStringList keys;
        for (const FilterEntry &entry : entries)
            keys.append(entry.key());
        return keys;
    };
    applyOrder(
        QList<QString>(keysOf(m_entries)), QList<QString>(keysOf(fresh)),
        [&](int first, int count) {
            beginRemoveRows({}, first, first + count - 1);
            m_entries.remove(first, count);
            endRemoveRows();
        },
        [&](int first, const QList<QString> &keys) {
            beginInsertRows({}, first, first + static_cast<int>(keys.size()) - 1);
            for (qsizetype i = 0; i < keys.size(); ++i)
                m_entries.insert(first + i, fresh[first + i]);
            endInsertRows();
        },
        [&](int from, int to) {
            beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
            m_entries.move(from, to);
            endMoveRows();
        });
    for (int row = 0; row < fresh.size(); ++row) {
        if (fresh[row] == m_entries[row])
            continue;
        m_entries[row] = fresh[row];
        Q_EMIT dataChanged(index(row), index(row));
    }
}

} // namespace fairlead::ui
