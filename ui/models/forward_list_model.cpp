#include "ui/models/forward_list_model.h"

#include "ui/text/row_text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr qsizetype kRatesKept = 30;

template <typename Rows>
auto findRow(Rows &rows, const ForwardId &id) {
    return std::find_if(rows.begin(), rows.end(),
                        [&id](const ForwardRow &row) { return row.forward.id == id; });
}

int countWanted(const std::vector<ForwardRow> &rows) {
    return static_cast<int>(std::count_if(rows.begin(), rows.end(),
                                          [](const ForwardRow &row) { return row.now.wanted; }));
}

int countUp(const std::vector<ForwardRow> &rows) {
    return static_cast<int>(std::count_if(rows.begin(), rows.end(), [](const ForwardRow &row) {
        return row.now.status.state == ForwardState::Listening;
    }));
}

QString searchText(const ForwardRow &row) {
    const Forward &forward = row.forward;
    return QStringList{
        forward.name,     listenText(row),        toText(forward.listen),  targetText(forward),
        viaText(row.via), kindName(forward.kind), forward.tags.join(u' '), forward.note}
        .join(u'\n')
        .toLower();
}

} // namespace

ForwardListModel::ForwardListModel(const Services &services, QObject *parent)
    : QAbstractItemModel(parent),
      m_services(services) {
    connect(&services.book, &ProfileBook::changed, this, &ForwardListModel::synchronise);
    connect(&services.tunnels, &TunnelService::forwardStatusChanged, this,
            &ForwardListModel::refresh);
    connect(&services.tunnels, &TunnelService::sampled, this, &ForwardListModel::takeSamples);
    connect(&services.questions, &Questions::asked, this,
            [this](const Question &question) { refreshHost(question.host); });
    connect(&services.questions, &Questions::answered, this,
            [this](const Question &question) { refreshHost(question.host); });
    synchronise();
}

ForwardListModel::~ForwardListModel() = default;

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
    const auto found = std::find_if(m_groups.begin(), m_groups.end(),
                                    [group](const auto &each) { return each.get() == group; });
    return found == m_groups.end()
               ? QModelIndex()
               : createIndex(static_cast<int>(found - m_groups.begin()), 0, nullptr);
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
        return searchText(row);
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
        return Qt::ItemIsEnabled;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
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
    Group *group = m_groupOf.value(id);
    if (group == nullptr)
        return {};
    const auto found = findRow(group->rows, id);
    return createIndex(static_cast<int>(found - group->rows.begin()), 0, group);
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

void ForwardListModel::passTime() {
    for (const auto &group : m_groups) {
        if (group->rows.empty())
            continue;
        const int column = static_cast<int>(ForwardColumn::Status);
        const int last = static_cast<int>(group->rows.size()) - 1;
        Q_EMIT dataChanged(createIndex(0, column, group.get()),
                           createIndex(last, column, group.get()), {Qt::DisplayRole});
    }
}

ForwardRow ForwardListModel::makeRow(const ForwardId &id) const {
    ForwardRow row;
    if (const std::optional<Forward> forward = m_services.book.forward(id))
        fill(row, *forward);
    return row;
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
}

void ForwardListModel::refresh(const ForwardId &id) {
    Group *group = m_groupOf.value(id);
    const std::optional<Forward> forward = m_services.book.forward(id);
    if (group == nullptr || !forward)
        return;
    fill(*findRow(group->rows, id), *forward);
    changed(indexOf(id));
    Q_EMIT rowChanged(id);
}

void ForwardListModel::refreshHost(const HostId &id) {
    for (const Forward &forward : m_services.book.forwardsOf(id))
        refresh(forward.id);
}

void ForwardListModel::takeSamples(const QList<ForwardId> &changedIds) {
    for (const ForwardId &id : changedIds) {
        refresh(id);
        Group *group = m_groupOf.value(id);
        if (group == nullptr)
            continue;
        ForwardRow &row = *findRow(group->rows, id);
        row.rates.append(row.now.downPerSecond + row.now.upPerSecond);
        if (row.rates.size() > kRatesKept)
            row.rates.removeFirst();
    }
}

void ForwardListModel::changed(const QModelIndex &first) {
    Q_EMIT dataChanged(first, first.siblingAtColumn(kForwardColumnCount - 1));
    const QModelIndex group = parent(first);
    Q_EMIT dataChanged(group, group.siblingAtColumn(kForwardColumnCount - 1));
}

} // namespace fairlead::ui
