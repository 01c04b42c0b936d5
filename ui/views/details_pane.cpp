#include "ui/views/details_pane.h"

#include "ui/text/row_text.h"
#include "ui/views/fact_list.h"
#include "ui/views/kind_icon.h"
#include "ui/views/route_picture.h"
#include "ui/views/small_widgets.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr int kFactsFrom = 940; // narrower windows fold the facts away
constexpr int kMargin = 20;

} // namespace

DetailsPane::DetailsPane(const Services &services, const ForwardListModel &model, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_model(model) {
    setAccessibleName(tr("Details"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildHeader();
    buildBody();
    m_empty = new TextLabel(tr("Choose a forward to see its route."), Type::Body, Ink::Quiet,
                            Weight::Regular, this);
    static_cast<QLabel *>(m_empty)->setAlignment(Qt::AlignCenter);
    column->addWidget(m_header);
    column->addWidget(new Rule(Qt::Horizontal, this));
    column->addWidget(m_scroll, 1);
    column->addWidget(m_empty, 1);
    connect(&model, &ForwardListModel::rowChanged, this, [this](const ForwardId &id) {
        if (id == m_id)
            refresh();
    });
    connect(&services.tunnels, &TunnelService::linkChanged, this, &DetailsPane::refresh);
    refresh();
}

void DetailsPane::buildHeader() {
    m_header = new QWidget(this);
    auto *row = new QHBoxLayout(m_header);
    row->setContentsMargins(kMargin, 12, kMargin - 6, 12);
    row->setSpacing(8);
    m_kind = new IconLabel(Icon::KindLocal, 20, IconRole::Text, m_header);
    m_name = new ElidedLabel(Type::Pane, Ink::Normal, Weight::Strong, m_header);
    m_name->setElideMode(Qt::ElideMiddle);
    m_pill = new Pill(m_header);
    m_address = new ElidedLabel(Type::Body, Ink::Quiet, Weight::Regular, m_header);
    m_address->setFixedPitch(true);
    QToolButton *copy = iconButton(Icon::Copy, tr("Copy the address"), m_header);
    auto *edit = new QToolButton(m_header);
    edit->setText(tr("&Edit…"));
    edit->setIcon(tintedIcon(Icon::Edit));
    edit->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    edit->setAutoRaise(true);
    edit->setAccessibleName(tr("Edit the forward"));
    QToolButton *more = iconButton(Icon::More, tr("More"), m_header);
    for (QWidget *part : {static_cast<QWidget *>(m_kind), static_cast<QWidget *>(m_name),
                          static_cast<QWidget *>(m_pill)})
        row->addWidget(part);
    row->addSpacing(8);
    row->addWidget(m_address);
    row->addWidget(copy);
    row->addStretch(1);
    row->addWidget(edit);
    row->addWidget(more);
    connect(copy, &QToolButton::clicked, this, [this] { Q_EMIT copyRequested(m_id); });
    connect(edit, &QToolButton::clicked, this, [this] { Q_EMIT editRequested(m_id); });
    connect(more, &QToolButton::clicked, this,
            [this, more] { Q_EMIT menuRequested(more->mapToGlobal(QPoint(0, more->height()))); });
}

void DetailsPane::buildBody() {
    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_scroll->setAccessibleName(tr("Route and facts"));
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *body = new QWidget(m_scroll);
    body->setAutoFillBackground(false);
    auto *row = new QHBoxLayout(body);
    row->setContentsMargins(kMargin, 14, kMargin, 14);
    row->setSpacing(16);
    auto *left = new QVBoxLayout;
    left->setSpacing(10);
    m_picture = new RoutePicture(body);
    left->addWidget(m_picture);
    left->addStretch(1);
    left->addWidget(buildVerdict());
    m_factsRule = new Rule(Qt::Vertical, body);
    m_facts = new FactList(body);
    row->addLayout(left, 1);
    row->addWidget(m_factsRule);
    row->addWidget(m_facts, 0, Qt::AlignTop);
    m_scroll->setWidget(body);
}

QWidget *DetailsPane::buildVerdict() {
    m_verdict = new Card(m_scroll);
    auto *row = new QHBoxLayout(m_verdict);
    row->setContentsMargins(14, 8, 8, 8);
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
    connect(m_stepButton, &QPushButton::clicked, this,
            [this] { Q_EMIT stepRequested(m_id, m_step); });
    return m_verdict;
}

void DetailsPane::show(const ForwardId &id) {
    m_id = id;
    refresh();
}

void DetailsPane::refresh() {
    const std::optional<ForwardRow> row = m_model.row(m_id);
    m_header->setVisible(row.has_value());
    m_scroll->setVisible(row.has_value());
    m_empty->setVisible(!row);
    if (!row)
        return;
    const auto now = m_services.timers.now();
    const LinkSnapshot link = m_services.tunnels.link(row->forward.host);
    const Route route = routeOf(*row, hostsOf(m_services.book, row->forward), link, now);
    m_kind->setIcon(kindIcon(row->forward.kind));
    m_name->setText(row->forward.name);
    m_pill->show(toneOf(row->now.status.state), statusWord(*row, now));
    m_address->setText(isolated(addressToCopy(*row)));
    m_picture->show(route);
    m_verdict->setTone(route.verdict.tone == Tone::Good || route.verdict.tone == Tone::Off
                           ? std::nullopt
                           : std::optional(route.verdict.tone));
    m_glyph->setTone(route.verdict.tone);
    m_sentence->setText(route.verdict.sentence);
    m_detail->setText(route.verdict.detail);
    m_detail->setVisible(!route.verdict.detail.isEmpty());
    m_step = route.verdict.step;
    m_stepButton->setVisible(m_step != Verdict::Step::None);
    m_stepButton->setText(route.verdict.stepText);
    m_stepButton->setAccessibleName(route.verdict.stepText);
    showFacts(*row, link);
}

void DetailsPane::showFacts(const ForwardRow &row, const LinkSnapshot &link) {
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
        facts.append({tr("Logged in with"), link.hops.constLast().loggedInWith, Icon::Key});
        facts.append({tr("Cipher"), link.hops.constLast().cipher, {}});
    }
    if (!row.forward.note.isEmpty())
        facts.append({tr("Note"), row.forward.note, {}});
    m_facts->show(facts);
}

void DetailsPane::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    const bool roomy = window()->width() >= kFactsFrom;
    m_facts->setVisible(roomy);
    m_factsRule->setVisible(roomy);
}

} // namespace fairlead::ui
