#include "support/sandbox.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>

namespace fairlead::test {

using namespace Qt::StringLiterals;

Sandbox::Sandbox() : m_dir(QDir::tempPath() + u"/fl-XXXXXX"_s) {
    if (!m_dir.isValid())
        qFatal("cannot make a temporary folder");
}

QString Sandbox::freshPath(const QString &stem) { return path(stem + QString::number(++m_count)); }

QString Sandbox::write(const QString &name, const QByteArray &content) const {
    const QString full = QDir::isAbsolutePath(name) ? name : path(name);
    QFile file(full);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) ||
        file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(full));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return full;
}

QByteArray Sandbox::read(const QString &name) const {
    QFile file(QDir::isAbsolutePath(name) ? name : path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString Sandbox::makeKey(const QString &name, const QString &type, const QString &passphrase,
                         const QStringList &more) {
    const QString file = path(name);
    QStringList arguments{u"-q"_s, u"-t"_s, type,    u"-N"_s, passphrase,
                          u"-C"_s, name,    u"-f"_s, file};
    if (type == u"rsa" && !more.contains(u"-b"_s))
        arguments << u"-b"_s << u"2048"_s;
    runTool(u"ssh-keygen"_s, arguments + more);
    return file;
}

void Sandbox::certify(const QString &key, const QString &authority, const QStringList &more) {
    runTool(u"ssh-keygen"_s, QStringList{u"-q"_s, u"-s"_s, authority, u"-I"_s, u"test"_s} + more +
                                 QStringList{key + u".pub"_s});
}

QByteArray Sandbox::publicKey(const QString &key) {
    QFile file(key + u".pub"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

QByteArray runTool(const QString &program, const QStringList &arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(findTool(program), arguments);
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        qFatal("%s failed: %s", qPrintable(program), process.readAll().constData());
    return process.readAll();
}

QString findTool(const QString &name) {
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QStandardPaths::findExecutable(
                                 name, {u"/usr/sbin"_s, u"/usr/local/sbin"_s, u"/sbin"_s})
                           : found;
}

} // namespace fairlead::test
