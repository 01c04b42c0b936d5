// Who is measured, against what, and the table of results.
#pragma once

#include "load_server.h"
#include "support/delay_relay.h"
#include "support/sshd_fixture.h"
#include "support/tunnel.h"

#include <functional>
#include <map>

namespace fairlead::test {

struct Contestant {
    QString name;
    Client client = Client::Fairlead;
    QStringList options;
};

// One tunnel of one contestant, its local port leading to the load server.
struct Entry {
    Tunnel &tunnel;
    quint16 port = 0;
};

struct Measure {
    QString name;
    QString unit;
    QString target;         // of the ratio, in words
    double scale = 1;       // raw value to shown value
    bool gcmIsBase = false; // compared with ssh -c aes128-gcm instead of plain ssh
};

// One group of measures that share a set-up. `run` gives one value per measure; 0 means it broke.
struct Discipline {
    QString name;
    std::vector<Measure> measures;
    bool slowNetwork = false; // a round trip of 50 ms
    std::function<std::vector<double>(const Entry &)> run;
};

class Contest {
public:
    Contest(Sandbox &sandbox, std::vector<Contestant> contestants, int rounds);

    // Every contestant in every round, one after the other; prints lines of a Markdown table.
    void hold(const Discipline &discipline);
    static void printHead();

private:
    std::unique_ptr<Tunnel> enter(const Contestant &contestant, quint16 server);
    void report(const Discipline &discipline,
                std::map<QString, std::vector<std::vector<double>>> &results) const;

    Sandbox &m_sandbox;
    std::vector<Contestant> m_contestants;
    int m_rounds;
    Sshd m_sshd;
    LoadServer m_target;
};

} // namespace fairlead::test
