#include "core/tunnel/secret_keys.h"

#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

// Servers word prompts freely; what is not surely the plain password is asked again each time.
bool isPlainPassword(const Question &question) {
    static const QRegularExpression other(
        u"\\b(one[- ]?time|otp|token|codes?|pin|passcode|new|retype|again|confirm|current|old|"
        "expired|change|verification)\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (question.prompts.size() != 1 || question.prompts.first().echo)
        return false;
    const QString &prompt = question.prompts.first().text;
    const QString around = question.title + u' ' + question.instruction + u' ' + prompt;
    return prompt.contains(u"password"_s, Qt::CaseInsensitive) && !around.contains(other);
}

SecretKey keyOf(const QString &what, const Question &question) {
    return {u"%1 %2@%3"_s.arg(what, question.user, question.address)};
}

} // namespace

std::optional<SecretKey> secretKeyFor(const Question &question) {
    switch (question.kind) {
    case Question::Kind::NewHostKey:
    case Question::Kind::ChangedHostKey:
        return std::nullopt;
    case Question::Kind::Password:
        return keyOf(u"password"_s, question);
    case Question::Kind::Passphrase:
        if (question.keyFile.isEmpty())
            return std::nullopt;
        return SecretKey{u"passphrase "_s + question.keyFile};
    case Question::Kind::KeyboardInteractive:
        if (!isPlainPassword(question))
            return std::nullopt;
        return keyOf(u"keyboard-interactive-password"_s, question);
    case Question::Kind::ProxyPassword:
        return keyOf(u"proxy-password"_s, question);
    }
    return std::nullopt;
}

} // namespace fairlead
