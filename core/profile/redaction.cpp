#include "core/profile/redaction.h"

#include "core/base/address.h"

#include <QtCore/QDir>
#include <QtCore/QSysInfo>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

// "deploy@bastion.example.net:2222": a jump as it is written.
struct Jump {
    QString user;
    QString host;
};

Jump readJump(const QString &text) {
    const qsizetype at = text.lastIndexOf(u'@');
    const auto endpoint = parseEndpoint(QStringView(text).sliced(at + 1));
    return {text.left(std::max<qsizetype>(at, 0)), endpoint ? endpoint->host : QString()};
}

// Literal addresses and names with dots, whoever they belong to.
const QRegularExpression &anyAddress() {
    static const QRegularExpression pattern(
        u"(?<![\\w.:-])(?:\\d{1,3}(?:\\.\\d{1,3}){3}"
        "|[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%\\w+)?"
        "|[A-Za-z0-9_](?:[\\w-]*\\.)+[A-Za-z][\\w-]+)(?![\\w-])"_s,
        QRegularExpression::UseUnicodePropertiesOption);
    return pattern;
}

// Looks like a host, but is a file of ours or of OpenSSH.
bool isFileName(const QString &text) {
    static const QStringList endings{u".toml"_s, u".pub"_s, u".conf"_s,
                                     u".sock"_s, u".so"_s,  u".broken"_s};
    return std::any_of(endings.cbegin(), endings.cend(), [&text](const QString &ending) {
        return text.endsWith(ending, Qt::CaseInsensitive);
    });
}

} // namespace

Redactor::Redactor(const ProfileData &data) {
    for (const Host &host : data.hosts) {
        know(host.address, u"host"_s);
        know(host.name, u"host"_s);
        know(host.user, u"user"_s);
        for (const QString &jump : host.jumps) {
            know(readJump(jump).host, u"host"_s);
            know(readJump(jump).user, u"user"_s);
        }
    }
    for (const Forward &forward : data.forwards) {
        know(forward.target.host, u"target"_s);
        know(forward.name, u"forward"_s);
    }
    know(QSysInfo::machineHostName(), u"host"_s);
    know(QDir::home().dirName(), u"user"_s);
    QStringList names;
    for (auto it = m_words.cbegin(); it != m_words.cend(); ++it)
        names.append(it.key());
    std::sort(names.begin(), names.end(),
              [](const QString &a, const QString &b) { return a.size() > b.size(); });
    for (QString &name : names)
        name = QRegularExpression::escape(name);
    m_known.setPattern(u"(?<!\\w)(?:"_s + names.join(u'|') + u")(?!\\w)"_s);
    m_known.setPatternOptions(QRegularExpression::CaseInsensitiveOption |
                              QRegularExpression::UseUnicodePropertiesOption);
}

void Redactor::know(const QString &name, const QString &kind) {
    const QString key = name.toLower();
    if (key.isEmpty() || isLoopback(key) || isWildcard(key) || m_words.contains(key))
        return;
    m_words.insert(key, u"%1-%2"_s.arg(kind).arg(++m_counts[kind]));
}

QString Redactor::wordFor(const QString &found) { return m_words.value(found.toLower()); }

QString Redactor::addressFor(const QString &found) {
    if (isLoopback(found) || isWildcard(found) || isFileName(found) ||
        (found.contains(u':') && !isLiteralAddress(found)))
        return found;
    know(found, u"address"_s);
    return wordFor(found);
}

QString Redactor::replaced(const QString &text, const QRegularExpression &what,
                           QString (Redactor::*by)(const QString &found)) {
    QString result;
    qsizetype done = 0;
    for (auto match = what.globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        result += QStringView(text).sliced(done, found.capturedStart() - done);
        result += (this->*by)(found.captured());
        done = found.capturedEnd();
    }
    result += QStringView(text).sliced(done);
    return result;
}

QString Redactor::operator()(const QString &text) {
    static const QRegularExpression hash(u"SHA256:[A-Za-z0-9+/=]{20,}"_s);
    QString clean = text;
    clean.replace(QDir::homePath(), u"~"_s);
    clean.replace(hash, u"SHA256:…"_s);
    if (!m_words.isEmpty())
        clean = replaced(clean, m_known, &Redactor::wordFor);
    return replaced(clean, anyAddress(), &Redactor::addressFor);
}

} // namespace fairlead
