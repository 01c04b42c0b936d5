#include "core/ssh/gcm_check.h"

#include "core/base/log.h"
#include "core/base/socket_address.h"
#include "core/ssh/handles.h"

#include <array>
#include <chrono>
#include <libssh/server.h>
#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr auto kMostTime = std::chrono::seconds(3);
constexpr const char *kCipher = "aes128-gcm@openssh.com";

struct SessionFree {
    void operator()(ssh_session session) const { ssh_free(session); }
};
struct BindFree {
    void operator()(ssh_bind bind) const { ssh_bind_free(bind); }
};
using Session = std::unique_ptr<ssh_session_struct, SessionFree>;
using Bind = std::unique_ptr<ssh_bind_struct, BindFree>;

bool isBroken(ssh_session session) {
    return (ssh_get_status(session) & (SSH_CLOSED | SSH_CLOSED_ERROR)) != 0;
}

// A client and a server in this thread, and between them somebody who can change what passes.
class Trial {
public:
    // False when the two could not even be set up: then nothing is known.
    bool prepare() {
        if (!openSocketPair(m_clientEnd, m_clientRelay) ||
            !openSocketPair(m_serverEnd, m_serverRelay))
            return false;
        ssh_key raw = nullptr;
        if (ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &raw) != SSH_OK)
            return false;
        return prepareServer(raw) && prepareClient();
    }

    bool finishKeyExchange() {
        int client = SSH_AGAIN;
        int server = SSH_AGAIN;
        return runUntil([&] {
                   if (client == SSH_AGAIN)
                       client = ssh_connect(m_client.get());
                   if (server == SSH_AGAIN)
                       server = ssh_handle_key_exchange(m_server.get());
                   return client != SSH_AGAIN && server != SSH_AGAIN;
               }) &&
               client == SSH_OK && server == SSH_OK;
    }

    // Sends one encrypted packet with a wrong tag. True when the server would not have it.
    bool falsifiedPacketIsRefused() {
        for (int i = 0; i < 4; ++i)
            relay(); // nothing of the key exchange may be left on the way
        m_falsifying = true;
        bool accepted = false;
        const bool settled = runUntil([&] {
            ssh_userauth_none(m_client.get(), "nobody"); // begins with a service request
            if (ssh_message message = ssh_message_get(m_server.get())) {
                accepted = true;
                ssh_message_free(message);
            }
            return accepted || isBroken(m_server.get());
        });
        return settled && !accepted && m_falsified;
    }

private:
    bool prepareServer(ssh_key key) {
        m_bind.reset(ssh_bind_new());
        m_server.reset(ssh_new());
        const bool off = false;
        ssh_bind_options_set(m_bind.get(), SSH_BIND_OPTIONS_PROCESS_CONFIG, &off);
        ssh_bind_options_set(m_bind.get(), SSH_BIND_OPTIONS_IMPORT_KEY,
                             key); // owns the key from here on
        ssh_bind_options_set(m_bind.get(), SSH_BIND_OPTIONS_CIPHERS_C_S, kCipher);
        ssh_bind_options_set(m_bind.get(), SSH_BIND_OPTIONS_CIPHERS_S_C, kCipher);
        ssh_set_blocking(m_server.get(), 0);
        // libssh's server side closes this descriptor itself.
        return ssh_bind_accept_fd(m_bind.get(), m_server.get(), m_serverEnd.release()) == SSH_OK;
    }

    bool prepareClient() {
        m_client.reset(ssh_new());
        const bool off = false;
        const socket_t fd = m_clientEnd.get();
        ssh_session session = m_client.get();
        ssh_set_blocking(session, 0);
        return ssh_options_set(session, SSH_OPTIONS_PROCESS_CONFIG, &off) == 0 &&
               ssh_options_set(session, SSH_OPTIONS_FD, &fd) == 0 &&
               ssh_options_set(session, SSH_OPTIONS_HOST, "gcm-check.invalid") == 0 &&
               ssh_options_set(session, SSH_OPTIONS_CIPHERS_C_S, kCipher) == 0 &&
               ssh_options_set(session, SSH_OPTIONS_CIPHERS_S_C, kCipher) == 0;
    }

    template <typename Done>
    bool runUntil(Done done) {
        const auto until = std::chrono::steady_clock::now() + kMostTime;
        while (std::chrono::steady_clock::now() < until) {
            // ssh_connect() makes its socket blocking again and again.
            makeNonBlocking(m_clientEnd.get());
            if (done())
                return true;
            relay();
        }
        return false;
    }

    void relay() {
        pass(m_clientRelay.get(), m_serverRelay.get(), m_falsifying && !m_falsified);
        pass(m_serverRelay.get(), m_clientRelay.get(), false);
    }

    void pass(int from, int to, bool falsify) {
        std::array<char, 65536> bytes;
        const ssize_t got = ::recv(from, bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (got <= 0)
            return;
        if (falsify) {
            char &lastOfTag = bytes[static_cast<size_t>(got) - 1];
            lastOfTag = static_cast<char>(lastOfTag ^ 1);
            m_falsified = true;
        }
        (void)::send(to, bytes.data(), static_cast<size_t>(got), MSG_NOSIGNAL);
    }

    UniqueFd m_clientEnd, m_clientRelay, m_serverEnd, m_serverRelay;
    Bind m_bind;
    Session m_server;
    Session m_client;
    bool m_falsifying = false;
    bool m_falsified = false;
};

bool tryOut() {
    Trial trial;
    const bool verified =
        trial.prepare() && trial.finishKeyExchange() && trial.falsifiedPacketIsRefused();
    if (!verified)
        Log::write(
            LogLevel::Warning, u"link"_s,
            u"This libssh does not verify AES-GCM tags (CVE-2026-59847), so AES-GCM is not used"_s);
    return verified;
}

} // namespace

bool gcmIsVerified() {
    static const bool verified = tryOut();
    return verified;
}

} // namespace fairlead
