#include "ui/dialogs/import_model.h"

#include "text/import_text.h"
#include "ui/look/icon.h"
#include "ui/look/type.h"
#include "ui/views/kind_icon.h"

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

QString remarksText(const ImportItem &item, const QString &between) {
    QStringList texts;
    for (const ImportRemark &remark : item.remarks)
        texts += importRemarkText(remark);
    return texts.join(between);
}

QIcon iconOf(const ImportItem &item) {
    if (std::holds_alternative<Profile>(item.thing))
        return tintedIcon(Icon::Profile, IconRole::Quiet);
    if (std::holds_alternative<Host>(item.thing))
        return tintedIcon(Icon::Server, IconRole::Quiet);
    return tintedIcon(kindIcon(std::get<Forward>(item.thing).kind), IconRole::Quiet);
}

QString typeText(const ImportItem &item) {
    if (std::holds_alternative<Profile>(item.thing))
        return ImportModel::tr("Profile");
    return std::holds_alternative<Host>(item.thing) ? ImportModel::tr("Host")
                                                    : ImportModel::tr("Forward");
}

} // namespace

void ImportModel::setPlan(ImportPlan plan) {
    beginResetModel();
    m_plan = std::move(plan);
    endResetModel();
    Q_EMIT ticksChanged();
}

void ImportModel::tellAll() {
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT ticksChanged();
}

void ImportModel::tickProposed(bool on) {
    for (qsizetype at = 0; at < m_plan.items.size(); ++at) {
        const ImportItem &item = m_plan.items[at];
        if (!on || item.fate == ImportItem::Fate::New || item.fate == ImportItem::Fate::Changed)
            setTaken(m_plan, at, on);
    }
    tellAll();
}

void ImportModel::keepAddress(int row, bool keep) {
    m_plan.items[row].keepAddress = keep;
    tellAll();
}

ImportCount ImportModel::ticked() const {
    ImportCount count;
    for (const ImportItem &item : m_plan.items) {
        if (!item.taken)
            continue;
        ++(std::holds_alternative<Profile>(item.thing) ? count.profiles
           : std::holds_alternative<Host>(item.thing)  ? count.hosts
                                                       : count.forwards);
    }
    return count;
}

int ImportModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_plan.items.size());
}

int ImportModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ImportModel::textOf(const ImportItem &item, int column) const {
    switch (column) {
    case Name:
        return isolated(item.name());
    case What:
        return isolated(importItemText(item));
    case Fate:
        return importFateText(item.fate);
    case Remark:
        return remarksText(item, u" "_s);
    }
    return {};
}

QVariant ImportModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid())
        return {};
    const ImportItem &item = m_plan.items[index.row()];
    if (role == Qt::DisplayRole)
        return textOf(item, index.column());
    if (role == Qt::ToolTipRole)
        return remarksText(item, u"\n"_s);
    if (index.column() != Name)
        return {};
    if (role == Qt::CheckStateRole && item.canBeTaken())
        return static_cast<int>(item.taken ? Qt::Checked : Qt::Unchecked);
    if (role == Qt::DecorationRole)
        return iconOf(item);
    if (role == Qt::AccessibleTextRole)
        return QStringList{typeText(item), item.name(), importFateText(item.fate),
                           remarksText(item, u" "_s)}
            .join(u", "_s);
    return {};
}

QVariant ImportModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    const QStringList heads{tr("Name"), tr("What"), tr("State"), tr("Worth knowing")};
    return heads.value(section);
}

Qt::ItemFlags ImportModel::flags(const QModelIndex &index) const {
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    const bool tick =
        index.isValid() && index.column() == Name && m_plan.items[index.row()].canBeTaken();
    return tick ? usual | Qt::ItemIsUserCheckable : usual;
}

bool ImportModel::setData(const QModelIndex &index, const QVariant &value, int role) {
    if (role != Qt::CheckStateRole || !index.isValid() || index.column() != Name ||
        !m_plan.items[index.row()].canBeTaken())
        return false;
    setTaken(m_plan, index.row(), value.toInt() == Qt::Checked);
    tellAll(); // what it needs, or what needs it, moves along
    return true;
}

} // namespace fairlead::ui
