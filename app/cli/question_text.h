// How a Question is put to a person in a terminal: in the words ssh(1) uses, where it has some.
#pragma once

#include "core/questions/question.h"

namespace fairlead {

struct QuestionText {
    QString
        preamble; // lines to show before the first prompt, each ends with a newline; may be empty
    QStringList prompts;
    QList<bool> echo; // one for each prompt
};

// `randomArt`: with the picture of a host key (-v). `colour`: red for what must not be overlooked.
// Everything a server sent comes out free of control characters.
[[nodiscard]] QuestionText questionText(const Question &question, bool randomArt, bool colour);

// The question as one line, for a message that nobody could answer it.
[[nodiscard]] QString questionLine(const Question &question);

// What was typed after the host-key question, and what to do about it.
enum class HostKeyReply { Trust, Refuse, AskAgain };
[[nodiscard]] HostKeyReply hostKeyReply(const Question &question, QStringView typed);
[[nodiscard]] QString askHostKeyAgain();

} // namespace fairlead
