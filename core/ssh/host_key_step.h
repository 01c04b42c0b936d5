// The host key of one hop: which types to ask for, and what to do about the one that comes.
#pragma once

#include "core/ssh/hop_login.h"
#include "core/ssh/host_key_check.h"
#include "core/ssh/known_hosts.h"

namespace fairlead {

class HostKeyStep {
public:
    explicit HostKeyStep(HopLogin &login);

    // First of all, once. Error: BadOption for a file name that cannot be understood.
    [[nodiscard]] Result<void> readKnownHosts();
    // HostKeyAlgorithms, those of the keys we know first, so that a known server shows a known key.
    [[nodiscard]] QStringList algorithmOrder() const;
    // After the key exchange. Asks, remembers or refuses as the Host's policy says. Errors:
    // HostKeyUnknown, HostKeyChanged, HostKeyRevoked, AuthCancelled, QuestionUnanswered,
    // ConnectionLost, ProtocolFailed.
    [[nodiscard]] Result<HostKeyFacts> check(ssh_session session);

private:
    Result<void> decide(const QByteArray &key, const HostKeyFacts &facts,
                        const KnownHostsAnswer &known);
    Result<HostKeyAction> ask(HostKeyAction about, const HostKeyFacts &facts,
                              const KnownHostsAnswer &known);
    void remember(const QByteArray &key);
    Result<void> replace(const QByteArray &key);
    [[nodiscard]] Endpoint lookupName() const;

    HopLogin &m_login;
    QStringList m_userFiles;
    KnownHosts m_known;
    QString m_banner;
};

} // namespace fairlead
