#include "core/exchange/ssh_config_file.h"

#include "core/exchange/ssh_values.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>
#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr int kDeepest = 16; // as ssh
constexpr int kMostFiles = 200;
constexpr qint64 kLargestFile = 1024 * 1024;
constexpr auto kSystemFolder = "/etc/ssh";

bool isKey(QStringView key, QStringView name) {
    return key.compare(name, Qt::CaseInsensitive) == 0;
}

// The files an Include names. Wildcards count in the last part of the path only.
// Whether includedFiles finds all that ssh would: no wildcard in a folder, no set, no variable.
bool isFollowed(const QString &pattern) {
    const QString folder = pattern.left(pattern.lastIndexOf(u'/') + 1);
    const auto has = [](const QString &text, QStringView signs) {
        return std::any_of(signs.begin(), signs.end(), [&](QChar s) { return text.contains(s); });
    };
    const bool otherHome = pattern.startsWith(u'~') && !pattern.startsWith(u"~/");
    return !otherHome && !has(folder, u"*?") && !has(pattern, u"[{$%\\");
}

QStringList includedFiles(const QString &pattern, const QString &from) {
    QString path = pattern;
    if (path.startsWith(u"~/"))
        path = QDir::homePath() + path.mid(1);
    const QString system = QString::fromLatin1(kSystemFolder);
    if (QDir::isRelativePath(path))
        path =
            (from.startsWith(system + u'/') ? system : QDir::homePath() + u"/.ssh"_s) + u'/' + path;
    const QFileInfo info(path);
    if (!info.fileName().contains(u'*') && !info.fileName().contains(u'?'))
        return {path};
    const QDir folder(info.absolutePath());
    QStringList found;
    for (const QString &name : folder.entryList({info.fileName()}, QDir::Files, QDir::Name))
        found += folder.filePath(name);
    return found;
}

class ConfigWalker {
public:
    struct Line {
        QString key;
        QString value;
        QString place; // "file:line"
    };
    // Called for every line but Include.
    using Visitor = std::function<Result<void>(const Line &line)>;
    // Whether the lines count. Given back after an Include, so that a Host block in the included
    // file ends with it.
    struct Block {
        bool active = true;
    };

    ConfigWalker(Block &block, Visitor visitor) : m_block(block), m_visitor(std::move(visitor)) {}

    Result<void> walk(const QString &path, bool needed, int depth = 0) {
        const QFileInfo info(path);
        if (!info.exists() && !needed)
            return {};
        if (depth > kDeepest || ++m_files > kMostFiles)
            return fail(Errc::FileUnreadable, path + u": too many files include each other"_s);
        QFile file(path);
        const bool whole = info.isFile() && info.size() <= kLargestFile;
        if (!whole && info.exists())
            m_unseen += path;
        if (!whole || !file.open(QIODevice::ReadOnly))
            return needed ? fail(Errc::FileUnreadable, path + u": no readable file"_s)
                          : Result<void>{};
        int number = 0;
        for (const QByteArray &bytes : file.read(kLargestFile).split('\n')) {
            const ConfigLine parts = splitConfigLine(QString::fromUtf8(bytes));
            const QString place = path + u':' + QString::number(++number);
            if (parts.key.isEmpty())
                continue;
            const auto done = isKey(parts.key, u"Include")
                                  ? include(parts.value, path, place, depth)
                                  : m_visitor({parts.key, parts.value, place});
            if (!done)
                return done;
        }
        return {};
    }

    // What ssh would read and this did not: files too large, Include lines it cannot follow.
    [[nodiscard]] const QStringList &unseen() const { return m_unseen; }

private:
    Result<void> include(const QString &value, const QString &from, const QString &place,
                         int depth) {
        if (!m_block.active)
            return {};
        const Block before = m_block;
        const QStringList patterns = splitConfigWords(value).value_or(QStringList{});
        for (const QString &pattern : patterns) {
            if (!isFollowed(pattern))
                m_unseen += place;
            for (const QString &path : includedFiles(pattern, from))
                if (const auto done = walk(path, false, depth + 1); !done)
                    return done;
            m_block = before;
        }
        return {};
    }

    Block &m_block;
    Visitor m_visitor;
    int m_files = 0;
    QStringList m_unseen;
};

// "host a,b", "all", …: true when every condition is one we know and is met.
bool meetsMatch(const QString &conditions, const QString &alias, SshOptionReader &reader,
                const QString &place) {
    const QStringList words = splitConfigWords(conditions).value_or(QStringList{});
    for (qsizetype at = 0; at < words.size(); ++at) {
        QString word = words[at].toLower();
        const bool negated = word.startsWith(u'!');
        word.remove(0, negated ? 1 : 0);
        if (word == u"all"_s)
            continue;
        if (word != u"host"_s && word != u"originalhost"_s) {
            reader.warn(place + u": 'Match "_s + conditions + u"' is not read"_s);
            return false;
        }
        if (++at == words.size() || matchesPatterns(alias, words[at].split(u',')) == negated)
            return false;
    }
    return !words.isEmpty();
}

// Only the last '*' is ever tried again, so the time is at most the product of the lengths.
bool matchesOne(QStringView text, QStringView pattern) {
    qsizetype t = 0;
    qsizetype p = 0;
    qsizetype star = -1;
    qsizetype retry = 0;
    while (t < text.size()) {
        const bool isStar = p < pattern.size() && pattern[p] == u'*';
        const bool same =
            p < pattern.size() && (pattern[p] == u'?' || pattern[p].toLower() == text[t].toLower());
        if (isStar) {
            star = p++;
            retry = t;
        } else if (same) {
            ++t;
            ++p;
        } else if (star >= 0) {
            p = star + 1;
            t = ++retry;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*')
        ++p;
    return p == pattern.size();
}

} // namespace

QStringList sshConfigFiles(const QString &configFile, bool none) {
    if (none)
        return {};
    if (!configFile.isEmpty())
        return {configFile};
    return {QDir::homePath() + u"/.ssh/config"_s,
            QString::fromLatin1(kSystemFolder) + u"/ssh_config"_s};
}

Result<void> readSshConfigFiles(SshOptionReader &reader, const QStringList &files,
                                const QString &alias, bool needed) {
    for (const QString &file : files) {
        ConfigWalker::Block block;
        ConfigWalker walker(block, [&](const ConfigWalker::Line &line) -> Result<void> {
            if (isKey(line.key, u"Host")) {
                const auto patterns = splitConfigWords(line.value);
                block.active = patterns && matchesPatterns(alias, *patterns);
                return {};
            }
            if (isKey(line.key, u"Match")) {
                block.active = meetsMatch(line.value, alias, reader, line.place);
                return {};
            }
            if (!block.active)
                return {};
            const auto done = reader.set(line.key, line.value);
            return done ? done
                        : fail(done.error().code, line.place + u": "_s + done.error().detail);
        });
        if (const auto read = walker.walk(file, needed); !read)
            return read;
    }
    return {};
}

QStringList matchExecLines(const QStringList &files) {
    // ssh takes a blank, a quote or '=' after the word; a line it would refuse may be named too.
    static const QRegularExpression exec(u"(?:^|[\\s\"'=,!])exec(?:$|[\\s\"'=])"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    QStringList places;
    for (const QString &file : files) {
        ConfigWalker::Block block; // always active: a block that is not met still counts
        ConfigWalker walker(block, [&](const ConfigWalker::Line &line) -> Result<void> {
            if (isKey(line.key, u"Match") && exec.match(line.value).hasMatch())
                places += line.place;
            return {};
        });
        const auto walked = walker.walk(file, false);
        places += walker.unseen();
        if (!walked)
            places += file; // not read to its end
    }
    places.removeDuplicates();
    return places;
}

SshConfigNames sshConfigNames(const QStringList &files) {
    SshConfigNames found;
    for (const QString &file : files) {
        ConfigWalker::Block block; // always active, as above
        ConfigWalker walker(block, [&](const ConfigWalker::Line &line) -> Result<void> {
            if (!isKey(line.key, u"Host"))
                return {};
            const QStringList words = splitConfigWords(line.value).value_or(QStringList{});
            for (const QString &word : words) {
                const bool several = word.contains(u'*') || word.contains(u'?');
                if (!word.startsWith(u'!'))
                    (several ? found.patterns : found.names) += word;
            }
            return {};
        });
        (void)walker.walk(file, false);
    }
    found.names.removeDuplicates();
    found.patterns.removeDuplicates();
    return found;
}

bool matchesPatterns(QStringView text, const QStringList &patterns) {
    bool matched = false;
    for (const QString &pattern : patterns) {
        const bool negated = pattern.startsWith(u'!');
        const QStringView rest = QStringView(pattern).mid(negated ? 1 : 0);
        if (!matchesOne(text, rest))
            continue;
        if (negated)
            return false;
        matched = true;
    }
    return matched;
}

} // namespace fairlead
