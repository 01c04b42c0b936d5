#include "ui/dialogs/editor_presenter.h"

#include "core/profile/destination.h"
#include "text/error_text.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/export_dialog.h"
#include "ui/dialogs/forward_editor.h"
#include "ui/dialogs/forward_form.h"
#include "ui/dialogs/host_editor.h"
#include "ui/dialogs/import_dialog.h"
#include "ui/dialogs/profile_editor.h"
#include "ui/models/forward_commands.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QMenu>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

EditorPresenter::EditorPresenter(const Services &services, QWidget *window)
    : QObject(window),
      m_services(services),
      m_window(window) {}

QDialog *EditorPresenter::raiseOpen(const QString &key) const {
    QDialog *open = m_open.value(key);
    if (open != nullptr) {
        open->raise();
        open->activateWindow();
    }
    return open;
}

void EditorPresenter::present(const QString &key, QDialog *dialog) {
    m_open.insert(key, dialog);
    dialog->show();
}

void EditorPresenter::newForward() {
    Forward forward;
    forward.id = ForwardId::create();
    forward.listen.address = m_defaults.listenAddress;
    forward.holdClients = m_defaults.holdClients;
    if (!m_services.book.data().hosts.isEmpty())
        forward.host = m_services.book.data().hosts.constFirst().id;
    if (!m_services.book.data().profiles.isEmpty())
        forward.profile = m_services.book.data().profiles.constFirst().id;
    newForwardFrom(forward);
}

void EditorPresenter::newForwardFrom(const Forward &forward) {
    if (raiseOpen(forward.id.text()) != nullptr)
        return;
    auto *editor = new ForwardEditor(m_services, forward, m_window);
    connect(editor, &ForwardEditor::saved, this, &EditorPresenter::saved);
    connect(editor, &ForwardEditor::deleteRequested, this,
            [this](const ForwardId &id) { confirmDelete(QList<ForwardId>{id}); });
    connect(editor->form(), &ForwardForm::editHostRequested, this, &EditorPresenter::editHost);
    const auto newHostFor = [this, editor](Host host) {
        host.id = HostId::create();
        auto *hosts = new HostEditor(m_services.book, host, editor);
        connect(hosts, &HostEditor::saved, editor->form(), &ForwardForm::chooseHost);
        present(host.id.text(), hosts);
    };
    connect(editor->form(), &ForwardForm::newHostRequested, editor,
            [this, newHostFor] { newHostFor(freshHost()); });
    connect(editor, &ForwardEditor::hostNeeded, editor, newHostFor);
    present(forward.id.text(), editor);
}

void EditorPresenter::editForward(const ForwardId &id) {
    if (const std::optional<Forward> forward = m_services.book.forward(id))
        newForwardFrom(*forward);
}

Host EditorPresenter::freshHost() const {
    Host host;
    host.id = HostId::create();
    host.connectTimeout = m_defaults.connectTimeout;
    host.keepAliveInterval = m_defaults.keepAliveInterval;
    return host;
}

void EditorPresenter::newHost() {
    const Host host = freshHost();
    present(host.id.text(), new HostEditor(m_services.book, host, m_window));
}

void EditorPresenter::openDestination(const QString &destination) {
    const Result<Host> read = hostFromDestination(destination);
    if (!read) {
        const ErrorText text = errorText(read.error());
        auto *tell =
            new ConfirmDialog(tr("This address cannot be opened"), {text.sentence, text.suggestion},
                              {}, {}, m_window, ConfirmDialog::Nature::Harmless);
        tell->show();
        return;
    }
    for (const Host &host : m_services.book.data().hosts) {
        if (destinationOf(host) != destinationOf(*read))
            continue;
        Forward forward;
        forward.id = ForwardId::create();
        forward.host = host.id;
        newForwardFrom(forward);
        return;
    }
    Host host = *read;
    host.id = HostId::create();
    host.name = host.address;
    present(host.id.text(), new HostEditor(m_services.book, host, m_window));
}

void EditorPresenter::editHost(const HostId &id) {
    const std::optional<Host> host = m_services.book.host(id);
    if (!host || raiseOpen(id.text()) != nullptr)
        return;
    auto *editor = new HostEditor(m_services.book, *host, m_window);
    connect(editor, &HostEditor::deleteRequested, this,
            [this](const HostId &gone) { confirmDelete(gone); });
    present(id.text(), editor);
}

void EditorPresenter::newProfile() {
    Profile profile;
    profile.id = ProfileId::create();
    present(profile.id.text(), new ProfileEditor(m_services.book, profile, m_window));
}

void EditorPresenter::editProfile(const ProfileId &id) {
    const std::optional<Profile> profile = m_services.book.profile(id);
    if (profile && raiseOpen(id.text()) == nullptr)
        present(id.text(), new ProfileEditor(m_services.book, *profile, m_window));
}

void EditorPresenter::confirmDelete(const QList<ForwardId> &ids) {
    QStringList names;
    int streams = 0;
    for (const ForwardId &id : ids) {
        names.append(m_services.book.forward(id).value_or(Forward{}).name);
        streams += m_services.tunnels.snapshot(id).streams;
    }
    auto *ask =
        new ConfirmDialog(tr("Delete %n forward(s)?", nullptr, static_cast<int>(ids.size())), names,
                          streams > 0 ? tr("This cuts %n stream(s).", nullptr, streams) : QString(),
                          tr("Delete"), m_window);
    connect(ask, &QDialog::accepted, this, [this, ids] {
        for (const ForwardId &id : ids) {
            if (QDialog *editor = m_open.value(id.text()))
                editor->done(QDialog::Accepted);
            m_services.book.remove(id);
        }
    });
    ask->show();
}

void EditorPresenter::confirmDelete(const HostId &id) {
    const std::optional<Host> host = m_services.book.host(id);
    if (!host)
        return;
    QStringList names;
    for (const Forward &forward : m_services.book.forwardsOf(id))
        names.append(forward.name);
    const QString remark = names.isEmpty() ? QString() : tr("These forwards go with it.");
    auto *ask = new ConfirmDialog(tr("Delete the host %1?").arg(host->name), names, remark,
                                  tr("Delete"), m_window);
    const QPointer<QDialog> editor = m_open.value(id.text());
    connect(ask, &QDialog::accepted, this, [this, id, editor] {
        if (editor)
            editor->done(QDialog::Accepted);
        m_services.book.remove(id);
    });
    ask->show();
}

void EditorPresenter::confirmDelete(const ProfileId &id) {
    const std::optional<Profile> profile = m_services.book.profile(id);
    if (!profile)
        return;
    auto *ask =
        new ConfirmDialog(tr("Delete the profile %1?").arg(profile->name),
                          {tr("Its forwards stay, in no profile.")}, {}, tr("Delete"), m_window);
    connect(ask, &QDialog::accepted, this, [this, id] { m_services.book.remove(id); });
    ask->show();
}

void EditorPresenter::fillMenu(QMenu &menu, const ListFilter &filter) {
    if (filter.kind == ListFilter::Kind::Host) {
        const HostId id(filter.key);
        menu.addAction(tr("Edit…"), this, [this, id] { editHost(id); });
        menu.addAction(tr("Try again now"), this, [this, id] { m_services.tunnels.retryNow(id); });
        menu.addSeparator();
        menu.addAction(tr("Delete…"), this, [this, id] { confirmDelete(id); });
    } else if (filter.kind == ListFilter::Kind::Profile) {
        const ProfileId id(filter.key);
        QList<ForwardId> members;
        for (const Forward &forward : m_services.book.data().forwards) {
            if (forward.profile == id)
                members.append(forward.id);
        }
        menu.addAction(tr("Start"), this,
                       [this, members] { m_services.book.setWanted(members, true); });
        menu.addAction(tr("Stop"), this,
                       [this, members] { m_services.book.setWanted(members, false); });
        menu.addSeparator();
        menu.addAction(tr("Edit…"), this, [this, id] { editProfile(id); });
        menu.addAction(tr("Delete…"), this, [this, id] { confirmDelete(id); });
    }
}

void EditorPresenter::paste() {
    const QString text = QGuiApplication::clipboard()->text().trimmed();
    const Result<SshInvocation> read = parseSshCommandLine(text);
    if (!read) {
        auto *tell = new ConfirmDialog(tr("No ssh command on the clipboard"),
                                       {errorText(read.error()).sentence,
                                        tr("Copy one, for example: ssh -L 8080:db:5432 user@host")},
                                       {}, {}, m_window, ConfirmDialog::Nature::Harmless);
        tell->show();
        return;
    }
    QStringList lines{tr("Host %1").arg(read->destination.name)};
    for (const Forward &forward : read->forwards)
        lines.append(toText(forward.listen) + u" → "_s + toText(forward.target));
    auto *ask =
        new ConfirmDialog(tr("Add this?"), lines + read->warnings, tr("Nothing is started yet."),
                          tr("Add"), m_window, ConfirmDialog::Nature::Harmless);
    connect(ask, &QDialog::accepted, this, [this, found = *read] { add(found); });
    ask->show();
}

void EditorPresenter::importFrom() {
    const QString key = u"import"_s;
    if (raiseOpen(key) != nullptr)
        return;
    auto *dialog = new ImportDialog(m_services, m_window);
    present(key, dialog);
    dialog->readSshConfig();
}

void EditorPresenter::exportForwards(const QList<ForwardId> &ids) {
    const QString key = u"export"_s;
    if (QDialog *open = m_open.value(key))
        open->reject();
    present(key, new ExportDialog(m_services.book, ids, m_window));
}

void EditorPresenter::add(const SshInvocation &invocation) {
    for (Host host : invocation.jumps + QList<Host>{invocation.destination}) {
        if (m_services.book.hostNamed(host.name))
            continue;
        host.id = HostId::create();
        static_cast<void>(m_services.book.put(host)); // its name is free
    }
    const std::optional<Host> host = m_services.book.hostNamed(invocation.destination.name);
    const ForwardCommands commands(m_services);
    for (Forward forward : invocation.forwards) {
        forward.id = ForwardId::create();
        forward.host = host ? host->id : HostId();
        forward.name =
            commands.freeName(forward.target.kind == Target::Kind::Tcp ? toText(forward.target)
                                                                       : kindName(forward.kind));
        if (m_services.book.put(forward))
            Q_EMIT saved(forward.id);
    }
}

} // namespace fairlead::ui
