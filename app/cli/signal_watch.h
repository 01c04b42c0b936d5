// POSIX signals as Qt signals, delivered by the event loop.
#pragma once

#include "core/base/unique_fd.h"

#include <QtCore/QList>
#include <QtCore/QObject>
#include <initializer_list>

namespace fairlead {

// While it lives the given signals no longer have their default effect. One that was ignored when
// the program began (nohup, a shell's background job) stays ignored. At most one watch a signal at
// a time; main thread only.
class SignalWatch : public QObject {
    Q_OBJECT
public:
    SignalWatch(std::initializer_list<int> numbers, QObject *parent = nullptr);
    ~SignalWatch() override;

Q_SIGNALS:
    void received(int number);

private:
    void readPipe();
    UniqueFd m_read;
    UniqueFd m_write;
    QList<int> m_numbers;
};

} // namespace fairlead
