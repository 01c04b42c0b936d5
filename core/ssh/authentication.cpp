#include "core/ssh/authentication.h"

#include "core/base/log.h"
#include "core/ssh/auth_attempt.h"
#include "core/ssh/token_expansion.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

struct Method {
    QLatin1String name; // as in RFC 4252 and ssh_config
    int bit;            // as in ssh_userauth_list()
    Result<AuthOutcome> (*tryIt)(AuthRun &run);
};

constexpr std::array kMethods{
    Method{QLatin1String("gssapi-with-mic"), SSH_AUTH_METHOD_GSSAPI_MIC, &tryGssapi},
    Method{QLatin1String("publickey"), SSH_AUTH_METHOD_PUBLICKEY, &tryPublicKeys},
    Method{QLatin1String("keyboard-interactive"), SSH_AUTH_METHOD_INTERACTIVE,
           &tryKeyboardInteractive},
    Method{QLatin1String("password"), SSH_AUTH_METHOD_PASSWORD, &tryPassword},
};

std::vector<const Method *> preferredMethods(const Host &host) {
    std::vector<const Method *> methods;
    for (const Method &method : kMethods)
        methods.push_back(&method);
    if (host.batchMode) // these two need a person
        std::erase_if(methods, [](const Method *method) {
            return method->bit == SSH_AUTH_METHOD_PASSWORD ||
                   method->bit == SSH_AUTH_METHOD_INTERACTIVE;
        });
    if (host.preferredAuthentications.isEmpty())
        return methods;
    const QStringList &wanted = host.preferredAuthentications;
    std::erase_if(methods,
                  [&wanted](const Method *method) { return !wanted.contains(method->name); });
    std::stable_sort(methods.begin(), methods.end(), [&wanted](const Method *a, const Method *b) {
        return wanted.indexOf(a->name) < wanted.indexOf(b->name);
    });
    return methods;
}

QString offered(int bits) {
    QStringList names;
    for (const Method &method : kMethods) {
        if (bits & method.bit)
            names.append(method.name);
    }
    return names.isEmpty() ? u"nothing we know"_s : names.join(u", "_s);
}

Error rejection(const AuthRun &run, int bits) {
    if (run.keyTrouble && run.tried.isEmpty())
        return *run.keyTrouble; // nothing could even be tried: this is why
    QString detail =
        run.tried.isEmpty() ? u"nothing could be tried"_s : u"tried "_s + run.tried.join(u", "_s);
    if (!run.succeeded.isEmpty())
        detail += u"; accepted so far: "_s + run.succeeded.join(u", "_s);
    detail += u"; the server offers "_s + offered(bits);
    for (const QString &problem : run.problems)
        detail += u"; "_s + problem;
    return Error{Errc::AuthRejected, detail};
}

} // namespace

Result<QString> authenticate(ssh_session session, HopLogin &login) {
    AuthRun run{.session = session, .login = login, .user = loginName(login.host).toUtf8()};
    auto outcome = attempt(run, [&] { return ssh_userauth_none(session, run.user.constData()); });
    if (!outcome)
        return tl::unexpected(outcome.error());
    if (*outcome == AuthOutcome::Success)
        return u"none"_s;
    auto methods = preferredMethods(login.host);
    int bits = ssh_userauth_list(session, run.user.constData());
    while (true) {
        const auto next =
            std::find_if(methods.begin(), methods.end(),
                         [bits](const Method *method) { return (bits & method->bit) != 0; });
        if (next == methods.end())
            return tl::unexpected(rejection(run, bits));
        const Method *const method = *next;
        outcome = method->tryIt(run);
        if (!outcome)
            return tl::unexpected(outcome.error());
        if (*outcome == AuthOutcome::Success)
            return run.succeeded.join(u'+');
        if (*outcome == AuthOutcome::Denied) // after a partial success the same may be wanted again
            methods.erase(next);
        if (*outcome == AuthOutcome::Partial)
            Log::write(LogLevel::Info, u"link"_s,
                       u"Accepted, and the server wants more: "_s + method->name, login.hostId);
        bits = ssh_userauth_list(session, run.user.constData());
    }
}

Result<AuthOutcome> tryGssapi(AuthRun &run) {
    run.tried.append(u"gssapi-with-mic"_s);
    auto outcome = attempt(run, [&] { return ssh_userauth_gssapi(run.session); });
    if (outcome && *outcome != AuthOutcome::Denied)
        run.succeeded.append(u"gssapi-with-mic"_s);
    return outcome;
}

} // namespace fairlead
