// What the ways of logging in share: one attempt's outcome, and the record of all of them.
#pragma once

#include "core/ssh/hop_login.h"

#include <QtCore/QSet>
#include <QtCore/QStringList>

namespace fairlead {

enum class AuthOutcome {
    Success,
    Partial, // right, but the server wants a further method (RFC 4252, 5.1)
    Denied,
};

// Belongs to one login at one hop.
struct AuthRun {
    ssh_session session;
    HopLogin &login;
    QByteArray user;
    QStringList tried;               // for the error: "publickey ED25519 (agent)"
    QStringList succeeded;           // methods, in order
    QSet<QByteArray> usedKeys;       // in wire form: offering one again gains nothing
    QStringList problems;            // keys that could not be read, an agent that did not answer
    std::optional<Error> keyTrouble; // the first of those that is an answer by itself
};

// Runs one ssh_userauth_* call to its end. Errors: ConnectionLost, ConnectTimeout, Cancelled.
template <typename Call>
Result<AuthOutcome> attempt(AuthRun &run, Call call) {
    constexpr auto kAnswerTime = std::chrono::seconds(60); // PAM modules may take their time
    const auto until = std::chrono::steady_clock::now() + kAnswerTime;
    const auto result = untilAnswered(run.session, run.login, SSH_AUTH_AGAIN, until, call);
    if (!result)
        return tl::unexpected(result.error());
    if (*result == SSH_AUTH_SUCCESS)
        return AuthOutcome::Success;
    if (*result == SSH_AUTH_PARTIAL)
        return AuthOutcome::Partial;
    if (!run.login.isConnected() ||
        (ssh_get_status(run.session) & (SSH_CLOSED | SSH_CLOSED_ERROR)) != 0)
        return fail(Errc::ConnectionLost, QString::fromUtf8(ssh_get_error(run.session)));
    return AuthOutcome::Denied; // the call's own errors too: another method may do
}

// Errors of all three: as attempt(), AuthCancelled, QuestionUnanswered.
[[nodiscard]] Result<AuthOutcome> tryPublicKeys(AuthRun &run);
[[nodiscard]] Result<AuthOutcome> tryPassword(AuthRun &run);
[[nodiscard]] Result<AuthOutcome> tryKeyboardInteractive(AuthRun &run);
[[nodiscard]] Result<AuthOutcome> tryGssapi(AuthRun &run);

} // namespace fairlead
