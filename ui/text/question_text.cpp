#include "ui/text/question_text.h"

#include "ui/look/type.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

struct QuestionWords {
    Q_DECLARE_TR_FUNCTIONS(Question)
public:
    static QString sentence(const Question &question);
    static QString waiting(const QStringList &names);
    static QString look(Question::Kind kind);
    static QString hop(const Question &question);
};

QString QuestionWords::sentence(const Question &question) {
    const QString &host = question.hostName;
    switch (question.kind) {
    case Question::Kind::NewHostKey:
        return tr("%1 shows a host key Fairlead has never seen.").arg(host);
    case Question::Kind::ChangedHostKey:
        return tr("The host key of %1 has changed.").arg(host);
    case Question::Kind::Password:
        return tr("%1 asks for a password.").arg(host);
    case Question::Kind::Passphrase:
        return tr("A key for %1 needs its passphrase.").arg(host);
    case Question::Kind::KeyboardInteractive:
        return tr("%1 asks something.").arg(host);
    case Question::Kind::ProxyPassword:
        return tr("The proxy to %1 asks for a password.").arg(host);
    }
    return {};
}

QString QuestionWords::waiting(const QStringList &names) {
    if (names.isEmpty())
        return {};
    if (names.size() == 1)
        return tr("%1 waits for your answer.").arg(names.constFirst());
    return tr("%1 and %n more wait for your answer.", nullptr, static_cast<int>(names.size()) - 1)
        .arg(names.constFirst());
}

QString QuestionWords::look(Question::Kind kind) {
    const bool key = kind == Question::Kind::NewHostKey || kind == Question::Kind::ChangedHostKey;
    return key ? tr("Look at the key…") : tr("Answer…");
}

QString QuestionWords::hop(const Question &question) {
    const QString address =
        question.user.isEmpty() ? question.address : question.user + u'@' + question.address;
    return tr("hop %1 of %2, %3").arg(question.hop).arg(question.hopCount).arg(isolated(address));
}

QString bare(const QString &text) {
    QString bare;
    for (const QChar character : text) {
        if (!character.isSpace())
            bare.append(character);
    }
    return bare.startsWith("SHA256:"_L1, Qt::CaseInsensitive) ? bare.mid(7) : bare;
}

} // namespace

QString questionSentence(const Question &question) { return QuestionWords::sentence(question); }
QString waitingText(const QStringList &forwards) { return QuestionWords::waiting(forwards); }
QString lookText(Question::Kind kind) { return QuestionWords::look(kind); }
QString hopText(const Question &question) { return QuestionWords::hop(question); }

QString groupedFingerprint(const QString &fingerprint) {
    constexpr int kGroup = 4;
    constexpr int kGroupsInLine = 4;
    const qsizetype colon = fingerprint.indexOf(u':');
    QString text = fingerprint.left(colon + 1);
    const QString digits = fingerprint.mid(colon + 1);
    for (qsizetype i = 0; i < digits.size(); i += kGroup) {
        const bool line = i % (kGroup * kGroupsInLine) == 0;
        text += (line ? (text.isEmpty() ? QString() : u"\n"_s) : u" "_s) + digits.mid(i, kGroup);
    }
    return text;
}

Comparison compareFingerprint(const QString &pasted, const QString &fingerprint) {
    const QString typed = bare(pasted);
    const QString wanted = bare(fingerprint);
    if (typed.isEmpty())
        return Comparison::Empty;
    if (typed == wanted)
        return Comparison::Same;
    return typed.size() < wanted.size() && wanted.startsWith(typed) ? Comparison::Incomplete
                                                                    : Comparison::Different;
}

} // namespace fairlead::ui
