#include "core/exchange/ssh_values.h"

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr quint64 kLongestTime = 365ULL * 24 * 60 * 60;
constexpr quint64 kMostBytes = 1ULL << 62;

bool isSpace(QChar c) { return c == u' ' || c == u'\t' || c == u'\r' || c == u'\n'; }

quint64 secondsIn(QChar unit) {
    switch (unit.toLower().unicode()) {
    case u's':
        return 1;
    case u'm':
        return 60;
    case u'h':
        return 60 * 60;
    case u'd':
        return 24 * 60 * 60;
    case u'w':
        return 7 * 24 * 60 * 60;
    default:
        return 0;
    }
}

} // namespace

Result<QStringList> splitConfigWords(QStringView text) {
    QStringList words;
    std::optional<QString> word;
    QChar quote;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        const QChar next = at + 1 < text.size() ? text[at + 1] : QChar();
        const bool escapes = c == u'\\' && (next == u'"' || next == u'\'' || next == u'\\' ||
                                            (next == u' ' && quote.isNull()));
        if (escapes) {
            word = word.value_or(QString()) + next;
            ++at;
        } else if (c == quote && !quote.isNull()) {
            quote = QChar();
        } else if (quote.isNull() && (c == u'"' || c == u'\'')) {
            quote = c;
            word = word.value_or(QString());
        } else if (quote.isNull() && isSpace(c)) {
            if (word)
                words += *word;
            word.reset();
        } else if (quote.isNull() && c == u'#' && !word) {
            break;
        } else {
            word = word.value_or(QString()) + c;
        }
    }
    if (!quote.isNull())
        return fail(Errc::BadOption, text.toString() + u": the quote is not closed"_s);
    if (word)
        words += *word;
    return words;
}

QString quoteConfigWord(const QString &word) {
    bool plain = !word.isEmpty();
    for (const QChar c : word)
        plain = plain && !isSpace(c) && c != u'"' && c != u'\'' && c != u'\\' && c != u'#';
    if (plain)
        return word;
    QString inner = word;
    inner.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u'"' + inner + u'"';
}

ConfigLine splitConfigLine(QStringView line) {
    line = line.trimmed();
    if (line.startsWith(u'#'))
        return {};
    qsizetype end = 0;
    while (end < line.size() && !isSpace(line[end]) && line[end] != u'=')
        ++end;
    QStringView value = line.mid(end).trimmed();
    if (value.startsWith(u'='))
        value = value.mid(1).trimmed();
    return {line.left(end).toString(), value.toString()};
}

std::optional<bool> parseYesNo(QStringView text) {
    const auto is = [&](QStringView word) { return text.compare(word, Qt::CaseInsensitive) == 0; };
    if (is(u"yes") || is(u"true"))
        return true;
    if (is(u"no") || is(u"false"))
        return false;
    return std::nullopt;
}

std::optional<std::chrono::seconds> parseTimeSpan(QStringView text) {
    quint64 total = 0;
    quint64 number = 0;
    bool digits = false;
    for (const QChar c : text) {
        if (c >= u'0' && c <= u'9') {
            number = number * 10 + (c.unicode() - u'0');
            digits = true;
        } else {
            const quint64 unit = secondsIn(c);
            if (!digits || unit == 0)
                return std::nullopt;
            total += number * unit;
            number = 0;
            digits = false;
        }
        if (number > kLongestTime || total > kLongestTime)
            return std::nullopt;
    }
    total += number;
    if (text.isEmpty() || total > kLongestTime)
        return std::nullopt;
    return std::chrono::seconds(static_cast<std::chrono::seconds::rep>(total));
}

std::optional<quint64> parseByteCount(QStringView text) {
    quint64 factor = 1;
    if (!text.isEmpty()) {
        const auto unit = u"KMG"_s.indexOf(text.back().toUpper());
        if (unit >= 0)
            text.chop(1);
        factor = unit < 0 ? 1 : 1ULL << (10 * (unit + 1));
    }
    if (text.isEmpty() || text.size() > 19)
        return std::nullopt;
    quint64 number = 0;
    for (const QChar c : text) {
        if (c < u'0' || c > u'9')
            return std::nullopt;
        number = number * 10 + (c.unicode() - u'0');
    }
    if (number > kMostBytes / factor)
        return std::nullopt;
    return number * factor;
}

std::optional<int> parseCount(QStringView text, int least, int most) {
    if (text.isEmpty() || text.size() > 9)
        return std::nullopt;
    int number = 0;
    for (const QChar c : text) {
        if (c < u'0' || c > u'9')
            return std::nullopt;
        number = number * 10 + (c.unicode() - u'0');
    }
    if (number < least || number > most)
        return std::nullopt;
    return number;
}

} // namespace fairlead
