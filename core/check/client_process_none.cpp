// For systems whose way of telling is not built in: nobody is ever named.
#include "core/check/client_process.h"

namespace fairlead {

ClientProcesses clientProcesses(const QStringList &clients) {
    ClientProcesses found;
    for (const QString &client : clients)
        found.insert(client, {});
    return found;
}

} // namespace fairlead
