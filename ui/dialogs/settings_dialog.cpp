#include "ui/dialogs/settings_dialog.h"

#include "text/error_text.h"
#include "ui/dialogs/field.h"
#include "ui/views/small_widgets.h"

#include <QtCore/QScopeGuard>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

template <typename Choice>
void addChoice(QComboBox &box, const QString &text, Choice choice) {
    box.addItem(text, static_cast<int>(choice));
}

template <typename Choice>
Choice chosen(const QComboBox &box) {
    return static_cast<Choice>(box.currentData().toInt());
}

template <typename Choice>
void choose(QComboBox &box, Choice choice) {
    box.setCurrentIndex(box.findData(static_cast<int>(choice)));
}

QSpinBox *number(int least, int most, const QString &suffix) {
    auto *box = new QSpinBox;
    box->setRange(least, most);
    box->setSuffix(suffix);
    return box;
}

QCheckBox *check(const QString &text) {
    auto *box = new QCheckBox(text);
    box->setAccessibleName(text);
    return box;
}

void addSection(QVBoxLayout &column, const QString &title, QWidget *parent) {
    column.addSpacing(4);
    column.addWidget(new TextLabel(title, Type::Pane, Ink::Normal, Weight::Strong, parent));
}

Field *addField(QBoxLayout &column, const QString &label, QWidget *part, const QString &reason,
                QWidget *parent) {
    auto *field = new Field(label, {part}, parent);
    field->setHint(reason);
    column.addWidget(field);
    return field;
}

} // namespace

SettingsDialog::SettingsDialog(SettingsStore &store, Autostart &autostart, QWidget *parent)
    : HouseDialog(parent),
      m_store(store),
      m_autostart(autostart) {
    setWindowTitle(tr("Settings"));
    resize(560, 690);
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    buildProgram(*column);
    buildNewHosts(*column);
    buildNewForwards(*column);
    column->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(windowTitle());
    scroll->viewport()->setAutoFillBackground(false);
    body->setAutoFillBackground(false);
    scroll->setWidget(body);
    setBody(scroll);
    setRemark(tr("Changes apply at once."));
    QPushButton *close = addButton(tr("Close"));
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    makeDefault(close);
    reflect(m_store.settings());
    connect(&m_store, &SettingsStore::changed, this, [this] { reflect(m_store.settings()); });
    for (QComboBox *box : findChildren<QComboBox *>())
        connect(box, &QComboBox::currentIndexChanged, this, &SettingsDialog::take);
    for (QSpinBox *box : findChildren<QSpinBox *>())
        connect(box, &QSpinBox::valueChanged, this, &SettingsDialog::take);
    for (QCheckBox *box : {m_notifications, m_keyring})
        connect(box, &QCheckBox::toggled, this, &SettingsDialog::take);
    connect(m_atLogin, &QCheckBox::clicked, this, &SettingsDialog::setAutostart);
}

void SettingsDialog::buildProgram(QVBoxLayout &column) {
    addSection(column, tr("Fairlead"), this);
    m_theme = new QComboBox;
    addChoice(*m_theme, tr("As the desktop"), Settings::Theme::System);
    addChoice(*m_theme, tr("Light"), Settings::Theme::Light);
    addChoice(*m_theme, tr("Dark"), Settings::Theme::Dark);
    addField(column, tr("Colours"), m_theme, {}, this);
    m_onClose = new QComboBox;
    addChoice(*m_onClose, tr("Ask"), Settings::OnClose::Ask);
    addChoice(*m_onClose, tr("Keep the forwards running, in the tray"), Settings::OnClose::Keep);
    addChoice(*m_onClose, tr("Quit"), Settings::OnClose::Quit);
    addField(column, tr("Closing the window"), m_onClose,
             tr("Without a tray it always quits: a hidden window could not be brought back."),
             this);
    m_atLogin = check(tr("Start when I log in"));
    m_atLogin->setChecked(m_autostart.isEnabled());
    m_atLoginField =
        addField(column, {}, m_atLogin, tr("In the tray, with what was on the last time."), this);
    m_notifications = check(tr("Notify me of broken forwards"));
    addField(column, {}, m_notifications,
             tr("Once when a forward that worked is away, and once when it is back."), this);
    m_keyring = check(tr("Use the keyring for passwords"));
    addField(column, {}, m_keyring,
             tr("Otherwise passwords are forgotten when Fairlead ends. What is kept there stays."),
             this);
}

void SettingsDialog::buildNewHosts(QVBoxLayout &column) {
    addSection(column, tr("New hosts begin with"), this);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    column.addLayout(row);
    m_connectTimeout = number(1, 600, tr(" s"));
    addField(*row, tr("Connect within"), m_connectTimeout, tr("Slow networks need longer."), this);
    m_keepAlive = number(0, 3600, tr(" s"));
    m_keepAlive->setSpecialValueText(tr("off"));
    addField(*row, tr("Keep-alive every"), m_keepAlive, tr("Notices when the link is dead."), this);
}

void SettingsDialog::buildNewForwards(QVBoxLayout &column) {
    addSection(column, tr("New forwards begin with"), this);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    column.addLayout(row);
    m_listen = new QComboBox;
    m_listen->addItem(tr("Only this machine"), Listen{}.address);
    m_listen->addItem(tr("The whole network"), u"*"_s);
    addField(*row, tr("Who may connect"), m_listen, tr("Each forward can say otherwise."), this);
    m_holdClients = number(0, 1024, {});
    m_holdClients->setSpecialValueText(tr("none"));
    addField(*row, tr("Clients to hold"), m_holdClients,
             tr("So many wait for a link that is away."), this);
}

void SettingsDialog::reflect(const Settings &settings) {
    m_showing = true;
    const auto done = qScopeGuard([this] { m_showing = false; });
    choose(*m_theme, settings.theme);
    choose(*m_onClose, settings.onClose);
    m_notifications->setChecked(settings.notifications);
    m_keyring->setChecked(settings.keyring);
    m_connectTimeout->setValue(static_cast<int>(settings.connectTimeout.count()));
    m_keepAlive->setValue(static_cast<int>(settings.keepAliveInterval.count()));
    if (m_listen->findData(settings.listenAddress) < 0) // written into the file by hand
        m_listen->addItem(settings.listenAddress, settings.listenAddress);
    m_listen->setCurrentIndex(m_listen->findData(settings.listenAddress));
    m_holdClients->setValue(settings.holdClients);
}

void SettingsDialog::take() {
    if (m_showing)
        return;
    Settings settings = m_store.settings();
    settings.theme = chosen<Settings::Theme>(*m_theme);
    settings.onClose = chosen<Settings::OnClose>(*m_onClose);
    settings.notifications = m_notifications->isChecked();
    settings.keyring = m_keyring->isChecked();
    settings.connectTimeout = std::chrono::seconds(m_connectTimeout->value());
    settings.keepAliveInterval = std::chrono::seconds(m_keepAlive->value());
    settings.listenAddress = m_listen->currentData().toString();
    settings.holdClients = m_holdClients->value();
    m_store.set(settings);
}

void SettingsDialog::setAutostart(bool on) {
    const Result<void> done = m_autostart.setEnabled(on);
    m_atLogin->setChecked(m_autostart.isEnabled());
    m_atLoginField->setProblem(done ? QString() : errorText(done.error()).sentence);
}

} // namespace fairlead::ui
