// What to do about a server's host key: one table, no effects.
#pragma once

#include "core/profile/host.h"
#include "core/questions/question.h"
#include "core/ssh/known_hosts.h"

namespace fairlead {

enum class HostKeyAction {
    Accept,
    AcceptAndRemember,       // append it to the first user file
    AcceptWithoutForwarding, // log in, but open no forward: whoever is there sees no traffic
    AskNew,                  // Question::Kind::NewHostKey
    AskNewType,              // the same with newTypeOnly
    AskChanged,              // Question::Kind::ChangedHostKey
    ReplaceAndAccept,        // replaceKnownHost(), then go on
    RefuseUnknown,
    RefuseChanged,
    RefuseRevoked,
};

// A revoked key is refused under every policy, a changed key is accepted silently under none. Two
// cases are stricter than ssh's accept-new, because an attacker can bring them about: a known host
// that shows only a type of key not known yet, and an unknown host while a file cannot be read.
// Both are asked.
[[nodiscard]] HostKeyAction decideHostKey(const KnownHostsAnswer &known, HostKeyPolicy policy);

// What an answer makes of one of the Ask… actions. An answer that does not fit the question (trust
// for a changed key, replace for a new one) counts as Cancel, and Cancel refuses.
[[nodiscard]] HostKeyAction decideAfterAnswer(HostKeyAction asked, Answer::Decision decision);

// The host-key part of the Question for an Ask… action; the caller adds who asks.
[[nodiscard]] Question hostKeyQuestion(HostKeyAction asked, const KnownHostsAnswer &known,
                                       const HostKeyFacts &presented);

// The error for a Refuse… action: HostKeyUnknown, HostKeyChanged or HostKeyRevoked.
[[nodiscard]] Error hostKeyRefusal(HostKeyAction refused, const KnownHostsAnswer &known,
                                   const Endpoint &host, const HostKeyFacts &presented);

} // namespace fairlead
