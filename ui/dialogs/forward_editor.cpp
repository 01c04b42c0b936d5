#include "ui/dialogs/forward_editor.h"

#include "core/exchange/ssh_command.h"
#include "core/profile/forward_check.h"
#include "text/error_text.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/forward_form.h"
#include "ui/dialogs/presets.h"
#include "ui/models/route.h"
#include "ui/views/route_picture.h"
#include "ui/views/small_widgets.h"

#include <QtCore/QTimer>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QToolButton>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

// Whether a command could be made of it: where it listens and where it connects are there.
bool saysEnough(const Forward &forward, const ProfileData &data) {
    const QList<CheckFinding> findings = checkForward(forward, data, {});
    return std::none_of(findings.begin(), findings.end(), [](const CheckFinding &finding) {
        const bool missing = finding.code == CheckCode::Empty ||
                             finding.code == CheckCode::PortMissing ||
                             finding.code == CheckCode::NotAnAddress;
        return missing && finding.field != CheckField::Name;
    });
}

} // namespace

ForwardEditor::ForwardEditor(const Services &services, const Forward &forward, QWidget *parent)
    : HouseDialog(parent),
      m_services(services),
      m_before(forward),
      m_form(new ForwardForm(services, forward)),
      m_pause(new QTimer(this)) {
    const bool fresh = !services.book.forward(forward.id);
    setWindowTitle(fresh ? tr("New forward") : tr("Edit %1").arg(forward.name));
    resize(1000, 640);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setAccessibleName(windowTitle());
    m_form->setAutoFillBackground(false);
    scroll->setWidget(m_form);
    auto *body = new QWidget(this);
    auto *row = new QHBoxLayout(body);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(scroll, 3);
    row->addWidget(new Rule(Qt::Vertical, body));
    row->addWidget(buildPreview(), 2);
    setBody(body);
    buildTools(fresh);
    QPushButton *cancel = addButton(tr("Cancel"));
    m_save = addButton(tr("Save"));
    makeDefault(m_save);
    connect(cancel, &QPushButton::clicked, this, &ForwardEditor::reject);
    connect(m_save, &QPushButton::clicked, this, &ForwardEditor::save);
    m_pause->setSingleShot(true);
    m_pause->setInterval(300);
    connect(m_pause, &QTimer::timeout, m_form, &ForwardForm::checkPortOwner);
    connect(m_form, &ForwardForm::edited, this, [this] {
        m_tried = true;
        refresh();
    });
    m_before = m_form->forward(); // as the fields give it back
    m_tried = !fresh;
    refresh();
}

void ForwardEditor::buildTools(bool fresh) {
    QPushButton *preset = addTool(tr("Preset"));
    auto *menu = new QMenu(preset);
    for (const Preset &each : presets())
        menu->addAction(presetName(each), this, [this, &each] {
            m_form->fill(withPreset(m_form->forward(), each), presetCaveat(each));
        });
    preset->setMenu(menu);
    QPushButton *paste = addTool(tr("&Fill from clipboard"));
    paste->setIcon(tintedIcon(Icon::Paste));
    connect(paste, &QPushButton::clicked, this, &ForwardEditor::fillFromClipboard);
    if (fresh)
        return;
    QPushButton *remove = addTool(tr("&Delete…"));
    remove->setIcon(tintedIcon(Icon::Trash));
    connect(remove, &QPushButton::clicked, this, [this] { Q_EMIT deleteRequested(m_before.id); });
}

void ForwardEditor::fillFromClipboard() {
    const auto read = parseSshCommandLine(QGuiApplication::clipboard()->text().trimmed());
    if (!read) {
        setRemark(errorText(read.error()).sentence);
        return;
    }
    setRemark(read->forwards.size() > 1 ? tr("The first of %n forward(s) is taken.", nullptr,
                                             static_cast<int>(read->forwards.size()))
                                        : QString());
    if (!read->forwards.isEmpty()) {
        Forward pasted = read->forwards.constFirst();
        pasted.name = m_form->forward().name;
        m_form->fill(pasted);
    }
    takeHost(read->destination);
}

// A host of the same name or place, or a new one to look at.
void ForwardEditor::takeHost(const Host &host) {
    for (const Host &known : m_services.book.data().hosts) {
        const bool samePlace = known.address == host.address && known.port == host.port &&
                               (host.user.isEmpty() || known.user == host.user);
        if (known.name == host.name || samePlace)
            return m_form->chooseHost(known.id);
    }
    Q_EMIT hostNeeded(host);
}

QWidget *ForwardEditor::buildPreview() {
    auto *side = new QWidget(this);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(10);
    column->addWidget(
        new TextLabel(tr("What it will do"), Type::Body, Ink::Normal, Weight::Strong, side));
    m_picture = new RoutePicture(side);
    column->addWidget(m_picture);
    column->addSpacing(8);
    column->addWidget(
        new TextLabel(tr("As an ssh command"), Type::Body, Ink::Normal, Weight::Strong, side));
    auto *card = new Card(side);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(12, 8, 8, 8);
    m_command = new TextLabel({}, Type::Body, Ink::Normal, Weight::Regular, card);
    m_command->setFont(fixedFont(Type::Hint));
    m_command->setLayoutDirection(Qt::LeftToRight);
    m_command->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_command->setAccessibleName(tr("As an ssh command"));
    QToolButton *copy = iconButton(Icon::Copy, tr("Copy the command"), card);
    row->addWidget(m_command, 1);
    row->addWidget(copy, 0, Qt::AlignTop);
    connect(copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_commandText); });
    column->addWidget(card);
    column->addStretch(1);
    return side;
}

void ForwardEditor::refresh() {
    if (m_tried) {
        m_form->validate();
        m_pause->start();
    }
    showPreview();
}

void ForwardEditor::showPreview() {
    const Forward now = m_form->forward();
    const QList<Host> hosts = hostsOf(m_services.book, now);
    ForwardRow row;
    row.forward = now;
    for (const Host &host : hosts)
        row.via.append(host.name);
    Route route = routeOf(row, hosts, {}, {});
    // Nothing runs yet: states would say more than is known.
    for (RouteHop &hop : route.hops) {
        hop.state.clear();
        if (hop.address.endsWith(u":0"_s))
            hop.address.chop(2);
    }
    m_picture->show(route);
    if (hosts.isEmpty()) {
        m_commandText.clear();
        m_command->setText(tr("Choose a host first."));
        return;
    }
    if (!saysEnough(now, m_services.book.data())) {
        m_commandText.clear();
        m_command->setText(tr("Fill in where to listen and where to connect first."));
        return;
    }
    m_commandText = sshCommandLine(hosts.constLast(), hosts.mid(0, hosts.size() - 1), {now});
    m_command->setText(m_commandText);
}

void ForwardEditor::save() {
    m_tried = true;
    if (!m_form->validate())
        return;
    const Forward now = m_form->forward();
    if (!m_services.book.put(now)) {
        m_form->validate();
        return;
    }
    m_before = now;
    Q_EMIT saved(now.id);
    accept();
}

void ForwardEditor::reject() {
    if (m_form->forward() == m_before) {
        QDialog::reject();
        return;
    }
    auto *ask = new ConfirmDialog(tr("Discard the changes?"), {m_form->forward().name}, {},
                                  tr("Discard"), this);
    connect(ask, &QDialog::accepted, this, [this] { QDialog::reject(); });
    ask->show();
}

} // namespace fairlead::ui
