// A login server for tests: asks what it is told to ask, then echoes every forwarded stream.
// Passwords and one-time codes need accounts and PAM on a real sshd; here they are arguments.
//
//   fairlead-test-authd HOSTKEY STEP…      all steps in a row are needed (partial success between)
//     password:SECRET
//     kbdint:PROMPT=ANSWER[;PROMPT=ANSWER][|next round]      an empty round is allowed
//     publickey                            any key is taken
//     rogue:PORT                           not a step: after the login, open a forwarded stream
//                                          nobody asked for, towards that port
// Prints "listening PORT" on stdout, one line for each attempt on stderr.
#include <QtCore/QByteArray>
#include <QtCore/QList>

#include <csignal>
#include <cstdio>
#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <libssh/server.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

struct Prompt {
    QByteArray text;
    QByteArray answer;
};
using Round = QList<Prompt>;

struct Step {
    QByteArray method;
    QByteArray secret;   // password
    QList<Round> rounds; // kbdint
};

Step parseStep(const QByteArray &text) {
    Step step;
    const auto colon = text.indexOf(':');
    step.method = text.left(colon);
    const QByteArray rest = colon < 0 ? QByteArray() : text.mid(colon + 1);
    step.secret = rest;
    if (step.method != "kbdint")
        return step;
    for (const QByteArray &roundText : rest.split('|')) {
        Round round;
        for (const QByteArray &pair : roundText.split(';'))
            if (const auto equals = pair.indexOf('='); equals >= 0)
                round << Prompt{pair.left(equals), pair.mid(equals + 1)};
        step.rounds << round;
    }
    return step;
}

int methodBit(const QByteArray &method) {
    if (method == "password")
        return SSH_AUTH_METHOD_PASSWORD;
    return method == "kbdint" ? SSH_AUTH_METHOD_INTERACTIVE : SSH_AUTH_METHOD_PUBLICKEY;
}

class Login {
public:
    Login(ssh_session session, QList<Step> steps) : m_session(session), m_steps(std::move(steps)) {}

    bool run() {
        while (!m_steps.isEmpty()) {
            ssh_message message = ssh_message_get(m_session);
            if (!message)
                return false;
            if (ssh_message_type(message) == SSH_REQUEST_AUTH)
                attempt(message);
            else if (ssh_message_type(message) == SSH_REQUEST_SERVICE)
                ssh_message_service_reply_success(message);
            else
                ssh_message_reply_default(message);
            ssh_message_free(message);
        }
        return true;
    }

private:
    void attempt(ssh_message message) {
        const int bit = ssh_message_subtype(message);
        const Step &step = m_steps.first();
        ssh_message_auth_set_methods(message, methodBit(step.method));
        if (bit != methodBit(step.method)) {
            ssh_message_reply_default(message);
            return;
        }
        if (bit == SSH_AUTH_METHOD_INTERACTIVE)
            interactive(message);
        else if (bit == SSH_AUTH_METHOD_PASSWORD)
            password(message);
        else
            publicKey(message);
    }

    void password(ssh_message message) {
        QT_WARNING_PUSH
        QT_WARNING_DISABLE_DEPRECATED
        const char *given = ssh_message_auth_password(message);
        QT_WARNING_POP
        finish(message, given && m_steps.first().secret == given, "password");
    }

    void publicKey(ssh_message message) {
        QT_WARNING_PUSH
        QT_WARNING_DISABLE_DEPRECATED
        const auto state = ssh_message_auth_publickey_state(message);
        QT_WARNING_POP
        if (state == SSH_PUBLICKEY_STATE_NONE)
            ssh_message_auth_reply_pk_ok_simple(message);
        else
            finish(message, state == SSH_PUBLICKEY_STATE_VALID, "publickey");
    }

    void interactive(ssh_message message) {
        if (ssh_message_auth_kbdint_is_response(message)) {
            const Round &asked = m_steps.first().rounds[m_round];
            bool right = ssh_userauth_kbdint_getnanswers(m_session) == int(asked.size());
            for (int i = 0; right && i < int(asked.size()); ++i)
                right = asked[i].answer == ssh_userauth_kbdint_getanswer(m_session, unsigned(i));
            ++m_round;
            if (!right || m_round == int(m_steps.first().rounds.size())) {
                m_round = 0;
                finish(message, right, "kbdint");
                return;
            }
        } else {
            m_round = 0;
        }
        ask(message);
    }

    void ask(ssh_message message) const {
        const Round &round = m_steps.first().rounds[m_round];
        QList<const char *> texts;
        QByteArray echo;
        for (const Prompt &prompt : round) {
            texts << prompt.text.constData();
            echo += char(0);
        }
        ssh_message_auth_interactive_request(message, "Test server", "Answer, please",
                                             unsigned(round.size()), texts.data(), echo.data());
    }

    void finish(ssh_message message, bool right, const char *method) {
        std::fprintf(stderr, "%s %s\n", method, right ? "accepted" : "refused");
        if (!right) {
            ssh_message_reply_default(message);
            return;
        }
        m_steps.removeFirst();
        if (!m_steps.isEmpty())
            ssh_message_auth_set_methods(message, methodBit(m_steps.first().method));
        ssh_message_auth_reply_success(message, m_steps.isEmpty() ? 0 : 1);
    }

    ssh_session m_session;
    QList<Step> m_steps;
    int m_round = 0;
};

int echo(ssh_session, ssh_channel channel, void *data, uint32_t size, int, void *) {
    return ssh_channel_write(channel, data, size);
}

void echoEnd(ssh_session, ssh_channel channel, void *) { ssh_channel_send_eof(channel); }

void openEcho(ssh_message message) {
    static ssh_channel_callbacks_struct callbacks = [] {
        ssh_channel_callbacks_struct result{};
        result.channel_data_function = echo;
        result.channel_eof_function = echoEnd;
        ssh_callbacks_init(&result);
        return result;
    }();
    if (ssh_channel channel = ssh_message_channel_request_open_reply_accept(message))
        ssh_set_channel_callbacks(channel, &callbacks);
}

void serveStreams(ssh_session session) {
    while (ssh_message message = ssh_message_get(session)) {
        if (ssh_message_type(message) == SSH_REQUEST_CHANNEL_OPEN &&
            ssh_message_subtype(message) == SSH_CHANNEL_DIRECT_TCPIP)
            openEcho(message);
        else
            ssh_message_reply_default(message);
        ssh_message_free(message);
    }
}

void openUnasked(ssh_session session, int port) {
    ssh_channel channel = ssh_channel_new(session);
    const int result = ssh_channel_open_reverse_forward(channel, "127.0.0.1", port, "127.0.0.1", 1);
    std::fprintf(stderr, "rogue %s\n", result == SSH_OK ? "accepted" : "refused");
}

[[noreturn]] void serveClient(ssh_session session, const QList<Step> &steps, int roguePort) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    int methods = 0;
    for (const Step &step : steps)
        methods |= methodBit(step.method);
    ssh_set_auth_methods(session, methods);
    if (ssh_handle_key_exchange(session) == SSH_OK && Login(session, steps).run()) {
        if (roguePort > 0)
            openUnasked(session, roguePort);
        serveStreams(session);
    }
    ::_exit(0);
}

int listenOnLoopback() {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(fd, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(fd, 64) != 0)
        return -1;
    ::getsockname(fd, reinterpret_cast<sockaddr *>(&address), &size);
    std::printf("listening %d\n", int(ntohs(address.sin_port)));
    std::fflush(stdout);
    return fd;
}

} // namespace

int main(int argc, char **argv) {
    if (argc < 3)
        return 2;
    QList<Step> steps;
    int roguePort = 0;
    for (int i = 2; i < argc; ++i) {
        const QByteArray argument(argv[i]);
        if (argument.startsWith("rogue:"))
            roguePort = argument.mid(6).toInt();
        else
            steps << parseStep(argument);
    }
    ::signal(SIGCHLD, SIG_IGN);
    ssh_bind bind = ssh_bind_new();
    ssh_bind_options_set(bind, SSH_BIND_OPTIONS_HOSTKEY, argv[1]);
    const bool no = false;
    ssh_bind_options_set(bind, SSH_BIND_OPTIONS_PROCESS_CONFIG, &no);
    const int listener = listenOnLoopback();
    for (;;) {
        const int client = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0)
            return 1;
        if (::fork() == 0) {
            ssh_session session = ssh_new();
            if (ssh_bind_accept_fd(bind, session, client) != SSH_OK)
                ::_exit(1);
            serveClient(session, steps, roguePort);
        }
        ::close(client);
    }
}
