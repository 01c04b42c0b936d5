// The list follows the book and the tunnels, and wants through the book alone.
#include "tests/ui/sample.h"
#include "ui/models/filter_model.h"
#include "ui/models/forward_list_model.h"
#include "ui/models/forward_proxy.h"
#include "ui/models/order_diff.h"
#include "ui/text/row_text.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace fairlead;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;

namespace {

QStringList shown(const QAbstractItemModel &model) {
    QStringList names;
    for (int group = 0; group < model.rowCount(); ++group) {
        const QModelIndex parent = model.index(group, 0);
        names.append(u"[%1]"_s.arg(
            parent.siblingAtColumn(static_cast<int>(ForwardColumn::Name)).data().toString()));
        for (int row = 0; row < model.rowCount(parent); ++row)
            names.append(
                model.index(row, static_cast<int>(ForwardColumn::Name), parent).data().toString());
    }
    return names;
}

} // namespace

class TestForwardList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void groupsByProfileInTheBooksOrder() {
        Sample sample;
        sample.fill();
        ForwardListModel model(sample.services());
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(shown(model).mid(7, 3), (QStringList{u"[Home]"_s, u"demo-site"_s, u"nas-ssh"_s}));
        Forward moved = *sample.book().forward(sample.id(u"grafana"_s));
        moved.profile = ProfileId(u"Home"_s);
        QVERIFY(sample.book().put(moved));
        QVERIFY(shown(model).indexOf(u"grafana"_s) > shown(model).indexOf(u"[Home]"_s));
        sample.book().moveBefore(sample.id(u"nas-ssh"_s), sample.id(u"demo-site"_s));
        QVERIFY(shown(model).indexOf(u"nas-ssh"_s) < shown(model).indexOf(u"demo-site"_s));
        sample.book().remove(ProfileId(u"Travel"_s));
        QCOMPARE(shown(model).last(), u"lab-browser"_s);
        QVERIFY(shown(model).contains(u"[No profile]"_s));
        sample.book().remove(HostId(u"edge-1"_s));
        QVERIFY(!shown(model).contains(u"demo-site"_s));
    }

    void aChangeKeepsTheOtherRows() {
        Sample sample;
        sample.fill();
        ForwardListModel model(sample.services());
        const QPersistentModelIndex kept = model.indexOf(sample.id(u"redis-cache"_s));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        sample.book().remove(sample.id(u"orders-db"_s));
        QVERIFY(kept.isValid());
        QCOMPARE(kept.data(IdRole).toString(), u"redis-cache"_s);
        QCOMPARE(resets.count(), 0);
    }

    void theSwitchWantsThroughTheBook() {
        Sample sample;
        sample.fill();
        ForwardListModel model(sample.services());
        const QModelIndex row = model.indexOf(sample.id(u"orders-db"_s));
        QVERIFY(!row.data(WantedRole).toBool());
        QVERIFY(model.setData(row, true, WantedRole));
        QVERIFY(sample.book().isWanted(sample.id(u"orders-db"_s)));
        QVERIFY(row.data(WantedRole).toBool());
        QCOMPARE(row.parent().data(SwitchRole).toInt(), static_cast<int>(SwitchState::Partly));
        QVERIFY(model.setData(row.parent(), true, WantedRole));
        QCOMPARE(row.parent().data(SwitchRole).toInt(), static_cast<int>(SwitchState::On));
        QVERIFY(!model.setData(row, u"x"_s, Qt::EditRole));
    }

    void theBadgeShowsWhatIs() {
        Sample sample;
        sample.fill();
        ForwardListModel model(sample.services());
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        sample.goLive();
        const auto word = [&](const QString &name) {
            return statusWord(*model.row(sample.id(name)), sample.timers().now());
        };
        QCOMPARE(word(u"orders-db"_s), u"Listening"_s);
        QCOMPARE(model.row(sample.id(u"grafana"_s))->now.status.state, ForwardState::Degraded);
        QCOMPARE(model.row(sample.id(u"billing-db"_s))->now.status.state, ForwardState::Failed);
        QCOMPARE(model.row(sample.id(u"demo-site"_s))->now.status.state, ForwardState::Holding);
        QCOMPARE(word(u"staging-api"_s), u"Needs you"_s);
        QCOMPARE(statusDetail(*model.row(sample.id(u"staging-api"_s)), sample.timers().now()),
                 u"unknown host key"_s);
        QCOMPARE(word(u"lab-browser"_s), u"Off"_s);
        for (const ForwardRow &row : model.rows())
            QVERIFY2(statusWord(row, sample.timers().now()).size() <= 24,
                     qPrintable(row.forward.name));
    }

    void searchAndFilterNarrowTheList() {
        Sample sample;
        sample.fill();
        ForwardListModel model(sample.services());
        ForwardProxy proxy;
        proxy.setSourceModel(&model);
        QAbstractItemModelTester tester(&proxy,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(proxy.forwardCount(), 10);
        proxy.setSearch(u"543 database"_s);
        QCOMPARE(proxy.forwardCount(), 3);
        proxy.setSearch(u"nothing like this"_s);
        QCOMPARE(proxy.rowCount(), 0);
        proxy.setSearch({});
        proxy.setFilter({ListFilter::Kind::Host, u"edge-1"_s});
        QCOMPARE(shown(proxy),
                 (QStringList{u"[Home]"_s, u"demo-site"_s, u"[Travel]"_s, u"hotel-proxy"_s}));
        proxy.setFilter({ListFilter::Kind::Attention, {}});
        QCOMPARE(proxy.forwardCount(), 0);
        sample.goLive();
        QCOMPARE(proxy.forwardCount(), 5);
    }

    void sortingIsByValueWithinTheGroups() {
        Sample sample;
        sample.fill();
        ForwardListModel model(sample.services());
        ForwardProxy proxy;
        proxy.setSourceModel(&model);
        proxy.sort(static_cast<int>(ForwardColumn::Route), Qt::DescendingOrder);
        QCOMPARE(shown(proxy).mid(0, 3),
                 (QStringList{u"[Work]"_s, u"staging-api"_s, u"redis-cache"_s}));
        proxy.sort(-1);
        QCOMPARE(shown(proxy).value(1), u"orders-db"_s);
    }

    void valuesThatMoveDoNotMoveRows() {
        Sample sample;
        sample.fill();
        sample.goLive();
        ForwardListModel model(sample.services());
        ForwardProxy proxy;
        proxy.setSourceModel(&model);
        QAbstractItemModelTester tester(&proxy,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        proxy.sort(static_cast<int>(ForwardColumn::Total), Qt::DescendingOrder);
        QCOMPARE(shown(proxy).value(1), u"orders-db"_s);
        const auto counters = sample.link(u"bastion-eu"_s)->countersOf(sample.id(u"redis-cache"_s));
        counters->bytesDown += quint64(1) << 40;
        sample.timers().advance(std::chrono::seconds(1));
        QCOMPARE(shown(proxy).value(1), u"orders-db"_s);
        proxy.refreshOrder();
        QCOMPARE(shown(proxy).value(1), u"redis-cache"_s);
    }

    void aStepInTheOrderIsOneMove() {
        Sample sample;
        sample.fill();
        ForwardListModel model(sample.services());
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy moves(&model, &QAbstractItemModel::rowsMoved);
        QSignalSpy removals(&model, &QAbstractItemModel::rowsRemoved);
        sample.book().moveBefore(sample.id(u"orders-db"_s), sample.id(u"demo-site"_s));
        QCOMPARE(shown(model).indexOf(u"orders-db"_s), 6);
        QCOMPARE(moves.count(), 1);
        QCOMPARE(removals.count(), 0);
    }

    void aChangeOfManyIsToldOnce() {
        Sample sample;
        sample.fill();
        ForwardListModel model(sample.services());
        QSignalSpy told(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy summed(&model, &ForwardListModel::summaryChanged);
        QList<ForwardId> ids;
        for (const Forward &forward : sample.book().data().forwards)
            ids.append(forward.id);
        Host host = *sample.book().host(HostId(u"bastion-eu"_s));
        host.user = u"x"_s;
        QVERIFY(sample.book().put(host));
        QCOMPARE(told.count(), 6); // a run of rows and a head for each of three groups
        QVERIFY(summed.wait(1000));
        QCOMPARE(summed.count(), 1);
        QCOMPARE(model.summary().forwards, 10);
    }

    void wordsOfTheStateAreFound() {
        Sample sample;
        sample.fill();
        sample.goLive();
        ForwardListModel model(sample.services());
        ForwardProxy proxy;
        proxy.setSourceModel(&model);
        proxy.setSearch(u"needs you"_s);
        QCOMPARE(shown(proxy), (QStringList{u"[Work]"_s, u"staging-api"_s}));
        proxy.setSearch(u"LISTENING anyone"_s);
        QCOMPARE(proxy.forwardCount(), 0);
        proxy.setSearch(u"anyone via edge"_s);
        QCOMPARE(proxy.forwardCount(), 1);
    }

    void theFilterColumnIsToldByDifference() {
        Sample sample;
        sample.fill();
        FilterModel filters(sample.services());
        QAbstractItemModelTester tester(&filters,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&filters, &QAbstractItemModel::modelReset);
        const QPersistentModelIndex travel =
            filters.indexOf({ListFilter::Kind::Profile, u"Travel"_s});
        QCOMPARE(travel.data(FilterEntryRole).value<FilterEntry>().count, 2);
        sample.book().remove(ProfileId(u"Home"_s));
        QVERIFY(sample.book().put(Profile{ProfileId(u"new"_s), u"New"_s, {}}));
        Forward tagged = *sample.book().forward(sample.id(u"hotel-proxy"_s));
        tagged.tags = {u"away"_s};
        QVERIFY(sample.book().put(tagged));
        QVERIFY(travel.isValid());
        QVERIFY(filters.indexOf({ListFilter::Kind::Tag, u"away"_s}).isValid());
        QVERIFY(!filters.indexOf({ListFilter::Kind::Profile, u"Home"_s}).isValid());
        QCOMPARE(resets.count(), 0);
        sample.goLive();
        QTRY_COMPARE(filters.index(1).data(FilterEntryRole).value<FilterEntry>().count, 5);
    }

    void anyOrderBecomesAnyOther_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::newRow("nothing") << u""_s << u""_s;
        QTest::newRow("all come") << u""_s << u"abc"_s;
        QTest::newRow("all go") << u"abc"_s << u""_s;
        QTest::newRow("reverse") << u"abcd"_s << u"dcba"_s;
        QTest::newRow("exchange") << u"abcd"_s << u"xbyd"_s;
        QTest::newRow("mixed") << u"abcdef"_s << u"fxaydz"_s;
    }
    void anyOrderBecomesAnyOther() {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QList<QChar> list(from.cbegin(), from.cend());
        int moves = 0;
        applyOrder(
            list, QList<QChar>(to.cbegin(), to.cend()),
            [&](int first, int count) { list.remove(first, count); },
            [&](int first, const QList<QChar> &ids) {
                for (int i = 0; i < ids.size(); ++i)
                    list.insert(first + i, ids[i]);
            },
            [&](int at, int where) {
                QVERIFY(at != where);
                list.move(at, where);
                ++moves;
            });
        QVERIFY(moves <= std::max<qsizetype>(0, to.size() - 1));
        QCOMPARE(QString(list.constData(), list.size()), to);
    }
};

QTEST_MAIN(TestForwardList)
#include "tst_forward_list.moc"
