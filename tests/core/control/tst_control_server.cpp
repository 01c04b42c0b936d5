#include "core/control/control_client.h"
#include "core/control/control_codec.h"
#include "core/control/control_place.h"
#include "core/control/control_server.h"
#include "tests/core/tunnel/service_rig.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QLocalSocket>
#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace fairlead;
using namespace std::chrono_literals;

namespace {

// With ' for ", to be readable.
QByteArray json(const char *text) { return QByteArray(text).replace('\'', '"'); }

using control_reply::ForwardNow;
using Code = ControlTrouble::Code;

// A running instance among fakes, and its socket.
struct Instance : ServiceRig {
    explicit Instance(ControlRole role = ControlRole::Run) : server({book, service, timers}, role) {
        auto lock = InstanceLock::take(config.path(), role);
        if (!lock || !server.listen(*std::move(lock)))
            qFatal("no control socket");
        addHost(u"h"_s);
        addForward(u"one"_s, u"h"_s, 8001);
        addForward(u"two"_s, u"h"_s, 8002);
        Profile profile;
        profile.id = ProfileId(u"p"_s);
        profile.name = u"both"_s;
        (void)book.put(profile);
        for (const auto *name : {u"one", u"two"}) {
            Forward forward = *book.forwardNamed(name);
            forward.profile = profile.id;
            (void)book.put(forward);
        }
    }
    [[nodiscard]] QString socket() const { return controlSocketIn(config.filePath(u"control"_s)); }
    [[nodiscard]] QString wantedOnes() const {
        QStringList names;
        for (const Forward &forward : book.data().forwards)
            if (book.isWanted(forward.id))
                names.append(forward.name);
        return names.join(u' ');
    }

    QTemporaryDir config;
    ControlServer server;
};

// What a client of any making would see.
struct Raw {
    explicit Raw(const Instance &instance) {
        socket.connectToServer(instance.socket());
        if (!socket.waitForConnected(5000))
            qFatal("cannot connect");
    }
    void say(const QByteArray &bytes) {
        socket.write(bytes);
        socket.flush();
    }
    // Everything that has come, one line each.
    QByteArrayList lines() {
        heard += socket.readAll();
        return heard.split('\n').mid(0, heard.count('\n'));
    }
    bool waitForLines(qsizetype count) {
        return QTest::qWaitFor([&] { return lines().size() >= count; }, 5000);
    }
    bool waitForEnd() {
        return QTest::qWaitFor([&] { return socket.state() == QLocalSocket::UnconnectedState; },
                               5000);
    }
    QLocalSocket socket;
    QByteArray heard;
};

struct Talk {
    explicit Talk(const QString &folder) : client(folder, timers) {
        QObject::connect(&client, &ControlClient::told, &client, [this](const ControlReply &reply) {
            if (const auto *now = std::get_if<ForwardNow>(&reply))
                forwards.append(*now);
        });
        QObject::connect(&client, &ControlClient::ended, &client, [this](const auto &how) {
            ended = true;
            trouble = how;
        });
    }
    bool ask(const ControlRequest &request) {
        client.ask(request);
        return QTest::qWaitFor([this] { return ended; }, 5000);
    }
    QtTimers timers;
    ControlClient client;
    QList<ForwardNow> forwards;
    bool ended = false;
    std::optional<ControlTrouble> trouble;
};

ControlRequest request(ControlVerb verb, const QStringList &names = {},
                       const QStringList &profiles = {}) {
    return {verb, names, profiles, false, {}};
}

} // namespace

class TestControlServer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void greets() {
        Instance instance(ControlRole::Window);
        Raw client(instance);
        QVERIFY(client.waitForLines(1));
        const auto hello = decodeReply(client.lines().constFirst());
        QVERIFY(hello);
        QVERIFY(*hello == ControlReply(control_reply::Hello{1, ControlRole::Window,
                                                            QCoreApplication::applicationPid()}));
    }

    void switches_data() {
        QTest::addColumn<int>("verb");
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        const auto row = [](const char *name, ControlVerb verb, const QStringList &names,
                            const QString &before, const QString &after) {
            QTest::newRow(name) << static_cast<int>(verb) << names << before << after;
        };
        row("start", ControlVerb::Start, {u"one"_s}, {}, u"one"_s);
        row("start what is on", ControlVerb::Start, {u"one"_s}, u"one"_s, u"one"_s);
        row("stop", ControlVerb::Stop, {u"one"_s}, u"one two"_s, u"two"_s);
        row("toggle", ControlVerb::Toggle, {u"one"_s, u"two"_s}, u"one"_s, u"two"_s);
        row("a profile's name", ControlVerb::Start, {u"both"_s}, {}, u"one two"_s);
        row("toggle half a profile", ControlVerb::Toggle, {u"both"_s}, u"two"_s, u"one two"_s);
        row("toggle a whole profile", ControlVerb::Toggle, {u"both"_s}, u"one two"_s, {});
        row("nobody's name changes nothing", ControlVerb::Start, {u"one"_s, u"x"_s}, {}, {});
        row("nothing named", ControlVerb::Stop, {}, u"one"_s, u"one"_s);
    }
    void switches() {
        QFETCH(int, verb);
        QFETCH(QStringList, names);
        QFETCH(QString, before);
        QFETCH(QString, after);
        Instance instance;
        for (const QString &name : before.split(u' ', Qt::SkipEmptyParts))
            instance.want(name);
        Talk talk(instance.config.path());
        QVERIFY(talk.ask(request(static_cast<ControlVerb>(verb), names)));
        QCOMPARE(instance.wantedOnes(), after);
    }

    void unknownNamesAreNamed() {
        Instance instance;
        Talk talk(instance.config.path());
        QVERIFY(talk.ask(request(ControlVerb::Start, {u"one"_s, u"nobody"_s})));
        QCOMPARE(talk.trouble, (ControlTrouble{Code::NoSuchName, u"nobody"_s}));
    }

    void statusTellsAll() {
        Instance instance;
        instance.want(u"one"_s);
        instance.links.link()->listening(ForwardId(u"one"_s), 8001);
        instance.links.link()->goOnline();
        Talk talk(instance.config.path());
        QVERIFY(talk.ask(request(ControlVerb::Status)));
        QVERIFY(!talk.trouble);
        QCOMPARE(talk.forwards.size(), 2);
        const ForwardNow &one = talk.forwards.constFirst();
        QCOMPARE(one.name, u"one"_s);
        QCOMPARE(one.profile, u"both"_s);
        QCOMPARE(one.target, u"target:80"_s);
        QCOMPARE(one.state, ForwardState::Listening);
        QCOMPARE(one.bound, QStringList{u"127.0.0.1:8001"_s});
        QVERIFY(one.wanted && !talk.forwards.at(1).wanted);
    }

    void watchersSeeEachChangeOnce() {
        Instance instance;
        Raw watcher(instance);
        watcher.say("{\"verb\":\"watch\"}\n");
        QVERIFY(watcher.waitForLines(3)); // hello and two forwards
        Talk talk(instance.config.path());
        QVERIFY(talk.ask(request(ControlVerb::Start, {u"two"_s})));
        QVERIFY(watcher.waitForLines(4));
        instance.links.link()->listening(ForwardId(u"two"_s), 8002);
        instance.links.link()->goOnline();
        QVERIFY(QTest::qWaitFor([&] { return watcher.lines().constLast().contains("listening"); }));
        Q_EMIT instance.service.forwardStatusChanged(ForwardId(u"two"_s)); // no news
        instance.book.remove(ForwardId(u"one"_s));
        QVERIFY(QTest::qWaitFor(
            [&] { return watcher.lines().contains(json("{'event':'gone','id':'one'}")); }));
        QByteArrayList lines = watcher.lines();
        for (qsizetype i = 4; i < lines.size(); ++i)
            QVERIFY2(lines[i] != lines[i - 1], lines[i].constData());
    }

    void streamsAreListed() {
        Instance instance;
        instance.want(u"one"_s);
        instance.links.link()->listening(ForwardId(u"one"_s), 8001);
        instance.links.link()->goOnline();
        StreamSnapshot stream;
        stream.id = 5;
        stream.forward = ForwardId(u"one"_s);
        stream.client = u"127.0.0.1:50000"_s;
        stream.target = u"target:80"_s;
        instance.links.link()->setStreams({stream});
        Raw client(instance);
        client.say("{\"verb\":\"streams\",\"names\":[\"one\"]}\n");
        QVERIFY(client.waitForLines(3));
        QVERIFY(client.lines().at(1).contains(json("'client':'127.0.0.1:50000'")));
    }

    void onlyAWindowIsRaised() {
        Instance run(ControlRole::Run);
        Talk refused(run.config.path());
        QVERIFY(refused.ask(request(ControlVerb::Raise)));
        QCOMPARE(refused.trouble, (ControlTrouble{Code::NoWindow, {}}));

        Instance window(ControlRole::Window);
        QSignalSpy raised(&window.server, &ControlServer::raiseRequested);
        QSignalSpy opened(&window.server, &ControlServer::openRequested);
        Talk raise(window.config.path());
        QVERIFY(raise.ask({ControlVerb::Raise, {}, {}, false, {}}));
        Talk open(window.config.path());
        QVERIFY(open.ask({ControlVerb::Open, {}, {}, false, u"ssh://me@h"_s}));
        QVERIFY(!raise.trouble && !open.trouble);
        QCOMPARE(raised.size(), 1);
        QCOMPARE(opened, (QList<QVariantList>{{u"ssh://me@h"_s}}));
    }

    void quitWaitsForTheEnd() {
        auto instance = std::make_unique<Instance>();
        QSignalSpy asked(&instance->server, &ControlServer::quitRequested);
        Talk talk(instance->config.path());
        talk.client.ask(request(ControlVerb::Quit));
        QVERIFY(asked.wait(5000));
        QCoreApplication::processEvents();
        QVERIFY(!talk.ended);
        instance.reset();
        QVERIFY(QTest::qWaitFor([&] { return talk.ended; }, 5000));
        QVERIFY(!talk.trouble);
    }

    void nobodyThere() {
        const QTemporaryDir config;
        Talk talk(config.path());
        QVERIFY(talk.ask(request(ControlVerb::Status)));
        QCOMPARE(talk.trouble, (ControlTrouble{Code::NotRunning, config.path()}));
    }

    void hostileInputIsAnsweredOrCut() {
        Instance instance;
        Raw garbage(instance);
        garbage.say("GET / HTTP/1.1\r\n\r\n{\"verb\":\"explode\"}\n{\"verb\":\"status\"}\n");
        QVERIFY(garbage.waitForLines(6)); // hello, two refusals, two forwards, done
        QCOMPARE(garbage.heard.count("NotUnderstood"), 2);

        Raw endless(instance);
        endless.say(QByteArray(kLongestControlLine * 2, 'x'));
        QVERIFY(endless.waitForEnd());
    }

    void whoSaysNothingIsCut() {
        Instance instance;
        Raw half(instance);
        half.say("{\"verb\":");
        Raw watcher(instance);
        watcher.say("{\"verb\":\"watch\"}\n");
        QVERIFY(half.waitForLines(1) && watcher.waitForLines(3));
        instance.timers.advance(11s);
        QVERIFY(half.waitForEnd());
        QCOMPARE(watcher.socket.state(), QLocalSocket::ConnectedState);
    }

    void thereIsRoomForAFew() {
        Instance instance;
        std::vector<std::unique_ptr<Raw>> clients;
        for (int i = 0; i < 32; ++i)
            clients.push_back(std::make_unique<Raw>(instance));
        for (const auto &client : clients)
            QVERIFY(client->waitForLines(1));
        Raw oneMore(instance);
        QVERIFY(oneMore.waitForEnd());
        clients.pop_back();
        QVERIFY(QTest::qWaitFor([&] {
            Raw again(instance);
            (void)QTest::qWaitFor([&] {
                return !again.lines().isEmpty() ||
                       again.socket.state() == QLocalSocket::UnconnectedState;
            });
            return !again.lines().isEmpty();
        }));
    }

    void aStaleSocketIsReplaced() {
        const QTemporaryDir config;
        const auto folder = prepareControlFolder(config.path());
        QVERIFY(folder);
        QFile stale(controlSocketIn(*folder));
        QVERIFY(stale.open(QIODevice::WriteOnly));
        stale.close();
        ServiceRig rig;
        ControlServer server({rig.book, rig.service, rig.timers}, ControlRole::Run);
        auto lock = InstanceLock::take(config.path(), ControlRole::Run);
        QVERIFY(lock);
        QVERIFY(server.listen(*std::move(lock)));
        Talk talk(config.path());
        QVERIFY(talk.ask(request(ControlVerb::Status)));
        QVERIFY(!talk.trouble);
    }
};

QTEST_GUILESS_MAIN(TestControlServer)
#include "tst_control_server.moc"
