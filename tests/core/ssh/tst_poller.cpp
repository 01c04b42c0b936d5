// Built twice: against epoll and against poll, which must behave alike.
#include "core/base/socket_address.h"
#include "core/ssh/poller.h"

#include <QtTest/QTest>
#include <functional>
#include <sys/socket.h>
#include <unistd.h>

using namespace fairlead;
using namespace std::chrono_literals;

namespace {

class Recorder final : public Poller::Handler {
public:
    std::function<void(unsigned)> also;
    int calls = 0;
    unsigned last = 0;
    void ready(unsigned events) override {
        ++calls;
        last = events;
        if (also)
            also(events);
    }
};

struct Pair {
    UniqueFd one, other;
    Pair() { QVERIFY(openSocketPair(one, other)); }
    void write() const { QCOMPARE(::send(other.get(), "x", 1, 0), ssize_t(1)); }
};

} // namespace

class TestPoller : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsReadable() {
        Poller poller;
        Pair pair;
        Recorder recorder;
        poller.add(pair.one.get(), recorder, Poller::Readable);
        poller.wait(0ms);
        QCOMPARE(recorder.calls, 0);
        pair.write();
        poller.wait(1000ms);
        QCOMPARE(recorder.calls, 1);
        QVERIFY(recorder.last & Poller::Readable);
        poller.wait(0ms); // level-triggered: still there
        QCOMPARE(recorder.calls, 2);
    }
    void interestCanChange() {
        Poller poller;
        Pair pair;
        Recorder recorder;
        poller.add(pair.one.get(), recorder, 0);
        pair.write();
        poller.wait(0ms);
        QCOMPARE(recorder.calls, 0);
        poller.change(pair.one.get(), Poller::Writable);
        poller.wait(1000ms);
        QCOMPARE(recorder.last, unsigned(Poller::Writable));
    }
    void hangUpIsToldWithoutInterest() {
        Poller poller;
        Pair pair;
        Recorder recorder;
        poller.add(pair.one.get(), recorder, 0);
        pair.other.reset();
        poller.wait(1000ms);
        QVERIFY(recorder.last & Poller::Broken);
    }
    void removedInTheSameRoundIsNotCalled() {
        Poller poller;
        Pair first, second;
        Recorder a, b;
        // Whoever comes first takes the other out.
        a.also = [&](unsigned) { poller.remove(second.one.get()); };
        b.also = [&](unsigned) { poller.remove(first.one.get()); };
        poller.add(first.one.get(), a, Poller::Readable);
        poller.add(second.one.get(), b, Poller::Readable);
        first.write();
        second.write();
        poller.wait(1000ms);
        QCOMPARE(a.calls + b.calls, 1);
    }
    void aReusedNumberGetsNoOldEvent() {
        Poller poller;
        Pair first, second;
        Recorder a, b, late;
        const int number = second.one.get();
        const auto replace = [&](unsigned) {
            poller.remove(number);
            poller.add(number, late, 0);
        };
        a.also = replace;
        poller.add(first.one.get(), a, Poller::Readable);
        poller.add(number, b, Poller::Readable);
        first.write();
        second.write();
        poller.wait(1000ms);
        QCOMPARE(late.calls, 0);
    }
};

QTEST_APPLESS_MAIN(TestPoller)
#include "tst_poller.moc"
