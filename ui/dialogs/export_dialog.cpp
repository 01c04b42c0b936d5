#include "ui/dialogs/export_dialog.h"

#include "core/exchange/export_text.h"
#include "core/profile/safe_file.h"
#include "text/error_text.h"
#include "ui/dialogs/field.h"
#include "ui/look/type.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

QString formatText(ExportFormat format) {
    switch (format) {
    case ExportFormat::Ssh:
        return ExportDialog::tr("ssh commands");
    case ExportFormat::SshConfig:
        return ExportDialog::tr("Blocks for ~/.ssh/config");
    case ExportFormat::Systemd:
        return ExportDialog::tr("A systemd service of mine");
    case ExportFormat::Launchd:
        return ExportDialog::tr("A launchd agent (macOS)");
    case ExportFormat::Toml:
        return ExportDialog::tr("A profiles.toml to hand on");
    }
    return {};
}

} // namespace

ExportDialog::ExportDialog(const ProfileBook &book, const QList<ForwardId> &chosen, QWidget *parent)
    : HouseDialog(parent),
      m_book(book),
      m_chosen(chosen),
      m_format(new QComboBox(this)),
      m_text(new QPlainTextEdit(this)) {
    setWindowTitle(tr("Export %n forward(s)", nullptr, static_cast<int>(chosen.size())));
    resize(720, 520);
    for (const ExportFormatName &each : exportFormats())
        m_format->addItem(formatText(each.format));
    m_text->setReadOnly(true);
    m_text->setFont(fixedFont());
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setLayoutDirection(Qt::LeftToRight);
    m_text->setAccessibleName(tr("The text"));
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    column->addWidget(new Field(tr("As"), {m_format}, body));
    column->addWidget(m_text, 1);
    setBody(body);
    setRemark(tr("There is no password in it."));
    m_save = addButton(tr("Save…"));
    QPushButton *close = addButton(tr("Close"));
    m_copy = addButton(tr("Copy"));
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
    connect(m_save, &QPushButton::clicked, this, &ExportDialog::save);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_text->toPlainText()); });
    makeDefault(m_copy);
    refresh();
}

void ExportDialog::refresh() {
    const auto format = exportFormats()[static_cast<size_t>(m_format->currentIndex())].format;
    const QString program = QCoreApplication::applicationDirPath() + u"/fairlead-cli"_s;
    const auto text = exportText(format, m_book.data(), m_chosen, program);
    m_text->setPlainText(text ? *text : errorLine(text.error()));
    m_copy->setEnabled(text.has_value());
    m_save->setEnabled(text.has_value());
}

void ExportDialog::save() {
    const auto &format = exportFormats()[static_cast<size_t>(m_format->currentIndex())];
    auto *chooser = new QFileDialog(this, tr("Save the export"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->selectFile(QString::fromLatin1(format.fileName));
    connect(chooser, &QFileDialog::fileSelected, this, &ExportDialog::write);
    chooser->open();
}

void ExportDialog::write(const QString &path) {
    const auto done = writeSafely(path, m_text->toPlainText().toUtf8());
    setRemark(done ? tr("Saved as %1.").arg(path) : errorLine(done.error()));
}

} // namespace fairlead::ui
