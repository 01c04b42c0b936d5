#include "app/cli/arguments.h"
#include "app/cli/command.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;

namespace fairlead {
// The overview is not what this test is about.
std::span<const Command *const> allCommands() { return {}; }
} // namespace fairlead

namespace {
constexpr std::array kSpecs{OptionSpec{"port", true}, OptionSpec{"p", true},
                            OptionSpec{"all", false}};
}

class ArgumentsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsBothSpellings() {
        const auto parsed =
            Arguments::parse({u"db"_s, u"--port=22"_s, u"-p"_s, u"23"_s, u"--all"_s}, kSpecs);
        QVERIFY(parsed);
        QCOMPARE(parsed->names(), QStringList{u"db"_s});
        QCOMPARE(parsed->value(u"port"_s), u"22"_s);
        QCOMPARE(parsed->value(u"p"_s), u"23"_s);
        QVERIFY(parsed->has(u"all"_s));
    }

    void twoDashesEndTheOptions() {
        const auto parsed = Arguments::parse({u"--"_s, u"--all"_s}, kSpecs);
        QVERIFY(parsed);
        QCOMPARE(parsed->names(), QStringList{u"--all"_s});
    }

    void aDashAloneIsAName() {
        const auto parsed = Arguments::parse({u"-"_s}, kSpecs);
        QVERIFY(parsed);
        QCOMPARE(parsed->names(), QStringList{u"-"_s});
    }

    void wrongUse_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("near miss") << QStringList{u"--prot"_s, u"1"_s}
                                   << u"There is no option --prot; did you mean --port?"_s;
        QTest::newRow("unknown") << QStringList{u"--colour"_s} << u"There is no option --colour."_s;
        QTest::newRow("value missing") << QStringList{u"--port"_s} << u"--port needs a value."_s;
        QTest::newRow("value unasked") << QStringList{u"--all=1"_s} << u"--all takes no value."_s;
    }
    void wrongUse() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, sentence);
        const auto parsed = Arguments::parse(arguments, kSpecs);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().detail, sentence);
    }

    void guessesOnlyWhatIsNear() {
        const QStringList words{u"forward"_s, u"run"_s, u"remove"_s};
        QCOMPARE(didYouMean(u"foward", words), u"forward"_s);
        QCOMPARE(didYouMean(u"rnu", words), QString());
        QCOMPARE(didYouMean(u"runn", words), u"run"_s);
        QCOMPARE(didYouMean(u"", words), QString());
        QCOMPARE(didYouMean(u"xyz", words), QString());
    }
};

QTEST_APPLESS_MAIN(ArgumentsTest)
#include "tst_arguments.moc"
