// What happened, as rows: the log's ring, and the part of it somebody wants to see.
#pragma once

#include "core/base/log.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QSortFilterProxyModel>

namespace fairlead::ui {

class LogModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Level, Text, ColumnCount };

    explicit LogModel(QObject *parent = nullptr);
    // Takes what was written since the last time.
    void refresh();
    [[nodiscard]] const LogLine &line(int row) const { return m_lines[row]; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    QList<LogLine> m_lines;
    quint64 m_seen = 0;
};

// Lines of at least a level, with a text in them, about a forward and the host it goes through.
class LogProxy final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setLeast(LogLevel least);
    void setSearch(const QString &text);
    // Null ids: about anything.
    void setAbout(const ForwardId &forward, const HostId &host);
    [[nodiscard]] const LogLine &line(int row) const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    LogLevel m_least = LogLevel::Info;
    QString m_search;
    ForwardId m_forward;
    HostId m_host;
};

// "Warning"
[[nodiscard]] QString levelText(LogLevel level);
// In English and UTC, as bug reports want it: "2026-01-31T09:41:07.250Z warning link: …"
[[nodiscard]] QString reportText(const LogLine &line);

} // namespace fairlead::ui
