#include "core/ssh/agent_login.h"

#include "core/base/log.h"
#include "core/ssh/agent_client.h"
#include "core/ssh/agent_relay.h"
#include "core/ssh/key_file.h"
#include "core/ssh/token_expansion.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr auto kListTime = std::chrono::seconds(5);

SshKey importKey(const AgentKey &key) {
    const QByteArray base64 = key.blob.toBase64();
    const auto type = ssh_key_type_from_name(key.type.toLatin1().constData());
    ssh_key imported = nullptr;
    const int result = key.isCertificate
                           ? ssh_pki_import_cert_base64(base64.constData(), type, &imported)
                           : ssh_pki_import_pubkey_base64(base64.constData(), type, &imported);
    return result == SSH_OK ? SshKey(imported) : nullptr;
}

// Keys the person named come first, in the person's order.
void sortByPreference(QList<AgentKey> &keys, const QList<QByteArray> &preferred) {
    const auto rank = [&preferred](const AgentKey &key) {
        const auto index = preferred.indexOf(key.blob);
        return index < 0 ? preferred.size() : index;
    };
    std::stable_sort(keys.begin(), keys.end(),
                     [&rank](const AgentKey &a, const AgentKey &b) { return rank(a) < rank(b); });
}

} // namespace

Result<AuthOutcome> AgentLogin::tryKeys(const QList<QByteArray> &preferred) {
    const auto socket = agentSocketOf(m_run.login.host);
    if (!socket)
        return tl::unexpected(socket.error());
    if (socket->isEmpty())
        return AuthOutcome::Denied;
    auto keys =
        listAgentKeys(*socket, m_run.login.waiter, std::chrono::steady_clock::now() + kListTime);
    if (!keys) {
        if (keys.error().code == Errc::Cancelled)
            return tl::unexpected(keys.error());
        m_run.problems.append(u"no agent: "_s + keys.error().detail);
        return AuthOutcome::Denied;
    }
    if (m_run.login.host.identitiesOnly)
        keys->removeIf([&preferred](const AgentKey &key) { return !preferred.contains(key.blob); });
    sortByPreference(*keys, preferred);
    for (const AgentKey &key : std::as_const(*keys)) {
        auto outcome = tryKey(*socket, key);
        if (!outcome || *outcome != AuthOutcome::Denied)
            return outcome;
    }
    return AuthOutcome::Denied;
}

// The server is asked first whether it would take the key: only then has the agent (and perhaps a
// person's finger) to sign.
Result<AuthOutcome> AgentLogin::tryKey(const QString &socket, const AgentKey &key) {
    const SshKey imported = importKey(key);
    if (!imported || m_run.usedKeys.contains(key.blob))
        return AuthOutcome::Denied;
    m_run.usedKeys.insert(key.blob);
    const QString text = u"publickey "_s + shortKeyType(imported.get()) + u" (agent)"_s;
    m_run.tried.append(text);
    const auto wanted = attempt(m_run, [&] {
        return ssh_userauth_try_publickey(m_run.session, m_run.user.constData(), imported.get());
    });
    if (!wanted || *wanted == AuthOutcome::Denied)
        return wanted;
    auto outcome = signWith(socket, key);
    if (outcome && *outcome != AuthOutcome::Denied) {
        m_run.succeeded.append(text);
        if (key.needsTouch)
            m_run.login.memory.noteAttended();
    }
    return outcome;
}

Result<AuthOutcome> AgentLogin::signWith(const QString &socket, const AgentKey &key) {
    auto relay = AgentRelay::start({.socketPath = socket, .allowed = QList<QByteArray>{key.blob}});
    if (!relay) {
        m_run.problems.append(relay.error().detail);
        return AuthOutcome::Denied;
    }
    const AgentGate::Pass pass(m_run.login.agents, **relay);
    if (m_run.login.asker.isCancelled())
        return fail(Errc::Cancelled);
    if (ssh_set_agent_socket(m_run.session, (*relay)->takeClientEnd().release()) != SSH_OK)
        return AuthOutcome::Denied;
    return attempt(m_run,
                   [&] { return ssh_userauth_agent(m_run.session, m_run.user.constData()); });
}

} // namespace fairlead
