#include "ui/views/route_page.h"

#include "ui/text/row_text.h"
#include "ui/views/fact_list.h"
#include "ui/views/route_picture.h"
#include "ui/views/small_widgets.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr int kMargin = 20;

// OpenSSH's own ciphers carry its name behind them.
QString cipherText(const QString &cipher) { return cipher.section(u'@', 0, 0); }

// "publickey ED25519 (agent)" and its like as the log has them, in words.
QString loginText(const QString &login) {
    QStringList steps = login.split(u'+');
    for (QString &step : steps) {
        if (step.startsWith("publickey"_L1)) {
            const QString type = step.section(u' ', 1, 1);
            const bool agent = step.endsWith("(agent)"_L1);
            //: a way to log in; %1 is the type of the key: "ED25519"
            const QString key = RoutePage::tr("%1 key").arg(type);
            //: the key is held by a program
            step = type.isEmpty() ? RoutePage::tr("Key")
                   : agent        ? RoutePage::tr("%1, agent").arg(key)
                                  : key;
        } else if (step == "password"_L1) {
            step = RoutePage::tr("Password");
        } else if (step == "keyboard-interactive"_L1) {
            step = RoutePage::tr("Answers to the server");
        }
    }
    //: two steps of one login
    return steps.join(RoutePage::tr(" and "));
}

} // namespace

RoutePage::RoutePage(const Services &services, QWidget *parent)
    : QScrollArea(parent),
      m_services(services) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Route and facts"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *body = new QWidget(this);
    body->setAutoFillBackground(false);
    auto *row = new QHBoxLayout(body);
    row->setContentsMargins(kMargin, 4, kMargin, 8);
    row->setSpacing(16);
    auto *left = new QVBoxLayout;
    left->setSpacing(4);
    m_picture = new RoutePicture(body);
    left->addWidget(m_picture);
    left->addStretch(1);
    left->addWidget(buildVerdict());
    m_rule = new Rule(Qt::Vertical, body);
    m_facts = new FactList(body);
    row->addLayout(left, 1);
    row->addWidget(m_rule);
    row->addWidget(m_facts, 0, Qt::AlignTop);
    setWidget(body);
}

QWidget *RoutePage::buildVerdict() {
    m_verdict = new Card(this);
    auto *row = new QHBoxLayout(m_verdict);
    row->setContentsMargins(14, 7, 8, 7);
    row->setSpacing(12);
    m_glyph = new StatusGlyph(Tone::Good, 18, m_verdict);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    m_sentence = new TextLabel({}, Type::Body, Ink::Normal, Weight::Strong, m_verdict);
    m_detail = new TextLabel({}, Type::Hint, Ink::Quiet, Weight::Regular, m_verdict);
    words->addStretch(1);
    words->addWidget(m_sentence);
    words->addWidget(m_detail);
    words->addStretch(1);
    m_stepButton = new QPushButton(m_verdict);
    m_stepButton->setAutoDefault(false);
    row->addWidget(m_glyph);
    row->addLayout(words, 1);
    row->addWidget(m_stepButton);
    connect(m_stepButton, &QPushButton::clicked, this, [this] { Q_EMIT stepRequested(m_step); });
    return m_verdict;
}

void RoutePage::show(const ForwardRow &row) {
    const LinkSnapshot link = m_services.tunnels.link(row.forward.host);
    const Route route =
        routeOf(row, hostsOf(m_services.book, row.forward), link, m_services.timers.now());
    m_picture->show(route);
    showVerdict(route.verdict);
    showFacts(row, link);
}

void RoutePage::showVerdict(const Verdict &verdict) {
    const bool calm = verdict.tone == Tone::Good || verdict.tone == Tone::Off;
    m_verdict->setTone(calm ? std::nullopt : std::optional(verdict.tone));
    m_glyph->setTone(verdict.tone);
    m_sentence->setText(verdict.sentence);
    m_detail->setText(verdict.detail);
    m_detail->setVisible(!verdict.detail.isEmpty());
    m_step = verdict.step;
    m_stepButton->setVisible(m_step != Verdict::Step::None);
    m_stepButton->setText(verdict.stepText);
    m_stepButton->setAccessibleName(verdict.stepText);
    m_stepButton->setAccessibleDescription(verdict.sentence);
}

void RoutePage::showFacts(const ForwardRow &row, const LinkSnapshot &link) {
    const Reach reach = reachOf(row.forward);
    const Icon icon = reach == Reach::AnyoneViaServer ? Icon::Globe
                      : reach == Reach::ThisNetwork   ? Icon::Lan
                                                      : Icon::Lock;
    QList<Fact> facts{{tr("Who can get in"), reachText(row), icon}};
    int forwards = 0;
    int streams = 0;
    for (const Forward &forward : m_services.book.forwardsOf(row.forward.host)) {
        const ForwardSnapshot snapshot = m_services.tunnels.snapshot(forward.id);
        forwards += snapshot.status.state == ForwardState::Off ? 0 : 1;
        streams += snapshot.streams;
    }
    facts.append({tr("Link"),
                  //: two counts in one line
                  tr("%1, %2").arg(tr("%n forward(s)", nullptr, forwards),
                                   tr("%n stream(s)", nullptr, streams)),
                  {}});
    if (!link.hops.isEmpty()) {
        facts.append(
            {tr("Logged in with"), loginText(link.hops.constLast().loggedInWith), Icon::Key});
        facts.append({tr("Cipher"), cipherText(link.hops.constLast().cipher), {}});
    }
    if (!row.forward.note.isEmpty())
        facts.append({tr("Note"), row.forward.note, {}});
    m_facts->show(facts);
}

void RoutePage::setFactsVisible(bool visible) {
    m_facts->setVisible(visible);
    m_rule->setVisible(visible);
}

} // namespace fairlead::ui
