#include "ui/dialogs/host_form.h"

#include "core/base/address.h"
#include "core/exchange/shell_words.h"
#include "ui/dialogs/field.h"
#include "ui/text/check_text.h"
#include "ui/views/small_widgets.h"

#include <QtCore/QDir>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QToolButton>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

QStringList commaList(const QString &text) {
    QStringList list;
    for (const QString &part : text.split(u',', Qt::SkipEmptyParts)) {
        if (const QString trimmed = part.trimmed(); !trimmed.isEmpty())
            list.append(trimmed);
    }
    return list;
}

QSpinBox *number(int value, int least, int most, const QString &suffix) {
    auto *box = new QSpinBox;
    box->setRange(least, most);
    box->setValue(value);
    box->setSuffix(suffix);
    return box;
}

TextLabel *section(const QString &title, QWidget *parent) {
    return new TextLabel(title, Type::Pane, Ink::Normal, Weight::Strong, parent);
}

template <typename Value>
void addChoice(QComboBox &box, const QString &text, Value value) {
    box.addItem(text, static_cast<int>(value));
}

template <typename Value>
Value chosen(const QComboBox &box) {
    return static_cast<Value>(box.currentData().toInt());
}

} // namespace

HostForm::HostForm(const ProfileBook &book, const Host &host, QWidget *parent)
    : QWidget(parent),
      m_book(book),
      m_start(host) {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    buildAddress(*column);
    buildLogin(*column);
    buildWay(*column);
    buildTrust(*column);
    buildStaying(*column);
    column->addStretch(1);
    watch();
    showWhatApplies();
}

void HostForm::buildAddress(QVBoxLayout &column) {
    m_name = textField(m_start.name, tr("for example bastion"));
    m_address = textField(m_start.address, tr("name or address of the server"));
    m_address->setLayoutDirection(Qt::LeftToRight);
    m_port = portField(QString::number(m_start.port), tr("Port"));
    m_user = textField(m_start.user, tr("your login name here"));
    m_nameField = new Field(tr("Name"), {m_name}, this);
    m_addressField = new Field(tr("Address"), {m_address, m_port}, this);
    m_userField = new Field(tr("User"), {m_user}, this);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(m_nameField, 1);
    row->addWidget(m_userField, 1);
    column.addLayout(row);
    column.addWidget(m_addressField);
}

void HostForm::buildLogin(QVBoxLayout &column) {
    column.addSpacing(4);
    column.addWidget(section(tr("Logging in"), this));
    m_keys = textField(m_start.identityFiles.join(u", "_s), tr("the usual keys in ~/.ssh"));
    QToolButton *browse = iconButton(Icon::Plus, tr("Add a key file…"), this);
    connect(browse, &QToolButton::clicked, this, &HostForm::addKeyFile);
    auto *keys = new Field(tr("Key files"), {m_keys, browse}, this);
    column.addWidget(keys);
    m_agent = new QComboBox;
    m_agent->addItem(tr("The agent of this session"), QString());
    m_agent->addItem(tr("No agent"), u"none"_s);
    if (!m_start.identityAgent.isEmpty() && m_start.identityAgent != u"none")
        m_agent->addItem(m_start.identityAgent, m_start.identityAgent);
    m_agent->setCurrentIndex(std::max(0, m_agent->findData(m_start.identityAgent)));
    column.addWidget(new Field(tr("SSH agent"), {m_agent}, this));
    m_identitiesOnly = new QCheckBox(tr("Offer only these keys"));
    m_identitiesOnly->setAccessibleName(m_identitiesOnly->text());
    m_identitiesOnly->setChecked(m_start.identitiesOnly);
    column.addWidget(m_identitiesOnly);
}

void HostForm::buildWay(QVBoxLayout &column) {
    column.addSpacing(4);
    column.addWidget(section(tr("Getting there"), this));
    m_jumps = textField(m_start.jumps.join(u", "_s), tr("none: directly"));
    m_jumpsField = new Field(tr("Jump hosts"), {m_jumps}, this);
    m_jumpsField->setHint(tr("Names of hosts or user@host:port, first hop first, with commas"));
    column.addWidget(m_jumpsField);
    m_proxyKind = new QComboBox;
    addChoice(*m_proxyKind, tr("None"), Proxy::Kind::None);
    addChoice(*m_proxyKind, tr("SOCKS5"), Proxy::Kind::Socks5);
    addChoice(*m_proxyKind, tr("HTTP"), Proxy::Kind::Http);
    addChoice(*m_proxyKind, tr("A command"), Proxy::Kind::Command);
    m_proxyKind->setCurrentIndex(m_proxyKind->findData(static_cast<int>(m_start.proxy.kind)));
    m_proxyHost = textField(m_start.proxy.host, tr("name or address of the proxy"));
    m_proxyPort =
        portField(m_start.proxy.port > 0 ? QString::number(m_start.proxy.port) : QString(),
                  tr("Port of the proxy"));
    m_proxyUser = textField(m_start.proxy.user, tr("none"));
    m_proxyCommand = textField(joinShellWords(m_start.proxy.command));
    column.addWidget(new Field(tr("Proxy to the first hop"), {m_proxyKind}, this));
    m_proxyField = new Field(tr("Address of the proxy"), {m_proxyHost, m_proxyPort}, this);
    m_proxyUserField = new Field(tr("User of the proxy"), {m_proxyUser}, this);
    m_commandField = new Field(tr("Command"), {m_proxyCommand}, this);
    m_commandField->setHint(tr("Run without a shell; %h %p %r %n are replaced."));
    for (Field *field : {m_proxyField, m_proxyUserField, m_commandField})
        column.addWidget(field);
    m_family = new QComboBox;
    addChoice(*m_family, tr("IPv6 and IPv4, whichever answers first"), AddressFamily::Any);
    addChoice(*m_family, tr("Only IPv4"), AddressFamily::IPv4);
    addChoice(*m_family, tr("Only IPv6"), AddressFamily::IPv6);
    m_family->setCurrentIndex(m_family->findData(static_cast<int>(m_start.family)));
    column.addWidget(new Field(tr("Addresses"), {m_family}, this));
}

void HostForm::buildTrust(QVBoxLayout &column) {
    column.addSpacing(4);
    column.addWidget(section(tr("Host key"), this));
    m_policy = new QComboBox;
    addChoice(*m_policy, tr("Ask about a new key"), HostKeyPolicy::Ask);
    addChoice(*m_policy, tr("Remember a new key without asking"), HostKeyPolicy::AcceptNew);
    addChoice(*m_policy, tr("Refuse a new key"), HostKeyPolicy::Strict);
    if (m_start.hostKeyPolicy == HostKeyPolicy::Off)
        addChoice(*m_policy, tr("Do not check (forwards are refused when a key changed)"),
                  HostKeyPolicy::Off);
    m_policy->setCurrentIndex(m_policy->findData(static_cast<int>(m_start.hostKeyPolicy)));
    auto *policy = new Field(tr("When the key is not known"), {m_policy}, this);
    policy->setHint(tr("A changed key is always refused."));
    column.addWidget(policy);
    m_alias = textField(m_start.hostKeyAlias, tr("the address"));
    column.addWidget(new Field(tr("Look the key up as"), {m_alias}, this));
}

void HostForm::buildStaying(QVBoxLayout &column) {
    column.addSpacing(4);
    column.addWidget(section(tr("Staying connected"), this));
    m_keepAlive = number(static_cast<int>(m_start.keepAliveInterval.count()), 0, 3600, tr(" s"));
    m_keepAlive->setSpecialValueText(tr("off"));
    m_misses = number(m_start.keepAliveMisses, 1, 100, {});
    m_timeout = number(static_cast<int>(m_start.connectTimeout.count()), 1, 600, tr(" s"));
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(new Field(tr("Keep-alive every"), {m_keepAlive}, this));
    row->addWidget(new Field(tr("Lost after misses"), {m_misses}, this));
    row->addWidget(new Field(tr("Connect within"), {m_timeout}, this));
    column.addLayout(row);
    m_compression = new QCheckBox(tr("Compress (for slow networks)"));
    m_compression->setAccessibleName(m_compression->text());
    m_compression->setChecked(m_start.compression);
    column.addWidget(m_compression);
}

void HostForm::watch() {
    for (QLineEdit *edit : findChildren<QLineEdit *>())
        connect(edit, &QLineEdit::textEdited, this, &HostForm::edited);
    for (QComboBox *box : findChildren<QComboBox *>())
        connect(box, &QComboBox::currentIndexChanged, this, [this] {
            showWhatApplies();
            Q_EMIT edited();
        });
    for (QCheckBox *box : findChildren<QCheckBox *>())
        connect(box, &QCheckBox::toggled, this, &HostForm::edited);
    for (QSpinBox *box : findChildren<QSpinBox *>())
        connect(box, &QSpinBox::valueChanged, this, &HostForm::edited);
}

void HostForm::showWhatApplies() {
    const auto kind = chosen<Proxy::Kind>(*m_proxyKind);
    const bool server = kind == Proxy::Kind::Socks5 || kind == Proxy::Kind::Http;
    m_proxyField->setVisible(server);
    m_proxyUserField->setVisible(server);
    m_commandField->setVisible(kind == Proxy::Kind::Command);
}

void HostForm::addKeyFile() {
    auto *files = new QFileDialog(this, tr("Add a key file"), QDir::homePath() + u"/.ssh"_s);
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setFileMode(QFileDialog::ExistingFile);
    files->setFilter(QDir::Files | QDir::Hidden);
    connect(files, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_keys->setText((commaList(m_keys->text()) + QStringList{path}).join(u", "_s));
        Q_EMIT edited();
    });
    files->open();
}

Proxy HostForm::proxy() const {
    Proxy proxy = m_start.proxy;
    proxy.kind = chosen<Proxy::Kind>(*m_proxyKind);
    proxy.host = m_proxyHost->text().trimmed();
    proxy.port = parsePort(m_proxyPort->text().trimmed()).value_or(0);
    proxy.user = m_proxyUser->text().trimmed();
    proxy.command = splitShellWords(m_proxyCommand->text()).value_or(QStringList());
    return proxy;
}

Host HostForm::host() const {
    Host host = m_start;
    host.name = m_name->text().trimmed();
    host.address = m_address->text().trimmed();
    host.port = parsePort(m_port->text().trimmed()).value_or(0);
    host.user = m_user->text().trimmed();
    host.jumps = commaList(m_jumps->text());
    host.proxy = proxy();
    host.family = chosen<AddressFamily>(*m_family);
    host.identityFiles = commaList(m_keys->text());
    host.identitiesOnly = m_identitiesOnly->isChecked();
    host.identityAgent = m_agent->currentData().toString();
    host.hostKeyPolicy = chosen<HostKeyPolicy>(*m_policy);
    host.hostKeyAlias = m_alias->text().trimmed();
    host.keepAliveInterval = std::chrono::seconds(m_keepAlive->value());
    host.keepAliveMisses = m_misses->value();
    host.connectTimeout = std::chrono::seconds(m_timeout->value());
    host.compression = m_compression->isChecked();
    return host;
}

Field *HostForm::fieldOf(CheckField field) const {
    switch (field) {
    case CheckField::Address:
    case CheckField::Port:
    case CheckField::BindAddress:
        return m_addressField;
    case CheckField::User:
        return m_userField;
    case CheckField::Jumps:
        return m_jumpsField;
    case CheckField::Proxy:
        return m_commandField->isVisibleTo(this) ? m_commandField : m_proxyField;
    case CheckField::Name:
    case CheckField::Host:
    case CheckField::Profile:
    case CheckField::ListenAddress:
    case CheckField::ListenPort:
    case CheckField::ListenPath:
    case CheckField::TargetHost:
    case CheckField::TargetPort:
    case CheckField::TargetPath:
    case CheckField::AllowedSources:
    case CheckField::PermitRemoteOpen:
        break;
    }
    return m_nameField;
}

bool HostForm::validate() {
    for (Field *field :
         {m_nameField, m_addressField, m_userField, m_jumpsField, m_proxyField, m_commandField})
        field->setProblem({});
    bool good = true;
    for (const CheckFinding &finding : checkHost(host(), m_book.data())) {
        if (finding.severity == CheckFinding::Severity::Warning)
            continue;
        good = false;
        Field *field = fieldOf(finding.field);
        if (!field->hasProblem())
            field->setProblem(checkText(finding), {},
                              finding.field == CheckField::Port ? m_port : nullptr);
    }
    return good;
}

} // namespace fairlead::ui
