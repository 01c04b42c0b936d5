#include "core/profile/remembered.h"

namespace fairlead {

void Remembered::setValue(const QString &name, const QStringList &value) {
    if (m_values.value(name) == value)
        return;
    if (value.isEmpty())
        m_values.remove(name);
    else
        m_values.insert(name, value);
    Q_EMIT changed();
}

} // namespace fairlead
