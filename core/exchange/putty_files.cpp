#include "core/exchange/putty_files.h"

#include "core/profile/safe_file.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>
#include <QtCore/QStringDecoder>
#include <QtCore/QUrl>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr qsizetype kMostSessions = 1000;
constexpr qsizetype kLargestRegistry = 32 * 1024 * 1024;
constexpr qsizetype kLargestSession = 256 * 1024;

QString decodedName(QStringView name) { return QUrl::fromPercentEncoding(name.toUtf8()); }

QString decodedText(const QByteArray &content) {
    if (content.startsWith("\xff\xfe"))
        return QStringDecoder(QStringDecoder::Utf16LE)(content);
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(content);
    return utf8.hasError() ? QString::fromLatin1(content) : text;
}

// "…\PuTTY\Sessions\Name" or "…\KiTTY\Sessions\Name"; empty for any other key.
QString sessionOfKey(QStringView key) {
    static const QRegularExpression form(u"^HKEY_[A-Z_]+\\\\Software\\\\(?:SimonTatham\\\\PuTTY|"
                                         "9bis\\.com\\\\KiTTY)\\\\Sessions\\\\([^\\\\]+)$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(key.toString());
    return match.hasMatch() ? decodedName(match.capturedView(1)) : QString();
}

// The text of a quoted string that begins at `at`, which is moved behind it; null when it does not
// end.
std::optional<QString> quoted(QStringView line, qsizetype &at) {
    QString text;
    for (++at; at < line.size(); ++at) {
        if (line[at] == u'"') {
            ++at;
            return text;
        }
        if (line[at] == u'\\' && at + 1 < line.size())
            ++at;
        text += line[at];
    }
    return std::nullopt;
}

// "Name"="text" and "Name"=dword:0000001f; other types of values are none PuTTY has a use for here.
void readRegistryValue(QStringView line, PuttySession &session) {
    qsizetype at = 0;
    if (!line.startsWith(u'"'))
        return;
    const auto key = quoted(line, at);
    if (!key || at >= line.size() || line[at] != u'=')
        return;
    ++at;
    const QStringView value = line.mid(at);
    if (value.startsWith(u'"')) {
        if (const auto text = quoted(line, at))
            session.values.insert(*key, *text);
    } else if (value.startsWith(u"dword:", Qt::CaseInsensitive)) {
        bool good = false;
        const uint number = value.mid(6).toUInt(&good, 16);
        if (good)
            session.values.insert(*key, QString::number(number));
    }
}

} // namespace

Result<QList<PuttySession>> parsePuttyRegistry(const QByteArray &content) {
    const QString text = decodedText(content.left(kLargestRegistry));
    const QStringView all = QStringView(text).mid(text.startsWith(QChar::ByteOrderMark) ? 1 : 0);
    if (!all.startsWith(u"Windows Registry Editor") && !all.startsWith(u"REGEDIT"))
        return fail(Errc::FileUnreadable, u"not an export of the Windows registry"_s);
    QList<PuttySession> sessions;
    bool inside = false;
    for (const QStringView line : all.tokenize(u'\n')) {
        const QStringView trimmed = line.trimmed();
        if (trimmed.startsWith(u'[')) {
            const QString name =
                trimmed.endsWith(u']') ? sessionOfKey(trimmed.mid(1).chopped(1)) : QString();
            inside = !name.isEmpty() && sessions.size() < kMostSessions;
            if (inside)
                sessions += {name, {}};
        } else if (inside) {
            readRegistryValue(trimmed, sessions.last());
        }
    }
    return sessions;
}

PuttySession parsePuttySessionFile(const QString &fileName, const QByteArray &content) {
    PuttySession session{decodedName(fileName), {}};
    const QString text = decodedText(content);
    for (const QStringView line : QStringView(text).tokenize(u'\n')) {
        const QStringView trimmed = line.trimmed();
        const qsizetype equals = trimmed.indexOf(u'=');
        const qsizetype slash = trimmed.indexOf(u'\\');
        if (equals > 0 && (slash < 0 || equals < slash))
            session.values.insert(trimmed.left(equals).toString(),
                                  trimmed.mid(equals + 1).toString());
        else if (slash > 0 && trimmed.size() > slash + 1 && trimmed.endsWith(u'\\'))
            session.values.insert(trimmed.left(slash).toString(),
                                  decodedName(trimmed.mid(slash + 1).chopped(1)));
    }
    return session;
}

Result<QList<PuttySession>> readPuttySessions(const QString &path) {
    const QFileInfo info(path);
    if (!info.isDir()) {
        const auto content = readSmallFile(path, kLargestRegistry);
        if (!content)
            return fail(Errc::FileUnreadable, content.error().code == Errc::NotFound
                                                  ? path + u": there is no such file"_s
                                                  : content.error().detail);
        auto sessions = parsePuttyRegistry(*content);
        if (!sessions)
            return fail(sessions.error().code, path + u": "_s + sessions.error().detail);
        return sessions;
    }
    QList<PuttySession> sessions;
    const QDir folder(path);
    for (const QString &name : folder.entryList(QDir::Files, QDir::Name).mid(0, kMostSessions))
        if (const auto content = readSmallFile(folder.filePath(name), kLargestSession))
            sessions += parsePuttySessionFile(name, *content);
    return sessions;
}

QString puttyFolder() {
    for (const QString &place :
         {u"/.config/putty/sessions"_s, u"/.putty/sessions"_s, u"/.kitty/Sessions"_s})
        if (QFileInfo(QDir::homePath() + place).isDir())
            return QDir::homePath() + place;
    return {};
}

} // namespace fairlead
