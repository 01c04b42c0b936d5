#include "core/base/doorbell.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QThread>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <thread>

using fairlead::Doorbell;

class TestDoorbell : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ringsOnTheThreadThatMadeIt() {
        Doorbell bell;
        QThread *heardOn = nullptr;
        connect(&bell, &Doorbell::rung, this, [&] { heardOn = QThread::currentThread(); });
        std::thread([&] { bell.ring(); }).join();
        QVERIFY(!heardOn);
        QTRY_COMPARE(heardOn, thread());
    }
    void manyRingsAreOne() {
        Doorbell bell;
        const QSignalSpy spy(&bell, &Doorbell::rung);
        for (int i = 0; i < 100'000; ++i) // more than the pipe holds
            bell.ring();
        QTRY_COMPARE(spy.size(), 1);
        QCoreApplication::processEvents();
        QCOMPARE(spy.size(), 1);
        bell.ring();
        QTRY_COMPARE(spy.size(), 2);
    }
    void mayDieWhileItRings() {
        auto bell = std::make_unique<Doorbell>();
        connect(bell.get(), &Doorbell::rung, this, [&] { bell.reset(); });
        bell->ring();
        QTRY_VERIFY(!bell);
    }
    void mayDieBeforeItIsHeard() {
        auto bell = std::make_unique<Doorbell>();
        bool heard = false;
        connect(bell.get(), &Doorbell::rung, this, [&] { heard = true; });
        bell->ring();
        bell.reset();
        QCoreApplication::processEvents();
        QVERIFY(!heard);
    }
};

QTEST_GUILESS_MAIN(TestDoorbell)
#include "tst_doorbell.moc"
