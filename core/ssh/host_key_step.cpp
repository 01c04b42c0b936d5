#include "core/ssh/host_key_step.h"

#include "core/base/log.h"
#include "core/ssh/handles.h"
#include "core/ssh/host_key_check.h"
#include "core/ssh/key_facts.h"
#include "core/ssh/key_file.h"
#include "core/ssh/known_hosts_file.h"
#include "core/ssh/token_expansion.h"

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

// Ed25519 first: small, fast, no parameters to choose. No DSA, no SHA-1.
const QStringList &defaultAlgorithms() {
    static const QStringList list{u"ssh-ed25519"_s,         u"ecdsa-sha2-nistp256"_s,
                                  u"ecdsa-sha2-nistp384"_s, u"ecdsa-sha2-nistp521"_s,
                                  u"rsa-sha2-512"_s,        u"rsa-sha2-256"_s};
    return list;
}

// known_hosts names key types, the key exchange names signature algorithms: RSA has several (RFC
// 8332).
QStringList algorithmsOf(const QString &keyType) {
    if (keyType == u"ssh-rsa"_s)
        return {u"rsa-sha2-512"_s, u"rsa-sha2-256"_s};
    return {keyType};
}

} // namespace

HostKeyStep::HostKeyStep(HopLogin &login) : m_login(login) {}

Result<void> HostKeyStep::readKnownHosts() {
    const auto user = userKnownHostsFilesOf(m_login.host);
    if (!user)
        return tl::unexpected(user.error());
    const auto global = globalKnownHostsFilesOf(m_login.host);
    if (!global)
        return tl::unexpected(global.error());
    m_userFiles = *user;
    m_known = KnownHosts::read(m_userFiles + *global);
    for (const Error &unreadable : m_known.unreadableFiles())
        Log::write(LogLevel::Warning, u"link"_s, u"Cannot read known hosts: "_s + unreadable.detail,
                   m_login.hostId);
    return {};
}

Endpoint HostKeyStep::lookupName() const {
    const Host &host = m_login.host;
    return host.hostKeyAlias.isEmpty() ? Endpoint{host.address, host.port}
                                       : Endpoint{host.hostKeyAlias, 22};
}

QStringList HostKeyStep::algorithmOrder() const {
    QStringList allowed = defaultAlgorithms();
    if (!m_login.host.hostKeyAlgorithms.isEmpty())
        allowed = m_login.host.hostKeyAlgorithms.split(u',', Qt::SkipEmptyParts);
    QStringList order;
    for (const QString &type : m_known.knownTypes(lookupName())) {
        for (const QString &algorithm : algorithmsOf(type)) {
            if (allowed.contains(algorithm) && !order.contains(algorithm))
                order.append(algorithm);
        }
    }
    for (const QString &algorithm : allowed) {
        if (!order.contains(algorithm))
            order.append(algorithm);
    }
    return order;
}

Result<HostKeyFacts> HostKeyStep::check(ssh_session session) {
    ssh_key raw = nullptr;
    if (ssh_get_server_publickey(session, &raw) != SSH_OK)
        return fail(Errc::ProtocolFailed,
                    m_login.addressText() + u": the server showed no host key"_s);
    const SshKey key(raw);
    const QByteArray blob = publicBlob(key.get());
    const auto facts = hostKeyFacts(blob);
    if (!facts)
        return facts;
    m_banner = printable(QString::fromUtf8(ssh_get_serverbanner(session)));
    const QByteArray accepted = m_login.memory.hostKey(m_login.hop);
    if (!accepted.isEmpty() && accepted == blob)
        return facts; // a further session of the same link
    if (const auto decided = decide(blob, *facts, m_known.lookUp(lookupName(), blob)); !decided)
        return tl::unexpected(decided.error());
    m_login.memory.keepHostKey(m_login.hop, blob);
    return facts;
}

Result<void> HostKeyStep::decide(const QByteArray &key, const HostKeyFacts &facts,
                                 const KnownHostsAnswer &known) {
    HostKeyAction action = decideHostKey(known, m_login.host.hostKeyPolicy);
    const bool asks = action == HostKeyAction::AskNew || action == HostKeyAction::AskNewType ||
                      action == HostKeyAction::AskChanged;
    if (asks) {
        const auto answered = ask(action, facts, known);
        if (!answered)
            return tl::unexpected(answered.error());
        action = *answered;
    }
    switch (action) {
    case HostKeyAction::Accept:
        return {};
    case HostKeyAction::AcceptAndRemember:
        remember(key);
        return {};
    case HostKeyAction::ReplaceAndAccept:
        return replace(key);
    case HostKeyAction::AcceptWithoutForwarding:
        // A link has no other use than forwarding: nothing is sent to a server that may be another.
        return tl::unexpected(
            hostKeyRefusal(HostKeyAction::RefuseChanged, known, lookupName(), facts));
    case HostKeyAction::AskNew:
    case HostKeyAction::AskNewType:
    case HostKeyAction::AskChanged:
    case HostKeyAction::RefuseUnknown:
    case HostKeyAction::RefuseChanged:
    case HostKeyAction::RefuseRevoked:
        break;
    }
    Error refusal = hostKeyRefusal(action, known, lookupName(), facts);
    if (refusal.code == Errc::HostKeyUnknown && m_known.hasCertAuthority(lookupName()))
        refusal.detail += u"; a certificate authority is trusted for this host, but libssh cannot "
                          "check host certificates"_s;
    return tl::unexpected(refusal);
}

Result<HostKeyAction> HostKeyStep::ask(HostKeyAction about, const HostKeyFacts &facts,
                                       const KnownHostsAnswer &known) {
    const Question keyPart = hostKeyQuestion(about, known, facts);
    Question question = m_login.question(keyPart.kind);
    question.key = keyPart.key;
    question.knownAs = keyPart.knownAs;
    question.newTypeOnly = keyPart.newTypeOnly;
    question.knownKey = keyPart.knownKey;
    question.knownFile = keyPart.knownFile;
    question.knownLine = keyPart.knownLine;
    question.serverBanner = m_banner;
    const auto answer = m_login.ask(std::move(question));
    if (answer)
        return decideAfterAnswer(about, answer->decision);
    if (answer.error().code == Errc::AuthCancelled ||
        answer.error().code == Errc::QuestionUnanswered)
        return decideAfterAnswer(about, Answer::Decision::Cancel);
    return tl::unexpected(answer.error());
}

// Not being able to write it down does not make the answer wrong: it is asked again next time.
void HostKeyStep::remember(const QByteArray &key) {
    if (m_userFiles.isEmpty())
        return;
    const auto written =
        appendKnownHost(m_userFiles.first(),
                        {.host = lookupName(), .key = key, .hashed = m_login.host.hashKnownHosts});
    if (!written)
        Log::write(LogLevel::Warning, u"link"_s,
                   u"Cannot remember the host key: "_s + written.error().detail, m_login.hostId);
}

Result<void> HostKeyStep::replace(const QByteArray &key) {
    return replaceKnownHost(
        m_userFiles, {.host = lookupName(), .key = key, .hashed = m_login.host.hashKnownHosts});
}

} // namespace fairlead
