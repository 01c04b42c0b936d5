#include "core/ssh/known_hosts.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

using Verdict = KnownHostsAnswer::Verdict;

namespace {

QByteArray ed25519(char fill) {
    return QByteArray("\0\0\0\13ssh-ed25519\0\0\0\40", 19) + QByteArray(32, fill);
}

QByteArray rsa(char fill) {
    return QByteArray("\0\0\0\7ssh-rsa\0\0\0\3\1\0\1\0\0\1\1\0", 23) + QByteArray(256, fill);
}

QByteArray line(const QByteArray &names, const QByteArray &type, const QByteArray &key) {
    return names + ' ' + type + ' ' + key.toBase64();
}

const QByteArray kOne = ed25519(1);
const QByteArray kTwo = ed25519(2);
const QByteArray kRsa = rsa(3);

} // namespace

class TestKnownHosts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void looksUp_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("verdict"); // of kOne for db:22
        QTest::addColumn<int>("number");
        const auto row = [](const char *name, const QByteArray &text, Verdict verdict,
                            int number = 0) {
            QTest::newRow(name) << text << int(verdict) << number;
        };
        const QByteArray one = line("db", "ssh-ed25519", kOne);
        const QByteArray two = line("db", "ssh-ed25519", kTwo);
        row("empty", "", Verdict::Unknown);
        row("match", one + '\n', Verdict::Match, 1);
        row("no line feed at the end", "# a\n\n" + one, Verdict::Match, 3);
        row("CRLF", "#\r\n\r\n" + one + "\r\n", Verdict::Match, 3);
        row("comment behind the key", one + " a comment", Verdict::Match, 1);
        row("tabs and spaces", " \t" + one.split(' ').join("\t ") + '\n', Verdict::Match, 1);
        row("capitals", line("DB", "ssh-ed25519", kOne), Verdict::Match, 1);
        row("list", line("a,db,c", "ssh-ed25519", kOne), Verdict::Match, 1);
        row("star", line("d*", "ssh-ed25519", kOne), Verdict::Match, 1);
        row("question mark", line("?b", "ssh-ed25519", kOne), Verdict::Match, 1);
        row("negated", line("*,!db", "ssh-ed25519", kOne), Verdict::Unknown);
        row("negated by a pattern", line("db,!d?", "ssh-ed25519", kOne), Verdict::Unknown);
        row("other name", line("dbx,xdb", "ssh-ed25519", kOne), Verdict::Unknown);
        row("other port", line("[db]:2222", "ssh-ed25519", kOne), Verdict::Unknown);
        row("hashed", line(hashedName("db", QByteArray(20, 's')), "ssh-ed25519", kOne),
            Verdict::Match, 1);
        row("hashed, other", line(hashedName("dc", QByteArray(20, 's')), "ssh-ed25519", kOne),
            Verdict::Unknown);
        row("hash of another kind", line("|2|c2FsdA==|aGFzaA==", "ssh-ed25519", kOne),
            Verdict::Unknown);
        row("changed", two, Verdict::Changed, 1);
        row("changed, hashed", line(hashedName("db", QByteArray(20, 's')), "ssh-ed25519", kTwo),
            Verdict::Changed, 1);
        row("one of two", two + '\n' + one, Verdict::Match, 2);
        row("new type", line("db", "ssh-rsa", kRsa), Verdict::NewType);
        row("new type, then changed", line("db", "ssh-rsa", kRsa) + '\n' + two, Verdict::Changed,
            2);
        // What libssh gets wrong: none of these may hide the changed key.
        for (const char *broken :
             {"db ssh-ed25519 !!!!", "db ssh-ed25519", "db", "db ssh-foo AAAA",
              "db 1024 37 123456789", "@nonsense db ssh-ed25519 AAAA", "db ssh-ed25519 AAAAC3Nz"}) {
            row(qPrintable(u"broken before: "_s + QLatin1String(broken)),
                QByteArray(broken) + '\n' + two, Verdict::Changed, 2);
            row(qPrintable(u"broken after: "_s + QLatin1String(broken)),
                two + '\n' + broken + "\r\n", Verdict::Changed, 1);
            row(qPrintable(u"broken alone: "_s + QLatin1String(broken)), broken, Verdict::Unknown);
        }
        row("NUL in a line", QByteArray("db\0 ", 4) + one.mid(3), Verdict::Unknown);
        row("type of another key", line("db", "ssh-rsa", kOne), Verdict::Unknown);
        row("cut key", line("db", "ssh-ed25519", kOne.chopped(3)), Verdict::Unknown);
        row("endless line", QByteArray(70000, 'x') + ',' + one + '\n' + two, Verdict::Changed, 2);
        row("revoked", "@revoked " + one, Verdict::Revoked, 1);
        row("revoked everywhere", one + "\n@revoked " + line("*", "ssh-ed25519", kOne),
            Verdict::Revoked, 2);
        row("revoked for another", one + "\n@revoked " + line("dc", "ssh-ed25519", kOne),
            Verdict::Match, 1);
        row("another revoked", one + "\n@revoked " + line("*", "ssh-ed25519", kTwo), Verdict::Match,
            1);
        row("authority is no host key", "@cert-authority " + one, Verdict::Unknown);
    }
    void looksUp() {
        QFETCH(QByteArray, text);
        QFETCH(int, verdict);
        QFETCH(int, number);
        KnownHosts known;
        known.add(u"file"_s, text);
        const auto answer = known.lookUp({u"db"_s, 22}, kOne);
        QCOMPARE(int(answer.verdict), verdict);
        QCOMPARE(answer.line, number);
        QCOMPARE(answer.file, number > 0 ? u"file"_s : QString());
        QCOMPARE(answer.knownKey, verdict == int(Verdict::Changed) ? kTwo : QByteArray());
        QVERIFY(!answer.incomplete);
    }

    void portsAreTheirOwn() {
        KnownHosts known;
        known.add(u"f"_s, line("db", "ssh-ed25519", kOne) + '\n' +
                              line("[db]:2222,[::1]:2222", "ssh-ed25519", kTwo));
        QCOMPARE(known.lookUp({u"db"_s, 22}, kOne).verdict, Verdict::Match);
        QCOMPARE(known.lookUp({u"db"_s, 2222}, kTwo).verdict, Verdict::Match);
        QCOMPARE(known.lookUp({u"::1"_s, 2222}, kTwo).verdict, Verdict::Match);
        QCOMPARE(known.lookUp({u"db"_s, 2222}, kOne).verdict, Verdict::Changed);
        const auto unknown = known.lookUp({u"db"_s, 23}, kOne);
        QCOMPARE(unknown.verdict, Verdict::Unknown);
        QCOMPARE(unknown.knownAs, QStringList{u"db"_s});
    }
    void namesOthersWithTheKey() {
        KnownHosts known;
        known.add(u"f"_s, line("db,alias,*.x,!y", "ssh-ed25519", kOne) + '\n' +
                              line(hashedName("h", QByteArray(20, 's')), "ssh-ed25519", kOne) +
                              '\n' + line("other", "ssh-ed25519", kTwo) + '\n' +
                              line("alias,[db]:23", "ssh-ed25519", kOne));
        QCOMPARE(known.lookUp({u"db"_s, 22}, kOne).knownAs,
                 (QStringList{u"alias"_s, u"[db]:23"_s}));
    }
    void filesInOrder() {
        KnownHosts known;
        known.add(u"user"_s, line("db", "ssh-rsa", rsa(9)) + "\nbroken line\n");
        known.add(u"global"_s, line("db", "ssh-ed25519", kOne) + "\n@cert-authority " +
                                   line("*.lan", "ssh-rsa", kRsa));
        const auto answer = known.lookUp({u"db"_s, 22}, kOne);
        QCOMPARE(answer.verdict, Verdict::Match);
        QCOMPARE(answer.file, u"global"_s);
        QCOMPARE(known.knownTypes({u"db"_s, 22}), (QStringList{u"ssh-rsa"_s, u"ssh-ed25519"_s}));
        QVERIFY(known.knownTypes({u"a.lan"_s, 22}).isEmpty());
        QVERIFY(known.hasCertAuthority({u"a.lan"_s, 22}));
        QVERIFY(!known.hasCertAuthority({u"db"_s, 22}));
        QCOMPARE(known.brokenLines(), 1);
    }
    void manyStarsTakeNoTime() {
        const QByteArray pattern = QByteArray("a*").repeated(500) + 'b';
        QVERIFY(!namesMatch(pattern, QByteArray(1000, 'a')));
    }

    void takesNamesOut_data() {
        QTest::addColumn<QByteArray>("names");
        QTest::addColumn<QByteArray>("left");
        QTest::newRow("alone") << QByteArray("db") << QByteArray();
        QTest::newRow("first") << QByteArray("DB,a") << QByteArray("a");
        QTest::newRow("middle") << QByteArray("a,db,b") << QByteArray("a,b");
        QTest::newRow("pattern") << QByteArray("d*") << QByteArray("d*,!db");
        QTest::newRow("pattern and name") << QByteArray("db,*,!x") << QByteArray("*,!x,!db");
        QTest::newRow("only a negation left") << QByteArray("db,!x") << QByteArray();
        QTest::newRow("hashed") << hashedName("db", QByteArray(20, 's')) << QByteArray();
    }
    void takesNamesOut() {
        QFETCH(QByteArray, names);
        QFETCH(QByteArray, left);
        QVERIFY(namesMatch(names, "db"));
        QCOMPARE(namesWithout(names, "db"), left);
        QVERIFY(left.isEmpty() || !namesMatch(left, "db"));
    }
};

QTEST_APPLESS_MAIN(TestKnownHosts)
#include "tst_known_hosts.moc"
