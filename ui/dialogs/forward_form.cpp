#include "ui/dialogs/forward_form.h"

#include "core/check/port_owner.h"
#include "ui/dialogs/field.h"
#include "ui/dialogs/kind_tile.h"
#include "ui/text/check_text.h"
#include "ui/views/small_widgets.h"

#include <QtNetwork/QNetworkInterface>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QToolButton>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

const QString kOther = u"other"_s; // the entry of the address box that opens a field of its own

QString portText(const Listen &listen) {
    if (listen.port == 0 && listen.lastPort == 0)
        return {};
    return listen.lastPort > listen.port ? u"%1-%2"_s.arg(listen.port).arg(listen.lastPort)
                                         : QString::number(listen.port);
}

// "5432" or "8000-8010"; {0, 0} when it is neither.
std::pair<quint16, quint16> readPorts(const QString &text) {
    const QString trimmed = text.trimmed();
    const qsizetype dash = trimmed.indexOf(u'-');
    const Result<quint16> first =
        parsePort(QStringView(trimmed).left(dash < 0 ? trimmed.size() : dash));
    if (!first)
        return {0, 0};
    if (dash < 0)
        return {*first, 0};
    const Result<quint16> last = parsePort(QStringView(trimmed).mid(dash + 1));
    return last && *last > *first ? std::pair{*first, *last} : std::pair<quint16, quint16>{0, 0};
}

QStringList words(const QString &text) {
    QStringList list = text.split(u',', Qt::SkipEmptyParts);
    for (QString &word : list)
        word = word.trimmed();
    list.removeAll(QString());
    return list;
}

QSpinBox *spinBox(int value, int most, const QString &name) {
    auto *box = new QSpinBox;
    box->setRange(0, most);
    box->setValue(value);
    box->setAccessibleName(name);
    return box;
}

} // namespace

ForwardForm::ForwardForm(const Services &services, const Forward &forward, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_start(forward) {
    buildKinds(forward.kind);
    buildFields(forward);
    buildMore(forward);
    layOut();
    showWhatApplies();
}

void ForwardForm::buildKinds(ForwardKind chosen) {
    for (const ForwardKind each : {ForwardKind::Local, ForwardKind::Remote, ForwardKind::Dynamic}) {
        auto *tile = new KindTile(each, this);
        tile->setChecked(each == chosen);
        connect(tile, &KindTile::toggled, this, [this](bool on) {
            if (!on)
                return;
            fillAddresses(Listen{});
            showWhatApplies();
            Q_EMIT edited();
        });
        m_kinds.append(tile);
    }
    m_kindHint = new TextLabel({}, Type::Hint, Ink::Quiet, Weight::Regular, this);
}

void ForwardForm::buildFields(const Forward &forward) {
    m_name = textField(forward.name, tr("for example orders-db"));
    m_profile = new QComboBox;
    m_profile->addItem(tr("No profile"), QString());
    for (const Profile &profile : m_services.book.data().profiles)
        m_profile->addItem(profile.name, profile.id.text());
    m_profile->setCurrentIndex(std::max(0, m_profile->findData(forward.profile.text())));
    m_address = new QComboBox;
    m_address->setMinimumContentsLength(20);
    m_otherAddress = textField({}, tr("address, or path of a socket"));
    m_otherAddress->setAccessibleName(tr("Address or path"));
    m_port = portField(portText(forward.listen), tr("Port"));
    m_host = new QComboBox;
    m_newHost = iconButton(Icon::Plus, tr("New host…"), this);
    m_editHost = iconButton(Icon::Edit, tr("Edit the host…"), this);
    const bool unixTarget = forward.target.kind == Target::Kind::Unix;
    m_targetHost = textField(unixTarget ? forward.target.path : forward.target.host,
                             tr("host, or path of a socket"));
    m_targetPort =
        portField(forward.target.port > 0 ? QString::number(forward.target.port) : QString(),
                  tr("Target port"));
    m_socks = new QCheckBox(tr("The client says where to (SOCKS)"));
    m_socks->setAccessibleName(m_socks->text());
    m_socks->setChecked(forward.target.kind == Target::Kind::Socks);
    m_autoStart = new QCheckBox(tr("Start with Fairlead"));
    m_autoStart->setAccessibleName(m_autoStart->text());
    m_autoStart->setChecked(forward.autoStart);
    fillHosts();
    chooseHost(forward.host);
    fillAddresses(forward.listen);
    for (QLineEdit *edit : {m_name, m_otherAddress, m_port, m_targetHost, m_targetPort})
        connect(edit, &QLineEdit::textEdited, this, &ForwardForm::edited);
    for (QComboBox *box : {m_profile, m_address, m_host})
        connect(box, &QComboBox::currentIndexChanged, this, [this] {
            showWhatApplies();
            Q_EMIT edited();
        });
    connect(m_socks, &QCheckBox::toggled, this, [this] {
        showWhatApplies();
        Q_EMIT edited();
    });
    connect(m_autoStart, &QCheckBox::toggled, this, &ForwardForm::edited);
    connect(m_newHost, &QToolButton::clicked, this, &ForwardForm::newHostRequested);
    connect(m_editHost, &QToolButton::clicked, this,
            [this] { Q_EMIT editHostRequested(HostId(m_host->currentData().toString())); });
    connect(&m_services.book, &ProfileBook::hostEdited, this, &ForwardForm::fillHosts);
    connect(&m_services.book, &ProfileBook::hostRemoved, this, &ForwardForm::fillHosts);
}

void ForwardForm::buildMore(const Forward &forward) {
    m_more = new QWidget(this);
    m_tags = textField(forward.tags.join(u", "_s), tr("database, web"));
    m_note = textField(forward.note);
    m_sources = textField(forward.allowedSources.join(u", "_s), tr("anyone who reaches it"));
    m_holdClients = spinBox(forward.holdClients, 1024, tr("Clients to hold"));
    m_holdSeconds = spinBox(static_cast<int>(forward.holdTime.count()), 600, tr("Seconds to hold"));
    m_holdSeconds->setSuffix(tr(" s"));
    for (QLineEdit *edit : {m_tags, m_note, m_sources})
        connect(edit, &QLineEdit::textEdited, this, &ForwardForm::edited);
    for (QSpinBox *box : {m_holdClients, m_holdSeconds})
        connect(box, &QSpinBox::valueChanged, this, &ForwardForm::edited);
    m_moreButton = new QToolButton(this);
    m_moreButton->setText(tr("More: tags, note, allowed sources, holding clients"));
    m_moreButton->setAccessibleName(tr("More"));
    m_moreButton->setAutoRaise(true);
    m_moreButton->setCheckable(true);
    m_moreButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_moreButton->setIcon(tintedIcon(Icon::ChevronRight));
    connect(m_moreButton, &QToolButton::toggled, this, [this](bool open) {
        m_more->setVisible(open);
        m_moreButton->setIcon(tintedIcon(open ? Icon::ChevronDown : Icon::ChevronRight));
    });
    m_more->setVisible(false);
}

void ForwardForm::layOut() {
    m_nameField = new Field(tr("Name"), {m_name}, this);
    m_profileField = new Field(tr("Profile"), {m_profile}, this);
    m_listenField = new Field(tr("Listen on"), {m_address, m_otherAddress, m_port}, this);
    m_hostField = new Field(tr("Through host"), {m_host, m_newHost, m_editHost}, this);
    m_targetField =
        new Field(tr("Target, as the server sees it"), {m_targetHost, m_targetPort}, this);
    m_sourcesField = new Field(tr("Allowed sources"), {m_sources}, m_more);
    m_sourcesField->setHint(tr("Addresses or networks, with commas: 192.168.1.0/24"));
    auto *more = new QVBoxLayout(m_more);
    more->setContentsMargins(0, 0, 0, 0);
    more->setSpacing(12);
    more->addWidget(new Field(tr("Tags"), {m_tags}, m_more));
    more->addWidget(new Field(tr("Note"), {m_note}, m_more));
    more->addWidget(m_sourcesField);
    auto *holding = new Field(tr("While the link is away, hold this many clients, each so long"),
                              {m_holdClients, m_holdSeconds}, m_more);
    more->addWidget(holding);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    auto *kinds = new QHBoxLayout;
    kinds->setSpacing(8);
    for (KindTile *tile : std::as_const(m_kinds))
        kinds->addWidget(tile);
    column->addLayout(kinds);
    column->addWidget(m_kindHint);
    column->addSpacing(4);
    auto *names = new QHBoxLayout;
    names->setSpacing(12);
    names->addWidget(m_nameField, 3);
    names->addWidget(m_profileField, 2);
    column->addLayout(names);
    for (QWidget *field : {m_listenField, m_hostField})
        column->addWidget(field);
    column->addWidget(m_socks);
    column->addWidget(m_targetField);
    column->addWidget(m_autoStart);
    column->addWidget(m_moreButton, 0, Qt::AlignLeft);
    column->addWidget(m_more);
    column->addStretch(1);
    connect(m_listenField, &Field::fixRequested, this, [this] {
        m_port->setText(QString::number(m_freePort));
        Q_EMIT edited();
    });
}

void ForwardForm::fillHosts() {
    const QSignalBlocker quiet(m_host);
    const QString chosen = m_host->currentData().toString();
    m_host->clear();
    for (const Host &host : m_services.book.data().hosts)
        m_host->addItem(host.name, host.id.text());
    m_host->setCurrentIndex(std::max(m_host->findData(chosen), m_host->count() > 0 ? 0 : -1));
    m_editHost->setEnabled(m_host->count() > 0);
}

void ForwardForm::chooseHost(const HostId &id) {
    if (const int index = m_host->findData(id.text()); index >= 0)
        m_host->setCurrentIndex(index);
}

void ForwardForm::fillAddresses(const Listen &listen) {
    const QSignalBlocker quiet(m_address);
    m_address->clear();
    if (kind() == ForwardKind::Remote) {
        m_address->addItem(tr("localhost, only the server itself"), u"localhost"_s);
        m_address->addItem(tr("All addresses of the server"), u"*"_s);
    } else {
        m_address->addItem(tr("127.0.0.1 and ::1, only this machine"), u"localhost"_s);
        m_address->addItem(tr("All addresses, whoever reaches this machine"), u"*"_s);
        for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
            if (!address.isLoopback() && !address.isLinkLocal())
                m_address->addItem(address.toString(), address.toString());
        }
    }
    m_address->addItem(tr("Another address or a socket…"), kOther);
    const QString wanted = listen.kind == Listen::Kind::Unix ? listen.path
                           : isWildcard(listen.address)      ? u"*"_s
                                                             : listen.address;
    const int known = m_address->findData(wanted);
    m_address->setCurrentIndex(known >= 0 ? known : m_address->count() - 1);
    if (known < 0)
        m_otherAddress->setText(wanted);
}

void ForwardForm::setKind(ForwardKind kind) {
    for (KindTile *tile : std::as_const(m_kinds))
        if (tile->kind() == kind)
            tile->setChecked(true);
}

void ForwardForm::fill(const Forward &forward, const QString &caveat) {
    setKind(forward.kind);
    if (!forward.name.isEmpty())
        m_name->setText(forward.name);
    fillAddresses(forward.listen);
    m_port->setText(portText(forward.listen));
    m_socks->setChecked(forward.target.kind == Target::Kind::Socks);
    m_targetHost->setText(forward.target.kind == Target::Kind::Unix ? forward.target.path
                                                                    : forward.target.host);
    m_targetPort->setText(forward.target.port > 0 ? QString::number(forward.target.port)
                                                  : QString());
    showWhatApplies();
    m_targetField->setHint(caveat);
    Q_EMIT edited();
}

ForwardKind ForwardForm::kind() const {
    for (const KindTile *tile : m_kinds) {
        if (tile->isChecked())
            return tile->kind();
    }
    return ForwardKind::Local;
}

Listen ForwardForm::listen() const {
    Listen listen;
    const bool other = m_address->currentData().toString() == kOther;
    const QString address =
        other ? m_otherAddress->text().trimmed() : m_address->currentData().toString();
    if (address.startsWith(u'/')) {
        listen.kind = Listen::Kind::Unix;
        listen.path = address;
        return listen;
    }
    listen.address = address;
    std::tie(listen.port, listen.lastPort) = readPorts(m_port->text());
    return listen;
}

Target ForwardForm::target() const {
    Target target;
    const bool socks =
        kind() == ForwardKind::Dynamic || (kind() == ForwardKind::Remote && m_socks->isChecked());
    const QString host = m_targetHost->text().trimmed();
    if (socks) {
        target.kind = Target::Kind::Socks;
    } else if (host.startsWith(u'/')) {
        target.kind = Target::Kind::Unix;
        target.path = host;
    } else {
        target.host = host;
        target.port = readPorts(m_targetPort->text()).first;
    }
    return target;
}

Forward ForwardForm::forward() const {
    Forward forward = m_start;
    forward.kind = kind();
    forward.name = m_name->text().trimmed();
    forward.profile = ProfileId(m_profile->currentData().toString());
    forward.host = HostId(m_host->currentData().toString());
    forward.listen = listen();
    forward.target = target();
    forward.autoStart = m_autoStart->isChecked();
    forward.tags = words(m_tags->text());
    forward.note = m_note->text().trimmed();
    forward.allowedSources = words(m_sources->text());
    forward.holdClients = m_holdClients->value();
    forward.holdTime = std::chrono::seconds(m_holdSeconds->value());
    return forward;
}

void ForwardForm::showWhatApplies() {
    const ForwardKind now = kind();
    const bool socks =
        now == ForwardKind::Dynamic || (now == ForwardKind::Remote && m_socks->isChecked());
    switch (now) {
    case ForwardKind::Local:
        m_kindHint->setText(
            tr("Listens on this machine and connects from the server to the target."));
        break;
    case ForwardKind::Remote:
        m_kindHint->setText(
            tr("Listens on the server and connects from this machine to the target."));
        break;
    case ForwardKind::Dynamic:
        m_kindHint->setText(
            tr("A SOCKS and HTTP proxy on this machine; each program says where to."));
        break;
    }
    m_targetField->setVisible(!socks);
    m_socks->setVisible(now == ForwardKind::Remote);
    m_otherAddress->setVisible(m_address->currentData().toString() == kOther);
    m_port->setEnabled(listen().kind == Listen::Kind::Tcp);
    m_port->setPlaceholderText(now == ForwardKind::Remote ? tr("any") : QString());
    m_targetPort->setEnabled(!m_targetHost->text().startsWith(u'/'));
    showListenHint();
}

void ForwardForm::showListenHint() {
    const Forward now = forward();
    const bool open = now.listen.kind == Listen::Kind::Tcp && !isLoopback(now.listen.address);
    const QString hint = !open ? QString()
                         : now.kind == ForwardKind::Remote
                             ? tr("Anyone who reaches the server gets in, if it allows that "
                                  "(GatewayPorts).")
                             : tr("Anyone on your network gets in.");
    m_listenField->setHint(hint);
}

Field *ForwardForm::fieldOf(CheckField field) const {
    switch (field) {
    case CheckField::Name:
        return m_nameField;
    case CheckField::Profile:
        return m_profileField;
    case CheckField::Host:
    case CheckField::Jumps:
        return m_hostField;
    case CheckField::ListenAddress:
    case CheckField::ListenPort:
    case CheckField::ListenPath:
        return m_listenField;
    case CheckField::TargetHost:
    case CheckField::TargetPort:
    case CheckField::TargetPath:
    case CheckField::PermitRemoteOpen:
        return m_targetField;
    case CheckField::AllowedSources:
        return m_sourcesField;
    case CheckField::Address:
    case CheckField::Port:
    case CheckField::User:
    case CheckField::Proxy:
    case CheckField::BindAddress:
        break; // of hosts
    }
    return m_nameField;
}

bool ForwardForm::validate() {
    for (Field *field :
         {m_nameField, m_profileField, m_listenField, m_hostField, m_targetField, m_sourcesField})
        field->setProblem({});
    showWhatApplies();
    bool good = true;
    for (const CheckFinding &finding :
         checkForward(forward(), m_services.book.data(), CheckContext::here())) {
        if (finding.severity == CheckFinding::Severity::Warning)
            continue; // hints under the fields say these
        good = false;
        Field *field = fieldOf(finding.field);
        if (field->hasProblem())
            continue; // the first problem of a field is the one to show
        const bool port = finding.field == CheckField::ListenPort && !finding.suggestion.isEmpty();
        m_freePort = port ? static_cast<quint16>(finding.suggestion.toUInt()) : 0;
        QWidget *at = finding.field == CheckField::ListenPort   ? m_port
                      : finding.field == CheckField::TargetPort ? m_targetPort
                                                                : nullptr;
        field->setProblem(checkText(finding),
                          m_freePort > 0 ? tr("Use %1").arg(m_freePort) : QString(), at);
        if (field == m_sourcesField)
            m_moreButton->setChecked(true);
    }
    return good;
}

void ForwardForm::checkPortOwner() {
    const Forward now = forward();
    const bool here = now.kind != ForwardKind::Remote && now.listen.kind == Listen::Kind::Tcp;
    const bool own = now.listen == m_start.listen &&
                     m_services.tunnels.snapshot(now.id).status.state == ForwardState::Listening;
    if (!here || own || now.listen.port == 0 || m_listenField->hasProblem())
        return;
    const quint16 free = nextFreePort(now.listen.address, now.listen.port);
    if (free == now.listen.port || free == 0)
        return;
    const QString address = now.listen.address == u"localhost" ? u"127.0.0.1"_s
                            : isWildcard(now.listen.address)   ? u"0.0.0.0"_s
                                                               : now.listen.address;
    const std::optional<PortOwner> owner = portOwner(Endpoint{address, now.listen.port});
    m_freePort = free;
    m_listenField->setProblem(
        owner ? tr("Port %1 is taken by %2.").arg(now.listen.port).arg(toText(*owner))
              : tr("Port %1 cannot be used here.").arg(now.listen.port),
        tr("Use %1, it is free").arg(free), m_port);
}

} // namespace fairlead::ui
