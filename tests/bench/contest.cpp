#include "contest.h"

#include <algorithm>
#include <cstdio>

namespace fairlead::test {

using namespace Qt::StringLiterals;

namespace {

double median(std::vector<double> values) {
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

const QString kPlain = u"ssh"_s;
const QString kGcm = u"ssh -c aes128-gcm"_s;

QString shown(double value) {
    return QString::number(value, 'f', value < 10 ? 2 : value < 100 ? 1 : 0);
}

QString ratio(double value, double base) {
    return value > 0 && base > 0 ? QString::number(value / base, 'f', 2) + u'x' : u"broke"_s;
}

} // namespace

Contest::Contest(Sandbox &sandbox, std::vector<Contestant> contestants, int rounds)
    : m_sandbox(sandbox),
      m_contestants(std::move(contestants)),
      m_rounds(rounds),
      m_sshd(sandbox, {.options = {u"LogLevel INFO"_s}}) {}

std::unique_ptr<Tunnel> Contest::enter(const Contestant &contestant, quint16 server) {
    auto tunnel =
        std::make_unique<Tunnel>(m_sandbox, m_sshd.loginThrough(server), contestant.client);
    tunnel->arguments(contestant.options);
    tunnel->quiet();
    const int forward = tunnel->localTo(m_target.port());
    if (!tunnel->start() || tunnel->port(forward) == 0)
        qFatal("%s does not start: %s", qPrintable(contestant.name), tunnel->said().constData());
    return tunnel;
}

void Contest::hold(const Discipline &discipline) {
    std::unique_ptr<DelayRelay> network;
    if (discipline.slowNetwork)
        network = std::make_unique<DelayRelay>(m_sshd.port(), 25ms);
    std::map<QString, std::vector<std::vector<double>>> results;
    for (int round = 0; round < m_rounds; ++round)
        for (const Contestant &contestant : m_contestants) {
            std::fprintf(stderr, "\r%-40s round %d of %d, %-20s", qPrintable(discipline.name),
                         round + 1, m_rounds, qPrintable(contestant.name));
            const auto tunnel = enter(contestant, network ? network->port() : m_sshd.port());
            results[contestant.name].push_back(discipline.run({*tunnel, tunnel->port(0)}));
        }
    std::fprintf(stderr, "\r%80s\r", "");
    report(discipline, results);
}

void Contest::printHead() {
    std::printf("| work | unit | ssh | ssh -c aes128-gcm | fairlead | ratio | aimed at |\n"
                "|---|---|---|---|---|---|---|\n");
    std::fflush(stdout);
}

void Contest::report(const Discipline &discipline,
                     std::map<QString, std::vector<std::vector<double>>> &results) const {
    for (size_t i = 0; i < discipline.measures.size(); ++i) {
        const Measure &measure = discipline.measures[i];
        const auto of = [&](const QString &name) {
            std::vector<double> values;
            for (const auto &round : results[name])
                values.push_back(round[i]);
            return median(values);
        };
        const double plain = of(kPlain);
        const double gcm = of(kGcm);
        const double ours = of(u"fairlead"_s);
        std::printf("| %s | %s | %s | %s | %s | **%s** | %s |\n", qPrintable(measure.name),
                    qPrintable(measure.unit), qPrintable(shown(plain * measure.scale)),
                    qPrintable(shown(gcm * measure.scale)), qPrintable(shown(ours * measure.scale)),
                    qPrintable(ratio(ours, measure.gcmIsBase ? gcm : plain)),
                    qPrintable(measure.target));
    }
    std::fflush(stdout);
}

} // namespace fairlead::test
