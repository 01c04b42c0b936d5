#include "core/exchange/shell_words.h"

#include <optional>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr qsizetype kLongestLine = 64 * 1024;

class WordSplitter {
public:
    explicit WordSplitter(QStringView line) : m_line(line) {}
    Result<QStringList> split();

private:
    [[nodiscard]] bool atEnd() const { return m_at >= m_line.size(); }
    [[nodiscard]] QChar next() const {
        return m_at + 1 < m_line.size() ? m_line[m_at + 1] : QChar();
    }
    [[nodiscard]] bool startsExpansion() const;
    void add(QChar c) {
        if (!m_word)
            m_word.emplace();
        *m_word += c;
    }
    void endWord();
    Result<void> plain();
    Result<void> singleQuoted();
    Result<void> doubleQuoted();
    [[nodiscard]] tl::unexpected<Error> needsShell(QStringView what) const {
        return fail(Errc::BadOption, u"'"_s + what.toString() + u"' needs a shell"_s);
    }

    QStringView m_line;
    qsizetype m_at = 0;
    std::optional<QString> m_word; // none: between words; empty: a pair of quotes so far
    QStringList m_words;
};

// '`', or '$' before something it would replace; "$." and a '$' at the end are just characters.
bool WordSplitter::startsExpansion() const {
    if (m_line[m_at] == u'`')
        return true;
    const QChar after = next();
    return m_line[m_at] == u'$' &&
           (after.isLetterOrNumber() || (!after.isNull() && u"_{(*@#?$!-'\""_s.contains(after)));
}

void WordSplitter::endWord() {
    if (m_word)
        m_words += *m_word;
    m_word.reset();
}

Result<void> WordSplitter::singleQuoted() {
    const auto end = m_line.indexOf(u'\'', m_at + 1);
    if (end < 0)
        return fail(Errc::BadOption, u"' is not closed"_s);
    m_word = m_word.value_or(QString()) + m_line.mid(m_at + 1, end - m_at - 1).toString();
    m_at = end;
    return {};
}

Result<void> WordSplitter::doubleQuoted() {
    m_word = m_word.value_or(QString());
    for (++m_at; !atEnd(); ++m_at) {
        const QChar c = m_line[m_at];
        if (c == u'"')
            return {};
        if (startsExpansion())
            return needsShell(m_line.mid(m_at, 2));
        const bool escapes = c == u'\\' && u"$`\"\\\n"_s.contains(next()) && !next().isNull();
        if (escapes)
            ++m_at;
        if (!escapes || m_line[m_at] != u'\n')
            add(m_line[m_at]);
    }
    return fail(Errc::BadOption, u"\" is not closed"_s);
}

Result<void> WordSplitter::plain() {
    const QChar c = m_line[m_at];
    if (c == u'\\') {
        if (++m_at >= m_line.size())
            return fail(Errc::BadOption, u"nothing after '\\'"_s);
        if (m_line[m_at] != u'\n')
            add(m_line[m_at]);
        return {};
    }
    if (startsExpansion())
        return needsShell(m_line.mid(m_at, 2));
    // '*', '?' and '[' would only match file names; here they are bind addresses and IPv6.
    if (u"|&;<>()"_s.contains(c) || c == u'\n')
        return needsShell(m_line.mid(m_at, 1));
    add(c);
    return {};
}

Result<QStringList> WordSplitter::split() {
    for (; !atEnd(); ++m_at) {
        const QChar c = m_line[m_at];
        Result<void> read;
        if (c == u' ' || c == u'\t' || c == u'\r')
            endWord();
        else if (c == u'#' && !m_word)
            break;
        else if (c == u'\'')
            read = singleQuoted();
        else if (c == u'"')
            read = doubleQuoted();
        else
            read = plain();
        if (!read)
            return tl::unexpected(read.error());
    }
    endWord();
    return m_words;
}

} // namespace

Result<QStringList> splitShellWords(QStringView line) {
    if (line.size() > kLongestLine)
        return fail(Errc::BadOption, u"the line is longer than 64 KiB"_s);
    line = line.trimmed();
    if (line.startsWith(u"$ "))
        line = line.mid(2);
    if (line.endsWith(u'&') || line.endsWith(u';')) {
        const QStringView before = line.chopped(1);
        if (!before.endsWith(u'\\') && !before.endsWith(line.back()))
            line = before;
    }
    return WordSplitter(line).split();
}

QString quoteShellWord(const QString &word) {
    bool safe = !word.isEmpty();
    for (const QChar c : word)
        safe = safe && c.unicode() < 128 && (c.isLetterOrNumber() || u"-_./:,@%+="_s.contains(c));
    // "~/" is left bare so that the shell finds the same home.
    if (!safe && word.startsWith(u"~/") && quoteShellWord(word.mid(2)) == word.mid(2))
        return word;
    if (safe)
        return word;
    QString inner = word;
    return u'\'' + inner.replace(u'\'', u"'\\''"_s) + u'\'';
}

QString joinShellWords(const QStringList &words) {
    QStringList quoted;
    for (const QString &word : words)
        quoted += quoteShellWord(word);
    return quoted.join(u' ');
}

} // namespace fairlead
