#include "core/ssh/known_hosts_file.h"

#include "core/ssh/key_facts.h"
#include "core/ssh/known_hosts.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QRandomGenerator>
#include <QtCore/QSaveFile>
#include <algorithm>
#include <array>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace fairlead {

namespace {

constexpr auto kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

tl::unexpected<Error> unwritable(const QFileDevice &file) {
    return fail(Errc::FileUnwritable, file.fileName() + u": "_s + file.errorString());
}

// An alias is free text in the settings; in the file it must be one plain name.
Result<QByteArray> writableName(const Endpoint &host) {
    const QByteArray name = knownHostsName(host);
    const auto unfit = [](char c) {
        const auto code = static_cast<unsigned char>(c);
        return code <= ' ' || code == 0x7f || QByteArrayView(",*?!|#@\"").contains(c);
    };
    if (host.host.isEmpty() || name.size() > 1024 || std::any_of(name.begin(), name.end(), unfit))
        return fail(Errc::BadAddress, host.host);
    return name;
}

QByteArray randomSalt() {
    std::array<quint32, 5> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words);
}

Result<QByteArray> lineFor(const KnownHostToWrite &entry) {
    const auto name = writableName(entry.host);
    if (!name)
        return name;
    if (!isWellFormedKey(entry.key))
        return fail(Errc::ProtocolFailed, u"malformed host key"_s);
    const QByteArray shown = entry.hashed ? hashedName(*name, randomSalt()) : *name;
    return shown + ' ' + keyBlobType(entry.key)->toLatin1() + ' ' + entry.key.toBase64() + '\n';
}

Result<void> makeFolderOf(const QString &path) {
    const QDir folder = QFileInfo(path).dir();
    const auto permissions = kOwnerOnly | QFile::ExeOwner;
    if (!folder.exists() && !QDir().mkdir(folder.path(), permissions) && !folder.exists())
        return fail(Errc::FileUnwritable, folder.path() + u": cannot be made"_s);
    return {};
}

bool lacksLineFeed(QFile &file) {
    const qint64 size = file.size();
    if (size <= 0 || !file.seek(size - 1))
        return false;
    char last = '\n';
    return file.getChar(&last) && last != '\n';
}

bool syncToDisk(const QFile &file) {
#ifdef Q_OS_UNIX
    return fsync(file.handle()) == 0;
#else
    Q_UNUSED(file);
    return true;
#endif
}

// The file without what its lines say about `name` and keys of `type`.
QByteArray textWithout(QByteArrayView text, QByteArrayView name, const QByteArray &type) {
    QByteArray kept;
    while (!text.isEmpty()) {
        const auto feed = text.indexOf('\n');
        const QByteArrayView whole = feed < 0 ? text : text.first(feed + 1);
        text = text.sliced(whole.size());
        KnownHostsLine entry;
        const QByteArrayView line = feed < 0 ? whole : whole.chopped(1);
        const bool ours = readKnownHostsLine(line, entry) == LineKind::Entry &&
                          entry.marker == KnownHostsLine::Marker::None && entry.type == type &&
                          namesMatch(entry.names, name);
        if (!ours) {
            kept.append(whole.data(), whole.size());
            continue;
        }
        const QByteArray others = namesWithout(entry.names, name);
        if (!others.isEmpty())
            kept += others + QByteArrayView(entry.names.end(), whole.end()).toByteArray();
    }
    return kept;
}

Result<void> writeAtomically(const QString &path, const QByteArray &text) {
    const bool existed = QFileInfo::exists(path);
    if (existed) {
        const QString backup = path + u".old"_s;
        QFile::remove(backup);
        if (!QFile::copy(path, backup))
            return fail(Errc::FileUnwritable, backup + u": cannot be made"_s);
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return unwritable(file);
    if (!existed)
        file.setPermissions(kOwnerOnly);
    file.write(text);
    if (!file.commit())
        return unwritable(file);
    return {};
}

Result<QByteArray> readForChange(const QString &path) {
    if (!QFileInfo::exists(path))
        return QByteArray();
    QFile file(path);
    if (!QFileInfo(path).isFile() || file.size() > KnownHosts::kMaxFile)
        return fail(Errc::FileUnreadable, path + u": not a file that can be rewritten"_s);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::FileUnreadable, path + u": "_s + file.errorString());
    return file.readAll();
}

} // namespace

Result<void> appendKnownHost(const QString &path, const KnownHostToWrite &entry) {
    auto line = lineFor(entry);
    if (!line)
        return tl::unexpected(line.error());
    if (path == kNowhere)
        return {};
    if (const auto made = makeFolderOf(path); !made)
        return made;
    QFile file(path);
    const auto mode = QIODevice::ReadWrite | QIODevice::Append | QIODevice::Unbuffered;
    if (!file.open(mode, kOwnerOnly))
        return unwritable(file);
    if (lacksLineFeed(file))
        line->prepend('\n');
    if (file.write(*line) != line->size() || !syncToDisk(file))
        return unwritable(file);
    return {};
}

Result<void> replaceKnownHost(const QStringList &files, const KnownHostToWrite &entry) {
    const auto line = lineFor(entry);
    if (!line)
        return tl::unexpected(line.error());
    if (files.isEmpty())
        return fail(Errc::FileUnwritable, u"no known_hosts file is set"_s);
    if (const auto made = makeFolderOf(files.constFirst()); !made)
        return made;
    const QByteArray name = knownHostsName(entry.host);
    const QByteArray type = keyBlobType(entry.key)->toLatin1();
    // The first file last: it gets the new line when nothing else can go wrong any more.
    for (auto path = files.crbegin(); path != files.crend(); ++path) {
        const auto old = readForChange(*path);
        if (!old)
            return tl::unexpected(old.error());
        QByteArray text = textWithout(*old, name, type);
        if (std::next(path) == files.crend()) {
            if (!text.isEmpty() && !text.endsWith('\n'))
                text += '\n';
            text += *line;
        }
        if (text == *old)
            continue;
        if (const auto written = writeAtomically(*path, text); !written)
            return written;
    }
    return {};
}

} // namespace fairlead
