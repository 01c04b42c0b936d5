#include "tests/fuzz/targets.h"

#include "core/ssh/known_hosts.h"
#include "core/ssh/socks.h"

using namespace Qt::StringLiterals;

namespace fairlead {

namespace {

void require(bool held, const char *what) {
    if (!held)
        qFatal("does not hold: %s", what);
}

struct Outcome {
    ProxyRequestParser::State state;
    Endpoint target;
    QByteArray reply;
    QByteArray leftover;
    bool operator==(const Outcome &) const = default;
};

Outcome parse(QByteArrayView input, qsizetype piece) {
    ProxyRequestParser parser;
    QByteArray reply;
    while (!input.isEmpty()) {
        const qsizetype size = std::min(piece, input.size());
        parser.feed(input.first(size));
        input = input.sliced(size);
        reply += parser.takeReply();
    }
    return {parser.state(), parser.target(), reply, parser.takeLeftover()};
}

} // namespace

void checkProxyRequest(QByteArrayView input) {
    const Outcome whole = parse(input, std::max<qsizetype>(input.size(), 1));
    require(whole == parse(input, 1), "byte by byte is the same");
    require(whole == parse(input, 7), "seven at a time is the same");
    using State = ProxyRequestParser::State;
    if (whole.state == State::Done) {
        require(whole.target.port != 0, "a target has a port");
        require(checkedHostName(whole.target.host).has_value(), "a target has a checked name");
    } else if (whole.state == State::NeedMore) {
        require(input.size() <= ProxyRequestParser::kMaxHead, "no request is endless");
    }
    require(whole.state != State::Refused || whole.leftover.isEmpty(), "refused bytes go nowhere");
}

void checkKnownHosts(QByteArrayView input) {
    const auto ed25519 = [](char fill) {
        return QByteArray("\0\0\0\13ssh-ed25519\0\0\0\40", 19) + QByteArray(32, fill);
    };
    const Endpoint host{u"db"_s, 22};
    const QByteArray known = "db ssh-ed25519 " + ed25519(1).toBase64();
    for (const QByteArray &text :
         {known + '\n' + input.toByteArray(), input.toByteArray() + '\n' + known}) {
        KnownHosts hosts;
        hosts.add(u"file"_s, text);
        using Verdict = KnownHostsAnswer::Verdict;
        const auto verdict = hosts.lookUp(host, ed25519(2)).verdict;
        require(verdict != Verdict::Unknown && verdict != Verdict::NewType,
                "no line hides a changed key");
        require(hosts.knownTypes(host).contains(u"ssh-ed25519"_s), "no line hides a known type");
        (void)hosts.hasCertAuthority(host);
    }
    KnownHostsLine line;
    if (readKnownHostsLine(input, line) == LineKind::Entry && namesMatch(line.names, "db")) {
        const QByteArray others = namesWithout(line.names, "db");
        require(others.isEmpty() || !namesMatch(others, "db"), "a name taken out is out");
    }
}

} // namespace fairlead
