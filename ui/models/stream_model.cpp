#include "ui/models/stream_model.h"

#include "core/check/client_lookup.h"
#include "text/units.h"
#include "ui/look/type.h"
#include "ui/models/order_diff.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr std::chrono::seconds kMeasureEvery{2};
constexpr qsizetype kKeptRates = 30; // what a sparkline shows: a minute

QString description(const StreamRow &row) {
    //: who is connected to what, since when, amounts received and sent
    return StreamModel::tr("%1 to %2, for %3, %4 received, %5 sent")
        .arg(clientName(row), row.now.target, durationText(row.now.age),
             bytesText(row.now.bytesDown), bytesText(row.now.bytesUp));
}

QString cellText(const StreamRow &row, int column) {
    switch (column) {
    case StreamModel::Who:
        return clientName(row);
    case StreamModel::To:
        return row.now.target;
    case StreamModel::Received:
        return bytesText(row.now.bytesDown);
    case StreamModel::Sent:
        return bytesText(row.now.bytesUp);
    case StreamModel::Age:
        return durationText(row.now.age);
    default:
        return {};
    }
}

bool isAmount(int column) {
    return column == StreamModel::Received || column == StreamModel::Sent ||
           column == StreamModel::Age;
}

} // namespace

QString clientName(const StreamRow &row) {
    return row.process.program.isEmpty() ? row.now.client : row.process.program;
}

QString clientDetail(const StreamRow &row) {
    if (row.process.program.isEmpty())
        return {};
    const QString pid = StreamModel::tr("pid %1").arg(row.process.pid);
    // A Unix socket's client has no address.
    if (row.now.client.startsWith("pid "_L1))
        return pid;
    //: a process and the address it comes from
    return StreamModel::tr("%1, %2").arg(pid, isolated(row.now.client));
}

StreamModel::StreamModel(const Services &services, QObject *parent)
    : QAbstractTableModel(parent),
      m_services(services),
      m_lookup(new ClientLookup(this)) {
    connect(m_lookup, &ClientLookup::answered, this, &StreamModel::learn);
}

StreamModel::~StreamModel() = default;

void StreamModel::setForward(const ForwardId &id) {
    if (m_forward == id)
        return;
    beginResetModel();
    m_forward = id;
    m_rows.clear();
    m_measuredAt = {};
    m_programs.clear();
    endResetModel();
}

void StreamModel::refresh() {
    QList<StreamSnapshot> streams =
        m_forward.isNull() ? QList<StreamSnapshot>{} : m_services.tunnels.streams(m_forward);
    std::sort(streams.begin(), streams.end(),
              [](const StreamSnapshot &a, const StreamSnapshot &b) { return a.id < b.id; });
    order(streams);
    for (qsizetype i = 0; i < streams.size(); ++i) {
        const int number = static_cast<int>(i);
        if (take(m_rows[i], streams[i]))
            Q_EMIT dataChanged(index(number, 0), index(number, Age));
    }
    if (m_services.timers.now() - m_measuredAt >= kMeasureEvery)
        measureRates();
    forgetGone();
    askForPrograms();
}

void StreamModel::order(const QList<StreamSnapshot> &streams) {
    QList<StreamId> before;
    for (const StreamRow &row : std::as_const(m_rows))
        before.append(row.now.id);
    QList<StreamId> after;
    for (const StreamSnapshot &stream : streams)
        after.append(stream.id);
    applyOrder(
        before, after,
        [this](int first, int count) {
            beginRemoveRows({}, first, first + count - 1);
            m_rows.remove(first, count);
            endRemoveRows();
        },
        [this, &streams](int first, const QList<StreamId> &fresh) {
            const int count = static_cast<int>(fresh.size());
            beginInsertRows({}, first, first + count - 1);
            for (int i = 0; i < count; ++i)
                m_rows.insert(first + i, StreamRow{streams[first + i], {}, {}, {}});
            endInsertRows();
        },
        [this](int from, int to) {
            beginMoveRows({}, from, from, {}, to);
            m_rows.move(from, to);
            endMoveRows();
        });
}

// Whether anything that is shown differs.
bool StreamModel::take(StreamRow &row, const StreamSnapshot &now) const {
    const StreamSnapshot before = std::exchange(row.now, now);
    const ClientProcess process = m_programs.value(now.client, row.process);
    const bool named = std::exchange(row.process, process) != process;
    const bool aged = before.age / std::chrono::seconds(1) != now.age / std::chrono::seconds(1);
    return named || aged || before.bytesDown != now.bytesDown || before.bytesUp != now.bytesUp;
}

void StreamModel::measureRates() {
    const auto now = m_services.timers.now();
    const double seconds = std::chrono::duration<double>(now - m_measuredAt).count();
    m_measuredAt = now;
    for (StreamRow &row : m_rows) {
        const quint64 bytes = row.now.bytesDown + row.now.bytesUp;
        if (row.measured)
            row.rates.append(static_cast<double>(bytes - std::min(bytes, *row.measured)) / seconds);
        if (row.rates.size() > kKeptRates)
            row.rates.removeFirst();
        row.measured = bytes;
    }
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, Minute), index(rowCount() - 1, Minute));
}

// A port is given to another program once its connection is over.
void StreamModel::forgetGone() {
    QSet<QString> here;
    for (const StreamRow &row : std::as_const(m_rows))
        here.insert(row.now.client);
    m_programs.removeIf([&here](const auto &known) { return !here.contains(known.key()); });
}

void StreamModel::askForPrograms() {
    QStringList unknown;
    for (const StreamRow &row : std::as_const(m_rows)) {
        const QString &client = row.now.client;
        if (!m_programs.contains(client) && !m_asked.contains(client))
            unknown.append(client);
    }
    if (unknown.isEmpty())
        return;
    m_asked.unite({unknown.cbegin(), unknown.cend()});
    m_lookup->ask(unknown);
}

void StreamModel::learn(const ClientProcesses &programs) {
    for (auto it = programs.cbegin(); it != programs.cend(); ++it) {
        m_asked.remove(it.key());
        m_programs.insert(it.key(), it.value());
    }
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const auto found = programs.constFind(m_rows[i].now.client);
        if (found == programs.cend() || m_rows[i].process == *found)
            continue;
        m_rows[i].process = *found;
        const QModelIndex changed = index(static_cast<int>(i), Who);
        Q_EMIT dataChanged(changed, changed);
    }
}

void StreamModel::close(const QList<StreamId> &streams) {
    for (const StreamId stream : streams)
        m_services.tunnels.closeStream(m_forward, stream);
}

const StreamRow *StreamModel::row(int number) const {
    return number >= 0 && number < m_rows.size() ? &m_rows[number] : nullptr;
}

int StreamModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int StreamModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant StreamModel::data(const QModelIndex &index, int role) const {
    const StreamRow *row = this->row(index.row());
    if (row == nullptr)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return cellText(*row, index.column());
    case Qt::ToolTipRole:
        return index.column() == Close ? tr("Close this connection") : description(*row);
    case Qt::AccessibleTextRole:
        return index.column() == Who ? description(*row) : cellText(*row, index.column());
    case Qt::TextAlignmentRole:
        return QVariant(isAmount(index.column()) ? Qt::AlignRight | Qt::AlignVCenter
                                                 : Qt::AlignLeft | Qt::AlignVCenter);
    case RowRole:
        return QVariant::fromValue(row);
    case IdRole:
        return QVariant::fromValue(row->now.id);
    default:
        return {};
    }
}

QVariant StreamModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(isAmount(section) ? Qt::AlignRight | Qt::AlignVCenter
                                          : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Who:
        return tr("Who");
    case To:
        return tr("To");
    case Received:
        return tr("↓ Received");
    case Sent:
        return tr("↑ Sent");
    case Age:
        return tr("Age");
    case Minute:
        return tr("Last minute");
    default:
        return QString();
    }
}

} // namespace fairlead::ui
