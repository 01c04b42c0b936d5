// The ways of logging in that need a person's secret: password and keyboard-interactive.
#include "core/base/log.h"
#include "core/ssh/auth_attempt.h"

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr int kMostRounds = 20;  // of one keyboard-interactive conversation
constexpr int kMostPrompts = 10; // of one round
constexpr qsizetype kMostText = 4096;

QString serverText(const char *text) {
    return printable(QString::fromUtf8(text ? text : ""), true).left(kMostText);
}

Result<AuthOutcome> denied(AuthRun &run, const char *method) {
    run.tried.append(QString::fromLatin1(method));
    return AuthOutcome::Denied;
}

Result<AuthOutcome> accepted(AuthRun &run, const char *method, AuthOutcome outcome) {
    run.login.memory.noteAttended();
    run.tried.append(QString::fromLatin1(method));
    run.succeeded.append(QString::fromLatin1(method));
    return outcome;
}

Question interactiveQuestion(AuthRun &run, int prompts, bool again) {
    Question question = run.login.question(Question::Kind::KeyboardInteractive);
    question.again = again;
    question.title = serverText(ssh_userauth_kbdint_getname(run.session));
    question.instruction = serverText(ssh_userauth_kbdint_getinstruction(run.session));
    for (int i = 0; i < prompts; ++i) {
        char echo = 0;
        const char *text =
            ssh_userauth_kbdint_getprompt(run.session, static_cast<unsigned>(i), &echo);
        question.prompts.append({serverText(text), echo != 0});
    }
    question.mayRemember = prompts == 1 && !question.prompts.first().echo;
    return question;
}

// One conversation: rounds of prompts until the server is content or not.
Result<AuthOutcome> converse(AuthRun &run, bool again, bool &asked) {
    constexpr auto kAnswerTime = std::chrono::seconds(60);
    for (int round = 0; round < kMostRounds; ++round) {
        const auto until = std::chrono::steady_clock::now() + kAnswerTime;
        const auto result = untilAnswered(run.session, run.login, SSH_AUTH_AGAIN, until, [&run] {
            return ssh_userauth_kbdint(run.session, run.user.constData(), nullptr);
        });
        if (!result)
            return tl::unexpected(result.error());
        if (*result == SSH_AUTH_SUCCESS || *result == SSH_AUTH_PARTIAL)
            return *result == SSH_AUTH_SUCCESS ? AuthOutcome::Success : AuthOutcome::Partial;
        if (*result != SSH_AUTH_INFO) {
            if (!run.login.isConnected())
                return fail(Errc::ConnectionLost, QString::fromUtf8(ssh_get_error(run.session)));
            return AuthOutcome::Denied;
        }
        const int prompts = ssh_userauth_kbdint_getnprompts(run.session);
        if (prompts > kMostPrompts)
            return fail(Errc::ProtocolFailed, u"the server asks too many questions at once"_s);
        if (prompts <= 0)
            continue; // an empty round is answered, too
        asked = true;
        const auto answer = run.login.ask(interactiveQuestion(run, prompts, again));
        if (!answer)
            return tl::unexpected(answer.error());
        for (int i = 0; i < prompts; ++i) {
            const Secret secret = i < answer->secrets.size() ? answer->secrets.at(i) : Secret();
            ssh_userauth_kbdint_setanswer(run.session, static_cast<unsigned>(i), secret.data());
        }
    }
    return fail(Errc::ProtocolFailed, u"the server never stops asking"_s);
}

} // namespace

Result<AuthOutcome> tryPassword(AuthRun &run) {
    for (int i = 0; i < run.login.host.passwordPrompts; ++i) {
        Question question = run.login.question(Question::Kind::Password);
        question.again = i > 0;
        question.mayRemember = true;
        question.prompts = {{u"Password"_s, false}};
        const auto answer = run.login.ask(question);
        if (!answer)
            return tl::unexpected(answer.error());
        const Secret password = answer->secrets.value(0);
        auto outcome = attempt(run, [&] {
            return ssh_userauth_password(run.session, run.user.constData(), password.data());
        });
        if (!outcome)
            return outcome;
        if (*outcome != AuthOutcome::Denied)
            return accepted(run, "password", *outcome);
        const auto offered =
            static_cast<unsigned>(ssh_userauth_list(run.session, run.user.constData()));
        if ((offered & SSH_AUTH_METHOD_PASSWORD) == 0)
            break;
    }
    return denied(run, "password");
}

Result<AuthOutcome> tryKeyboardInteractive(AuthRun &run) {
    for (int i = 0; i < run.login.host.passwordPrompts; ++i) {
        bool asked = false;
        auto outcome = converse(run, i > 0, asked);
        if (!outcome)
            return outcome;
        if (*outcome != AuthOutcome::Denied)
            return accepted(run, "keyboard-interactive", *outcome);
        if (!asked)
            break; // refused without a question: asking again changes nothing
    }
    return denied(run, "keyboard-interactive");
}

} // namespace fairlead
