#include "core/ssh/known_hosts.h"

#include "core/ssh/key_facts.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {

namespace {

using Marker = KnownHostsLine::Marker;

constexpr qsizetype kMaxOtherNames = 20;

Result<QByteArray> readWhole(const QString &path) {
    const QFileInfo info(path);
    if (!info.exists() || path == kNowhere)
        return QByteArray();
    if (!info.isFile())
        return fail(Errc::FileUnreadable, path + u": not a regular file"_s);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::FileUnreadable, path + u": "_s + file.errorString());
    QByteArray text = file.read(KnownHosts::kMaxFile + 1);
    if (file.error() != QFile::NoError)
        return fail(Errc::FileUnreadable, path + u": "_s + file.errorString());
    if (text.size() > KnownHosts::kMaxFile)
        return fail(Errc::FileUnreadable, path + u": larger than 32 MiB"_s);
    return text;
}

void addOtherNames(QStringList &others, QByteArrayView names, QByteArrayView name) {
    if (names.startsWith('|'))
        return;
    for (const QByteArray &other : names.toByteArray().split(',')) {
        const QString text = QString::fromUtf8(other);
        const bool plain = !other.isEmpty() && !other.startsWith('!') && !other.contains('*') &&
                           !other.contains('?');
        if (plain && other.toLower() != name && !others.contains(text) &&
            others.size() < kMaxOtherNames)
            others.append(text);
    }
}

} // namespace

KnownHosts KnownHosts::read(const QStringList &files) {
    KnownHosts known;
    for (const QString &path : files) {
        auto text = readWhole(path);
        if (text)
            known.add(path, std::move(*text));
        else
            known.m_unreadableFiles.append(text.error());
    }
    return known;
}

void KnownHosts::add(const QString &file, QByteArray text) {
    m_texts.append(std::move(text));
    QByteArrayView rest = m_texts.constLast();
    for (int number = 1; !rest.isEmpty(); ++number) {
        const auto end = rest.indexOf('\n');
        const QByteArrayView line = end < 0 ? rest : rest.first(end);
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
        Entry entry{{}, file, number};
        const LineKind kind = readKnownHostsLine(line, entry.line);
        if (kind == LineKind::Entry)
            m_entries.append(entry);
        else if (kind == LineKind::Broken)
            ++m_brokenLines;
    }
}

KnownHostsAnswer KnownHosts::lookUp(const Endpoint &host, QByteArrayView key) const {
    using Verdict = KnownHostsAnswer::Verdict;
    const QByteArray name = knownHostsName(host);
    const QByteArray type = keyBlobType(key).value_or(QString()).toLatin1();
    KnownHostsAnswer answer;
    answer.incomplete = !m_unreadableFiles.isEmpty();
    const auto settle = [&answer](Verdict verdict, const Entry &entry) {
        answer.verdict = verdict;
        answer.file = entry.file;
        answer.line = entry.number;
        answer.knownKey = verdict == Verdict::Changed ? entry.line.key : QByteArray();
    };
    for (const Entry &entry : m_entries) {
        const bool sameKey = entry.line.key == key;
        if (entry.line.marker == Marker::Revoked) {
            if (!sameKey || !namesMatch(entry.line.names, name))
                continue;
            settle(Verdict::Revoked, entry);
            return answer;
        }
        if (entry.line.marker != Marker::None)
            continue;
        if (sameKey)
            addOtherNames(answer.knownAs, entry.line.names, name);
        if (answer.verdict == Verdict::Match || !namesMatch(entry.line.names, name))
            continue;
        if (sameKey)
            settle(Verdict::Match, entry);
        else if (entry.line.type == type && answer.verdict != Verdict::Changed)
            settle(Verdict::Changed, entry);
        else if (answer.verdict == Verdict::Unknown)
            answer.verdict = Verdict::NewType;
    }
    return answer;
}

QStringList KnownHosts::knownTypes(const Endpoint &host) const {
    const QByteArray name = knownHostsName(host);
    QStringList types;
    for (const Entry &entry : m_entries) {
        const QString type = QString::fromLatin1(entry.line.type);
        if (entry.line.marker == Marker::None && !types.contains(type) &&
            namesMatch(entry.line.names, name))
            types.append(type);
    }
    return types;
}

bool KnownHosts::hasCertAuthority(const Endpoint &host) const {
    const QByteArray name = knownHostsName(host);
    return std::any_of(m_entries.begin(), m_entries.end(), [&name](const Entry &entry) {
        return entry.line.marker == Marker::CertAuthority && namesMatch(entry.line.names, name);
    });
}

} // namespace fairlead
