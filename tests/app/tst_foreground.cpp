// What `forward` and `run` say and when they end, with links and time the test orders about.
#include "app/cli/foreground.h"
#include "tests/support/fake_secret_store.h"
#include "tests/support/fake_timers.h"
#include "tests/support/scripted_link.h"

#include <QtTest/QtTest>
#include <cstdlib>

using namespace Qt::StringLiterals;
using namespace fairlead;
using namespace std::chrono_literals;

namespace {

const ForwardId kWeb(u"web"_s);
const ForwardId kDb(u"db"_s);

// A memory stream that Output writes to.
class Paper {
public:
    Paper() : m_stream(::open_memstream(&m_text, &m_size)) {}
    ~Paper() {
        std::fclose(m_stream);
        std::free(m_text);
    }
    Paper(const Paper &) = delete;
    Paper &operator=(const Paper &) = delete;
    [[nodiscard]] std::FILE *stream() { return m_stream; }
    [[nodiscard]] QStringList lines() const {
        return QString::fromUtf8(m_text, static_cast<qsizetype>(m_size))
            .split(u'\n', Qt::SkipEmptyParts);
    }

private:
    char *m_text = nullptr;
    size_t m_size = 0;
    std::FILE *m_stream;
};

struct Rig {
    explicit Rig(Foreground::Patience patience = Foreground::Patience::FirstTry,
                 bool exitOnForwardFailure = false) {
        Host host;
        host.id = HostId(u"h"_s);
        host.name = u"bastion"_s;
        host.address = u"bastion.example"_s;
        host.exitOnForwardFailure = exitOnForwardFailure;
        (void)engine.book().put(host);
        for (const auto &id : {kWeb, kDb}) {
            Forward forward;
            forward.id = id;
            forward.name = id.text();
            forward.host = host.id;
            forward.listen.port = id == kWeb ? 8080 : 5432;
            forward.target = {.host = u"inner"_s, .port = 80};
            (void)engine.book().put(forward);
        }
        foreground = std::make_unique<Foreground>(Foreground::Parts{engine, timers, out, prompter},
                                                  QList<ForwardId>{kWeb, kDb}, patience);
        QObject::connect(foreground.get(), &Foreground::finished, &prompter,
                         [this](int code) { exits.append(code); });
        foreground->start();
    }
    ScriptedLink &link() { return *links.link(); }
    void online() {
        link().listening(kWeb, 8080);
        link().listening(kDb, 5432);
        link().goOnline({HopFacts{.name = u"bastion"_s}});
    }

    Paper results;
    Paper words;
    FakeTimers timers;
    ScriptedLinkFactory links;
    FakeSecretStore secrets;
    Output out{results.stream(), words.stream()};
    Engine engine{{timers, links, secrets}};
    TerminalPrompter prompter{engine.questions(), out, {}, {}};
    std::unique_ptr<Foreground> foreground;
    QList<int> exits;
};

} // namespace

class ForegroundTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneReadyLineForEachForward() {
        Rig rig;
        rig.online();
        QStringList lines = rig.results.lines();
        lines.sort();
        QCOMPARE(lines, (QStringList{u"ready local 127.0.0.1:5432 -> inner:80"_s,
                                     u"ready local 127.0.0.1:8080 -> inner:80"_s}));
        QVERIFY(rig.exits.isEmpty());
    }

    void listeningWithoutALinkIsNotReady() {
        Rig rig;
        rig.link().listening(kWeb, 8080);
        QVERIFY(rig.results.lines().isEmpty());
    }

    void theFirstLoginThatFailsEndsIt() {
        Rig rig;
        rig.link().drop(Errc::ConnectRefused, u"10.0.0.1:22"_s);
        QCOMPARE(rig.words.lines().size(), 1);
        QVERIFY(rig.words.lines().first().startsWith(
            "bastion: The server refused the connection: 10.0.0.1:22."_L1));
        rig.timers.advance(3s);
        QCOMPARE(rig.exits.value(0, -1), 255);
    }

    void unlessItIsToKeepTrying() {
        Rig rig(Foreground::Patience::ForEver);
        rig.link().drop(Errc::ConnectRefused, u"10.0.0.1:22"_s);
        QVERIFY(rig.exits.isEmpty());
        QVERIFY2(rig.words.lines().value(0).contains("Retry in "_L1),
                 qPrintable(rig.words.lines().join(u'|')));
        QCOMPARE(rig.words.lines().size(), 1);
    }

    void aRefusedLoginEndsItAlways() {
        Rig rig(Foreground::Patience::ForEver);
        rig.link().drop(Errc::AuthRejected, u"tried publickey"_s);
        rig.timers.advance(3s);
        QCOMPARE(rig.exits.value(0, -1), 255);
    }

    void aLostLinkIsTriedAgainAndTold() {
        Rig rig;
        rig.out.setJson(true);
        rig.online();
        rig.link().drop(Errc::ConnectionLost, u"reset"_s);
        QVERIFY(rig.exits.isEmpty());
        const QStringList lines = rig.results.lines();
        QCOMPARE(lines.size(), 3); // one retry for both forwards
        const QJsonObject retry = QJsonDocument::fromJson(lines.last().toUtf8()).object();
        QCOMPARE(retry.value(u"event"_s).toString(), u"retry"_s);
        QCOMPARE(retry.value(u"host"_s).toString(), u"bastion"_s);
        QCOMPARE(retry.value(u"code"_s).toString(), u"ConnectionLost"_s);
        QVERIFY(retry.value(u"in_ms"_s).toInt() > 0);
        rig.timers.advance(3s);
        rig.online();
        QCOMPARE(rig.results.lines().size(), 5); // ready once more
    }

    void oneForwardThatCannotBeHadLeavesTheOthers() {
        Rig rig;
        rig.link().refuse(kWeb, Errc::PortTaken);
        rig.link().listening(kDb, 5432);
        rig.link().goOnline({HopFacts{.name = u"bastion"_s}});
        QVERIFY(rig.words.lines().value(0).startsWith("web: The port is taken"_L1));
        QCOMPARE(rig.results.lines().size(), 1);
        QVERIFY(rig.exits.isEmpty());
    }

    void allThatFailEndIt() {
        Rig rig;
        rig.link().refuse(kWeb, Errc::PortTaken);
        rig.link().refuse(kDb, Errc::PortTaken);
        rig.timers.advance(3s);
        QCOMPARE(rig.exits.value(0, -1), 1);
    }

    void exitOnForwardFailureEndsItAtOnce() {
        Rig rig(Foreground::Patience::FirstTry, true);
        rig.link().refuse(kWeb, Errc::PortTaken);
        rig.timers.advance(3s);
        QCOMPARE(rig.exits.value(0, -1), 255);
    }

    void aCleanStopIsSuccess() {
        Rig rig;
        rig.out.setJson(true);
        rig.online();
        rig.foreground->stop(0);
        QVERIFY(rig.results.lines().last().contains("\"stopped\""_L1));
        rig.link().disconnected();
        rig.timers.advance(1s);
        QCOMPARE(rig.exits.value(0, -1), 0);
    }

    void aStopDoesNotWaitForEver() {
        Rig rig;
        rig.online();
        rig.foreground->stop(0);
        QVERIFY(rig.exits.isEmpty());
        rig.timers.advance(3s);
        QCOMPARE(rig.exits.value(0, -1), 0);
    }

    void aQuestionNobodyAnswersIsTheReason() {
        Rig rig;
        Question question;
        question.kind = Question::Kind::Password;
        question.host = HostId(u"h"_s);
        question.hostName = u"bastion"_s;
        question.user = u"me"_s;
        rig.link().ask(question);
        rig.secrets.answer();
        QTRY_VERIFY(!rig.prompter.unanswered(HostId(u"h"_s)).isEmpty());
        rig.link().drop(Errc::AuthCancelled, u"password"_s);
        QVERIFY2(rig.words.lines().value(0).contains("me@bastion's password"_L1),
                 qPrintable(rig.words.lines().join(u'|')));
        rig.timers.advance(3s);
        QCOMPARE(rig.exits.value(0, -1), 255);
    }
};

QTEST_GUILESS_MAIN(ForegroundTest)
#include "tst_foreground.moc"
