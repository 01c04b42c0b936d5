#include "ui/views/list_columns.h"

#include <QtCore/QScopedValueRollback>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QTreeView>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

using Show = ColumnChoice::Show;

constexpr int kNarrowest = 40;
constexpr int kWidest = 2000;

// Without these a row could not be told from another, or not be switched.
bool mayHide(int column) {
    const auto which = static_cast<ForwardColumn>(column);
    return which != ForwardColumn::Switch && which != ForwardColumn::Name &&
           which != ForwardColumn::Route;
}

int columnOf(const QString &key) {
    for (int i = 0; i < kForwardColumnCount; ++i) {
        if (key == QLatin1StringView(columnInfo(i).key))
            return i;
    }
    return -1;
}

ColumnChoice choiceOf(const QStringList &words, int column) {
    ColumnChoice choice;
    for (const QString &word : words) {
        if (word == u"always")
            choice.show = Show::Always;
        else if (word == u"never" && mayHide(column))
            choice.show = Show::Never;
        else if (word.startsWith("width="_L1))
            choice.width = qBound(kNarrowest, word.mid(6).toInt(), kWidest);
    }
    return choice;
}

} // namespace

ListColumns::ListColumns(QTreeView *view) : QObject(view), m_view(view) {
    header().setSectionsMovable(true);
    header().setMinimumSectionSize(kNarrowest);
    header().setSectionResizeMode(QHeaderView::Interactive);
    for (const ForwardColumn fixed : {ForwardColumn::Switch, ForwardColumn::Route})
        header().setSectionResizeMode(static_cast<int>(fixed), QHeaderView::Fixed);
    connect(&header(), &QHeaderView::sectionResized, this,
            [this](int section, int, int width) { resized(section, width); });
    connect(&header(), &QHeaderView::sectionMoved, this, [this] {
        if (!m_fitting)
            Q_EMIT changed();
    });
}

QHeaderView &ListColumns::header() const { return *m_view->header(); }

void ListColumns::resized(int section, int width) {
    if (m_fitting || width == 0)
        return;
    m_choices[static_cast<size_t>(section)].width = width;
    fit();
    Q_EMIT changed();
}

void ListColumns::fit() {
    const QScopedValueRollback fitting(m_fitting, true);
    const int room = m_view->viewport()->width();
    const double scale = m_view->fontMetrics().height() / 18.0;
    const ColumnWidths widths = fitColumns(m_choices, room, scale);
    int total = 0;
    for (int i = 0; i < kForwardColumnCount; ++i) {
        const int width = widths[static_cast<size_t>(i)];
        total += width;
        m_view->setColumnHidden(i, width == 0);
        if (width > 0)
            m_view->setColumnWidth(i, width);
    }
    m_view->setHorizontalScrollBarPolicy(total > room ? Qt::ScrollBarAsNeeded
                                                      : Qt::ScrollBarAlwaysOff);
}

void ListColumns::setShown(ForwardColumn column, bool shown) {
    m_choices[static_cast<size_t>(column)].show = shown ? Show::Always : Show::Never;
    fit();
    Q_EMIT changed();
}

void ListColumns::reset() {
    fromWords({});
    Q_EMIT changed();
}

void ListColumns::fillMenu(QMenu &menu) {
    for (int i = 0; i < kForwardColumnCount; ++i) {
        if (!mayHide(i))
            continue;
        QAction *column = menu.addAction(columnInfo(i).title());
        column->setCheckable(true);
        column->setChecked(!m_view->isColumnHidden(i));
        connect(column, &QAction::toggled, this,
                [this, i](bool on) { setShown(static_cast<ForwardColumn>(i), on); });
    }
    menu.addSeparator();
    menu.addAction(tr("Usual columns"), this, &ListColumns::reset);
}

QStringList ListColumns::toWords() const {
    QStringList words;
    for (int visual = 0; visual < kForwardColumnCount; ++visual) {
        const int column = header().logicalIndex(visual);
        const ColumnChoice &choice = m_choices[static_cast<size_t>(column)];
        QString word = QLatin1StringView(columnInfo(column).key);
        if (choice.show != Show::Auto)
            word += choice.show == Show::Always ? u" always"_s : u" never"_s;
        if (choice.width > 0)
            word += u" width="_s + QString::number(choice.width);
        words.append(word);
    }
    return words;
}

void ListColumns::fromWords(const QStringList &words) {
    const QScopedValueRollback fitting(m_fitting, true);
    m_choices = {};
    QList<int> order;
    for (const QString &word : words) {
        const QStringList parts = word.split(u' ');
        const int column = columnOf(parts.constFirst());
        if (column < 0 || order.contains(column))
            continue;
        order.append(column);
        m_choices[static_cast<size_t>(column)] = choiceOf(parts, column);
    }
    for (int i = 0; i < kForwardColumnCount; ++i) {
        if (!order.contains(i)) // all of them, or what a later version added
            order.append(i);
    }
    order.move(order.indexOf(0), 0); // the switch stays first
    for (int visual = 0; visual < kForwardColumnCount; ++visual)
        header().moveSection(header().visualIndex(order[visual]), visual);
    fit();
}

} // namespace fairlead::ui
