#include "core/exchange/shell_words.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;

class TestShellWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void splits_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("plain") << u"ssh -N  host\t-v"_s
                               << QStringList{u"ssh"_s, u"-N"_s, u"host"_s, u"-v"_s};
        QTest::newRow("single quotes")
            << u"a 'b $x \"c' d"_s << QStringList{u"a"_s, u"b $x \"c"_s, u"d"_s};
        QTest::newRow("double quotes")
            << u"a \"b \\\"c\\\" \\d 'e'\""_s << QStringList{u"a"_s, u"b \"c\" \\d 'e'"_s};
        QTest::newRow("joined") << u"-o'User'=\"me\"\\ x"_s << QStringList{u"-oUser=me x"_s};
        QTest::newRow("empty word") << u"a '' \"\""_s << QStringList{u"a"_s, QString(), QString()};
        QTest::newRow("continued")
            << u"ssh \\\n -N ho\\\nst"_s << QStringList{u"ssh"_s, u"-N"_s, u"host"_s};
        QTest::newRow("comment") << u"ssh a#b # rest | x"_s << QStringList{u"ssh"_s, u"a#b"_s};
        QTest::newRow("prompt") << u"$ ssh host"_s << QStringList{u"ssh"_s, u"host"_s};
        QTest::newRow("background") << u"ssh host &"_s << QStringList{u"ssh"_s, u"host"_s};
        QTest::newRow("last ;") << u"ssh host;"_s << QStringList{u"ssh"_s, u"host"_s};
        QTest::newRow("lone dollar") << u"a$ $. x"_s << QStringList{u"a$"_s, u"$."_s, u"x"_s};
        QTest::newRow("wildcards stay")
            << u"-L *:80:[::1]:80"_s << QStringList{u"-L"_s, u"*:80:[::1]:80"_s};
        QTest::newRow("nothing") << u"  "_s << QStringList{};
    }
    void splits() {
        QFETCH(QString, line);
        QTEST(splitShellWords(line).value(), "words");
    }

    void refuses_data() {
        QTest::addColumn<QString>("line");
        for (const char *line :
             {"a | b", "a; b", "a && b", "a > f", "a < f", "a $(b)", "a `b`", "a $HOME", "a ${x}",
              "\"$x\"", "\"`x`\"", "a 'b", "a \"b", "a\nb", "a $'x'", "a &&"})
            QTest::newRow(line) << QString::fromLatin1(line);
        QTest::newRow("backslash at the end") << u"a \\"_s;
        QTest::newRow("too long") << QString(70'000, u'x');
    }
    void refuses() {
        QFETCH(QString, line);
        const auto words = splitShellWords(line);
        QVERIFY(!words);
        QCOMPARE(words.error().code, Errc::BadOption);
        QVERIFY(!words.error().detail.isEmpty());
    }

    void quotesWhatItMust() {
        QCOMPARE(quoteShellWord(u"user@host"_s), u"user@host"_s);
        QCOMPARE(quoteShellWord(u"~/.ssh/id"_s), u"~/.ssh/id"_s);
        QCOMPARE(quoteShellWord(u"~/my key"_s), u"'~/my key'"_s);
        QCOMPARE(quoteShellWord(QString()), u"''"_s);
        QCOMPARE(quoteShellWord(u"*:80:db:80"_s), u"'*:80:db:80'"_s);
    }

    void quotedWordsComeBack() {
        const QStringList words{u"a"_s,  QString(), u"it's"_s,  u"a b"_s, u"$x `y` \\"_s,
                                u"\n"_s, u"~/x"_s,  u"\"q\""_s, u"ü"_s,   u"#no"_s,
                                u"*"_s,  u"&"_s,    u"'''"_s};
        QCOMPARE(splitShellWords(joinShellWords(words)).value(), words);
    }
};

QTEST_GUILESS_MAIN(TestShellWords)
#include "tst_shell_words.moc"
