#include "core/engine/engine.h"
#include "tests/support/fake_secret_store.h"
#include "tests/support/fake_timers.h"
#include "tests/support/scripted_link.h"

#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

class TestEngine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void joinsTheBookToTheLinksAndTheQuestions() {
        FakeTimers timers;
        ScriptedLinkFactory links;
        FakeSecretStore secrets;
        Engine engine({timers, links, secrets});
        Host host;
        host.id = HostId(u"h"_s);
        host.name = u"h"_s;
        QVERIFY(engine.book().put(host));
        Forward forward;
        forward.id = ForwardId(u"f"_s);
        forward.name = u"f"_s;
        forward.host = host.id;
        forward.listen.port = 8080;
        QVERIFY(engine.book().put(forward));
        engine.book().setWanted(forward.id, true);
        QVERIFY(links.link());
        Question question;
        question.id = QuestionId(u"q"_s);
        question.kind = Question::Kind::NewHostKey;
        links.link()->ask(question);
        QCOMPARE(engine.questions().pending().size(), 1);
        QCOMPARE(engine.tunnels().snapshot(forward.id).status.state, ForwardState::NeedsYou);
    }
    // Destroying it with links up ends them and leaves no timer behind.
    void diesInOrder() {
        FakeTimers timers;
        ScriptedLinkFactory links;
        FakeSecretStore secrets;
        {
            Engine engine({timers, links, secrets});
            Host host;
            host.id = HostId(u"h"_s);
            host.name = u"h"_s;
            QVERIFY(engine.book().put(host));
            Forward forward;
            forward.id = ForwardId(u"f"_s);
            forward.host = host.id;
            QVERIFY(engine.book().put(forward));
            engine.book().setWanted(forward.id, true);
            Question question;
            question.id = QuestionId(u"q"_s);
            question.kind = Question::Kind::NewHostKey;
            links.link()->ask(question);
            links.link()->drop(Errc::ConnectRefused);
            engine.tunnels().setSampling(true);
            QVERIFY(timers.armed() > 0);
        }
        QCOMPARE(links.alive(), 0);
        QCOMPARE(timers.armed(), 0);
        timers.advance(std::chrono::hours(1));
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
