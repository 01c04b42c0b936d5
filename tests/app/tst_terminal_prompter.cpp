// The prompter against real pseudo-terminals and a scripted channel.
#include "app/cli/line_reader.h"
#include "app/cli/terminal_prompter.h"

#include <QtTest/QtTest>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace fairlead;

namespace {

// Writes down what it is asked; the test answers.
struct Script {
    QStringList shown;
    QList<bool> echo;
    PromptChannel *channel = nullptr;
    int stops = 0;
};

class ScriptedChannel final : public PromptChannel {
public:
    explicit ScriptedChannel(Script &script) : m_script(script) { script.channel = this; }
    void ask(const QString &preamble, const QString &prompt, bool echo) override {
        m_script.shown.append(preamble + prompt);
        m_script.echo.append(echo);
    }
    void stop() override {
        ++m_script.stops;
        m_script.channel = nullptr;
    }

private:
    Script &m_script;
};

Question hostKeyQuestion() {
    Question q;
    q.kind = Question::Kind::NewHostKey;
    q.host = HostId(u"h"_s);
    q.hostName = u"db"_s;
    q.address = u"db.example:22"_s;
    q.key.shortType = u"ED25519"_s;
    q.key.fingerprint = u"SHA256:abc"_s;
    return q;
}

Question passwordQuestion() {
    Question q;
    q.kind = Question::Kind::Password;
    q.host = HostId(u"h"_s);
    q.hostName = u"db"_s;
    q.user = u"me"_s;
    return q;
}

struct Desk {
    explicit Desk(TerminalPrompter::Options options = {}, bool somebody = true)
        : prompter(questions, out, options, [this, somebody] {
              return somebody ? std::make_unique<ScriptedChannel>(script) : nullptr;
          }) {
        QObject::connect(&questions, &Questions::answered, &prompter,
                         [this](const Question &, const Answer &a) { answers.append(a); });
    }
    void ask(const Question &q) {
        questions.ask(q);
        QCoreApplication::processEvents();
    }
    void type(const char *line) {
        Q_EMIT script.channel->answered(Secret(QByteArrayView(line)));
        QCoreApplication::processEvents();
    }
    Script script;
    Questions questions;
    Output out;
    TerminalPrompter prompter;
    QList<Answer> answers;
};

} // namespace

class TerminalPrompterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hostKeyIsAskedInTheWordsOfSsh() {
        Desk desk;
        desk.ask(hostKeyQuestion());
        QVERIFY(desk.script.shown.first().startsWith(
            "The authenticity of host 'db.example:22' can't be established.\n"
            "ED25519 key fingerprint is SHA256:abc.\n"_L1));
        QVERIFY(desk.script.shown.first().endsWith(
            "Are you sure you want to continue connecting (yes/no/[fingerprint])? "_L1));
        QVERIFY(desk.script.echo.first());
        desk.type("maybe");
        QCOMPARE(desk.script.shown.last(), u"Please type 'yes', 'no' or the fingerprint: "_s);
        desk.type("YES");
        QCOMPARE(desk.answers.size(), 1);
        QCOMPARE(desk.answers[0].decision, Answer::Decision::TrustAndRemember);
        QCOMPARE(desk.script.stops, 1);
    }

    void theRightFingerprintTrustsAWrongOneDoesNot() {
        Desk desk;
        desk.ask(hostKeyQuestion());
        desk.type("SHA256:other");
        QVERIFY(desk.answers.isEmpty());
        desk.type("SHA256:abc");
        QCOMPARE(desk.answers[0].decision, Answer::Decision::TrustAndRemember);
    }

    void noAndEndOfFileRefuse() {
        Desk desk;
        desk.ask(hostKeyQuestion());
        desk.type("no");
        desk.ask(hostKeyQuestion());
        Q_EMIT desk.script.channel->cancelled();
        QCOMPARE(desk.answers.size(), 2);
        for (const Answer &answer : desk.answers)
            QCOMPARE(answer.decision, Answer::Decision::Cancel);
    }

    void aChangedKeyIsNeverAsked() {
        Desk desk;
        Question q = hostKeyQuestion();
        q.kind = Question::Kind::ChangedHostKey;
        q.address = u"db.example:2222"_s;
        q.knownFile = u"/home/me/.ssh/known_hosts"_s;
        q.knownLine = 7;
        const QString text = questionText(q, false, false).preamble;
        QVERIFY(text.contains("/home/me/.ssh/known_hosts:7"_L1));
        QVERIFY(text.contains("-R '[db.example]:2222'"_L1));
        desk.ask(q);
        QCOMPARE(desk.answers.size(), 1);
        QCOMPARE(desk.answers[0].decision, Answer::Decision::Cancel);
        QVERIFY(desk.script.shown.isEmpty());
    }

    void severalPromptsAreAnsweredInOrder() {
        Desk desk;
        Question q = passwordQuestion();
        q.kind = Question::Kind::KeyboardInteractive;
        q.instruction = u"Second\x1b[31m factor"_s;
        q.prompts = {{u"Code: "_s, true}, {u"PIN: "_s, false}};
        desk.ask(q);
        desk.type("123456");
        desk.type("0000");
        QCOMPARE(desk.script.shown,
                 (QStringList{u"Second?[31m factor\n(me@db) Code: "_s, u"(me@db) PIN: "_s}));
        QCOMPARE(desk.script.echo, (QList<bool>{true, false}));
        QCOMPARE(desk.answers[0].decision, Answer::Decision::Give);
        QCOMPARE(desk.answers[0].secrets, (QList<Secret>{Secret("123456"_ba), Secret("0000"_ba)}));
    }

    void oneQuestionAtATime() {
        Desk desk;
        desk.ask(passwordQuestion());
        desk.ask(passwordQuestion());
        QCOMPARE(desk.script.shown.size(), 1);
        desk.type("a");
        QCOMPARE(desk.script.shown.size(), 2);
        desk.type("b");
        QCOMPARE(desk.answers.size(), 2);
    }

    void aWithdrawnQuestionLeavesTheTerminal() {
        Desk desk;
        desk.ask(passwordQuestion());
        desk.questions.withdraw(desk.questions.pending().first().id);
        QCOMPARE(desk.script.stops, 1);
        desk.ask(passwordQuestion());
        QCOMPARE(desk.script.shown.size(), 2);
    }

    void nobodyToAskCancelsAndKeepsTheText() {
        Desk desk({}, false);
        desk.ask(passwordQuestion());
        QCOMPARE(desk.answers[0].decision, Answer::Decision::Cancel);
        QCOMPARE(desk.prompter.unanswered(HostId(u"h"_s)), u"me@db's password:"_s);
    }

    void afterShutDownNothingIsAsked() {
        Desk desk;
        desk.prompter.shutDown();
        desk.ask(passwordQuestion());
        QVERIFY(desk.script.shown.isEmpty());
    }

    void linesComeWithoutTheirEnds() {
        std::array<int, 2> ends{};
        QCOMPARE(::pipe(ends.data()), 0);
        ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
        QList<Secret> lines;
        int endings = 0;
        {
            LineReader reader(ends[0]);
            connect(&reader, &LineReader::lineRead, this,
                    [&lines](const Secret &line) { lines.append(line); });
            connect(&reader, &LineReader::ended, this, [&endings] { ++endings; });
            QCOMPARE(::write(ends[1], "pass", 4), 4);
            QCoreApplication::processEvents();
            QVERIFY(lines.isEmpty());
            QCOMPARE(::write(ends[1], "word\r\n", 6), 6);
            QTRY_COMPARE(lines.size(), 1);
            QCOMPARE(::write(ends[1], "last", 4), 4);
            ::close(ends[1]);
            QTRY_COMPARE(endings, 1);
        }
        ::close(ends[0]);
        QCOMPARE(lines, (QList<Secret>{Secret("password"_ba), Secret("last"_ba)}));
    }
};

QTEST_GUILESS_MAIN(TerminalPrompterTest)
#include "tst_terminal_prompter.moc"
