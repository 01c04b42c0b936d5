#include "ui/dialogs/import_dialog.h"

#include "core/exchange/putty_import.h"
#include "text/error_text.h"
#include "text/import_text.h"
#include "ui/dialogs/field.h"
#include "ui/dialogs/import_model.h"
#include "ui/look/colours.h"
#include "ui/views/small_widgets.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QTreeView>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

enum Source { SshConfigSource, PuttySource, FileSource };

// Rows with room, the selection in the tint of our lists, and quiet ink for what cannot be taken.
class ImportDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override {
        const QSize usual = QStyledItemDelegate::sizeHint(option, index);
        return {usual.width(), qMax(usual.height(), option.fontMetrics.height() + 12)};
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        const Colours &colours = coloursOf(option->palette);
        const QModelIndex first = index.siblingAtColumn(ImportModel::Name);
        const bool possible = first.data(Qt::CheckStateRole).isValid();
        const QColor ink = possible ? option->palette.color(QPalette::Text) : colours.quiet;
        option->palette.setColor(QPalette::Text, ink);
        if ((option->state & QStyle::State_Selected) == 0)
            return;
        option->state &= ~QStyle::State_Selected; // or the ticks would take the tint's colour
        option->backgroundBrush = colours.tint;
    }
};

QString generalText(const QList<ImportRemark> &remarks) {
    constexpr qsizetype kMost = 4;
    QStringList texts;
    for (const ImportRemark &remark : remarks.mid(0, kMost))
        texts += importRemarkText(remark);
    if (const auto rest = static_cast<int>(remarks.size() - kMost); rest > 0)
        texts += ImportDialog::tr("and %n more", nullptr, rest);
    return texts.join(u'\n');
}

} // namespace

ImportDialog::ImportDialog(const Services &services, QWidget *parent)
    : HouseDialog(parent),
      m_services(services),
      m_model(new ImportModel(this)) {
    setWindowTitle(tr("Import"));
    resize(1000, 640);
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(12);
    column->addWidget(buildSource());
    column->addWidget(buildNotice());
    column->addWidget(buildList(), 1);
    m_remarks = new TextLabel({}, Type::Hint, Ink::Quiet, Weight::Regular, body);
    m_remarks->setMinimumHeight(2 * QFontMetrics(typeFont(Type::Hint)).lineSpacing());
    m_remarks->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    column->addWidget(m_remarks);
    m_keepAddress = new QCheckBox(body);
    m_keepAddress->setVisible(false);
    column->addWidget(m_keepAddress);
    setBody(body);
    QPushButton *all = addTool(tr("Tick all that is new"));
    QPushButton *none = addTool(tr("Tick none"));
    QPushButton *cancel = addButton(tr("Cancel"));
    m_import = addButton(tr("Import"));
    connect(all, &QPushButton::clicked, this, [this] { m_model->tickProposed(true); });
    connect(none, &QPushButton::clicked, this, [this] { m_model->tickProposed(false); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_import, &QPushButton::clicked, this, &ImportDialog::apply);
    connect(m_model, &ImportModel::ticksChanged, this, &ImportDialog::showTicks);
    connect(m_keepAddress, &QCheckBox::clicked, this,
            [this](bool on) { m_model->keepAddress(m_list->currentIndex().row(), on); });
    makeDefault(m_import);
    showTicks();
}

QWidget *ImportDialog::buildSource() {
    m_from = new QComboBox(this);
    m_from->addItem(tr("My ssh configuration (~/.ssh/config)"));
    m_from->addItem(tr("Saved sessions of PuTTY or KiTTY"));
    m_from->addItem(tr("A file: profiles.toml, .reg, ssh_config…"));
    connect(m_from, &QComboBox::activated, this, &ImportDialog::chooseSource);
    auto *field = new Field(tr("From"), {m_from}, this);
    m_state = new TextLabel({}, Type::Hint, Ink::Quiet, Weight::Regular, this);
    auto *both = new QWidget(this);
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(field);
    column->addWidget(m_state);
    return both;
}

QWidget *ImportDialog::buildNotice() {
    m_notice = new Card(this);
    m_notice->setTone(Tone::Degraded);
    auto *row = new QHBoxLayout(m_notice);
    row->setContentsMargins(14, 10, 14, 10);
    row->setSpacing(10);
    row->addWidget(new StatusGlyph(Tone::Degraded, 14, m_notice), 0, Qt::AlignTop);
    m_noticeText = new TextLabel({}, Type::Body, Ink::Normal, Weight::Regular, m_notice);
    row->addWidget(m_noticeText, 1);
    m_runCommands = new QPushButton(tr("Let ssh run them"), m_notice);
    m_runCommands->setAccessibleName(m_runCommands->text());
    m_runCommands->setAutoDefault(false);
    row->addWidget(m_runCommands, 0, Qt::AlignTop);
    connect(m_runCommands, &QPushButton::clicked, this, [this] { readSshConfig(m_file, true); });
    m_notice->hide();
    return m_notice;
}

QWidget *ImportDialog::buildList() {
    m_list = new QTreeView(this);
    m_list->setModel(m_model);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setItemDelegate(new ImportDelegate(m_list));
    m_list->setIconSize({16, 16});
    m_list->setAllColumnsShowFocus(true);
    m_list->setAccessibleName(tr("What would be imported"));
    m_list->header()->setSectionsMovable(false);
    m_list->header()->resizeSection(ImportModel::Name, 230);
    m_list->header()->resizeSection(ImportModel::What, 270);
    m_list->header()->resizeSection(ImportModel::Fate, 110);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ImportDialog::showCurrent);
    return m_list;
}

void ImportDialog::chooseSource(int index) {
    if (index == SshConfigSource)
        return readSshConfig();
    if (index == FileSource)
        return chooseFile();
    const QString folder = puttyFolder();
    show(folder.isEmpty() ? fail(Errc::NotFound, tr("saved sessions of PuTTY on this machine"))
                          : readPuttyForImport(folder));
}

void ImportDialog::chooseFile() {
    auto *chooser = new QFileDialog(this, tr("Import from a file"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    connect(chooser, &QFileDialog::fileSelected, this, &ImportDialog::readFile);
    chooser->open();
}

void ImportDialog::readFile(const QString &path) {
    m_from->setCurrentIndex(FileSource);
    if (path.endsWith(u".toml"_s, Qt::CaseInsensitive))
        return show(readProfilesForImport(path));
    if (path.endsWith(u".reg"_s, Qt::CaseInsensitive) || QFileInfo(path).isDir())
        return show(readPuttyForImport(path));
    readSshConfig(path);
}

void ImportDialog::readSshConfig(const QString &file, bool runCommands) {
    m_file = file;
    m_model->setPlan({});
    m_notice->hide();
    m_reader = std::make_unique<SshConfigImport>(file, runCommands);
    connect(m_reader.get(), &SshConfigImport::progressed, this, [this](int done, int all) {
        m_state->setText(tr("Reading %1 of %2…").arg(done).arg(all));
    });
    m_state->setText(tr("Reading…"));
    m_reader->start([this](const Result<ImportSource> &source) { show(source); });
}

void ImportDialog::show(const Result<ImportSource> &source) {
    m_notice->hide();
    m_model->setPlan(source ? planImport(*source, m_services.book.data()) : ImportPlan{});
    if (!source) {
        m_state->setText(errorLine(source.error()));
        return;
    }
    const ImportPlan &plan = m_model->plan();
    m_state->setText(plan.items.isEmpty()
                         ? tr("There is nothing in it that Fairlead has a use for.")
                         : tr("What you have stays as it is. Passwords are not taken, and nothing "
                              "starts by itself."));
    const bool commands =
        std::any_of(plan.general.begin(), plan.general.end(), [](const ImportRemark &remark) {
            return remark.code == ImportRemark::Code::RunsCommands;
        });
    m_runCommands->setVisible(commands);
    m_noticeText->setText(generalText(plan.general));
    m_notice->setVisible(!plan.general.isEmpty());
    if (!plan.items.isEmpty())
        m_list->setCurrentIndex(m_model->index(0, 0));
    showCurrent();
}

void ImportDialog::showCurrent() {
    const int row = m_list->currentIndex().row();
    if (row < 0 || row >= m_model->rowCount()) {
        m_remarks->clear();
        m_keepAddress->hide();
        return;
    }
    const ImportItem &item = m_model->plan().items[row];
    QStringList texts;
    if (item.fate == ImportItem::Fate::Clashing)
        texts += tr("You have another ‘%1’. Ticked, this one is added as ‘%2’.")
                     .arg(item.sourceName, item.name());
    if (item.fate == ImportItem::Fate::Changed)
        texts += tr("You have this host. What it does not say yet is filled in.");
    for (const ImportRemark &remark : item.remarks)
        texts += importRemarkText(remark);
    m_remarks->setText(texts.join(u' '));
    m_keepAddress->setVisible(!item.openAddress.isEmpty() && item.canBeTaken());
    m_keepAddress->setText(
        tr("Let it listen on %1, where others can reach it").arg(item.openAddress));
    m_keepAddress->setAccessibleName(m_keepAddress->text());
    m_keepAddress->setChecked(item.keepAddress);
}

void ImportDialog::showTicks() {
    const ImportCount count = m_model->ticked();
    const int all = count.profiles + count.hosts + count.forwards;
    m_import->setEnabled(all > 0);
    setRemark(all == 0 ? tr("Nothing is ticked.")
                       : tr("%1, %2").arg(tr("%n host(s)", nullptr, count.hosts),
                                          tr("%n forward(s)", nullptr, count.forwards)));
}

void ImportDialog::apply() {
    const auto count = applyImport(m_model->plan(), m_services.book);
    if (!count) {
        m_state->setText(errorLine(count.error()));
        return;
    }
    Q_EMIT imported(*count);
    accept();
}

} // namespace fairlead::ui
