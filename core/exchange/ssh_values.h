// The values of ssh_config(5): words, times, sizes, yes and no.
#pragma once

#include "core/base/result.h"

#include <QtCore/QStringList>
#include <chrono>
#include <optional>

namespace fairlead {

// Words between spaces; quotes keep spaces, \" \' \\ stand for themselves; '#' before a word ends
// the line. Error: BadOption (a quote that is not closed).
[[nodiscard]] Result<QStringList> splitConfigWords(QStringView text);
// The word so that splitConfigWords reads it back.
[[nodiscard]] QString quoteConfigWord(const QString &word);

struct ConfigLine {
    QString key; // as written; empty: nothing but space or a comment
    QString value;
};
// "Key=Value", "Key Value", "Key = Value".
[[nodiscard]] ConfigLine splitConfigLine(QStringView line);

// "yes", "true", "no", "false", any case.
[[nodiscard]] std::optional<bool> parseYesNo(QStringView text);
// "90", "90s", "1m30s", "2h", "1d", "1w"; at most a year.
[[nodiscard]] std::optional<std::chrono::seconds> parseTimeSpan(QStringView text);
// "4096", "16K", "1M", "1G" (powers of 1024), at most 2^62.
[[nodiscard]] std::optional<quint64> parseByteCount(QStringView text);
// Decimal digits only, least…most.
[[nodiscard]] std::optional<int> parseCount(QStringView text, int least, int most);

} // namespace fairlead
