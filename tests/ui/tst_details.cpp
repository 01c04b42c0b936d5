// The details pane: connections that come and go, the log that is narrowed and copied, the plot
// under mouse and keyboard, tabs; with FAIRLEAD_PICTURES=1 also pictures in the build folder.
#include "tests/ui/sample.h"
#include "ui/look/theme.h"
#include "ui/models/log_model.h"
#include "ui/models/stream_model.h"
#include "ui/text/source_plurals.h"
#include "ui/views/details_pane.h"
#include "ui/views/log_page.h"
#include "ui/views/log_view.h"
#include "ui/views/route_picture.h"
#include "ui/views/stream_view.h"
#include "ui/views/streams_page.h"
#include "ui/views/tab_row.h"
#include "ui/views/traffic_page.h"
#include "ui/views/traffic_plot.h"

#include <QtCore/QDir>
#include <QtGui/QMouseEvent>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <cmath>
#include <unistd.h>

using namespace fairlead;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

StreamSnapshot stream(StreamId id, const QString &client, quint64 down = 0,
                      std::chrono::milliseconds age = 0ms) {
    return {.id = id,
            .forward = ForwardId(u"orders-db"_s),
            .client = client,
            .target = u"db-orders:5432"_s,
            .bytesDown = down,
            .bytesUp = down / 16,
            .age = age};
}

// A live sample and the pane over it.
struct Rig {
    explicit Rig(const QString &shown = u"orders-db"_s) {
        sample.fill();
        sample.goLive();
        model = std::make_unique<ForwardListModel>(sample.services());
        pane = std::make_unique<DetailsPane>(sample.services(), *model);
        pane->resize(1080, 320);
        pane->show(sample.id(shown));
        pane->QWidget::show();
    }
    [[nodiscard]] ScriptedLink &bastion() const { return *sample.link(u"bastion-eu"_s); }
    void pass(std::chrono::milliseconds time) { sample.timers().advance(time); }

    Sample sample;
    std::unique_ptr<ForwardListModel> model;
    std::unique_ptr<DetailsPane> pane;
};

QString ids(const StreamModel &model) {
    QStringList found;
    for (int row = 0; row < model.rowCount(); ++row)
        found.append(QString::number(model.row(row)->now.id));
    return found.join(u' ');
}

// The cursor of the offscreen platform tells nobody that it moved.
void pointAt(QWidget &widget, const QPointF &at) {
    QMouseEvent move(QEvent::MouseMove, at, widget.mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(&widget, &move);
}

bool picturesWanted() { return qEnvironmentVariableIsSet("FAIRLEAD_PICTURES"); }

// Draws it; kept as a file only where somebody wants to look.
void shoot(QWidget &widget, const QString &name) {
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    const QPixmap picture = widget.grab();
    QVERIFY(!picture.isNull());
    if (!picturesWanted())
        return;
    QDir().mkpath(QStringLiteral(FAIRLEAD_SHOTS));
    QVERIFY(picture.save(QStringLiteral(FAIRLEAD_SHOTS) + u"/details-"_s + name + u".png"_s));
}

void fillStreams(Rig &rig) {
    rig.bastion().setStreams({stream(11, u"127.0.0.1:51344"_s, 6'800'000'000, 192min),
                              stream(14, u"127.0.0.1:51502"_s, 1'100'000'000, 124min),
                              stream(15, u"pid %1"_s.arg(getpid()), 188'000'000, 124min),
                              stream(21, u"127.0.0.1:40022"_s, 42'000'000, 11min)});
}

// Four minutes of traffic, and streams that grow.
void flow(Rig &rig) {
    const auto counters = rig.bastion().countersOf(rig.sample.id(u"orders-db"_s));
    for (int second = 0; second < 240; ++second) {
        const double wave = 2 + std::sin(second * 0.11) + 0.6 * std::sin(second * 0.53 + 1);
        for (int part = 0; part < 4; ++part) {
            counters->bytesDown += static_cast<quint64>(wave * 3e5);
            counters->bytesUp += static_cast<quint64>((4 - wave) * 4e4);
            rig.pass(250ms);
        }
    }
}

} // namespace

class TestDetails : public QObject {
    Q_OBJECT
    SourcePlurals m_plurals;

private Q_SLOTS:
    void initTestCase() {
        applyTheme(*qApp, Theme::Light);
        QCoreApplication::installTranslator(&m_plurals);
    }

    void streamsComeAndGoById() {
        Rig rig;
        StreamModel model(rig.sample.services());
        const QAbstractItemModelTester tester(&model);
        model.setForward(rig.sample.id(u"orders-db"_s));
        rig.bastion().setStreams({stream(7, u"b"_s), stream(3, u"a"_s), stream(9, u"c"_s)});
        model.refresh();
        QCOMPARE(ids(model), u"3 7 9"_s);
        const QPersistentModelIndex kept = model.index(1, 0);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        rig.bastion().setStreams({stream(12, u"d"_s), stream(7, u"b"_s), stream(10, u"e"_s)});
        model.refresh();
        QCOMPARE(ids(model), u"7 10 12"_s);
        QCOMPARE(kept.row(), 0);
        QCOMPARE(reset.count(), 0);
        model.setForward({});
        model.refresh();
        QCOMPARE(model.rowCount(), 0);
    }

    void onlyWhatChangedIsTold() {
        Rig rig;
        StreamModel model(rig.sample.services());
        model.setForward(rig.sample.id(u"orders-db"_s));
        rig.bastion().setStreams({stream(1, u"a"_s, 100), stream(2, u"b"_s, 100)});
        model.refresh();
        QSignalSpy told(&model, &QAbstractItemModel::dataChanged);
        model.refresh();
        QCOMPARE(told.count(), 0);
        rig.bastion().setStreams({stream(1, u"a"_s, 100), stream(2, u"b"_s, 900)});
        model.refresh();
        QCOMPARE(told.count(), 1);
        QCOMPARE(told.first().first().toModelIndex().row(), 1);
        QCOMPARE(model.index(1, StreamModel::Received).data().toString(), u"900 B"_s);
    }

    void ratesAreTakenEveryTwoSeconds() {
        Rig rig;
        StreamModel model(rig.sample.services());
        model.setForward(rig.sample.id(u"orders-db"_s));
        for (int step = 0; step < 200; ++step) {
            const auto bytes = static_cast<quint64>(step) * 16000;
            rig.bastion().setStreams({stream(1, u"a"_s, bytes)});
            model.refresh();
            rig.pass(500ms);
        }
        const QList<double> rates = model.row(0)->rates;
        QCOMPARE(rates.size(), 30);
        for (const double rate : rates)
            QCOMPARE(rate, 34000.0); // down and up, twice a second
    }

    void theProgramBehindAClientIsNamed() {
        Rig rig;
        StreamModel model(rig.sample.services());
        model.setForward(rig.sample.id(u"orders-db"_s));
        rig.bastion().setStreams(
            {stream(1, u"pid %1"_s.arg(getpid())), stream(2, u"203.0.113.7:4711"_s)});
        model.refresh();
        const QString who = model.index(0, StreamModel::Who).data().toString();
#ifdef Q_OS_LINUX
        QTRY_COMPARE(model.index(0, StreamModel::Who).data().toString(), u"tst_details"_s);
        QCOMPARE(clientDetail(*model.row(0)), u"pid %1"_s.arg(getpid()));
#endif
        QVERIFY(!who.isEmpty());
        QCOMPARE(model.index(1, StreamModel::Who).data().toString(), u"203.0.113.7:4711"_s);
        QCOMPARE(clientDetail(*model.row(1)), QString());
    }

    void aConnectionIsClosedByMouseAndKeyboard() {
        Rig rig;
        fillStreams(rig);
        rig.pane->open(DetailsPane::Page::Streams);
        auto *view = rig.pane->findChild<StreamView *>();
        QVERIFY(view->isVisible());
        QCOMPARE(view->model()->rowCount(), 4);
        (void)rig.bastion().takeCommands();
        const QRect cross = view->visualRect(view->model()->index(1, StreamModel::Close));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, cross.center());
        view->setFocus();
        view->selectionModel()->setCurrentIndex(view->model()->index(3, 0),
                                                QItemSelectionModel::ClearAndSelect |
                                                    QItemSelectionModel::Rows);
        QTest::keyClick(view, Qt::Key_Delete);
        QList<StreamId> closed;
        for (const LinkCommand &command : rig.bastion().takeCommands())
            closed.append(std::get<link_command::CloseStream>(command).id);
        QCOMPARE(closed, (QList<StreamId>{14, 21}));
        QVERIFY(rig.sample.book().forward(rig.sample.id(u"orders-db"_s)));
    }

    void streamsAreReadOnlyWhileShown() {
        Rig rig;
        fillStreams(rig);
        auto *page = rig.pane->findChild<StreamsPage *>();
        rig.pass(2s);
        QCOMPARE(page->model()->rowCount(), 0);
        rig.pane->open(DetailsPane::Page::Streams);
        QCOMPARE(page->model()->rowCount(), 4);
        rig.pane->open(DetailsPane::Page::Route);
        rig.bastion().setStreams({});
        rig.pass(2s);
        QCOMPARE(page->model()->rowCount(), 4);
        rig.pane->open(DetailsPane::Page::Streams);
        QVERIFY(!page->view()->isVisible()); // nobody is connected, and that is said
    }

    void theLogIsNarrowed() {
        LogModel model;
        LogProxy proxy;
        const QAbstractItemModelTester tester(&proxy);
        proxy.setSourceModel(&model);
        const ForwardId one(u"one"_s);
        const HostId host(u"host"_s);
        proxy.setAbout(one, host);
        Log::write(LogLevel::Info, u"forward"_s, u"mine"_s, host, one);
        Log::write(LogLevel::Warning, u"forward"_s, u"another's"_s, host, ForwardId(u"two"_s));
        Log::write(LogLevel::Warning, u"link"_s, u"my host's"_s, host);
        Log::write(LogLevel::Warning, u"profile"_s, u"nobody's"_s);
        Log::write(LogLevel::Debug, u"forward"_s, u"my detail"_s, host, one);
        model.refresh();
        QCOMPARE(proxy.rowCount(), 2);
        QCOMPARE(proxy.line(0).text, u"mine"_s);
        QCOMPARE(proxy.line(1).text, u"my host's"_s);
        proxy.setLeast(LogLevel::Warning);
        QCOMPARE(proxy.rowCount(), 1);
        proxy.setLeast(LogLevel::Debug);
        QCOMPARE(proxy.rowCount(), 3);
        proxy.setSearch(u"DETAIL"_s);
        QCOMPARE(proxy.rowCount(), 1);
        proxy.setSearch({});
        proxy.setAbout({}, {});
        QVERIFY(proxy.rowCount() >= 5);
    }

    void theLogModelIsBounded() {
        LogModel model;
        const QAbstractItemModelTester tester(&model);
        model.refresh();
        for (int i = 0; i < 5200; ++i)
            Log::write(LogLevel::Debug, u"link"_s, QString::number(i));
        model.refresh();
        QCOMPARE(model.rowCount(), 5000);
        QCOMPARE(model.line(4999).text, u"5199"_s);
    }

    void theCopiedLogNamesNobodyUnlessAsked() {
        Rig rig;
        Log::write(LogLevel::Warning, u"link"_s, u"bastion-eu refused deploy at 203.0.113.5"_s,
                   HostId(u"bastion-eu"_s));
        rig.pane->open(DetailsPane::Page::Log);
        auto *page = rig.pane->findChild<LogPage *>();
        const QString clean = page->copyText();
        QVERIFY2(clean.contains(u"refused user-"_s), qPrintable(clean));
        for (const QString &name : {u"bastion-eu"_s, u"deploy"_s, u"203.0.113.5"_s})
            QVERIFY2(!clean.contains(name), qPrintable(clean));
        for (QCheckBox *box : page->findChildren<QCheckBox *>())
            box->setChecked(true);
        QVERIFY(page->copyText().contains(u"bastion-eu refused deploy at 203.0.113.5"_s));
    }

    void theLogFollowsTheNewestLine() {
        Rig rig;
        rig.pane->open(DetailsPane::Page::Log);
        auto *view = rig.pane->findChild<LogView *>();
        const auto last = [view] { return view->model()->index(view->model()->rowCount() - 1, 0); };
        for (int i = 0; i < 60; ++i)
            Log::write(LogLevel::Info, u"link"_s, u"line %1"_s.arg(i), HostId(u"bastion-eu"_s));
        rig.pass(250ms);
        QTRY_VERIFY(view->viewport()->rect().intersects(view->visualRect(last())));
        rig.pane->activateWindow(); // focus needs it
        QVERIFY(QTest::qWaitForWindowActive(rig.pane.get()));
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Home);
        QTRY_VERIFY(!view->isFollowing());
        Log::write(LogLevel::Info, u"link"_s, u"one more"_s, HostId(u"bastion-eu"_s));
        rig.pass(250ms);
        QCoreApplication::processEvents();
        QVERIFY(!view->viewport()->rect().intersects(view->visualRect(last())));
        QTest::keyClick(view, Qt::Key_End);
        QTRY_VERIFY(view->isFollowing());
    }

    void thePlotTellsWhatIsPointedAt() {
        Rig rig;
        rig.pane->open(DetailsPane::Page::Traffic);
        auto *plot = rig.pane->findChild<TrafficPlot *>();
        QVERIFY(plot->isVisible());
        const QRectF area = plot->area();
        pointAt(*plot, {area.right(), area.center().y()});
        QVERIFY(plot->pointed());
        plot->setFocus();
        QTest::keyClick(plot, Qt::Key_End);
        const qsizetype last = *plot->pointed();
        QTest::keyClick(plot, Qt::Key_Left);
        QCOMPARE(*plot->pointed(), last - 1);
        QVERIFY(plot->accessibleDescription().contains(u"MB/s"_s));
        QTest::keyClick(plot, Qt::Key_Home);
        QCOMPARE(*plot->pointed(), 0);
        QTest::keyClick(plot, Qt::Key_Escape);
        QVERIFY(!plot->pointed());
    }

    void noTrafficIsSaid() {
        Rig rig(u"redis-cache"_s);
        rig.pane->open(DetailsPane::Page::Traffic);
        QVERIFY(!rig.pane->findChild<TrafficPlot *>()->isVisible());
    }

    void tabsOpenByKeyboard() {
        Rig rig;
        QSignalSpy opened(rig.pane.get(), &DetailsPane::pageOpened);
        auto *tabs = rig.pane->findChild<TabRow *>();
        QCOMPARE(tabs->tabText(2), u"Streams (7)"_s);
        tabs->setFocus();
        QTest::keyClick(tabs, Qt::Key_Right);
        QCOMPARE(rig.pane->page(), DetailsPane::Page::Traffic);
        QCOMPARE(opened.count(), 1);
        rig.pane->show(rig.sample.id(u"grafana"_s));
        QCOMPARE(rig.pane->page(), DetailsPane::Page::Traffic); // stays for the next forward
    }

    void theOpenPageIsRemembered() {
        Remembered remembered;
        Rig first;
        first.pane->remember(remembered);
        QCOMPARE(first.pane->page(), DetailsPane::Page::Route);
        first.pane->open(DetailsPane::Page::Streams);
        Rig second;
        second.pane->remember(remembered);
        QCOMPARE(second.pane->page(), DetailsPane::Page::Streams);
        remembered.setValue(u"details"_s, {u"of a later version"_s});
        Rig third;
        third.pane->remember(remembered);
        QCOMPARE(third.pane->page(), DetailsPane::Page::Route);
    }

    void theRouteIsSaidInWords() {
        Rig rig(u"grafana"_s);
        const QString words = rig.pane->findChild<RoutePicture *>()->accessibleDescription();
        for (const QString &word : {u"This machine"_s, u"bastion-eu"_s, u"mon-1"_s, u"grafana"_s})
            QVERIFY2(words.contains(word), qPrintable(words));
    }

    void everyControlHasAName() {
        Rig rig;
        fillStreams(rig);
        for (const auto page : {DetailsPane::Page::Route, DetailsPane::Page::Traffic,
                                DetailsPane::Page::Streams, DetailsPane::Page::Log}) {
            rig.pane->open(page);
            for (const QWidget *widget : rig.pane->findChildren<QWidget *>()) {
                const auto *button = qobject_cast<const QAbstractButton *>(widget);
                const bool inner = qobject_cast<const QComboBox *>(widget->parentWidget()) ||
                                   qobject_cast<const QLineEdit *>(widget->parentWidget()) ||
                                   widget->window() != rig.pane->window();
                if (inner || !widget->isVisibleTo(rig.pane.get()) ||
                    (widget->focusPolicy() == Qt::NoFocus && button == nullptr))
                    continue;
                const bool said = !widget->accessibleName().isEmpty() ||
                                  (button != nullptr && !button->text().isEmpty());
                QVERIFY2(said || widget->objectName().startsWith("qt_"_L1),
                         widget->metaObject()->className());
            }
        }
    }

    void pictures_data() {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<bool>("rightToLeft");
        QTest::newRow("light") << false << false;
        QTest::newRow("rtl") << true << true;
        if (!picturesWanted())
            return;
        QTest::newRow("dark") << true << false;
        QTest::newRow("rtl-light") << false << true;
    }
    void pictures() {
        QFETCH(bool, dark);
        QFETCH(bool, rightToLeft);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        applyTheme(*qApp, dark ? Theme::Dark : Theme::Light);
        QApplication::setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
        Rig rig;
        fillStreams(rig);
        flow(rig);
        shoot(*rig.pane, u"route-good-"_s + name);
        rig.pane->open(DetailsPane::Page::Traffic);
        auto *plot = rig.pane->findChild<TrafficPlot *>();
        pointAt(*plot, plot->area().topRight() + QPointF(-20, 40));
        shoot(*rig.pane, u"traffic-"_s + name);
        rig.pane->open(DetailsPane::Page::Streams);
        for (int step = 0; step < 60; ++step) {
            QList<StreamSnapshot> streams = rig.bastion().streams();
            for (StreamSnapshot &each : streams)
                each.bytesDown += static_cast<quint64>(
                    1e5 * (2 + std::sin(0.4 * step * static_cast<double>(each.id))));
            rig.bastion().setStreams(streams);
            rig.pass(1s);
        }
#ifdef Q_OS_LINUX
        auto *streams = rig.pane->findChild<StreamModel *>();
        QTRY_COMPARE(streams->index(2, StreamModel::Who).data().toString(), u"tst_details"_s);
#endif
        shoot(*rig.pane, u"streams-"_s + name);
        rig.pane->open(DetailsPane::Page::Log);
        shoot(*rig.pane, u"log-"_s + name);
        rig.pane->show(rig.sample.id(u"redis-cache"_s));
        rig.pane->open(DetailsPane::Page::Traffic);
        shoot(*rig.pane, u"traffic-empty-"_s + name);
        rig.pane->open(DetailsPane::Page::Streams);
        shoot(*rig.pane, u"streams-empty-"_s + name);
        rig.pane->open(DetailsPane::Page::Route);
        for (const QString &forward : {u"grafana"_s, u"hotel-proxy"_s, u"billing-db"_s,
                                       u"staging-api"_s, u"demo-site"_s, u"lab-browser"_s}) {
            rig.pane->show(rig.sample.id(forward));
            shoot(*rig.pane, u"route-%1-"_s.arg(forward) + name);
        }
        QApplication::setLayoutDirection(Qt::LeftToRight);
    }
};

QTEST_MAIN(TestDetails)
#include "tst_details.moc"
