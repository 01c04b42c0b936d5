// Runs Fairlead and `ssh -N` side by side against one sshd and prints the table of
// docs/performance.md.
//
//   fairlead_bench [--rounds N] [--only WORD] [--short]
#include "contest.h"
#include "load.h"

#include <cstdio>
#include <cstring>

using namespace fairlead::test;
using namespace Qt::StringLiterals;

namespace {

struct Choice {
    int rounds = 5;
    QString only;    // part of a discipline's name
    int divisor = 1; // --short: a tenth of the work, for checking the benchmark itself
};

constexpr double kMega = 1e6;

// Bytes per second and CPU seconds per byte, down and then up.
std::vector<double> bulk(const Entry &entry, int streams, qint64 bytes) {
    std::vector<double> result;
    std::vector<double> cpu;
    for (const Order order : {Order::Give, Order::Take}) {
        const double before = entry.tunnel.process().cpuSeconds();
        const double seconds = moveBytes(entry.port, order, streams, bytes);
        const double total = double(bytes) * streams;
        result.push_back(seconds > 0 ? total / seconds : 0);
        cpu.push_back((entry.tunnel.process().cpuSeconds() - before) / total);
    }
    result.insert(result.end(), cpu.begin(), cpu.end());
    return result;
}

Discipline oneStream(const Choice &choice) {
    const qint64 bytes = 1'000'000'000 / choice.divisor;
    return {u"one stream"_s,
            {{u"one stream, download"_s, u"MB/s"_s, u"1.4x"_s, 1 / kMega},
             {u"one stream, upload"_s, u"MB/s"_s, u"1.7x"_s, 1 / kMega},
             {u"client CPU per GB, download"_s, u"s"_s, u"0.55x or less"_s, 1e9},
             {u"client CPU per GB, upload"_s, u"s"_s, u"0.6x or less"_s, 1e9}},
            false,
            [bytes](const Entry &entry) { return bulk(entry, 1, bytes); }};
}

Discipline sixteenStreams(const Choice &choice) {
    const qint64 bytes = 64'000'000 / choice.divisor;
    return {u"16 streams"_s,
            {{u"16 streams, download"_s, u"MB/s"_s, u"1.6x"_s, 1 / kMega},
             {u"16 streams, upload"_s, u"MB/s"_s, u"1.8x"_s, 1 / kMega}},
            false,
            [bytes](const Entry &entry) { return bulk(entry, 16, bytes); }};
}

Discipline connections(const Choice &choice) {
    const int total = 5000 / choice.divisor;
    return {u"connections"_s,
            {{u"new connections, 32 at a time"_s, u"1/s"_s, u"1.35x"_s},
             {u"new connections, one by one"_s, u"1/s"_s, u"1.2x"_s}},
            false,
            [total](const Entry &entry) {
                return std::vector{connectionRate(entry.port, total, 32),
                                   connectionRate(entry.port, total / 2, 1)};
            }};
}

Discipline roundTrip(const Choice &choice) {
    const int count = 10'000 / choice.divisor;
    return {u"round trip"_s,
            {{u"1 byte there and back, p99"_s, u"us"_s, u"0.9x or less"_s, 1e6}},
            false,
            [count](const Entry &entry) { return std::vector{roundTripP99(entry.port, count)}; }};
}

Discipline longDistance(const Choice &choice) {
    const qint64 bytes = 200'000'000 / choice.divisor;
    return {u"50 ms"_s,
            {{u"50 ms round trip, one stream, download"_s, u"MB/s"_s,
              u"3.5x (libssh 0.10), 1.0x (later)"_s, 1 / kMega},
             {u"50 ms round trip, one stream, upload"_s, u"MB/s"_s, u"1.0x"_s, 1 / kMega}},
            true,
            [bytes](const Entry &entry) {
                std::vector<double> result = bulk(entry, 1, bytes);
                result.resize(2);
                return result;
            }};
}

Discipline manyIdle(const Choice &choice) {
    const int count = 1000 / choice.divisor;
    const qint64 bytes = 300'000'000 / choice.divisor;
    return {u"1000 idle"_s,
            {{u"memory per idle stream"_s, u"KB"_s, u"0.1x or less"_s, 1e-3},
             {u"the same after 32 KiB each way"_s, u"KB"_s, u"-"_s, 1e-3},
             {u"1000 idle + one, download"_s, u"MB/s"_s, u"5x"_s, 1 / kMega, true},
             {u"1000 idle + one, upload"_s, u"MB/s"_s, u"7x"_s, 1 / kMega, true},
             {u"1000 idle, new connections"_s, u"1/s"_s, u"8x"_s, 1, true}},
            false,
            [count, bytes](const Entry &entry) {
                // The first ones pay for what is there only once.
                const auto first = openIdle(entry.port, 50);
                if (!echoOnEach(first, 32768))
                    return std::vector<double>(5, 0.0);
                const auto memory = [&entry] {
                    return double(entry.tunnel.process().residentBytes());
                };
                const double before = memory();
                const auto idle = openIdle(entry.port, count);
                const double opened = memory();
                if (int(idle.size()) < count || !echoOnEach(idle, 32768))
                    return std::vector<double>(5, 0.0);
                const auto each = [&](double now) { return std::max((now - before) / count, 1.0); };
                const double used = memory();
                const std::vector<double> moved = bulk(entry, 1, bytes);
                return std::vector{each(opened), each(used), moved[0], moved[1],
                                   connectionRate(entry.port, 500, 32)};
            }};
}

bool readChoice(int argc, char **argv, Choice &choice) {
    for (int i = 1; i < argc; ++i) {
        const bool more = i + 1 < argc;
        if (!std::strcmp(argv[i], "--rounds") && more)
            choice.rounds = std::max(1, std::atoi(argv[++i]));
        else if (!std::strcmp(argv[i], "--only") && more)
            choice.only = QString::fromLocal8Bit(argv[++i]);
        else if (!std::strcmp(argv[i], "--short"))
            choice.divisor = 10;
        else
            return false;
    }
    return true;
}

} // namespace

int main(int argc, char **argv) {
    Choice choice;
    if (!readChoice(argc, argv, choice)) {
        std::fprintf(stderr, "usage: fairlead_bench [--rounds N] [--only WORD] [--short]\n");
        return 2;
    }
    if (const QString why = Sshd::missing(); !why.isEmpty()) {
        std::fprintf(stderr, "%s\n", qPrintable(why));
        return 1;
    }
    Sandbox sandbox;
    const std::vector<Contestant> contestants{
        {u"fairlead"_s, clientUnderTest(), {}},
        {u"ssh"_s, Client::Ssh, {}},
        {u"ssh -c aes128-gcm"_s, Client::Ssh, {u"-c"_s, u"aes128-gcm@openssh.com"_s}}};
    Contest contest(sandbox, contestants, choice.rounds);
    Contest::printHead();
    for (const Discipline &discipline :
         {oneStream(choice), sixteenStreams(choice), connections(choice), roundTrip(choice),
          longDistance(choice), manyIdle(choice)})
        if (discipline.name.contains(choice.only))
            contest.hold(discipline);
    return 0;
}
