// Columns give way in their order, and stay as the person left them.
#include "tests/support/fake_timers.h"
#include "tests/ui/sample.h"
#include "ui/models/forward_list_model.h"
#include "ui/models/forward_proxy.h"
#include "ui/views/forward_view.h"
#include "ui/views/list_columns.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>

using namespace fairlead;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;

namespace {

int widthOf(const ColumnWidths &widths, ForwardColumn column) {
    return widths[static_cast<size_t>(column)];
}

ColumnChoices with(ForwardColumn column, ColumnChoice choice) {
    ColumnChoices choices{};
    choices[static_cast<size_t>(column)] = choice;
    return choices;
}

QStringList hiddenAt(int room, const ColumnChoices &choices = {}) {
    const ColumnWidths widths = fitColumns(choices, room, 1.0);
    QStringList hidden;
    for (int i = 0; i < kForwardColumnCount; ++i) {
        if (widths[static_cast<size_t>(i)] == 0)
            hidden.append(QLatin1StringView(columnInfo(i).key));
    }
    return hidden;
}

struct List {
    List() : model((sample.fill(), sample.services())), view(sample.timers()) {
        proxy.setSourceModel(&model);
        view.setModel(&proxy);
        view.resize(1200, 500);
        view.show();
    }
    Sample sample;
    ForwardListModel model;
    ForwardProxy proxy;
    ForwardView view;
};

} // namespace

class TestColumns : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void giveWayInTheirOrder() {
        QCOMPARE(hiddenAt(1200), QStringList());
        const auto kind = [](int room) {
            return widthOf(fitColumns({}, room, 1.0), ForwardColumn::Kind);
        };
        QCOMPARE(kind(1182), 98);
        QCOMPARE(kind(1181), 40);
        QCOMPARE(hiddenAt(1100), (QStringList{u"latency"_s}));
        QCOMPARE(hiddenAt(1000), (QStringList{u"total"_s, u"latency"_s}));
        QCOMPARE(hiddenAt(900), (QStringList{u"via"_s, u"total"_s, u"latency"_s}));
        QCOMPARE(hiddenAt(790), (QStringList{u"via"_s, u"streams"_s, u"total"_s, u"latency"_s}));
        QCOMPARE(widthOf(fitColumns({}, 740, 1.0), ForwardColumn::Rate), 88);
        QVERIFY(hiddenAt(660).contains(u"rate"_s));
    }

    void routeTakesWhatIsLeft() {
        for (const int room : {700, 900, 1300, 2500}) {
            int total = 0;
            for (const int width : fitColumns({}, room, 1.0))
                total += width;
            QCOMPARE(total, room);
        }
        QVERIFY(widthOf(fitColumns({}, 1000, 1.0), ForwardColumn::Route) >= 262);
        // Twice the font, twice the widths.
        QCOMPARE(widthOf(fitColumns({}, 4000, 2.0), ForwardColumn::Name), 264);
    }

    void whatThePersonFixedStays() {
        const ColumnChoices pinned = with(ForwardColumn::Latency, {ColumnChoice::Show::Always, 0});
        QVERIFY(!hiddenAt(760, pinned).contains(u"latency"_s));
        const ColumnChoices hidden = with(ForwardColumn::Streams, {ColumnChoice::Show::Never, 0});
        QCOMPARE(hiddenAt(3000, hidden), QStringList{u"streams"_s});
        const ColumnChoices wide = with(ForwardColumn::Name, {ColumnChoice::Show::Auto, 300});
        QCOMPARE(widthOf(fitColumns(wide, 1400, 1.0), ForwardColumn::Name), 300);
    }

    void orderWidthAndHidingAreRemembered() {
        Remembered remembered;
        {
            List list;
            list.view.remember(remembered);
            QHeaderView &header = *list.view.header();
            header.moveSection(header.visualIndex(static_cast<int>(ForwardColumn::Total)), 1);
            header.resizeSection(static_cast<int>(ForwardColumn::Name), 190);
            list.view.columns()->setShown(ForwardColumn::Via, false);
            list.view.collapse(list.proxy.index(1, 0));
            QMetaObject::invokeMethod(&header, "sectionClicked",
                                      Q_ARG(int, static_cast<int>(ForwardColumn::Name)));
        }
        List list;
        list.view.remember(remembered);
        const QHeaderView &header = *list.view.header();
        QCOMPARE(header.visualIndex(static_cast<int>(ForwardColumn::Total)), 1);
        QCOMPARE(header.visualIndex(static_cast<int>(ForwardColumn::Switch)), 0);
        QCOMPARE(header.sectionSize(static_cast<int>(ForwardColumn::Name)), 190);
        QVERIFY(header.isSectionHidden(static_cast<int>(ForwardColumn::Via)));
        QVERIFY(!list.view.isExpanded(list.proxy.index(1, 0)));
        QVERIFY(list.view.isExpanded(list.proxy.index(0, 0)));
        QCOMPARE(list.proxy.sortColumn(), static_cast<int>(ForwardColumn::Name));
        QCOMPARE(list.proxy.index(0, static_cast<int>(ForwardColumn::Name), list.proxy.index(0, 0))
                     .data()
                     .toString(),
                 u"analytics-db"_s);
    }

    void nonsenseIsNotRemembered() {
        List list;
        list.view.columns()->fromWords(
            {u"name width=99999"_s, u"name"_s, u"switch never"_s, u"weather always"_s, u""_s});
        const QHeaderView &header = *list.view.header();
        QCOMPARE(header.visualIndex(0), 0);
        QVERIFY(!header.isSectionHidden(0));
        QVERIFY(list.view.columns()->toWords().contains(u"name width=2000"_s));
        list.view.columns()->reset();
        QCOMPARE(list.view.columns()->toWords().value(2), u"name"_s);
    }

    void theMenuHidesAndShows() {
        List list;
        QSignalSpy changed(list.view.columns(), &ListColumns::changed);
        QMenu menu;
        list.view.columns()->fillMenu(menu);
        QAction *kind = menu.actions().value(1);
        QCOMPARE(kind->text(), u"Kind"_s);
        QVERIFY(kind->isChecked());
        kind->trigger();
        QVERIFY(list.view.isColumnHidden(static_cast<int>(ForwardColumn::Kind)));
        QCOMPARE(changed.count(), 1);
        menu.actions().constLast()->trigger();
        QVERIFY(!list.view.isColumnHidden(static_cast<int>(ForwardColumn::Kind)));
    }

    void groupsOpenWhileSomebodySearches() {
        List list;
        list.view.collapse(list.proxy.index(0, 0));
        list.proxy.setSearch(u"grafana"_s);
        list.view.setSearching(true);
        QVERIFY(list.view.isExpanded(list.proxy.index(0, 0)));
        list.proxy.setSearch({});
        list.view.setSearching(false);
        QVERIFY(!list.view.isExpanded(list.proxy.index(0, 0)));
        QVERIFY(list.view.isExpanded(list.proxy.index(1, 0)));
    }
};

QTEST_MAIN(TestColumns)
#include "tst_columns.moc"
