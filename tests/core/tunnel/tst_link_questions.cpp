#include "core/tunnel/secret_keys.h"
#include "tests/core/tunnel/service_rig.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const ForwardId kF(u"f"_s);
const QString kKey = u"password me@h.example.net:22"_s;

Question again(const QString &id) {
    Question question = passwordQuestion(id);
    question.again = true;
    return question;
}

Question interactive(const QString &prompt, bool echo = false) {
    Question question = passwordQuestion();
    question.kind = Question::Kind::KeyboardInteractive;
    question.prompts = {{prompt, echo}};
    return question;
}

} // namespace

class TestLinkQuestions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksThePersonWhenNothingWasKept() {
        ServiceRig rig;
        rig.startOne();
        ScriptedLink *link = rig.links.link();
        link->ask(passwordQuestion());
        QVERIFY(rig.questions.pending().isEmpty()); // the store has not answered yet
        QCOMPARE(rig.state(u"f"_s), u"opening"_s);
        rig.secrets.answer();
        QCOMPARE(rig.questions.pending().size(), 1);
        QCOMPARE(rig.state(u"f"_s), u"needs-you"_s);
        rig.questions.answer(QuestionId(u"q1"_s), give("hunter2"));
        QCOMPARE(rig.state(u"f"_s), u"opening"_s);
        QCOMPARE(link->answers().size(), 1);
        QCOMPARE(link->answers().first().question, QuestionId(u"q1"_s));
        QCOMPARE(link->answers().first().answer.secrets.first().view(), QByteArrayView("hunter2"));
        QCOMPARE(rig.secrets.kept(kKey), QByteArray("hunter2"));
        link->goOnline();
        QVERIFY(!rig.secrets.inKeyring(kKey)); // nobody asked for that
    }

    void aReconnectNeedsNobody() {
        ServiceRig rig;
        rig.startOne();
        ScriptedLink *link = rig.links.link();
        link->ask(passwordQuestion());
        rig.secrets.answer();
        rig.questions.answer(QuestionId(u"q1"_s), give("hunter2"));
        link->goOnline();
        link->drop(Errc::ConnectionLost);
        rig.timers.advance(2s);
        link->ask(passwordQuestion(u"q2"_s));
        rig.secrets.answer();
        QVERIFY(rig.questions.pending().isEmpty());
        QCOMPARE(link->answers().last().question, QuestionId(u"q2"_s));
        QCOMPARE(link->answers().last().answer.secrets.first().view(), QByteArrayView("hunter2"));
    }

    void theKeyringGetsOnlyWhatProvedRight() {
        ServiceRig rig;
        rig.startOne();
        ScriptedLink *link = rig.links.link();
        link->ask(passwordQuestion());
        rig.secrets.answer();
        rig.questions.answer(QuestionId(u"q1"_s), give("hunter3", true));
        QVERIFY(!rig.secrets.inKeyring(kKey));
        link->ask(again(u"q2"_s));
        QVERIFY(rig.secrets.kept(kKey).isEmpty());
        rig.questions.answer(QuestionId(u"q2"_s), give("hunter2", true));
        link->goOnline();
        QVERIFY(rig.secrets.inKeyring(kKey));
        QCOMPARE(rig.secrets.kept(kKey), QByteArray("hunter2"));
    }

    void notRememberedWhereItMayNotBe() {
        ServiceRig rig;
        rig.startOne();
        ScriptedLink *link = rig.links.link();
        Question question = passwordQuestion();
        question.mayRemember = false;
        link->ask(question);
        rig.secrets.answer();
        rig.questions.answer(question.id, give("hunter2", true));
        link->goOnline();
        QVERIFY(!rig.secrets.inKeyring(kKey));
        QCOMPARE(rig.secrets.kept(kKey), QByteArray("hunter2"));
    }

    void aWrongStoredPasswordIsForgottenAndAsked() {
        ServiceRig rig;
        rig.secrets.put(kKey, "stale");
        rig.startOne();
        ScriptedLink *link = rig.links.link();
        link->ask(passwordQuestion());
        rig.secrets.answer();
        QCOMPARE(link->answers().size(), 1);
        QVERIFY(rig.questions.pending().isEmpty());
        link->ask(again(u"q2"_s));
        QCOMPARE(rig.secrets.forgotten(), QStringList{kKey});
        QCOMPARE(rig.questions.pending().size(), 1);
        QCOMPARE(rig.secrets.lookedUp().size(), 1); // never again for the same question
    }

    void aRejectedLoginForgetsWhatItWasGiven() {
        ServiceRig rig;
        rig.secrets.put(kKey, "stale");
        rig.startOne();
        ScriptedLink *link = rig.links.link();
        link->ask(passwordQuestion());
        rig.secrets.answer();
        link->drop(Errc::AuthRejected);
        QVERIFY(rig.secrets.kept(kKey).isEmpty());
        QCOMPARE(rig.state(u"f"_s), u"failed"_s);
    }

    void aDroppedLoginForgetsNothing() {
        ServiceRig rig;
        rig.secrets.put(kKey, "right");
        rig.startOne();
        ScriptedLink *link = rig.links.link();
        link->ask(passwordQuestion());
        rig.secrets.answer();
        link->drop(Errc::ConnectionLost);
        QCOMPARE(rig.secrets.kept(kKey), QByteArray("right"));
    }

    void cancelEndsTheLogin() {
        ServiceRig rig;
        rig.startOne();
        ScriptedLink *link = rig.links.link();
        (void)link->takeScript();
        link->ask(passwordQuestion());
        rig.secrets.answer();
        rig.questions.answer(QuestionId(u"q1"_s), {});
        QCOMPARE(link->takeScript(), u"GiveAnswer(cancel)"_s);
        QVERIFY(rig.secrets.kept(kKey).isEmpty());
        link->drop(Errc::AuthCancelled);
        QCOMPARE(rig.state(u"f"_s), u"failed"_s);
        QCOMPARE(rig.why(u"f"_s), Errc::AuthCancelled);
        rig.timers.advance(1h);
        QCOMPARE(link->takeScript(), u"CloseForward(f)"_s);
    }

    void aStoppedLinkWithdrawsItsQuestion() {
        ServiceRig rig;
        rig.startOne();
        ScriptedLink *link = rig.links.link();
        link->ask(passwordQuestion());
        rig.secrets.answer();
        QSignalSpy withdrawn(&rig.questions, &Questions::withdrawn);
        rig.want(u"f"_s, false);
        QCOMPARE(withdrawn.size(), 1);
        QVERIFY(rig.questions.pending().isEmpty());
        // Too late: nobody listens.
        rig.questions.answer(QuestionId(u"q1"_s), give("hunter2"));
        QVERIFY(link->answers().isEmpty());
    }

    void aDroppedLinkWithdrawsItsQuestion() {
        ServiceRig rig;
        rig.startOne();
        ScriptedLink *link = rig.links.link();
        link->ask(passwordQuestion());
        rig.secrets.answer();
        link->drop(Errc::ConnectionLost); // LoginGraceTime
        QVERIFY(rig.questions.pending().isEmpty());
        QCOMPARE(rig.state(u"f"_s), u"holding"_s);
    }

    void theLinkMayWithdrawItsQuestion() {
        ServiceRig rig;
        rig.startOne();
        ScriptedLink *link = rig.links.link();
        link->ask(passwordQuestion());
        rig.secrets.answer();
        link->say(link_report::QuestionWithdrawn{QuestionId(u"q1"_s)});
        QVERIFY(rig.questions.pending().isEmpty());
        QCOMPARE(rig.state(u"f"_s), u"opening"_s);
    }

    void aSlowStoreAnswersALoginThatIsGone() {
        ServiceRig rig;
        rig.secrets.put(kKey, "hunter2");
        rig.startOne();
        ScriptedLink *link = rig.links.link();
        link->ask(passwordQuestion());
        link->drop(Errc::ConnectionLost);
        rig.secrets.answer();
        QVERIFY(link->answers().isEmpty());
        QVERIFY(rig.questions.pending().isEmpty());
        // …or a controller that is.
        rig.timers.advance(2s);
        link->ask(passwordQuestion(u"q2"_s));
        rig.want(u"f"_s, false);
        link->disconnected();
        ServiceRig::sweep();
        rig.secrets.answer();
        QVERIFY(rig.questions.pending().isEmpty());
    }

    void aLockedKeyringIsNoReasonToFail() {
        ServiceRig rig;
        rig.secrets.breakDown();
        rig.startOne();
        rig.links.link()->ask(passwordQuestion());
        rig.secrets.answer();
        QCOMPARE(rig.questions.pending().size(), 1);
    }

    void hostKeysAreNeverLookedUp() {
        ServiceRig rig;
        rig.startOne();
        Question question = passwordQuestion();
        question.kind = Question::Kind::NewHostKey;
        rig.links.link()->ask(question);
        QCOMPARE(rig.questions.pending().size(), 1);
        QVERIFY(rig.secrets.lookedUp().isEmpty());
        rig.questions.answer(question.id, {.decision = Answer::Decision::TrustAndRemember});
        QCOMPARE(rig.links.link()->answers().first().answer.decision,
                 Answer::Decision::TrustAndRemember);
    }

    void someoneWhoAnswersAtOnceIsHeard() {
        ServiceRig rig;
        rig.startOne();
        connect(&rig.questions, &Questions::asked, this, [&](const Question &question) {
            rig.questions.answer(question.id, give("hunter2"));
        });
        rig.links.link()->ask(passwordQuestion());
        rig.secrets.answer();
        QCOMPARE(rig.links.link()->answers().size(), 1);
        QCOMPARE(rig.state(u"f"_s), u"opening"_s);
    }

    void oneTimeCodesAreNeverKept() {
        ServiceRig rig;
        rig.startOne();
        const Question question = interactive(u"Verification code: "_s);
        rig.links.link()->ask(question);
        QVERIFY(rig.secrets.lookedUp().isEmpty());
        rig.questions.answer(question.id, give("123456", true));
        rig.links.link()->goOnline();
        QCOMPARE(rig.secrets.waiting(), 0);
    }

    void keysOfAnswers() {
        const auto key = [](const Question &question) {
            const auto found = secretKeyFor(question);
            return found ? found->text : QString();
        };
        QCOMPARE(key(passwordQuestion()), kKey);
        Question passphrase = passwordQuestion();
        passphrase.kind = Question::Kind::Passphrase;
        QCOMPARE(key(passphrase), QString());
        passphrase.keyFile = u"/home/me/.ssh/id_ed25519"_s;
        QCOMPARE(key(passphrase), u"passphrase /home/me/.ssh/id_ed25519"_s);
        Question proxy = passwordQuestion();
        proxy.kind = Question::Kind::ProxyPassword;
        QCOMPARE(key(proxy), u"proxy-password me@h.example.net:22"_s);

        const QString kept = u"keyboard-interactive-password me@h.example.net:22"_s;
        for (const QString &prompt :
             {u"Password: "_s, u"Password for me@h:"_s, u"me's password:"_s, u"PASSWORD"_s})
            QCOMPARE(key(interactive(prompt)), kept);
        for (const QString &prompt :
             {u"One-time password: "_s, u"OTP Password:"_s, u"New password:"_s,
              u"Retype new password:"_s, u"(current) UNIX password:"_s, u"Token:"_s, u""_s,
              u"Password or verification code:"_s})
            QCOMPARE(key(interactive(prompt)), QString());
        QCOMPARE(key(interactive(u"Password:"_s, true)), QString());
        Question two = interactive(u"Password:"_s);
        two.prompts << two.prompts.first();
        QCOMPARE(key(two), QString());
        Question expired = interactive(u"Password:"_s);
        expired.instruction = u"Your password has expired, choose a new one"_s;
        QCOMPARE(key(expired), QString());
    }
};

QTEST_GUILESS_MAIN(TestLinkQuestions)
#include "tst_link_questions.moc"
