#include "ui/dialogs/host_editor.h"

#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/field.h"
#include "ui/dialogs/host_form.h"

#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>

namespace fairlead::ui {

HostEditor::HostEditor(ProfileBook &book, const Host &host, QWidget *parent)
    : HouseDialog(parent),
      m_book(book),
      m_before(host),
      m_form(new HostForm(book, host)) {
    const bool fresh = !book.host(host.id);
    setWindowTitle(fresh ? tr("New host") : tr("Edit %1").arg(host.name));
    resize(640, 720);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(windowTitle());
    scroll->viewport()->setAutoFillBackground(false);
    m_form->setAutoFillBackground(false);
    scroll->setWidget(m_form);
    setBody(scroll);
    if (!fresh) {
        QPushButton *remove = addTool(tr("&Delete…"));
        connect(remove, &QPushButton::clicked, this,
                [this] { Q_EMIT deleteRequested(m_before.id); });
    }
    QPushButton *cancel = addButton(tr("Cancel"));
    QPushButton *keep = addButton(tr("Save"));
    makeDefault(keep);
    connect(cancel, &QPushButton::clicked, this, &HostEditor::reject);
    connect(keep, &QPushButton::clicked, this, &HostEditor::save);
    connect(m_form, &HostForm::edited, this, [this] {
        if (std::exchange(m_tried, true) || m_book.host(m_before.id))
            m_form->validate();
    });
    m_before = m_form->host();
}

void HostEditor::save() {
    m_tried = true;
    const Host now = m_form->host();
    if (!m_form->validate() || !m_book.put(now))
        return;
    m_before = now;
    Q_EMIT saved(now.id);
    accept();
}

void HostEditor::reject() {
    if (m_form->host() == m_before) {
        QDialog::reject();
        return;
    }
    auto *ask = new ConfirmDialog(tr("Discard the changes?"), {m_form->host().name}, {},
                                  tr("Discard"), this);
    connect(ask, &QDialog::accepted, this, [this] { QDialog::reject(); });
    ask->show();
}

} // namespace fairlead::ui
