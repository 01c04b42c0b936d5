// Takes names out of text that is to be shown to strangers.
#pragma once

#include "core/profile/profile_book.h"

#include <QtCore/QHash>
#include <QtCore/QRegularExpression>

namespace fairlead {

// Hosts, users, targets and forwards the book knows become "host-1", "user-2", "target-1",
// "forward-3"; so do this machine's name and its user; other addresses and host names become
// "address-1". The same name becomes the same word in every text of one Redactor. Loopback
// addresses, ports and error words stay. The home folder becomes "~", fingerprints lose their hash.
class Redactor {
public:
    explicit Redactor(const ProfileData &data);
    [[nodiscard]] QString operator()(const QString &text);

private:
    void know(const QString &name, const QString &kind);
    [[nodiscard]] QString replaced(const QString &text, const QRegularExpression &what,
                                   QString (Redactor::*by)(const QString &found));
    [[nodiscard]] QString wordFor(const QString &found);
    [[nodiscard]] QString addressFor(const QString &found);

    QHash<QString, QString> m_words; // lower case
    QHash<QString, int> m_counts;    // by kind
    QRegularExpression m_known;
};

} // namespace fairlead
