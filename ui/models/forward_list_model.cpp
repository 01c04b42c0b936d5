#include "ui/models/forward_list_model.h"

#include "text/status_text.h"
#include "ui/text/row_text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr qsizetype kRatesKept = 30;

int countWanted(const std::vector<ForwardRow> &rows) {
    return static_cast<int>(std::count_if(rows.begin(), rows.end(),
                                          [](const ForwardRow &row) { return row.now.wanted; }));
}

int countUp(const std::vector<ForwardRow> &rows) {
    return static_cast<int>(std::count_if(rows.begin(), rows.end(), [](const ForwardRow &row) {
        return row.now.status.state == ForwardState::Listening;
    }));
}

QString searchText(const ForwardRow &row, std::chrono::milliseconds now) {
    const Forward &forward = row.forward;
    return QStringList{forward.name,
                       listenText(row),
                       toText(forward.listen),
                       targetText(forward),
                       viaText(row.via),
                       kindText(forward.kind),
                       forward.tags.join(u' '),
                       forward.note,
                       stateText(row.now.status.state),
                       statusWord(row, now),
                       reachText(row)}
        .join(u'\n')
        .toLower();
}

} // namespace

ForwardListModel::ForwardListModel(const Services &services, QObject *parent)
    : QAbstractItemModel(parent),
      m_services(services) {
    watchBook();
    connect(&services.tunnels, &TunnelService::forwardStatusChanged, this,
            [this](const ForwardId &id) { refresh({id}); });
    connect(&services.tunnels, &TunnelService::sampled, this, &ForwardListModel::takeSamples);
    connect(&services.questions, &Questions::asked, this,
            [this](const Question &question) { refreshHost(question.host); });
    connect(&services.questions, &Questions::answered, this,
            [this](const Question &question) { refreshHost(question.host); });
    synchronise();
}

ForwardListModel::~ForwardListModel() = default;

// The book says what changed in several signals and ends with changed().
void ForwardListModel::watchBook() {
    const ProfileBook &book = m_services.book;
    const auto moved = [this] { m_moved = true; };
    const auto rehosted = [this] { m_rehosted = true; };
    connect(&book, &ProfileBook::forwardEdited, this, [this](const ForwardId &id) {
        m_edited.insert(id);
        m_moved = true;
    });
    connect(&book, &ProfileBook::wantedChanged, this, [this](const QList<ForwardId> &ids) {
        m_edited.unite(QSet<ForwardId>(ids.cbegin(), ids.cend()));
    });
    connect(&book, &ProfileBook::forwardRemoved, this, moved);
    connect(&book, &ProfileBook::profileEdited, this, moved);
    connect(&book, &ProfileBook::profileRemoved, this, moved);
    connect(&book, &ProfileBook::orderChanged, this, moved);
    connect(&book, &ProfileBook::hostEdited, this, rehosted);
    connect(&book, &ProfileBook::hostRemoved, this, rehosted);
    connect(&book, &ProfileBook::changed, this, &ForwardListModel::synchronise);
}

QModelIndex ForwardListModel::index(int row, int column, const QModelIndex &parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, nullptr);
    return createIndex(row, column, m_groups[static_cast<size_t>(parent.row())].get());
}

QModelIndex ForwardListModel::parent(const QModelIndex &child) const {
    const auto *group = static_cast<const Group *>(child.internalPointer());
    if (group == nullptr)
        return {};
    return createIndex(group->at, 0, nullptr);
}

int ForwardListModel::rowCount(const QModelIndex &parent) const {
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    if (parent.internalPointer() != nullptr || parent.column() > 0)
        return 0;
    return static_cast<int>(m_groups[static_cast<size_t>(parent.row())]->rows.size());
}

int ForwardListModel::columnCount(const QModelIndex &) const { return kForwardColumnCount; }

const ForwardListModel::Group *ForwardListModel::groupOf(const QModelIndex &index) const {
    if (!index.isValid() || index.internalPointer() != nullptr)
        return nullptr;
    return m_groups[static_cast<size_t>(index.row())].get();
}

const ForwardRow *ForwardListModel::rowOf(const QModelIndex &index) const {
    const auto *group = static_cast<const Group *>(index.internalPointer());
    return group != nullptr ? &group->rows[static_cast<size_t>(index.row())] : nullptr;
}

QVariant ForwardListModel::data(const QModelIndex &index, int role) const {
    if (const Group *group = groupOf(index))
        return groupData(*group, index.column(), role);
    const ForwardRow *row = rowOf(index);
    return row != nullptr ? rowData(*row, index.column(), role) : QVariant();
}

QVariant ForwardListModel::groupData(const Group &group, int column, int role) const {
    const int all = static_cast<int>(group.rows.size());
    switch (role) {
    case Qt::DisplayRole:
        return static_cast<ForwardColumn>(column) == ForwardColumn::Name ? group.name : QVariant();
    case Qt::AccessibleTextRole:
        return group.name + u", "_s + groupSummary(countUp(group.rows), all);
    case IdRole:
        return group.id.text();
    case SummaryRole:
        return groupSummary(countUp(group.rows), all);
    case SwitchRole:
        return static_cast<int>(switchOf(countWanted(group.rows), all));
    case WantedRole:
        return countWanted(group.rows) == all;
    default:
        return {};
    }
}

QVariant ForwardListModel::rowData(const ForwardRow &row, int column, int role) const {
    const auto now = m_services.timers.now();
    switch (role) {
    case Qt::DisplayRole:
        return columnInfo(column).text(row, now);
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return rowDescription(row, now);
    case Qt::AccessibleTextRole:
        return QString(columnInfo(column).title() + u": "_s + columnInfo(column).text(row, now));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(columnInfo(column).align);
    case SortRole:
        return columnInfo(column).sort(row);
    case WantedRole:
        return row.now.wanted;
    case SwitchRole:
        return static_cast<int>(row.now.wanted ? SwitchState::On : SwitchState::Off);
    case RowRole:
        return QVariant::fromValue(row);
    case IdRole:
        return row.forward.id.text();
    case StateRole:
        return static_cast<int>(row.now.status.state);
    case SearchRole:
        return row.search;
    case AttentionRole:
        return needsAttention(row.now.status.state);
    default:
        return {};
    }
}

QVariant ForwardListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kForwardColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return static_cast<ForwardColumn>(section) == ForwardColumn::Switch
                   ? QString()
                   : columnInfo(section).title();
    if (role == Qt::AccessibleTextRole)
        return columnInfo(section).title();
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(columnInfo(section).align);
    return {};
}

Qt::ItemFlags ForwardListModel::flags(const QModelIndex &index) const {
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (groupOf(index) != nullptr)
        return Qt::ItemIsEnabled | Qt::ItemIsDropEnabled;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled;
    if (index.column() == 0)
        flags |= Qt::ItemNeverHasChildren;
    return flags;
}

bool ForwardListModel::setData(const QModelIndex &index, const QVariant &value, int role) {
    if (role != WantedRole)
        return false;
    if (const Group *group = groupOf(index)) {
        QList<ForwardId> ids;
        for (const ForwardRow &row : group->rows)
            ids.append(row.forward.id);
        m_services.book.setWanted(ids, value.toBool());
        return true;
    }
    const ForwardRow *row = rowOf(index);
    if (row == nullptr)
        return false;
    m_services.book.setWanted(ForwardId(row->forward.id), value.toBool());
    return true;
}

QModelIndex ForwardListModel::indexOf(const ForwardId &id) const {
    const auto at = m_places.constFind(id);
    return at == m_places.constEnd() ? QModelIndex() : createIndex(at->row, 0, at->group);
}

ForwardRow *ForwardListModel::find(const ForwardId &id) {
    const auto at = m_places.constFind(id);
    return at == m_places.constEnd() ? nullptr : &at->group->rows[static_cast<size_t>(at->row)];
}

std::optional<ForwardRow> ForwardListModel::row(const ForwardId &id) const {
    const ForwardRow *found = rowOf(indexOf(id));
    return found != nullptr ? std::optional(*found) : std::nullopt;
}

QList<ForwardRow> ForwardListModel::rows() const {
    QList<ForwardRow> all;
    for (const auto &group : m_groups)
        all.append(QList<ForwardRow>(group->rows.begin(), group->rows.end()));
    return all;
}

ListSummary ForwardListModel::summary() const {
    ListSummary sum;
    for (const auto &group : m_groups) {
        for (const ForwardRow &row : group->rows) {
            const ForwardState state = row.now.status.state;
            ++sum.forwards;
            ++sum.tones[static_cast<size_t>(toneOf(state))];
            sum.attention += needsAttention(state) ? 1 : 0;
            sum.streams += row.now.streams;
            sum.downPerSecond += row.now.downPerSecond;
            sum.upPerSecond += row.now.upPerSecond;
        }
    }
    return sum;
}

bool ForwardListModel::needsAttention(ForwardState state) {
    switch (state) {
    case ForwardState::Holding:
    case ForwardState::Degraded:
    case ForwardState::NeedsYou:
    case ForwardState::Failed:
        return true;
    case ForwardState::Off:
    case ForwardState::Listening:
    case ForwardState::Closing:
    case ForwardState::Queued:
    case ForwardState::Opening:
        return false;
    }
    return false;
}

void ForwardListModel::fill(ForwardRow &row, const Forward &forward) const {
    row.forward = forward;
    row.now = m_services.tunnels.snapshot(forward.id);
    row.now.wanted = m_services.book.isWanted(forward.id);
    row.question.reset();
    const std::optional<Host> host = m_services.book.host(forward.host);
    row.via = host ? viaOf(m_services.book, *host) : QStringList();
    for (const Question &question : m_services.questions.pending()) {
        if (question.host == forward.host)
            row.question = question.kind;
    }
    row.search = searchText(row, m_services.timers.now());
}

void ForwardListModel::refresh(const QList<ForwardId> &ids) {
    QList<ForwardId> known;
    for (const ForwardId &id : ids) {
        ForwardRow *row = find(id);
        const std::optional<Forward> forward = m_services.book.forward(id);
        if (row == nullptr || !forward)
            continue;
        fill(*row, *forward);
        known.append(id);
    }
    tell(known, ForwardColumn::Switch, ForwardColumn::Latency);
    tellSummary();
}

void ForwardListModel::refreshHost(const HostId &id) {
    QList<ForwardId> ids;
    for (const Forward &forward : m_services.book.forwardsOf(id))
        ids.append(forward.id);
    refresh(ids);
}

void ForwardListModel::takeSamples(const QList<ForwardId> &ids) {
    QList<ForwardId> known;
    for (const ForwardId &id : ids) {
        ForwardRow *row = find(id);
        if (row == nullptr)
            continue;
        row->now = m_services.tunnels.snapshot(id);
        row->rates.append(row->now.downPerSecond + row->now.upPerSecond);
        if (row->rates.size() > kRatesKept)
            row->rates.removeFirst();
        known.append(id);
    }
    tell(known, ForwardColumn::Route, ForwardColumn::Latency);
    tellSummary();
}

// One signal for each run of rows; a group counts its rows, so it changes with them.
void ForwardListModel::tell(const QList<ForwardId> &ids, ForwardColumn first, ForwardColumn last) {
    QHash<Group *, QList<int>> rows;
    for (const ForwardId &id : ids) {
        const Place place = m_places.value(id);
        rows[place.group].append(place.row);
    }
    for (auto it = rows.begin(); it != rows.end(); ++it) {
        QList<int> &list = it.value();
        std::sort(list.begin(), list.end());
        qsizetype from = 0;
        for (qsizetype i = 1; i <= list.size(); ++i) {
            if (i < list.size() && list[i] <= list[i - 1] + 1)
                continue;
            tellRun(*it.key(), list[from], list[i - 1], first, last);
            from = i;
        }
        Q_EMIT dataChanged(createIndex(it.key()->at, 0),
                           createIndex(it.key()->at, kForwardColumnCount - 1));
    }
    for (const ForwardId &id : ids)
        Q_EMIT rowChanged(id);
}

void ForwardListModel::tellRun(Group &group, int first, int last, ForwardColumn from,
                               ForwardColumn to) {
    Q_EMIT dataChanged(createIndex(first, static_cast<int>(from), &group),
                       createIndex(last, static_cast<int>(to), &group));
}

void ForwardListModel::tellSummary() {
    if (std::exchange(m_summaryDue, true))
        return;
    const auto announce = [this] {
        m_summaryDue = false;
        Q_EMIT summaryChanged();
    };
    QMetaObject::invokeMethod(this, announce, Qt::QueuedConnection);
}

} // namespace fairlead::ui
