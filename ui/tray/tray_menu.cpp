#include "ui/tray/tray_menu.h"

#include "ui/look/house_style.h"
#include "ui/look/icon.h"
#include "ui/models/forward_commands.h"
#include "ui/text/row_text.h"
#include "ui/tray/tray_text.h"

#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

QString escaped(QString text) { return text.replace(u'&', u"&&"_s); }

void setTone(QAction &action, Tone tone) {
    const QPalette palette = QGuiApplication::palette();
    const QList<QVariant> shown{static_cast<int>(tone), palette.cacheKey()};
    if (action.data().toList() == shown)
        return; // each change of an icon is sent to the desktop
    action.setData(shown);
    QIcon icon;
    for (const int size : {16, 32}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        const double side = size * 0.75;
        paintStatus(painter, QRectF((size - side) / 2, (size - side) / 2, side, side), tone,
                    coloursOf(palette));
        painter.end();
        icon.addPixmap(pixmap);
    }
    action.setIcon(icon);
}

} // namespace

TrayMenu::TrayMenu(const Services &services, const ForwardListModel &model, QObject *parent)
    : QObject(parent),
      m_services(services),
      m_model(model),
      m_menu(std::make_unique<QMenu>()) {
    build();
    connect(m_menu.get(), &QMenu::aboutToShow, this, &TrayMenu::aboutToShow);
}

TrayMenu::~TrayMenu() = default;

void TrayMenu::build() {
    m_summary = m_menu->addAction(QString());
    m_summary->setEnabled(false);
    m_question = m_menu->addAction(QString(), this, &TrayMenu::questionRequested);
    m_menu->addSeparator();
    m_groupsEnd = m_menu->addSeparator();
    const ForwardCommands commands(m_services);
    m_startAll = m_menu->addAction(tintedIcon(Icon::Play), tr("Start all"), this,
                                   [commands] { commands.wantAll(true); });
    m_stopAll = m_menu->addAction(tintedIcon(Icon::Stop), tr("Stop all"), this,
                                  [commands] { commands.wantAll(false); });
    m_reconnect =
        m_menu->addAction(tintedIcon(Icon::Refresh), tr("Reconnect"), this, &TrayMenu::reconnect);
    m_menu->addSeparator();
    m_menu->addAction(tr("Open Fairlead"), this, &TrayMenu::openRequested);
    m_quit = m_menu->addAction(QString(), this, &TrayMenu::quitRequested);
}

void TrayMenu::refresh(const OverallStatus &status) {
    const QList<ForwardRow> rows = m_model.rows();
    QList<std::pair<ProfileId, ForwardId>> structure;
    for (const ForwardRow &row : rows)
        structure.append({row.forward.profile, row.forward.id});
    if (structure != m_structure && !m_menu->isVisible()) {
        m_structure = structure;
        buildGroups(rows);
    }
    m_summary->setText(traySummary(status));
    showQuestion();
    showGroups(rows);
    m_startAll->setEnabled(std::any_of(rows.cbegin(), rows.cend(),
                                       [](const ForwardRow &row) { return !row.now.wanted; }));
    m_stopAll->setEnabled(std::any_of(rows.cbegin(), rows.cend(),
                                      [](const ForwardRow &row) { return row.now.wanted; }));
    m_reconnect->setEnabled(status.retrying + status.failed > 0);
    m_quit->setText(trayQuit(status.streams));
}

void TrayMenu::buildGroups(const QList<ForwardRow> &rows) {
    for (const Group &group : std::as_const(m_groups))
        group.menu->deleteLater();
    m_groups.clear();
    m_items.clear();
    QHash<ProfileId, qsizetype> places;
    for (const ForwardRow &row : rows) {
        const ProfileId &profile = row.forward.profile;
        if (!places.contains(profile)) {
            places.insert(profile, m_groups.size());
            const std::optional<Profile> named = m_services.book.profile(profile);
            auto *menu = new QMenu(m_menu.get());
            m_menu->insertMenu(m_groupsEnd, menu);
            m_groups.append({menu, named ? named->name : tr("No profile"), {}});
        }
        m_groups[places.value(profile)].members.append(row.forward.id);
    }
    for (const Group &group : std::as_const(m_groups)) {
        const auto want = [this, members = group.members](bool on) {
            m_services.book.setWanted(members, on);
        };
        //: %1 is a profile
        group.menu->addAction(tr("Start all of %1").arg(escaped(group.name)), this,
                              [want] { want(true); });
        //: %1 is a profile
        group.menu->addAction(tr("Stop all of %1").arg(escaped(group.name)), this,
                              [want] { want(false); });
        group.menu->addSeparator();
    }
    for (const ForwardRow &row : rows)
        addMember(m_groups[places.value(row.forward.profile)], row);
}

void TrayMenu::addMember(Group &group, const ForwardRow &row) {
    QAction *item = group.menu->addAction(QString());
    item->setCheckable(true);
    // Our own style has one column for both, and the tick says more; the words say the rest.
    item->setIconVisibleInMenu(qobject_cast<HouseStyle *>(QApplication::style()) == nullptr);
    connect(item, &QAction::triggered, this,
            [this, id = row.forward.id](bool wanted) { m_services.book.setWanted(id, wanted); });
    m_items.insert(row.forward.id, item);
}

void TrayMenu::showGroups(const QList<ForwardRow> &rows) {
    const auto now = m_services.timers.now();
    for (const ForwardRow &row : rows) {
        QAction *item = m_items.value(row.forward.id);
        if (item == nullptr)
            continue;
        item->setChecked(row.now.wanted);
        item->setText(escaped(trayForward(row, now)));
        setTone(*item, toneOf(row.now.status.state));
    }
    for (const Group &group : std::as_const(m_groups)) {
        QList<ForwardState> states;
        for (const ForwardRow &row : rows) {
            if (group.members.contains(row.forward.id))
                states.append(row.now.status.state);
        }
        const auto up = static_cast<int>(states.count(ForwardState::Listening));
        const QString summary = groupSummary(up, static_cast<int>(states.size()));
        //: %1 is a profile, %2 is "3 of 6 up"
        group.menu->setTitle(escaped(tr("%1: %2").arg(group.name, summary)));
        setTone(*group.menu->menuAction(), toneOf(fold(states)));
    }
}

void TrayMenu::showQuestion() {
    const QList<Question> &pending = m_services.questions.pending();
    m_question->setVisible(!pending.isEmpty());
    if (pending.isEmpty())
        return;
    //: %1 is a host, %2 what it waits for: "unknown host key"
    m_question->setText(escaped(
        tr("%1: %2…").arg(pending.constFirst().hostName, questionText(pending.constFirst().kind))));
    setTone(*m_question, Tone::NeedsYou);
}

void TrayMenu::reconnect() {
    for (const Host &host : m_services.book.data().hosts) {
        const ForwardState state = m_services.tunnels.link(host.id).state;
        if (state == ForwardState::Holding || state == ForwardState::Failed)
            m_services.tunnels.retryNow(host.id);
    }
}

} // namespace fairlead::ui
