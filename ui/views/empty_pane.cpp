#include "ui/views/empty_pane.h"

#include "core/exchange/ssh_config_file.h"
#include "ui/look/house_style.h"
#include "ui/views/small_widgets.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace fairlead::ui {
namespace {

TextLabel *centred(TextLabel *label) {
    label->setAlignment(Qt::AlignHCenter);
    return label;
}

struct Door {
    Icon icon;
    QString title;
    QString text;
    QString button;
    bool primary;
    QString found = {}; // said beside a tick above the button
};

// One way to begin: a card with a button. Returns the card.
QWidget *doorCard(const Door &door, QPushButton **button, QWidget *parent) {
    auto *card = new Card(parent);
    card->setFixedWidth(276);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(22, 22, 22, 20);
    column->setSpacing(8);
    auto *icon = new IconLabel(door.icon, 20, IconRole::Accent, card);
    icon->setDisc(44, std::nullopt);
    column->addWidget(icon);
    column->addSpacing(8);
    column->addWidget(new TextLabel(door.title, Type::Pane, Ink::Normal, Weight::Strong, card));
    column->addWidget(new TextLabel(door.text, Type::Body, Ink::Quiet, Weight::Regular, card));
    column->addStretch(1);
    column->addSpacing(20);
    if (!door.found.isEmpty()) {
        auto *found = new QHBoxLayout;
        found->setSpacing(8);
        auto *tick = new StatusGlyph(Tone::Good, 12, card);
        found->addWidget(tick);
        found->addWidget(new TextLabel(door.found, Type::Hint, Ink::Normal, Weight::Regular, card),
                         1);
        column->addLayout(found);
    }
    *button = new QPushButton(door.button, card);
    (*button)->setProperty(kPrimaryProperty, door.primary);
    (*button)->setAccessibleName(door.title);
    column->addWidget(*button);
    return card;
}

} // namespace

EmptyPane::EmptyPane(QWidget *parent)
    : QWidget(parent),
      m_icon(new IconLabel(Icon::Search, 28, IconRole::Quiet, this)),
      m_title(centred(new TextLabel({}, Type::Pane, Ink::Normal, Weight::Strong, this))),
      m_why(centred(new TextLabel({}, Type::Body, Ink::Quiet, Weight::Regular, this))),
      m_first(new QPushButton(this)),
      m_second(new QPushButton(this)) {
    m_icon->setDisc(56, std::nullopt);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->addStretch(2);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addSpacing(8);
    column->addWidget(m_title);
    column->addWidget(m_why);
    column->addSpacing(8);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_first);
    buttons->addWidget(m_second);
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addStretch(3);
    connect(m_first, &QPushButton::clicked, this, &EmptyPane::firstChosen);
    connect(m_second, &QPushButton::clicked, this, &EmptyPane::secondChosen);
}

void EmptyPane::show(Icon icon, const QString &title, const QString &why, const QString &first,
                     const QString &second) {
    m_icon->setIcon(icon);
    m_title->setText(title);
    m_why->setText(why);
    m_first->setText(first);
    m_first->setAccessibleName(first);
    m_first->setVisible(!first.isEmpty());
    m_second->setText(second);
    m_second->setAccessibleName(second);
    m_second->setVisible(!second.isEmpty());
}

void EmptyPane::setGround(QPalette::ColorRole ground) {
    m_ground = ground;
    update();
}

void EmptyPane::paintEvent(QPaintEvent *) {
    QPainter(this).fillRect(rect(), palette().color(m_ground));
}

WelcomePane::WelcomePane(QWidget *parent) : QWidget(parent) {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->addStretch(2);
    auto *picture = new QLabel(this);
    picture->setPixmap(appIcon().pixmap(QSize(96, 96), devicePixelRatioF()));
    picture->setAccessibleName(tr("Fairlead"));
    column->addWidget(picture, 0, Qt::AlignHCenter);
    column->addSpacing(8);
    column->addWidget(centred(new TextLabel(tr("Welcome to Fairlead"), Type::Welcome, Ink::Normal,
                                            Weight::Strong, this)));
    column->addWidget(centred(new TextLabel(tr("Every port forward you own, in one list."),
                                            Type::Body, Ink::Quiet, Weight::Regular, this)));
    column->addSpacing(20);
    QPushButton *import = nullptr;
    QPushButton *forward = nullptr;
    QPushButton *paste = nullptr;
    const auto hosts = static_cast<int>(sshConfigNames(sshConfigFiles({}, false)).names.size());
    auto *doors = new QHBoxLayout;
    doors->setSpacing(20);
    doors->addStretch(1);
    doors->addWidget(doorCard({Icon::Import, tr("Bring your SSH hosts"),
                               tr("Read ~/.ssh/config and pick what you want. Nothing in it is "
                                  "changed."),
                               tr("Import from ssh config…"), hosts > 0,
                               hosts > 0 ? tr("%n host(s) found", nullptr, hosts) : QString()},
                              &import, this));
    doors->addWidget(doorCard({Icon::Plus, tr("Create the first forward"),
                               tr("Answer three things: where to listen, through which host, to "
                                  "what."),
                               tr("New forward…"), hosts == 0},
                              &forward, this));
    doors->addWidget(doorCard({Icon::Paste, tr("Paste an ssh command"),
                               tr("Have one at hand? Copy it: it becomes a host and its "
                                  "forwards."),
                               tr("Paste"), false},
                              &paste, this));
    doors->addStretch(1);
    column->addLayout(doors);
    column->addSpacing(20);
    auto *demo = new QPushButton(tintedIcon(Icon::Wand), tr("Try the demo"), this);
    demo->setAccessibleDescription(tr("No account and no server needed."));
    column->addWidget(demo, 0, Qt::AlignHCenter);
    column->addWidget(centred(new TextLabel(tr("Every kind of forward alive on this machine. No "
                                               "account and no server needed."),
                                            Type::Hint, Ink::Quiet, Weight::Regular, this)));
    connect(demo, &QPushButton::clicked, this, &WelcomePane::demoRequested);
    column->addStretch(3);
    connect(import, &QPushButton::clicked, this, &WelcomePane::importRequested);
    connect(forward, &QPushButton::clicked, this, &WelcomePane::newForwardRequested);
    connect(paste, &QPushButton::clicked, this, &WelcomePane::pasteRequested);
}

void WelcomePane::paintEvent(QPaintEvent *) {
    QPainter(this).fillRect(rect(), coloursOf(palette()).base);
}

} // namespace fairlead::ui
