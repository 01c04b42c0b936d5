#include "app/cli/terminal_prompter.h"

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

QString kindWord(Question::Kind kind) {
    switch (kind) {
    case Question::Kind::NewHostKey:
        return u"new-host-key"_s;
    case Question::Kind::ChangedHostKey:
        return u"changed-host-key"_s;
    case Question::Kind::Password:
        return u"password"_s;
    case Question::Kind::Passphrase:
        return u"passphrase"_s;
    case Question::Kind::KeyboardInteractive:
        return u"keyboard-interactive"_s;
    case Question::Kind::ProxyPassword:
        return u"proxy-password"_s;
    }
    Q_UNREACHABLE();
}

QJsonObject questionEvent(const Question &question) {
    QJsonObject event{{u"event"_s, u"question"_s},
                      {u"kind"_s, kindWord(question.kind)},
                      {u"host"_s, question.hostName},
                      {u"address"_s, question.address},
                      {u"text"_s, questionLine(question)}};
    if (!question.key.fingerprint.isEmpty())
        event.insert(u"fingerprint"_s, question.key.fingerprint);
    if (!question.keyFile.isEmpty())
        event.insert(u"file"_s, question.keyFile);
    return event;
}

} // namespace

TerminalPrompter::TerminalPrompter(Questions &questions, Output &out, Options options,
                                   Opener opener, QObject *parent)
    : QObject(parent),
      m_questions(questions),
      m_out(out),
      m_options(options),
      m_opener(std::move(opener)) {
    // Queued: the engine is in the middle of a report when it asks.
    connect(&m_questions, &Questions::asked, this, &TerminalPrompter::next, Qt::QueuedConnection);
    connect(&m_questions, &Questions::withdrawn, this, [this](const QuestionId &id) {
        if (m_current && m_current->id == id) {
            drop();
            next();
        }
    });
}

void TerminalPrompter::shutDown() {
    drop();
    m_opener = nullptr;
    m_questions.disconnect(this);
}

void TerminalPrompter::next() {
    if (!m_current && !m_questions.pending().isEmpty())
        begin(m_questions.pending().first());
}

void TerminalPrompter::begin(const Question &question) {
    m_current = question;
    if (m_out.json())
        m_out.object(questionEvent(question));
    m_text = questionText(question, m_options.randomArt, m_options.colour);
    m_given.clear();
    if (question.kind == Question::Kind::ChangedHostKey) {
        // Never a way on from here; ssh-keygen -R is a deliberate act of its own.
        m_out.say(m_text.preamble.trimmed());
        settle({});
        return;
    }
    if (m_text.prompts.isEmpty()) { // a round of keyboard-interactive that only tells something
        if (!m_text.preamble.isEmpty())
            m_out.say(m_text.preamble.trimmed());
        settle({.decision = Answer::Decision::Give});
        return;
    }
    m_channel = m_opener ? m_opener() : nullptr;
    if (!m_channel) {
        m_unanswered.insert(question.host, questionLine(question));
        settle({});
        return;
    }
    connect(m_channel.get(), &PromptChannel::answered, this, &TerminalPrompter::take);
    connect(m_channel.get(), &PromptChannel::cancelled, this, [this] { settle({}); });
    askPrompt();
}

void TerminalPrompter::askPrompt() {
    const qsizetype index = m_given.size();
    m_channel->ask(std::exchange(m_text.preamble, {}), m_text.prompts[index], m_text.echo[index]);
}

void TerminalPrompter::take(const Secret &line) {
    if (m_current->kind == Question::Kind::NewHostKey) {
        switch (hostKeyReply(*m_current, QString::fromUtf8(line.view()))) {
        case HostKeyReply::Trust:
            settle({.decision = Answer::Decision::TrustAndRemember});
            return;
        case HostKeyReply::Refuse:
            settle({});
            return;
        case HostKeyReply::AskAgain:
            m_channel->ask({}, askHostKeyAgain(), true);
            return;
        }
    }
    m_given.append(line);
    if (m_given.size() < m_text.prompts.size())
        askPrompt();
    else
        settle({.decision = Answer::Decision::Give, .secrets = std::exchange(m_given, {})});
}

void TerminalPrompter::settle(const Answer &answer) {
    const QuestionId id = m_current->id;
    drop();
    m_questions.answer(id, answer);
    QMetaObject::invokeMethod(this, &TerminalPrompter::next, Qt::QueuedConnection);
}

void TerminalPrompter::drop() {
    m_current.reset();
    m_given.clear();
    if (!m_channel)
        return;
    m_channel->disconnect(this);
    m_channel->stop();
    m_channel.release()->deleteLater(); // its signal may be what brought us here
}

} // namespace fairlead
