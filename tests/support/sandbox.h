// A folder of its own for each test program, gone afterwards; the keys and files in it.
#pragma once

#include <QtCore/QStringList>
#include <QtCore/QTemporaryDir>

namespace fairlead::test {

class Sandbox {
public:
    Sandbox();

    // Short: a Unix socket's path must fit into 104 bytes.
    [[nodiscard]] QString path(const QString &name) const { return m_dir.filePath(name); }
    [[nodiscard]] QString freshPath(const QString &stem);
    // Returns the path; readable by the owner only.
    QString write(const QString &name, const QByteArray &content) const;
    [[nodiscard]] QByteArray read(const QString &name) const;

    // ssh-keygen -t `type`; the public half stands in path + ".pub".
    QString makeKey(const QString &name, const QString &type = QStringLiteral("ed25519"),
                    const QString &passphrase = {}, const QStringList &more = {});
    // ssh-keygen -s; writes <key>-cert.pub. `more`: "-h", "-n", "-V", …
    void certify(const QString &key, const QString &authority, const QStringList &more);
    [[nodiscard]] static QByteArray publicKey(const QString &key); // one line, no newline

private:
    QTemporaryDir m_dir;
    int m_count = 0;
};

// Runs to the end and returns the output; fails the test program loudly when it cannot.
QByteArray runTool(const QString &program, const QStringList &arguments);
// Full path, also from /usr/sbin; empty when absent.
[[nodiscard]] QString findTool(const QString &name);

} // namespace fairlead::test
