// Where a question is put to the person: the terminal, or the program SSH_ASKPASS names.
#pragma once

#include "core/base/secret.h"

#include <QtCore/QObject>
#include <memory>

namespace fairlead {

// One question at a time; ends with exactly one of the signals unless stopped. Main thread only.
class PromptChannel : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    // `preamble` may have several lines; `prompt` is the last one. `echo`: what is typed may be
    // seen. Both must be printable already.
    virtual void ask(const QString &preamble, const QString &prompt, bool echo) = 0;
    // The answer is no longer wanted; restores the terminal.
    virtual void stop() = 0;

Q_SIGNALS:
    void answered(const fairlead::Secret &line);
    void cancelled(); // end of file, or the askpass program was closed
};

// What ssh(1) would use: the terminal; SSH_ASKPASS when there is none and a display is there;
// SSH_ASKPASS_REQUIRE ("never", "prefer", "force") changes that. Null when there is nobody to ask.
[[nodiscard]] std::unique_ptr<PromptChannel> openPromptChannel();

} // namespace fairlead
