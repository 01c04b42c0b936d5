#include "core/ssh/transport.h"

#include "core/base/log.h"
#include "core/ssh/cpu_features.h"
#include "core/ssh/gcm_check.h"
#include "core/ssh/host_key_step.h"

#include <fcntl.h>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

// Options are plain C: this keeps the checking in one place. A rejected list would silently leave
// the defaults.
class Options {
public:
    explicit Options(ssh_session session) : m_session(session) {}

    void set(ssh_options_e option, const QString &name, const QString &value) {
        if (value.isEmpty() || m_error)
            return;
        if (ssh_options_set(m_session, option, value.toUtf8().constData()) != 0)
            m_error = Error{Errc::BadOption, name + u' ' + value};
    }
    template <typename Value>
    void setNumber(ssh_options_e option, Value value) {
        if (ssh_options_set(m_session, option, &value) != 0 && !m_error)
            m_error = Error{Errc::Internal, QString::fromUtf8(ssh_get_error(m_session))};
    }
    [[nodiscard]] Result<void> result() const {
        if (m_error)
            return tl::unexpected(*m_error);
        return {};
    }

private:
    ssh_session m_session;
    std::optional<Error> m_error;
};

// libssh refuses underscores and IPv6 scopes in a name it only needs for its own known_hosts and
// GSSAPI.
void setHostName(ssh_session session, const Host &host) {
    if (ssh_options_set(session, SSH_OPTIONS_HOST, host.address.toUtf8().constData()) != 0)
        ssh_options_set(session, SSH_OPTIONS_HOST, "host.invalid");
}

Result<void> configure(ssh_session session, int fd, const Host &host,
                       const QStringList &hostKeyOrder) {
    ssh_set_blocking(session, 0);
    Options options(session);
    options.setNumber(SSH_OPTIONS_PROCESS_CONFIG,
                      false); // a file must not override what the person set
    options.setNumber(SSH_OPTIONS_FD, static_cast<socket_t>(fd));
    setHostName(session, host);
    options.setNumber(SSH_OPTIONS_PORT, static_cast<unsigned>(host.port));
    // known_hosts is read by us: libssh takes a changed key for an unknown one beside a line it
    // cannot read.
    options.set(SSH_OPTIONS_KNOWNHOSTS, u"UserKnownHostsFile"_s, u"/dev/null"_s);
    options.set(SSH_OPTIONS_GLOBAL_KNOWNHOSTS, u"GlobalKnownHostsFile"_s, u"/dev/null"_s);
    const QString ciphers = host.ciphers.isEmpty() ? defaultCiphers() : host.ciphers;
    options.set(SSH_OPTIONS_CIPHERS_C_S, u"Ciphers"_s, ciphers);
    options.set(SSH_OPTIONS_CIPHERS_S_C, u"Ciphers"_s, ciphers);
    options.set(SSH_OPTIONS_HMAC_C_S, u"MACs"_s, host.macs);
    options.set(SSH_OPTIONS_HMAC_S_C, u"MACs"_s, host.macs);
    options.set(SSH_OPTIONS_KEY_EXCHANGE, u"KexAlgorithms"_s, host.kexAlgorithms);
    options.set(SSH_OPTIONS_HOSTKEYS, u"HostKeyAlgorithms"_s, hostKeyOrder.join(u','));
    options.set(SSH_OPTIONS_COMPRESSION, u"Compression"_s, host.compression ? u"yes"_s : u"no"_s);
    if (host.rekeyBytes > 0)
        options.setNumber(SSH_OPTIONS_REKEY_DATA, static_cast<std::uint64_t>(host.rekeyBytes));
    return options.result();
}

// libssh has one text for everything that went wrong before the login.
Error connectError(ssh_session session, const HopLogin &login) {
    const QString text = printable(QString::fromUtf8(ssh_get_error(session)));
    const QString detail = login.addressText() + u": "_s + text;
    if (text.contains(u"kex error"_s))
        return Error{Errc::NoCommonAlgorithm, detail};
    if (text.contains(u"banner"_s, Qt::CaseInsensitive) ||
        text.contains(u"version"_s, Qt::CaseInsensitive) ||
        text.contains(u"protocol"_s, Qt::CaseInsensitive) ||
        text.contains(u"packet"_s, Qt::CaseInsensitive))
        return Error{Errc::ProtocolFailed, detail};
    return Error{Errc::ConnectionLost, detail};
}

Result<void> connectSession(ssh_session session, const HopLogin &login) {
    const auto until = std::chrono::steady_clock::now() + login.host.connectTimeout;
    const auto result =
        untilAnswered(session, login, SSH_AGAIN, until, [session] { return ssh_connect(session); });
    if (!result) {
        if (result.error().code == Errc::ConnectTimeout)
            return fail(Errc::ConnectTimeout,
                        login.addressText() + u": connected, but no SSH key exchange within "_s +
                            QString::number(login.host.connectTimeout.count()) + u" s"_s);
        if (result.error().code == Errc::ConnectionLost)
            return tl::unexpected(connectError(session, login));
        return tl::unexpected(result.error());
    }
    if (*result != SSH_OK)
        return tl::unexpected(connectError(session, login));
    login.keepNonBlocking();
    return {};
}

QString latin(const char *text) { return printable(QString::fromLatin1(text ? text : "")); }

} // namespace

QString defaultCiphers() {
    const QString gcm = u"aes128-gcm@openssh.com,aes256-gcm@openssh.com"_s;
    const QString chacha = u"chacha20-poly1305@openssh.com"_s;
    const QString ctr = u"aes128-ctr,aes192-ctr,aes256-ctr"_s;
    if (!gcmIsVerified())
        return chacha + u',' + ctr;
    return hasAesInstructions() ? gcm + u',' + chacha + u',' + ctr
                                : chacha + u',' + gcm + u',' + ctr;
}

Result<HopFacts> shakeHands(SshSession &sshSession, HopLogin &login) {
    ssh_session session = sshSession.raw();
    login.session = session;
    login.fd = sshSession.socket();
    HostKeyStep hostKey(login);
    if (const auto read = hostKey.readKnownHosts(); !read)
        return tl::unexpected(read.error());
    const auto configured = configure(session, login.fd, login.host, hostKey.algorithmOrder());
    if (!configured)
        return tl::unexpected(configured.error());
    login.asker.progressed(LinkStage::KeyExchange, login.hop, login.hopCount, {});
    sshSession.handOver();
    const auto connected = connectSession(session, login);
    if (!connected)
        return tl::unexpected(connected.error());
    login.asker.progressed(LinkStage::CheckingHostKey, login.hop, login.hopCount, {});
    const auto key = hostKey.check(session);
    if (!key)
        return tl::unexpected(key.error());
    return HopFacts{.name = login.name(),
                    .address = login.addressText(),
                    .peerAddress = login.peerAddress,
                    .serverVersion = latin(ssh_get_serverbanner(session)),
                    .loggedInWith = {},
                    .cipher = latin(ssh_get_cipher_in(session)),
                    .keyExchange = latin(ssh_get_kex_algo(session)),
                    .hostKey = *key};
}

} // namespace fairlead
