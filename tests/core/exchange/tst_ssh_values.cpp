#include "core/exchange/ssh_values.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;
using namespace std::chrono_literals;

class TestSshValues : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void timeSpans() {
        QCOMPARE(parseTimeSpan(u"90"), 90s);
        QCOMPARE(parseTimeSpan(u"90s"), 90s);
        QCOMPARE(parseTimeSpan(u"1m30"), 90s);
        QCOMPARE(parseTimeSpan(u"1H2M3S"), 3723s);
        QCOMPARE(parseTimeSpan(u"1w1d"), std::chrono::seconds(8 * 86400));
        QCOMPARE(parseTimeSpan(u"0"), 0s);
        for (const auto &bad : {u""_s, u"-1"_s, u"m"_s, u"1x"_s, u"1.5"_s, u"1 m"_s, u"400d"_s,
                                u"99999999999999999999999"_s, u"1mm"_s})
            QVERIFY2(!parseTimeSpan(bad), qPrintable(bad));
    }

    void byteCounts() {
        QCOMPARE(parseByteCount(u"16"), quint64{16});
        QCOMPARE(parseByteCount(u"16k"), quint64{16384});
        QCOMPARE(parseByteCount(u"1G"), quint64{1} << 30);
        for (const auto &bad : {u""_s, u"K"_s, u"-1"_s, u"1KB"_s, u"1.5G"_s,
                                u"9999999999999999999"_s, u"99999999999G"_s})
            QVERIFY2(!parseByteCount(bad), qPrintable(bad));
    }

    void counts() {
        QCOMPARE(parseCount(u"3", 1, 5), 3);
        for (const auto &bad : {u""_s, u"0"_s, u"6"_s, u"-1"_s, u"1e1"_s, u"9999999999"_s})
            QVERIFY2(!parseCount(bad, 1, 5), qPrintable(bad));
    }

    void words() {
        QCOMPARE(splitConfigWords(u" a \"b c\" 'd \"' e\\\"f C:\\dir # rest").value(),
                 (QStringList{u"a"_s, u"b c"_s, u"d \""_s, u"e\"f"_s, u"C:\\dir"_s}));
        QVERIFY(!splitConfigWords(u"a \"b"));
        for (const auto &word :
             {u"plain"_s, QString(), u"a b"_s, u"q\"'\\"_s, u"#x"_s, u"C:\\ a"_s})
            QCOMPARE(splitConfigWords(quoteConfigWord(word)).value(), QStringList{word});
    }

    void lines() {
        for (const auto &text : {u"Port 22"_s, u"Port=22"_s, u" Port = 22 "_s, u"Port\t22"_s}) {
            const ConfigLine line = splitConfigLine(text);
            QCOMPARE(line.key, u"Port"_s);
            QCOMPARE(line.value, u"22"_s);
        }
        QVERIFY(splitConfigLine(u"  # Port 22").key.isEmpty());
        QVERIFY(splitConfigLine(u"Port").value.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSshValues)
#include "tst_ssh_values.moc"
