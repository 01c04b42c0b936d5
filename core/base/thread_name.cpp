#include "core/base/thread_name.h"

#include <QtCore/QtGlobal>
#include <pthread.h>

namespace fairlead {

void nameThisThread(const std::string &name) {
#ifdef Q_OS_MACOS
    pthread_setname_np(name.substr(0, 15).c_str());
#else
    pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
#endif
}

} // namespace fairlead
