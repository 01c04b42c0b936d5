// The two panels about host keys: one nobody has seen, and one that is not the one we know.
#include "core/base/log.h"
#include "ui/dialogs/field.h"
#include "ui/dialogs/question_panels.h"
#include "ui/look/house_style.h"
#include "ui/look/painting.h"
#include "ui/text/question_text.h"
#include "ui/views/small_widgets.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QPainter>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

// The red band over a changed key: not to be missed, not to be mistaken for anything else.
class AlarmBand final : public QWidget {
public:
    AlarmBand(const QString &title, const QString &text, QWidget *parent)
        : QWidget(parent),
          m_title(title),
          m_text(text) {
        setAccessibleName(title);
        setAccessibleDescription(text);
        setMinimumHeight(QFontMetrics(typeFont(Type::Verdict)).height() +
                         3 * QFontMetrics(typeFont(Type::Body)).height() + 40);
    }

protected:
    void paintEvent(QPaintEvent *) override {
        QPainter painter(this);
        painter.fillRect(rect(), coloursOf(palette()).alarm);
        const auto place = [this](const QRect &wanted) {
            return QStyle::visualRect(layoutDirection(), rect(), wanted);
        };
        paintIcon(painter, Icon::StatusFailed, place(QRect(26, 22, 44, 44)), Qt::white,
                  coloursOf(palette()).alarm);
        painter.setPen(Qt::white);
        painter.setFont(typeFont(Type::Verdict, Weight::Strong));
        const int title = QFontMetrics(painter.font()).height();
        painter.drawText(place(QRect(88, 20, width() - 108, title)),
                         Qt::AlignLeft | Qt::AlignVCenter, m_title);
        painter.setFont(typeFont(Type::Body));
        painter.drawText(place(QRect(88, 24 + title, width() - 108, height() - 32 - title)),
                         Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_text);
    }

private:
    QString m_title;
    QString m_text;
};

TextLabel *fixedLabel(const QString &text, Type type, QWidget *parent) {
    auto *label = new TextLabel(text, type, Ink::Normal, Weight::Regular, parent);
    label->setFont(fixedFont(type));
    label->setWordWrap(false);
    label->setLayoutDirection(Qt::LeftToRight);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAccessibleName(text);
    return label;
}

QString keyTypeText(const HostKeyFacts &key) {
    //: a kind of key and its size: "ED25519, 256 bit"
    return NewKeyPanel::tr("%1, %2 bit").arg(key.shortType).arg(key.bits);
}

QWidget *knownKeyCard(const QString &title, const HostKeyFacts &key, bool suspicious,
                      QWidget *parent) {
    auto *card = new Card(parent);
    if (suspicious)
        card->setTone(Tone::Failed);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(6);
    auto *head = new QHBoxLayout;
    if (suspicious)
        head->addWidget(new StatusGlyph(Tone::Failed, 14, card));
    head->addWidget(new TextLabel(title, Type::Body, Ink::Normal, Weight::Strong, card), 1);
    column->addLayout(head);
    column->addWidget(fixedLabel(groupedFingerprint(key.fingerprint), Type::Body, card));
    column->addWidget(
        new TextLabel(keyTypeText(key), Type::Hint, Ink::Quiet, Weight::Regular, card));
    return card;
}

// A command to run elsewhere, with a button that copies it.
QWidget *commandCard(const QString &command, QWidget *parent) {
    auto *card = new Card(parent);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(12, 4, 6, 4);
    row->addWidget(fixedLabel(command, Type::Body, card), 1);
    QToolButton *copy = iconButton(Icon::Copy, NewKeyPanel::tr("Copy the command"), card);
    row->addWidget(copy);
    QObject::connect(copy, &QToolButton::clicked, card,
                     [command] { QGuiApplication::clipboard()->setText(command); });
    return card;
}

} // namespace

NewKeyPanel::NewKeyPanel(const Question &question, const QuestionContext &context, QWidget *parent)
    : QuestionPanel(question, parent) {
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(24, 22, 24, 20);
    column->setSpacing(14);
    addHead(*column,
            tr("The authenticity of host ‘%1’ can't be established").arg(question.hostName),
            question.newTypeOnly
                ? tr("Fairlead knows this server by another type of key. Compare the new one with "
                     "one you got another way, from the server's owner or its console.")
                : tr("Fairlead has never seen this server's key. Compare it with one you got "
                     "another way, from the server's owner or its console."),
            context);
    column->addWidget(keyCard());
    m_pasted = textField({}, u"SHA256:…"_s);
    m_pasted->setFont(fixedFont());
    m_pasted->setLayoutDirection(Qt::LeftToRight);
    m_compare = new Field(tr("Compare with a fingerprint you were given"), {m_pasted}, body);
    connect(m_pasted, &QLineEdit::textChanged, this, &NewKeyPanel::compare);
    column->addWidget(m_compare);
    addServerText(*column, question.serverBanner);
    column->addStretch(1);
    setBody(body);
    setRemark(context.forwards.isEmpty()
                  ? tr("Nothing has been sent yet.")
                  : tr("%1 Nothing has been sent yet.").arg(waitingText(context.forwards)));
    QPushButton *once = addButton(tr("Trust once"));
    QPushButton *remember = addButton(tr("Trust and remember"));
    QPushButton *cancel = addButton(tr("Cancel"));
    makeDefault(cancel);
    connect(once, &QPushButton::clicked, this, [this] {
        answer(Answer{Answer::Decision::TrustOnce, {}, false});
    });
    connect(remember, &QPushButton::clicked, this, [this] {
        answer(Answer{Answer::Decision::TrustAndRemember, {}, false});
    });
    connect(cancel, &QPushButton::clicked, this, &QuestionPanel::reject);
}

QWidget *NewKeyPanel::keyCard() {
    const Question &asked = question();
    auto *card = new Card(this);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(18, 14, 18, 14);
    row->setSpacing(16);
    auto *facts = new QGridLayout;
    facts->setHorizontalSpacing(20);
    facts->setVerticalSpacing(8);
    int line = 0;
    const auto add = [&](const QString &head, QWidget *value) {
        auto *label = new TextLabel(head, Type::Body, Ink::Quiet, Weight::Regular, card);
        label->setWordWrap(false);
        facts->addWidget(label, line, 0, Qt::AlignTop);
        facts->addWidget(value, line++, 1, Qt::AlignTop);
    };
    const auto words = [card](const QString &text) {
        return new TextLabel(text, Type::Body, Ink::Normal, Weight::Regular, card);
    };
    add(tr("Key type"), words(keyTypeText(asked.key)));
    auto *fingerprint = new QWidget(card);
    auto *beside = new QHBoxLayout(fingerprint);
    beside->setContentsMargins(0, 0, 0, 0);
    beside->addWidget(
        fixedLabel(groupedFingerprint(asked.key.fingerprint), Type::Pane, fingerprint));
    QToolButton *copy = iconButton(Icon::Copy, tr("Copy the fingerprint"), fingerprint);
    beside->addWidget(copy, 0, Qt::AlignTop);
    beside->addStretch(1);
    connect(copy, &QToolButton::clicked, this,
            [text = asked.key.fingerprint] { QGuiApplication::clipboard()->setText(text); });
    add(tr("Fingerprint"), fingerprint);
    if (!asked.resolved.isEmpty())
        add(tr("Address"), words(isolated(asked.resolved)));
    add(tr("Known as"), words(asked.knownAs.isEmpty() ? tr("not seen under any other name")
                                                      : asked.knownAs.join(u", "_s)));
    facts->setRowStretch(line, 1);
    row->addLayout(facts, 1);
    TextLabel *art = fixedLabel(asked.key.randomArt, Type::Body, card);
    art->setAccessibleName(tr("The key as a picture"));
    row->addWidget(art, 0, Qt::AlignTop);
    return card;
}

void NewKeyPanel::compare(const QString &pasted) {
    const Comparison result = compareFingerprint(pasted, question().key.fingerprint);
    const auto length = static_cast<int>(question().key.fingerprint.section(u':', 1).size());
    if (result == Comparison::Same)
        return m_compare->setGood(tr("They are the same, all %n character(s).", nullptr, length));
    m_compare->setProblem(result == Comparison::Different
                              ? tr("This is another fingerprint. Do not trust the key.")
                              : QString());
}

ChangedKeyPanel::ChangedKeyPanel(const Question &question, const QuestionContext &context,
                                 QWidget *parent)
    : QuestionPanel(question, parent) {
    auto *body = new QWidget(this);
    auto *all = new QVBoxLayout(body);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(new AlarmBand(
        tr("The host key of ‘%1’ has changed").arg(question.hostName),
        tr("Somebody may be sitting between you and the server. It may also be that the server "
           "was set up anew. Fairlead has stopped and sent no password."),
        body));
    auto *column = new QVBoxLayout;
    column->setContentsMargins(24, 16, 24, 20);
    column->setSpacing(14);
    column->addWidget(
        new TextLabel((context.forwards + QStringList{hopText(question)}).join(u"   "_s),
                      Type::Body, Ink::Quiet, Weight::Regular, body));
    auto *keys = new QHBoxLayout;
    keys->setSpacing(14);
    keys->addWidget(knownKeyCard(tr("The key we know"), question.knownKey, false, body));
    keys->addWidget(knownKeyCard(tr("The key it shows now"), question.key, true, body));
    column->addLayout(keys);
    if (!question.knownFile.isEmpty())
        column->addWidget(new TextLabel(
            tr("Recorded in %1, line %2").arg(isolated(question.knownFile)).arg(question.knownLine),
            Type::Body, Ink::Quiet, Weight::Regular, body));
    column->addWidget(new TextLabel(tr("On the server's own console this prints the true "
                                       "fingerprint:"),
                                    Type::Body, Ink::Quiet, Weight::Regular, body));
    column->addWidget(commandCard(
        u"ssh-keygen -lf /etc/ssh/ssh_host_%1_key.pub"_s.arg(question.key.shortType.toLower()),
        body));
    column->addWidget(new Rule(Qt::Horizontal, body));
    column->addWidget(new TextLabel(tr("Sure that the server was set up anew? Ask its owner "
                                       "first."),
                                    Type::Body, Ink::Normal, Weight::Strong, body));
    column->addWidget(replaceRow(body));
    column->addStretch(1);
    all->addLayout(column, 1);
    setBody(body);
    setRemark(tr("There is no way to continue without replacing the key."));
    QPushButton *cancel = addButton(tr("Cancel"));
    makeDefault(cancel);
    connect(cancel, &QPushButton::clicked, this, &QuestionPanel::reject);
}

QWidget *ChangedKeyPanel::replaceRow(QWidget *parent) {
    auto *widget = new QWidget(parent);
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    auto *label =
        new TextLabel(tr("Type the host's name:"), Type::Body, Ink::Quiet, Weight::Regular, widget);
    label->setWordWrap(false);
    QLineEdit *name = textField({});
    name->setAccessibleName(tr("The host's name"));
    name->setMaximumWidth(260);
    auto *replace = new QPushButton(tr("Replace the known key"), widget);
    replace->setAccessibleName(replace->text());
    replace->setProperty(kDangerProperty, true);
    replace->setAutoDefault(false);
    replace->setEnabled(false);
    row->addWidget(label);
    row->addWidget(name, 1);
    row->addWidget(replace);
    row->addStretch(1);
    connect(name, &QLineEdit::textChanged, this, [this, replace](const QString &text) {
        replace->setEnabled(text.trimmed() == question().hostName);
    });
    connect(replace, &QPushButton::clicked, this, [this] {
        answer(Answer{Answer::Decision::Replace, {}, false});
    });
    return widget;
}

} // namespace fairlead::ui
