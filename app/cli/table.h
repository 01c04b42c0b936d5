// Columns of text, as wide as their longest entry.
#pragma once

#include <QtCore/QList>
#include <QtCore/QStringList>

namespace fairlead {

class Table {
public:
    void add(const QStringList &row) { m_rows.append(row); }
    [[nodiscard]] qsizetype rows() const { return m_rows.size(); }
    // Lines without a newline after the last one and without blanks at their ends.
    [[nodiscard]] QString text() const;

private:
    QList<QStringList> m_rows;
};

} // namespace fairlead
