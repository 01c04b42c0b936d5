#include "core/ssh/host_key_check.h"

#include "core/ssh/key_facts.h"

using namespace Qt::StringLiterals;

namespace fairlead {

namespace {

using Verdict = KnownHostsAnswer::Verdict;

HostKeyAction decideUnknown(HostKeyPolicy policy, bool newType, bool incomplete) {
    const HostKeyAction ask = newType ? HostKeyAction::AskNewType : HostKeyAction::AskNew;
    switch (policy) {
    case HostKeyPolicy::Ask:
        return ask;
    case HostKeyPolicy::AcceptNew:
        return newType || incomplete ? ask : HostKeyAction::AcceptAndRemember;
    case HostKeyPolicy::Off:
        return HostKeyAction::AcceptAndRemember;
    case HostKeyPolicy::Strict:
        break;
    }
    return HostKeyAction::RefuseUnknown;
}

HostKeyAction decideChanged(HostKeyPolicy policy) {
    switch (policy) {
    case HostKeyPolicy::Ask:
        return HostKeyAction::AskChanged;
    case HostKeyPolicy::Off:
        return HostKeyAction::AcceptWithoutForwarding;
    case HostKeyPolicy::AcceptNew:
    case HostKeyPolicy::Strict:
        break;
    }
    return HostKeyAction::RefuseChanged;
}

} // namespace

HostKeyAction decideHostKey(const KnownHostsAnswer &known, HostKeyPolicy policy) {
    switch (known.verdict) {
    case Verdict::Match:
        return HostKeyAction::Accept;
    case Verdict::Changed:
        return decideChanged(policy);
    case Verdict::NewType:
    case Verdict::Unknown:
        return decideUnknown(policy, known.verdict == Verdict::NewType, known.incomplete);
    case Verdict::Revoked:
        break;
    }
    return HostKeyAction::RefuseRevoked;
}

HostKeyAction decideAfterAnswer(HostKeyAction asked, Answer::Decision decision) {
    if (asked == HostKeyAction::AskChanged)
        return decision == Answer::Decision::Replace ? HostKeyAction::ReplaceAndAccept
                                                     : HostKeyAction::RefuseChanged;
    if (asked == HostKeyAction::AskNew || asked == HostKeyAction::AskNewType) {
        if (decision == Answer::Decision::TrustOnce)
            return HostKeyAction::Accept;
        if (decision == Answer::Decision::TrustAndRemember)
            return HostKeyAction::AcceptAndRemember;
    }
    return HostKeyAction::RefuseUnknown;
}

Question hostKeyQuestion(HostKeyAction asked, const KnownHostsAnswer &known,
                         const HostKeyFacts &presented) {
    Question question;
    question.kind = Question::Kind::NewHostKey;
    question.key = presented;
    question.knownAs = known.knownAs;
    question.newTypeOnly = asked == HostKeyAction::AskNewType;
    if (asked == HostKeyAction::AskChanged) {
        question.kind = Question::Kind::ChangedHostKey;
        question.knownKey = hostKeyFacts(known.knownKey).value_or(HostKeyFacts());
        question.knownFile = known.file;
        question.knownLine = known.line;
    }
    return question;
}

Error hostKeyRefusal(HostKeyAction refused, const KnownHostsAnswer &known, const Endpoint &host,
                     const HostKeyFacts &presented) {
    const QString key =
        u"%1, %2 %3"_s.arg(toText(host), presented.shortType, presented.fingerprint);
    const QString place = u"%1:%2"_s.arg(known.file).arg(known.line);
    if (refused == HostKeyAction::RefuseRevoked)
        return {Errc::HostKeyRevoked, u"%1, revoked at %2"_s.arg(key, place)};
    if (refused == HostKeyAction::RefuseChanged)
        return {Errc::HostKeyChanged, u"%1, another key is known at %2"_s.arg(key, place)};
    return {Errc::HostKeyUnknown, key};
}

} // namespace fairlead
