#include "core/base/pages.h"

#include <QtTest/QTest>
#include <vector>

class TestPages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWholePagesInsideAreTouched() {
        constexpr size_t kSize = 64 * 1024;
        constexpr size_t kFrom = 100;
        constexpr size_t kTo = kSize - 100;
        std::vector<char> memory(kSize, 'x');
        fairlead::discardContent(memory.data() + kFrom, kTo - kFrom);
        for (size_t i = 0; i < kFrom; ++i)
            QCOMPARE(memory[i], 'x');
        for (size_t i = kTo; i < kSize; ++i)
            QCOMPARE(memory[i], 'x');
#ifdef Q_OS_LINUX
        QCOMPARE(memory[kSize / 2], '\0');
#endif
        memory[kSize / 2] = 'y'; // still ours
        QCOMPARE(memory[kSize / 2], 'y');
    }
    void lessThanAPageIsLeftAlone() {
        std::vector<char> memory(1000, 'x');
        fairlead::discardContent(memory.data(), memory.size());
        QCOMPARE(memory, std::vector<char>(1000, 'x'));
    }
};

QTEST_GUILESS_MAIN(TestPages)
#include "tst_pages.moc"
