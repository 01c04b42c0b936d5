#include "core/base/secret.h"

#include <QtTest/QTest>
#include <algorithm>
#include <vector>

using namespace fairlead;
using namespace Qt::StringLiterals;

class TestSecret : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void takingWipesTheSource() {
        QByteArray source("correct horse");
        const char *buffer = source.constData();
        const std::vector<char> copy(buffer, buffer + source.size());
        QVERIFY(std::any_of(copy.begin(), copy.end(), [](char c) { return c != 0; }));
        const Secret secret = Secret::takeFrom(source);
        QVERIFY(source.isEmpty());
        QCOMPARE(secret.view(), QByteArrayView("correct horse"));
    }
    void textBecomesUtf8() {
        QString text = u"pässwort"_s;
        text.detach();
        const Secret secret = Secret::takeFrom(text);
        QVERIFY(text.isEmpty());
        QCOMPARE(secret.view().toByteArray(), QByteArray("p\xc3\xa4sswort"));
        QCOMPARE(secret.data()[secret.size()], '\0');
    }
    void copiesAreTheirOwn() {
        Secret first{QByteArrayView("one")};
        const Secret second = first;
        first = Secret(QByteArrayView("two"));
        QCOMPARE(second.view(), QByteArrayView("one"));
        QVERIFY(!(first == second));
    }
    void wipes() {
        char memory[8] = "secret!";
        wipeMemory(memory, sizeof memory);
        QVERIFY(std::all_of(std::begin(memory), std::end(memory), [](char c) { return c == 0; }));
    }
};

QTEST_APPLESS_MAIN(TestSecret)
#include "tst_secret.moc"
