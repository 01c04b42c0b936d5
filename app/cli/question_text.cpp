#include "app/cli/question_text.h"

#include "app/cli/words.h"
#include "core/base/address.h"
#include "core/base/log.h"

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

QString red(const QString &text, bool colour) {
    return colour ? u"\033[1;31m"_s + text + u"\033[0m"_s : text;
}

// "db.example (10.0.0.7)", and the hop where there are several.
QString whichHost(const Question &q) {
    QString text = printable(q.address.isEmpty() ? q.hostName : q.address);
    if (!q.resolved.isEmpty() && !q.address.startsWith(q.resolved))
        text += u" (%1)"_s.arg(printable(q.resolved));
    if (q.hopCount > 1)
        text += Cli::tr(", hop %1 of %2").arg(q.hop).arg(q.hopCount);
    return text;
}

QString account(const Question &q) {
    const QString host = printable(q.hostName.isEmpty() ? q.address : q.hostName);
    return q.user.isEmpty() ? host : printable(q.user) + u'@' + host;
}

// "host", or "[host]:2222" when the port is not ssh's own: what `ssh-keygen -R` wants.
QString knownHostsName(const Question &q) {
    const auto endpoint = parseEndpoint(q.address, 22);
    if (!endpoint)
        return printable(q.hostName);
    return endpoint->port == 22 ? endpoint->host
                                : u"[%1]:%2"_s.arg(endpoint->host).arg(endpoint->port);
}

QString newKeyPreamble(const Question &q, bool randomArt) {
    QString text = Cli::tr("The authenticity of host '%1' can't be established.\n"
                           "%2 key fingerprint is %3.\n")
                       .arg(whichHost(q), q.key.shortType, q.key.fingerprint);
    if (randomArt)
        text += printable(q.key.randomArt, true) + u'\n';
    if (q.newTypeOnly)
        text += Cli::tr("This host is known, but by keys of other types only.\n");
    if (q.knownAs.isEmpty())
        text += Cli::tr("This key is not known by any other names.\n");
    else
        text += Cli::tr("This host key is known by the following other names: %1\n")
                    .arg(printable(q.knownAs.join(u", "_s)));
    return text;
}

QString changedKeyText(const Question &q, bool colour) {
    const QString name = knownHostsName(q);
    const QString rule(62, u'@');
    QString text = red(rule + u'\n' + Cli::tr("WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!") +
                           u'\n' + rule,
                       colour) +
                   u'\n';
    text += Cli::tr("Someone may be in between and reading along, or the server has a new key.\n"
                    "Host: %1\nThe %2 key it sent: %3\nThe key it had: %4\n")
                .arg(whichHost(q), q.key.shortType, q.key.fingerprint, q.knownKey.fingerprint);
    text += Cli::tr("It stands in %1:%2. Nothing is sent to this server. Once its administrator "
                    "confirms the new key, remove the old one:\n")
                .arg(printable(q.knownFile))
                .arg(q.knownLine);
    return text + u"  ssh-keygen -f '%1' -R '%2'\n"_s.arg(printable(q.knownFile), name);
}

QuestionText secretText(const Question &q, const QString &own, const QString &ownAgain) {
    return {q.again ? ownAgain + u'\n' : QString(), {own}, {false}};
}

QuestionText interactiveText(const Question &q) {
    QuestionText text;
    for (const QString &part : {q.title, q.instruction})
        if (!part.isEmpty())
            text.preamble += printable(part, true) + u'\n';
    for (const Question::Prompt &prompt : q.prompts) {
        // As ssh does: a server's words cannot pass for a question of another host.
        text.prompts.append(u"(%1) %2"_s.arg(account(q), printable(prompt.text, true)));
        text.echo.append(prompt.echo);
    }
    return text;
}

} // namespace

QuestionText questionText(const Question &q, bool randomArt, bool colour) {
    switch (q.kind) {
    case Question::Kind::NewHostKey:
        return {newKeyPreamble(q, randomArt),
                {Cli::tr("Are you sure you want to continue connecting (yes/no/[fingerprint])? ")},
                {true}};
    case Question::Kind::ChangedHostKey:
        return {changedKeyText(q, colour), {}, {}};
    case Question::Kind::Password:
        return secretText(q, Cli::tr("%1's password: ").arg(account(q)),
                          Cli::tr("Permission denied, please try again."));
    case Question::Kind::Passphrase:
        return secretText(q, Cli::tr("Enter passphrase for key '%1': ").arg(printable(q.keyFile)),
                          Cli::tr("The passphrase does not open the key, please try again."));
    case Question::Kind::ProxyPassword:
        return secretText(q, Cli::tr("Password for the proxy of %1: ").arg(account(q)),
                          Cli::tr("The proxy did not accept it, please try again."));
    case Question::Kind::KeyboardInteractive:
        return interactiveText(q);
    }
    Q_UNREACHABLE();
}

QString questionLine(const Question &q) {
    const QuestionText text = questionText(q, false, false);
    const bool preambleMatters = q.kind == Question::Kind::NewHostKey ||
                                 q.kind == Question::Kind::ChangedHostKey || text.prompts.isEmpty();
    QString line = preambleMatters ? text.preamble : text.prompts.join(u' ');
    return line.replace(u'\n', u' ').simplified();
}

HostKeyReply hostKeyReply(const Question &q, QStringView typed) {
    typed = typed.trimmed();
    if (typed.compare("yes"_L1, Qt::CaseInsensitive) == 0 ||
        (!typed.isEmpty() && typed == q.key.fingerprint))
        return HostKeyReply::Trust;
    if (typed.compare("no"_L1, Qt::CaseInsensitive) == 0)
        return HostKeyReply::Refuse;
    return HostKeyReply::AskAgain;
}

QString askHostKeyAgain() { return Cli::tr("Please type 'yes', 'no' or the fingerprint: "); }

} // namespace fairlead
