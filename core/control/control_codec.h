// The control protocol's lines: one JSON object each, without the newline.
#pragma once

#include "core/control/control_message.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>

namespace fairlead {

// Bounds of a request; beyond them it is NotUnderstood.
constexpr qsizetype kLongestControlLine = 64 * 1024; // bytes, both ways
constexpr qsizetype kMostControlNames = 1000;
constexpr qsizetype kLongestControlName = 1024; // UTF-16 units

[[nodiscard]] QByteArray encodeRequest(const ControlRequest &request);
// Anything may come in. Unknown members are skipped, so that newer clients can say more; a member
// of the wrong type, an unknown verb or too much of something is NotUnderstood.
[[nodiscard]] ControlResult<ControlRequest> decodeRequest(const QByteArray &line);

[[nodiscard]] QJsonObject replyObject(const ControlReply &reply);
[[nodiscard]] QByteArray encodeReply(const ControlReply &reply);
// NotUnderstood for anything else.
[[nodiscard]] ControlResult<ControlReply> decodeReply(const QByteArray &line);

// "status", "start"…; "NotRunning"…
[[nodiscard]] QString verbName(ControlVerb verb);
[[nodiscard]] QString troubleName(ControlTrouble::Code code);

} // namespace fairlead
