#include "ui/dialogs/profile_editor.h"

#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/field.h"
#include "ui/look/type.h"

#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr int kIdRole = Qt::UserRole;

} // namespace

ProfileEditor::ProfileEditor(ProfileBook &book, const Profile &profile, QWidget *parent)
    : HouseDialog(parent),
      m_book(book),
      m_before(profile),
      m_name(textField(profile.name, tr("for example Work"))),
      m_note(textField(profile.note)),
      m_members(new QListWidget(this)) {
    setWindowTitle(book.profile(profile.id) ? tr("Edit %1").arg(profile.name) : tr("New profile"));
    resize(480, 480);
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    m_nameField = new Field(tr("Name"), {m_name}, body);
    m_nameField->setHint(tr("Forwards of a profile are switched together."));
    column->addWidget(m_nameField);
    column->addWidget(new Field(tr("Note"), {m_note}, body));
    auto *members = new Field(tr("Forwards in it"), {m_members}, body);
    members->setHint(tr("A forward is in one profile: ticked here, it leaves its other one."));
    column->addWidget(members, 1);
    m_members->setSpacing(2);
    setBody(body);
    fillMembers();
    members->setVisible(m_members->count() > 0);
    QPushButton *cancel = addButton(tr("Cancel"));
    QPushButton *keep = addButton(tr("Save"));
    makeDefault(keep);
    m_name->setFocus();
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_nameField->setProblem({}); });
    connect(cancel, &QPushButton::clicked, this, &ProfileEditor::reject);
    connect(keep, &QPushButton::clicked, this, &ProfileEditor::save);
}

void ProfileEditor::fillMembers() {
    for (const Forward &forward : m_book.data().forwards) {
        const Profile other = m_book.profile(forward.profile).value_or(Profile{});
        const bool elsewhere = !other.name.isEmpty() && other.id != m_before.id;
        const QString name = forward.name.isEmpty() ? toText(forward.listen) : forward.name;
        //: a forward and the profile it is in now
        const QString text =
            elsewhere ? tr("%1 (in %2)").arg(isolated(name), isolated(other.name)) : name;
        auto *item = new QListWidgetItem(text, m_members);
        item->setData(kIdRole, forward.id.text());
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(forward.profile == m_before.id ? Qt::Checked : Qt::Unchecked);
    }
    m_membersBefore = members();
}

Profile ProfileEditor::profile() const {
    Profile now = m_before;
    now.name = m_name->text().trimmed();
    now.note = m_note->text().trimmed();
    return now;
}

QSet<ForwardId> ProfileEditor::members() const {
    QSet<ForwardId> ids;
    for (int row = 0; row < m_members->count(); ++row)
        if (m_members->item(row)->checkState() == Qt::Checked)
            ids.insert(ForwardId(m_members->item(row)->data(kIdRole).toString()));
    return ids;
}

void ProfileEditor::save() {
    const Profile now = profile();
    if (now.name.isEmpty())
        return m_nameField->setProblem(tr("Give it a name."));
    if (!m_book.put(now))
        return m_nameField->setProblem(tr("Another profile has this name."));
    moveMembers();
    accept();
}

void ProfileEditor::moveMembers() {
    const QSet<ForwardId> now = members();
    for (const Forward &each : QList<Forward>(m_book.data().forwards)) {
        const bool in = now.contains(each.id);
        if (in == m_membersBefore.contains(each.id))
            continue;
        Forward moved = each;
        moved.profile = in ? m_before.id : ProfileId();
        static_cast<void>(m_book.put(moved)); // only its profile changes, which is there
    }
}

void ProfileEditor::reject() {
    if (profile() == m_before && members() == m_membersBefore) {
        QDialog::reject();
        return;
    }
    auto *ask =
        new ConfirmDialog(tr("Discard the changes?"), {profile().name}, {}, tr("Discard"), this);
    connect(ask, &QDialog::accepted, this, [this] { QDialog::reject(); });
    ask->show();
}

} // namespace fairlead::ui
