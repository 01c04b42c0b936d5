// How the person left the window, as short lists of words under a name: columns, folded groups.
#pragma once

#include <QtCore/QMap>
#include <QtCore/QObject>
#include <QtCore/QStringList>

namespace fairlead {

// Kept by the StateStore, understood by the window alone. Main thread only.
class Remembered : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    // Empty when nothing is remembered.
    [[nodiscard]] QStringList value(const QString &name) const { return m_values.value(name); }
    [[nodiscard]] const QMap<QString, QStringList> &values() const { return m_values; }
    // An empty list is forgotten.
    void setValue(const QString &name, const QStringList &value);

Q_SIGNALS:
    void changed();

private:
    QMap<QString, QStringList> m_values;
};

} // namespace fairlead
