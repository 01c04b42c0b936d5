#include "core/tunnel/break_watch.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// "3 a holding": at 3 s the forward a was seen so; "off" is unwanted, "edit" by the person.
QString told(const QString &script) {
    BreakWatch watch;
    QStringList out;
    std::chrono::milliseconds now{0};
    const auto tell = [&] {
        for (const BreakWatch::Notice &notice : watch.take(now)) {
            QStringList names;
            for (const ForwardId &id : notice.forwards)
                names.append(id.text());
            const bool back = notice.kind == BreakWatch::Notice::Kind::Back;
            out.append(u"%1:%2 %3"_s.arg(now.count() / 1000)
                           .arg(back ? u"back"_s : stateName(notice.worst), names.join(u'+')));
        }
    };
    const auto runTo = [&](std::chrono::milliseconds then) {
        while (const auto due = watch.due()) {
            if (*due > then)
                break;
            now = std::max(now, *due);
            tell();
        }
        now = then;
    };
    for (const QString &line : script.split(u", "_s)) {
        const QStringList words = line.split(u' ');
        runTo(std::chrono::milliseconds(qRound64(words[0].toDouble() * 1000)));
        const ForwardId id(words[1]);
        if (words[2] == u"edit") {
            watch.forget(id);
            continue;
        }
        for (int state = 0; state <= static_cast<int>(ForwardState::Failed); ++state) {
            if (stateName(static_cast<ForwardState>(state)) == words[2])
                watch.see(id, words[2] != u"off", static_cast<ForwardState>(state), now);
        }
    }
    runTo(1h);
    return out.join(u", "_s);
}

} // namespace

class TestBreakWatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsWhatWasReliedOn_data() {
        QTest::addColumn<QString>("seen");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char16_t *seen, const char16_t *expected) {
            QTest::newRow(name) << QString::fromUtf16(seen) << QString::fromUtf16(expected);
        };
        row("coming up is no news", u"0 a opening, 1 a listening", u"");
        row("never was up", u"0 a opening, 1 a failed", u"");
        row("waits for its first login", u"0 a opening, 1 a needs-you, 9 a listening", u"");
        row("failed", u"0 a listening, 5 a failed", u"6:failed a");
        row("needs you", u"0 a listening, 5 a needs-you", u"6:needs-you a");
        row("a short drop", u"0 a listening, 5 a holding, 14 a listening", u"");
        row("a long drop", u"0 a listening, 5 a holding, 60 a listening",
            u"15:holding a, 61:back a");
        row("retries in between do not start the clock anew",
            u"0 a listening, 5 a holding, 7 a opening, 9 a holding, 12 a opening, 14 a holding",
            u"15:holding a");
        row("slow to open after a drop", u"0 a listening, 5 a holding, 7 a opening, 60 a listening",
            u"15:holding a, 61:back a");
        row("gives up while holding", u"0 a listening, 5 a holding, 7 a failed", u"8:failed a");
        row("one break is told once", u"0 a listening, 5 a holding, 20 a failed, 30 a needs-you",
            u"15:holding a");
        row("two breaks are two",
            u"0 a listening, 5 a failed, 20 a listening, 30 a failed, 40 a listening",
            u"6:failed a, 21:back a, 31:failed a, 41:back a");
        row("back for a moment only",
            u"0 a listening, 5 a failed, 20 a listening, 20.5 a failed, 40 a listening",
            u"6:failed a, 41:back a");
        row("the answer is the person's own doing",
            u"0 a listening, 5 a needs-you, 20 a opening, 21 a listening, 30 a failed",
            u"6:needs-you a, 31:failed a");
        row("degraded still listens", u"0 a listening, 5 a degraded, 60 a listening", u"");
        row("switched off", u"0 a listening, 5 a off", u"");
        row("switched off while holding", u"0 a listening, 5 a holding, 7 a off", u"");
        row("switched off after the break", u"0 a listening, 5 a failed, 9 a off, 20 a listening",
            u"6:failed a");
        row("edited into trouble", u"0 a listening, 5 a edit, 5 a failed", u"");
        row("a link with three",
            u"0 a listening, 0 b listening, 0 c listening, 5 b holding, 5.1 a holding, 5.2 c "
            u"holding, 60 a listening, 60.5 c listening, 60.8 b listening",
            u"15:holding b+a+c, 61:back a+c+b");
        row("the worst names the fold", u"0 a listening, 0 b listening, 5 a holding, 14.5 b failed",
            u"15:failed a+b");
        row("apart in time, told apart", u"0 a listening, 0 b listening, 5 a failed, 9 b failed",
            u"6:failed a, 10:failed b");
        row("one breaks, one returns",
            u"0 a listening, 0 b listening, 5 a failed, 20 a listening, 20 b failed",
            u"6:failed a, 21:failed b, 21:back a");
    }
    void tellsWhatWasReliedOn() {
        QFETCH(const QString, seen);
        QTEST(told(seen), "expected");
    }
    void nothingIsDueWhenAllIsWell() {
        BreakWatch watch;
        watch.see(ForwardId(u"a"_s), true, ForwardState::Listening, 0ms);
        QVERIFY(!watch.due());
        QVERIFY(watch.take(1h).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestBreakWatch)
#include "tst_break_watch.moc"
