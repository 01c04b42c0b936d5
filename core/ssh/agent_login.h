// Logging in with the keys an agent holds.
#pragma once

#include "core/ssh/agent_client.h"
#include "core/ssh/auth_attempt.h"

namespace fairlead {

// One at a time, so that the server sees only keys meant for it (MaxAuthTries) and the person is
// told which worked.
class AgentLogin {
public:
    explicit AgentLogin(AuthRun &run) : m_run(run) {}

    // `preferred` (wire form) go first; with Host::identitiesOnly no others. Denied when there is
    // no agent.
    [[nodiscard]] Result<AuthOutcome> tryKeys(const QList<QByteArray> &preferred);

private:
    Result<AuthOutcome> tryKey(const QString &socket, const AgentKey &key);
    Result<AuthOutcome> signWith(const QString &socket, const AgentKey &key);

    AuthRun &m_run;
};

} // namespace fairlead
