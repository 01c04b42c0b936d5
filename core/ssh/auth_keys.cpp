// Logging in with keys: those an agent holds first, then key files, each with its certificate where
// there is one.
#include "core/base/log.h"
#include "core/ssh/agent_login.h"
#include "core/ssh/auth_attempt.h"
#include "core/ssh/key_file.h"
#include "core/ssh/token_expansion.h"

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

struct Candidate {
    QString path;
    SshKey publicHalf;                // empty when only the private file could tell
    std::vector<SshKey> certificates; // the key with a certificate
};

Result<std::vector<Candidate>> candidates(const Host &host) {
    const auto identities = identityFilesOf(host);
    if (!identities)
        return tl::unexpected(identities.error());
    const auto extra = certificateFilesOf(host);
    if (!extra)
        return tl::unexpected(extra.error());
    std::vector<Candidate> list;
    for (const QString &path : *identities) {
        Candidate candidate{path, readPublicHalf(path), {}};
        for (const QString &file : QStringList{path + u"-cert.pub"_s} + *extra) {
            if (SshKey certificate = readCertificate(file))
                candidate.certificates.push_back(std::move(certificate));
        }
        list.push_back(std::move(candidate));
    }
    return list;
}

class KeyFiles {
public:
    explicit KeyFiles(AuthRun &run) : m_run(run) {}

    Result<AuthOutcome> tryOne(const Candidate &candidate, bool namedByPerson) {
        if (candidate.publicHalf && wasUsed(candidate.publicHalf.get()))
            return AuthOutcome::Denied; // it was offered before
        // Asking first saves the person a passphrase for a key the server does not want.
        if (candidate.publicHalf && candidate.certificates.empty()) {
            const auto wanted = attempt(m_run, [&] {
                return ssh_userauth_try_publickey(m_run.session, m_run.user.constData(),
                                                  candidate.publicHalf.get());
            });
            if (!wanted || *wanted == AuthOutcome::Denied) {
                m_run.tried.append(describe(candidate.publicHalf.get(), candidate.path));
                return wanted;
            }
        }
        auto key = unlock(candidate.path);
        if (!key)
            return note(key.error(), namedByPerson);
        return signWith(candidate, key->get());
    }

private:
    [[nodiscard]] bool wasUsed(ssh_key key) const {
        return m_run.usedKeys.contains(publicBlob(key));
    }

    static QString describe(ssh_key key, const QString &path) {
        return u"publickey "_s + shortKeyType(key) + u" ("_s + path + u')';
    }

    // A file nobody asked for by name may be missing; anything else is worth telling.
    Result<AuthOutcome> note(const Error &error, bool namedByPerson) {
        const bool aboutTheFile =
            error.code == Errc::KeyUnreadable || error.code == Errc::WrongPassphrase;
        if (!aboutTheFile)
            return tl::unexpected(error);
        if (namedByPerson || error.code == Errc::WrongPassphrase) {
            m_run.problems.append(error.detail);
            if (!m_run.keyTrouble)
                m_run.keyTrouble = error;
        }
        return AuthOutcome::Denied;
    }

    Result<SshKey> unlock(const QString &path) {
        auto read = readPrivateKey(path, Secret());
        if (!read)
            return tl::unexpected(read.error());
        if (!read->needsPassphrase)
            return std::move(read->key);
        if (m_run.login.host.batchMode)
            return fail(Errc::KeyUnreadable,
                        path + u": it needs a passphrase, and BatchMode is on"_s);
        const Secret remembered = m_run.login.memory.passphrase(path);
        if (!remembered.isEmpty()) {
            read = readPrivateKey(path, remembered);
            if (read)
                return std::move(read->key);
        }
        for (int i = 0; i < m_run.login.host.passwordPrompts; ++i) {
            auto key = unlockByPerson(path, i > 0);
            if (key || key.error().code != Errc::WrongPassphrase)
                return key;
        }
        return fail(Errc::WrongPassphrase, path);
    }

    Result<SshKey> unlockByPerson(const QString &path, bool again) {
        Question question = m_run.login.question(Question::Kind::Passphrase);
        question.keyFile = path;
        question.again = again;
        question.mayRemember = true;
        question.prompts = {{u"Passphrase"_s, false}};
        const auto answer = m_run.login.ask(std::move(question));
        if (!answer)
            return tl::unexpected(answer.error());
        const Secret passphrase = answer->secrets.value(0);
        if (passphrase.isEmpty())
            return fail(Errc::WrongPassphrase, path);
        auto read = readPrivateKey(path, passphrase);
        if (!read)
            return tl::unexpected(read.error());
        m_run.login.memory.keepPassphrase(path, passphrase);
        return std::move(read->key);
    }

    // The certificates that belong to the key, then the key alone.
    Result<AuthOutcome> signWith(const Candidate &candidate, ssh_key key) {
        for (const SshKey &certificate : candidate.certificates) {
            // A private key takes one certificate only, so each goes onto a copy.
            const SshKey withCertificate(ssh_key_dup(key));
            if (ssh_pki_copy_cert_to_privkey(certificate.get(), withCertificate.get()) != SSH_OK)
                continue; // another key's
            auto outcome = sign(withCertificate.get(), u"certificate for "_s + candidate.path);
            if (!outcome || *outcome != AuthOutcome::Denied)
                return outcome;
        }
        return sign(key, candidate.path);
    }

    Result<AuthOutcome> sign(ssh_key key, const QString &what) {
        if (wasUsed(key))
            return AuthOutcome::Denied;
        m_run.usedKeys.insert(publicBlob(key));
        const QString text = describe(key, what);
        auto outcome = attempt(m_run, [&] {
            return ssh_userauth_publickey(m_run.session, m_run.user.constData(), key);
        });
        m_run.tried.append(text);
        if (outcome && *outcome != AuthOutcome::Denied)
            m_run.succeeded.append(text);
        return outcome;
    }

    AuthRun &m_run;
};

} // namespace

Result<AuthOutcome> tryPublicKeys(AuthRun &run) {
    const Host &host = run.login.host;
    const bool namedByPerson = !host.identityFiles.isEmpty();
    const auto files = candidates(host);
    if (!files)
        return tl::unexpected(files.error());
    QList<QByteArray> preferred;
    for (const Candidate &candidate : *files) {
        for (const SshKey &certificate : candidate.certificates)
            preferred.append(publicBlob(certificate.get()));
        if (candidate.publicHalf)
            preferred.append(publicBlob(candidate.publicHalf.get()));
    }
    AgentLogin agent(run);
    auto outcome = agent.tryKeys(preferred);
    if (!outcome || *outcome != AuthOutcome::Denied)
        return outcome;
    KeyFiles keyFiles(run);
    for (const Candidate &candidate : *files) {
        outcome = keyFiles.tryOne(candidate, namedByPerson);
        if (!outcome || *outcome != AuthOutcome::Denied)
            return outcome;
        const auto offered =
            static_cast<unsigned>(ssh_userauth_list(run.session, run.user.constData()));
        if ((offered & SSH_AUTH_METHOD_PUBLICKEY) == 0)
            break;
    }
    return AuthOutcome::Denied;
}

} // namespace fairlead
