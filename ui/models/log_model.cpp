#include "ui/models/log_model.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr qsizetype kMost = 5000; // as many as the log itself keeps

QString levelWord(LogLevel level) {
    switch (level) {
    case LogLevel::Debug:
        return u"debug"_s;
    case LogLevel::Info:
        return u"info"_s;
    case LogLevel::Warning:
        return u"warning"_s;
    case LogLevel::Error:
        return u"failure"_s;
    }
    return {};
}

} // namespace

QString levelText(LogLevel level) {
    switch (level) {
    case LogLevel::Debug:
        return LogModel::tr("Detail");
    case LogLevel::Info:
        return LogModel::tr("Note");
    case LogLevel::Warning:
        return LogModel::tr("Warning");
    case LogLevel::Error:
        return LogModel::tr("Failure");
    }
    return {};
}

QString reportText(const LogLine &line) {
    return u"%1 %2 %3: %4"_s.arg(line.when.toUTC().toString(Qt::ISODateWithMs),
                                 levelWord(line.level), line.area, line.text);
}

LogModel::LogModel(QObject *parent) : QAbstractTableModel(parent) {}

void LogModel::refresh() {
    const QList<LogLine> news = Log::since(m_seen);
    if (news.isEmpty())
        return;
    m_seen = news.constLast().number;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(news.size()) - 1);
    m_lines += news;
    endInsertRows();
    const auto extra = static_cast<int>(m_lines.size() - kMost);
    if (extra <= 0)
        return;
    beginRemoveRows({}, 0, extra - 1);
    m_lines.remove(0, extra);
    endRemoveRows();
}

int LogModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int LogModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LogModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LogLine &line = m_lines[index.row()];
    const QDateTime when = line.when.toLocalTime();
    if (role == Qt::ToolTipRole)
        return QLocale().toString(when, QLocale::LongFormat) + u'\n' + line.text;
    if (role == Qt::AccessibleTextRole && index.column() == Text)
        return levelText(line.level) + u": "_s + line.text;
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (index.column()) {
    case Time:
        return when.toString(u"HH:mm:ss.zzz"_s);
    case Level:
        return levelText(line.level);
    default:
        return QString(line.area + u": "_s + line.text);
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Level:
        return tr("Level");
    default:
        return tr("What happened");
    }
}

void LogProxy::setLeast(LogLevel least) {
    m_least = least;
    invalidateFilter();
}

void LogProxy::setSearch(const QString &text) {
    m_search = text;
    invalidateFilter();
}

void LogProxy::setAbout(const ForwardId &forward, const HostId &host) {
    if (m_forward == forward && m_host == host)
        return;
    m_forward = forward;
    m_host = host;
    invalidateFilter();
}

const LogLine &LogProxy::line(int row) const {
    const auto *log = static_cast<const LogModel *>(sourceModel());
    return log->line(mapToSource(index(row, 0)).row());
}

bool LogProxy::filterAcceptsRow(int row, const QModelIndex &) const {
    const LogLine &line = static_cast<const LogModel *>(sourceModel())->line(row);
    if (line.level < m_least)
        return false;
    // What is said about the host concerns each of its forwards, what about another forward does
    // not.
    if (!m_forward.isNull() && line.forward != m_forward &&
        (!line.forward.isNull() || line.host.isNull() || line.host != m_host))
        return false;
    return m_search.isEmpty() || line.text.contains(m_search, Qt::CaseInsensitive) ||
           line.area.contains(m_search, Qt::CaseInsensitive);
}

} // namespace fairlead::ui
