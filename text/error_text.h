// What a person reads when something did not work: state first, cause second, no blame.
#pragma once

#include "core/base/result.h"

namespace fairlead {

struct ErrorText {
    QString sentence;   // what is so, with the error's detail in it; ends with a full stop
    QString suggestion; // what to do next; one or two short sentences
};

// In the language of the installed translators. Never empty, for any code. The detail is shown as
// it is: it must have been made printable where it was received.
[[nodiscard]] ErrorText errorText(const Error &error);

// At most 24 characters in English, for a list's second line: "Port taken".
[[nodiscard]] QString errorReason(Errc code);

// "The port is taken: 127.0.0.1:8080. Choose another port…": both in one line.
[[nodiscard]] QString errorLine(const Error &error);

} // namespace fairlead
