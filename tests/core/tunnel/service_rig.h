// A TunnelService among fakes: nothing in it waits, and the test says what happens next.
#pragma once

#include "core/tunnel/tunnel_service.h"
#include "tests/support/fake_secret_store.h"
#include "tests/support/fake_timers.h"
#include "tests/support/scripted_link.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>

namespace fairlead {

struct ServiceRig {
    ProfileBook book;
    Questions questions;
    FakeSecretStore secrets;
    FakeTimers timers;
    ScriptedLinkFactory links;
    // No jitter: times can be told exactly.
    TunnelService service{book, questions, secrets, timers, links, nullptr, [] { return 0.5; }};

    Host addHost(const QString &name) {
        Host host;
        host.id = HostId(name);
        host.name = name;
        host.address = name + QStringLiteral(".example.net");
        (void)book.put(host);
        return host;
    }
    Forward addForward(const QString &name, const QString &host, quint16 port,
                       ForwardKind kind = ForwardKind::Local) {
        Forward forward;
        forward.id = ForwardId(name);
        forward.name = name;
        forward.host = HostId(host);
        forward.kind = kind;
        forward.listen.port = port;
        forward.target.host = QStringLiteral("target");
        forward.target.port = 80;
        (void)book.put(forward);
        return forward;
    }
    void want(const QString &name, bool wanted = true) { book.setWanted(ForwardId(name), wanted); }

    // One host "h" with one local forward "f", switched on.
    void startOne() {
        addHost(QStringLiteral("h"));
        addForward(QStringLiteral("f"), QStringLiteral("h"), 8080);
        want(QStringLiteral("f"));
    }
    // …and carrying.
    ScriptedLink *bringUpOne() {
        startOne();
        links.link()->listening(ForwardId(QStringLiteral("f")), 8080);
        links.link()->goOnline();
        (void)links.link()->takeScript();
        return links.link();
    }

    [[nodiscard]] ForwardStatus status(const QString &name) const {
        return service.snapshot(ForwardId(name)).status;
    }
    [[nodiscard]] QString state(const QString &name) const { return stateName(status(name).state); }
    [[nodiscard]] std::optional<Errc> why(const QString &name) const {
        const auto error = status(name).why;
        return error ? std::optional(error->code) : std::nullopt;
    }
    // What was retired is really gone.
    static void sweep() { QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); }
};

inline Question passwordQuestion(const QString &id = QStringLiteral("q1")) {
    Question question;
    question.id = QuestionId(id);
    question.kind = Question::Kind::Password;
    question.user = QStringLiteral("me");
    question.address = QStringLiteral("h.example.net:22");
    question.prompts = {{QStringLiteral("Password:"), false}};
    question.mayRemember = true;
    return question;
}

inline Answer give(QByteArrayView secret, bool remember = false) {
    return {.decision = Answer::Decision::Give, .secrets = {Secret(secret)}, .remember = remember};
}

} // namespace fairlead
