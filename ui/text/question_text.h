// The words of questions: what is so, who waits, what can be done.
#pragma once

#include "core/questions/question.h"

namespace fairlead::ui {

// "staging shows a host key Fairlead has never seen."
[[nodiscard]] QString questionSentence(const Question &question);
// "staging-api waits for your answer.", with a count when there are more.
[[nodiscard]] QString waitingText(const QStringList &forwards);
// "Look at the key…", "Answer…"
[[nodiscard]] QString lookText(Question::Kind kind);
// The fingerprint after "SHA256:" in groups of four, four groups a line.
[[nodiscard]] QString groupedFingerprint(const QString &fingerprint);
// Whether a pasted text holds this fingerprint; spaces, line ends and "SHA256:" do not matter.
enum class Comparison { Empty, Incomplete, Same, Different };
[[nodiscard]] Comparison compareFingerprint(const QString &pasted, const QString &fingerprint);
// "hop 1 of 2, deploy@bastion.example.net:22"
[[nodiscard]] QString hopText(const Question &question);

} // namespace fairlead::ui
