#include "core/ssh/known_hosts.h"
#include "core/ssh/known_hosts_file.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

using Verdict = KnownHostsAnswer::Verdict;

namespace {

QByteArray ed25519(char fill) {
    return QByteArray("\0\0\0\13ssh-ed25519\0\0\0\40", 19) + QByteArray(32, fill);
}

QByteArray line(const QByteArray &names, const QByteArray &key) {
    return names + " ssh-ed25519 " + key.toBase64();
}

const QByteArray kOne = ed25519(1);
const QByteArray kTwo = ed25519(2);
const QByteArray kRsaLine =
    "db ssh-rsa " +
    (QByteArray("\0\0\0\7ssh-rsa\0\0\0\3\1\0\1\0\0\1\1\0", 23) + QByteArray(256, 3)).toBase64();

QByteArray contents(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
}

void write(const QString &path, const QByteArray &text) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

QFile::Permissions ownAndOther(const QString &path) {
    return QFile::permissions(path) & ~(QFile::ReadUser | QFile::WriteUser | QFile::ExeUser);
}

} // namespace

class TestKnownHostsFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_file = m_folder->filePath(u"known_hosts"_s);
    }

    void makesFolderAndFile() {
        const QString path = m_folder->filePath(u".ssh/known_hosts"_s);
        QVERIFY(appendKnownHost(path, {{u"DB"_s, 2222}, kOne}));
        QCOMPARE(contents(path), line("[db]:2222", kOne) + '\n');
        QCOMPARE(ownAndOther(path), QFile::ReadOwner | QFile::WriteOwner);
        QCOMPARE(ownAndOther(QFileInfo(path).path()),
                 QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    void appends() {
        write(m_file, "# mine\n" + line("a", kOne)); // without line feed
        QVERIFY(appendKnownHost(m_file, {{u"db"_s, 22}, kOne}));
        QVERIFY(appendKnownHost(m_file, {{u"dc"_s, 22}, kTwo}));
        QCOMPARE(contents(m_file), "# mine\n" + line("a", kOne) + '\n' + line("db", kOne) + '\n' +
                                       line("dc", kTwo) + '\n');
    }
    void appendsHashed() {
        QVERIFY(appendKnownHost(m_file, {{u"db"_s, 2222}, kOne, true}));
        QVERIFY(appendKnownHost(m_file, {{u"db"_s, 2222}, kOne, true}));
        const auto lines = contents(m_file).split('\n');
        QVERIFY(lines.at(0).startsWith("|1|") && lines.at(0) != lines.at(1));
        const auto known = KnownHosts::read({m_file});
        QCOMPARE(known.lookUp({u"db"_s, 2222}, kOne).verdict, Verdict::Match);
        QCOMPARE(known.lookUp({u"db"_s, 22}, kOne).verdict, Verdict::Unknown);
    }
    void throwsAwayInDevNull() {
        QVERIFY(appendKnownHost(u"/dev/null"_s, {{u"db"_s, 22}, kOne}));
        QVERIFY(KnownHosts::read({u"/dev/null"_s}).unreadableFiles().isEmpty());
    }

    void refusesNames_data() {
        QTest::addColumn<QString>("name");
        for (const auto *name :
             {u"", u"a b", u"a\nb", u"a,b", u"*", u"a?", u"!a", u"|1|x", u"#a", u"@revoked"})
            QTest::newRow(qPrintable(QString::fromUtf16(name))) << QString::fromUtf16(name);
    }
    void refusesNames() {
        QFETCH(QString, name);
        const auto done = appendKnownHost(m_file, {{name, 22}, kOne});
        QVERIFY(!done && done.error().code == Errc::BadAddress);
        QVERIFY(!replaceKnownHost({m_file}, {{name, 22}, kOne}));
        QVERIFY(!QFileInfo::exists(m_file));
    }
    void refusesMalformedKeys() {
        const auto done = appendKnownHost(m_file, {{u"db"_s, 22}, kOne.chopped(1)});
        QVERIFY(!done && done.error().code == Errc::ProtocolFailed);
    }
    void saysWhatCannotBeWritten() {
        const auto done = appendKnownHost(m_folder->path(), {{u"db"_s, 22}, kOne});
        QVERIFY(!done && done.error().code == Errc::FileUnwritable);
        QVERIFY(!appendKnownHost(m_folder->filePath(u"a/b/c"_s), {{u"db"_s, 22}, kOne}));
    }
    void saysWhatCannotBeRead() {
        const auto known = KnownHosts::read({m_folder->path(), m_folder->filePath(u"none"_s)});
        QCOMPARE(known.unreadableFiles().size(), 1);
        QVERIFY(known.lookUp({u"db"_s, 22}, kOne).incomplete);
    }

    void replacesOnlyTheOldLines() {
        const QByteArray other = "\xff broken \r\n# comment\n\n  " + kRsaLine + " c\r\n@revoked " +
                                 line("db", kOne) + "\n" + line("dc", kOne) + "\n";
        const QByteArray shared = line("a,db,b", kOne) + " note\r\n";
        const QByteArray wild = line("*.lan,d?", kOne) + "\n";
        const QByteArray last = line("[db]:22", kOne); // not how port 22 is written
        write(m_file, line("db", kOne) + '\n' + other + shared + wild + last);
        QFile::setPermissions(m_file, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
        const QByteArray before = contents(m_file);
        QVERIFY(replaceKnownHost({m_file}, {{u"db"_s, 22}, kTwo}));
        QCOMPARE(contents(m_file), other + line("a,b", kOne) + " note\r\n" +
                                       line("*.lan,d?,!db", kOne) + '\n' + last + '\n' +
                                       line("db", kTwo) + '\n');
        QCOMPARE(contents(m_file + u".old"_s), before);
        QCOMPARE(ownAndOther(m_file), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
        const auto known = KnownHosts::read({m_file});
        QCOMPARE(known.lookUp({u"db"_s, 22}, kTwo).verdict, Verdict::Match);
        QCOMPARE(known.lookUp({u"a"_s, 22}, kOne).verdict, Verdict::Match);
        QCOMPARE(known.lookUp({u"x.lan"_s, 22}, kOne).verdict, Verdict::Match);
    }
    void replacesInAllFiles() {
        const QString second = m_folder->filePath(u"known_hosts2"_s);
        write(second, line(hashedName("db", QByteArray(20, 's')), kOne) + "\n# kept\n");
        QVERIFY(replaceKnownHost({m_file, second}, {{u"db"_s, 22}, kTwo, true}));
        QCOMPARE(contents(second), QByteArray("# kept\n"));
        QVERIFY(contents(m_file).startsWith("|1|"));
        QCOMPARE(ownAndOther(m_file), QFile::ReadOwner | QFile::WriteOwner);
        QCOMPARE(KnownHosts::read({m_file, second}).lookUp({u"db"_s, 22}, kTwo).verdict,
                 Verdict::Match);
    }
    void replacesBehindALink() {
        const QString real = m_folder->filePath(u"real"_s);
        write(real, line("db", kOne) + '\n');
        QVERIFY(QFile::link(real, m_file));
        QVERIFY(replaceKnownHost({m_file}, {{u"db"_s, 22}, kTwo}));
        QVERIFY(QFileInfo(m_file).isSymLink());
        QCOMPARE(contents(real), line("db", kTwo) + '\n');
    }

    void sshKeygenFindsWhatWeWrite() {
        const QString program = QStandardPaths::findExecutable(u"ssh-keygen"_s);
        if (program.isEmpty())
            QSKIP("ssh-keygen is not installed");
        for (const bool hashed : {false, true}) {
            QVERIFY(appendKnownHost(m_file, {{u"db"_s, 2222}, kOne, hashed}));
            QVERIFY(appendKnownHost(m_file, {{u"::1"_s, 22}, kTwo, hashed}));
        }
        for (const auto &name : {u"[db]:2222"_s, u"::1"_s}) {
            QProcess process;
            process.start(program, {u"-F"_s, name, u"-f"_s, m_file});
            QVERIFY(process.waitForFinished());
            QCOMPARE(process.exitCode(), 0);
            QCOMPARE(process.readAllStandardOutput().count("# Host"), 2);
        }
    }
    void weFindWhatSshKeygenHashed() {
        const QString program = QStandardPaths::findExecutable(u"ssh-keygen"_s);
        if (program.isEmpty())
            QSKIP("ssh-keygen is not installed");
        write(m_file, line("db,dc", kOne) + '\n' + line("[db]:2222", kTwo) + '\n');
        QCOMPARE(QProcess::execute(program, {u"-q"_s, u"-H"_s, u"-f"_s, m_file}), 0);
        QCOMPARE(contents(m_file).count("|1|"), 3); // every name is hashed
        const auto known = KnownHosts::read({m_file});
        QCOMPARE(known.lookUp({u"dc"_s, 22}, kOne).verdict, Verdict::Match);
        QCOMPARE(known.lookUp({u"db"_s, 22}, kTwo).verdict, Verdict::Changed);
        QCOMPARE(known.lookUp({u"db"_s, 2222}, kTwo).verdict, Verdict::Match);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

QTEST_APPLESS_MAIN(TestKnownHostsFile)
#include "tst_known_hosts_file.moc"
