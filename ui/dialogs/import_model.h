// The preview of an import as a table with ticks.
#pragma once

#include "core/exchange/import_plan.h"

#include <QtCore/QAbstractTableModel>

namespace fairlead::ui {

class ImportModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, What, Fate, Remark, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setPlan(ImportPlan plan);
    [[nodiscard]] const ImportPlan &plan() const { return m_plan; }
    // Everything that is new or filled in, or nothing.
    void tickProposed(bool on);
    void keepAddress(int row, bool keep);
    [[nodiscard]] ImportCount ticked() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    void ticksChanged();

private:
    void tellAll();
    [[nodiscard]] QVariant textOf(const ImportItem &item, int column) const;
    ImportPlan m_plan;
};

} // namespace fairlead::ui
