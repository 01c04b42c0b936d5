// The connections open through one forward, oldest first: what the tunnels say, and which program
// is behind each where the system tells.
#pragma once

#include "core/check/client_process.h"
#include "ui/services.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QMetaType>

namespace fairlead {
class ClientLookup;
}

namespace fairlead::ui {

struct StreamRow {
    StreamSnapshot now;
    ClientProcess process;
    QList<double> rates;             // down + up over about a minute, bytes a second, newest last
    std::optional<quint64> measured; // bytes in all when the last rate was taken
    bool operator==(const StreamRow &) const = delete;
};

class StreamModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Who, To, Received, Sent, Age, Minute, Close, ColumnCount };
    enum Role { RowRole = Qt::UserRole + 1, IdRole };

    explicit StreamModel(const Services &services, QObject *parent = nullptr);
    ~StreamModel() override;

    // Null: none. Does not read by itself.
    void setForward(const ForwardId &id);
    [[nodiscard]] const ForwardId &forward() const { return m_forward; }
    // Reads the streams anew; a call or two a second keep ages and amounts alive.
    void refresh();
    void close(const QList<StreamId> &streams);
    [[nodiscard]] const StreamRow *row(int number) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    void order(const QList<StreamSnapshot> &streams);
    bool take(StreamRow &row, const StreamSnapshot &now) const;
    void measureRates();
    void forgetGone();
    void askForPrograms();
    void learn(const ClientProcesses &programs);

    Services m_services;
    ForwardId m_forward;
    QList<StreamRow> m_rows;
    std::chrono::milliseconds m_measuredAt{0};
    ClientLookup *m_lookup;
    ClientProcesses m_programs; // what was answered, also "nobody knows"
    QSet<QString> m_asked;      // and not answered yet
};

// "psql", or the client's address where the program is not known.
[[nodiscard]] QString clientName(const StreamRow &row);
// "pid 20114, 127.0.0.1:51344"; empty where the name says it already.
[[nodiscard]] QString clientDetail(const StreamRow &row);

} // namespace fairlead::ui

Q_DECLARE_METATYPE(const fairlead::ui::StreamRow *)
